"""Sending: once a person and day, whoever sends; what fails is kept, told and tried again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, connection, transaction

from commentary.actions import digests
from commentary.actions.digests import Outcome
from commentary.models import Digest
from commentary.notifications import letters
from indicators.models import Indicator
from tests import factories
from tests.factories import NOW, People

ADDRESS = "https://portal.example.gov.uk"


def send(after: timedelta = timedelta(0)) -> Outcome:
    return digests.send(address=ADDRESS, at=NOW + after)


def to() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


@dataclass
class Server:
    """Refuses whom `errors` names, by the part of their address before the @."""

    errors: dict[str, Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    made, deliver = Server(), EmailMultiAlternatives.send

    def send_or_refuse(self: EmailMultiAlternatives, fail_silently: bool = False) -> int:
        name = self.to[0].partition("@")[0]
        made.asked.append(name)
        if name in made.errors:
            raise made.errors[name]
        return deliver(self)

    monkeypatch.setattr(EmailMultiAlternatives, "send", send_or_refuse)
    return made


def test_each_person_gets_one_a_day_however_often_it_runs(indicator: Indicator) -> None:
    assert send() == Outcome(sent=2)
    assert send(timedelta(hours=3)) == Outcome(had=2)
    assert to() == ["reporter.cover@example.gov.uk", "reporter@example.gov.uk"]
    assert send(timedelta(days=1)) == Outcome(sent=2)
    assert len(mail.outbox) == 4


@pytest.mark.parametrize("days", [2, 3])
def test_nothing_goes_on_a_weekend(indicator: Indicator, days: int) -> None:
    assert send(timedelta(days=days)) == Outcome(is_working_day=False)
    assert not mail.outbox
    assert not Digest.objects.exists()


def test_who_has_nothing_to_hear_gets_nothing(indicator: Indicator) -> None:
    factories.commentary_at("submitted", indicator)
    send()
    assert to() == ["owner.cover@example.gov.uk", "owner@example.gov.uk"]


def test_what_failed_is_kept_and_tried_at_each_run(
    indicator: Indicator, people: People, server: Server
) -> None:
    server.errors["reporter"] = SMTPRecipientsRefused({"r": (450, b"Try\nlater\x00")})
    assert send() == Outcome(sent=1, failed=1)
    row = Digest.objects.get(user=people.reporter)
    assert (row.status, row.attempts) == ("failed", 1)
    assert row.problem.startswith("SMTPRecipientsRefused: ")
    server.errors["reporter"] = SMTPServerDisconnected("gone\x00\naway")
    assert send(timedelta(minutes=15)) == Outcome(failed=1, had=1)
    row.refresh_from_db()
    assert (row.attempts, row.problem) == (2, "SMTPServerDisconnected: gone away")
    server.errors.clear()
    assert send(timedelta(minutes=30)) == Outcome(sent=1, had=1)
    row.refresh_from_db()
    assert (row.status, row.attempts, row.problem) == ("sent", 3, "")
    assert send(timedelta(minutes=45)) == Outcome(had=2)
    assert to() == ["reporter.cover@example.gov.uk", "reporter@example.gov.uk"]


def test_a_server_that_does_not_answer_is_asked_once_a_run(indicator: Indicator, server: Server) -> None:
    silent = ConnectionRefusedError(111, "Connection refused")
    server.errors |= {"reporter": silent, "reporter.cover": silent}
    assert send() == Outcome(failed=2)
    assert len(server.asked) == 1
    assert set(Digest.objects.values_list("status", flat=True)) == {"failed"}


def test_of_a_sender_that_died_nothing_is_sent_twice(indicator: Indicator, people: People) -> None:
    Digest.objects.create(user=people.reporter, day=NOW.date(), at=NOW)
    assert send(timedelta(minutes=5)) == Outcome(sent=1, had=1)
    assert send(timedelta(minutes=16)) == Outcome(had=2, unknown=1)
    assert to() == ["reporter.cover@example.gov.uk"]
    assert send(timedelta(days=1)) == Outcome(sent=2)


def test_the_table_holds_one_a_day(people: People) -> None:
    Digest.objects.create(user=people.reporter, day=NOW.date(), at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.create(user=people.reporter, day=NOW.date(), at=NOW)


def together(*attempts: Callable[[], Outcome]) -> list[Outcome]:
    start = Barrier(len(attempts))
    answers: list[Outcome] = []

    def run(attempt: Callable[[], Outcome]) -> None:
        start.wait()
        try:
            answers.append(attempt())
        finally:
            connection.close()

    threads = [Thread(target=run, args=(each,)) for each in attempts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("failed_before", [False, True])
def test_two_senders_at_once_send_once(scorecard, people: People, failed_before: bool, monkeypatch) -> None:
    """Both have read that everybody is to be mailed before either begins to send."""
    for number in range(5):
        reporter = factories.user(f"Reporter {number}")
        made = factories.indicator(scorecard, f"R{number}", reporter=reporter)
        factories.returns(made, ["10"] * 13)
        if failed_before:
            Digest.objects.create(user=reporter, day=NOW.date(), at=NOW, status="failed", problem="Refused")
    both_have_read = Barrier(2, timeout=60)

    def read_together(**given):
        found = letters(**given)
        both_have_read.wait()
        return found

    monkeypatch.setattr("commentary.actions.digests.letters", read_together)
    answers = together(send, send)
    assert len(answers) == 2
    assert sum(each.sent for each in answers) == 5
    assert sum(each.had for each in answers) == 5
    assert to() == [f"reporter.{number}@example.gov.uk" for number in range(5)]
    assert set(Digest.objects.values_list("status", "attempts")) == {("sent", 2 if failed_before else 1)}
