"""How mail is laid out, when its day is, and that names in it stay names."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from commentary.actions import digests
from commentary.actions.two_parts import in_columns
from commentary.models import Digest
from indicators.models import Indicator, ReportingMonth, Scorecard
from indicators.people.models import User
from tests import factories
from tests.factories import People

ADDRESS = "https://portal.example.gov.uk"


def send(at: datetime) -> None:
    digests.send(address=ADDRESS, at=at)


def test_long_lines_go_on_under_their_words() -> None:
    shown = in_columns("  - M1: " + "word " * 20 + "\nshort\n\n\n\nend")
    assert shown.splitlines() == [
        "  - M1: word word word word word word word word word word word word word",
        "    word word word word word word word",
        "short",
        "",
        "end",
    ]


def test_an_address_is_never_broken() -> None:
    address = f"{ADDRESS}/commentary/{'a-very-long-name-' * 6}/"
    assert in_columns(f"  Open the desk: {address}").splitlines() == ["  Open the desk:", f"  {address}"]


@given(st.text(alphabet="ab -*\n", max_size=400))
def test_no_word_is_lost_and_no_line_is_long(text: str) -> None:
    shown = in_columns(text)
    assert shown.split() == text.split()
    longest = max(map(len, text.split()), default=0)
    assert all(len(line) <= max(72, longest + _lead(line)) for line in shown.splitlines())


def _lead(line: str) -> int:
    return len(line) - len(line.lstrip(" *-"))


def test_every_line_of_44_rows_fits(scorecard: Scorecard, people: People) -> None:
    for number in range(44):
        made = factories.indicator(
            scorecard,
            f"LONG{number}",
            title="Children and young people whose plan was reviewed within the timescale that it set",
            reporter=people.reporter,
            order=number,
        )
        factories.returns(made, ["10"] * 13)
    send(factories.NOW)
    (message,) = (each for each in mail.outbox if each.to == [people.reporter.email])
    lines = str(message.body).splitlines()
    assert all(len(line) <= 72 for line in lines if "://" not in line)
    assert sum("://" in line for line in lines) == 10 + 3
    assert "  and 34 more" in lines


def test_line_breaks_in_names_and_titles_make_no_lines(
    indicator: Indicator, people: People, scorecard: Scorecard
) -> None:
    break_in = "Ann\r\nBcc: x@example.org\n\nSign in at https://evil.example"
    User.objects.filter(pk=people.reporter.pk).update(full_name=break_in[:120])
    Indicator.objects.update(short_title="Contacts\n\nhttps://evil.example/")
    Scorecard.objects.update(name="Children's\nServices")
    send(factories.NOW)
    for message in mail.outbox:
        sent = message.message()
        assert sent["Bcc"] is None
        assert "\n" not in message.subject
        lines = [line.strip() for line in str(message.body).splitlines()]
        assert not any(line.startswith(("Bcc", "https://evil", "Sign in at")) for line in lines)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        # In summer London is an hour ahead: Sunday 23:30 in UTC is Monday there, Friday 23:30 Saturday.
        (datetime(2018, 7, 15, 23, 30, tzinfo=UTC), "2018-07-16"),
        (datetime(2018, 7, 13, 23, 30, tzinfo=UTC), None),
        (datetime(2018, 7, 13, 22, 59, tzinfo=UTC), "2018-07-13"),
        # The clocks go back on Sunday 28 October 2018 and forward on Sunday 31 March 2019.
        (datetime(2018, 10, 28, 23, 30, tzinfo=UTC), None),
        (datetime(2018, 10, 29, 0, 0, tzinfo=UTC), "2018-10-29"),
        (datetime(2019, 3, 31, 22, 59, tzinfo=UTC), None),
        (datetime(2019, 3, 31, 23, 0, tzinfo=UTC), "2019-04-01"),
        # The bank holidays of late August and of Christmas.
        (datetime(2018, 8, 27, 9, 0, tzinfo=UTC), None),
        (datetime(2018, 12, 25, 9, 0, tzinfo=UTC), None),
        (datetime(2018, 12, 27, 9, 0, tzinfo=UTC), "2018-12-27"),
    ],
)
def test_the_day_is_londons(indicator: Indicator, people: People, at: datetime, day: str | None) -> None:
    send(at)
    days = Digest.objects.filter(user=people.reporter).values_list("day", flat=True)
    assert [each.isoformat() for each in days] == ([day] if day else [])


def test_who_covers_several_has_a_heading_for_each(scorecard: Scorecard, people: People) -> None:
    ReportingMonth.objects.update(sign_off_due=None)
    for ref, reporter in (("A1", people.reporter), ("B1", people.viewer)):
        made = factories.indicator(scorecard, ref, reporter=reporter)
        factories.returns(made, ["10"] * 13)
    people.viewer.covers.create(
        deputy=people.reporter_cover, starts_on=factories.NOW.date(), ends_on=factories.NOW.date()
    )
    send(factories.NOW)
    (message,) = (each for each in mail.outbox if each.to == [people.reporter_cover.email])
    body = " ".join(str(message.body).split())
    assert "On behalf of Reporter: 1 commentary to write" in body
    assert "On behalf of Viewer: 1 commentary to write" in body
    assert message.subject == "Scorecard Portal: 2 late"


@pytest.mark.parametrize("address", ["portal.example.gov.uk", "javascript:alert(1)", 'https://a.uk/"x'])
def test_an_address_that_is_none_is_refused(indicator: Indicator, address: str) -> None:
    with pytest.raises(CommandError, match="is no address"):
        call_command("send_messages", address=address)
    assert not mail.outbox


def test_a_sender_that_was_not_set_is_told(indicator: Indicator, settings, capsys) -> None:
    settings.PRODUCTION = True
    call_command("send_messages", address=ADDRESS)
    assert "set DEFAULT_FROM_EMAIL" in capsys.readouterr().err
    settings.DEFAULT_FROM_EMAIL = "scorecard@city.gov.uk"
    call_command("send_messages", address=ADDRESS)
    assert capsys.readouterr().err == ""
