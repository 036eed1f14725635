"""Reminders by hand through the pages: who is mailed what, once a day, and what is said of it."""

from datetime import date, datetime, timedelta
from email.message import EmailMessage
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from commentary.models import Reminder, TurnedDown
from indicators.models import Indicator, ReportingMonth, Scorecard
from indicators.people.models import AuditEvent, Cover, User
from tests import factories
from tests.factories import JUNE, NOW, People

PAGE = "/manage/months/childrens-services/2018-06/progress/"
REMIND = f"{PAGE}remind/"
OWNERS = "/commentary/childrens-services/2018-06/m1/remind/"


@pytest.fixture
def by_admin(indicator: Indicator, people: People, sign_in):
    """`by_admin(keys)` presses the button, and gives the page that comes then."""
    client = sign_in(people.administrator)
    return lambda *keys, **given: client.post(REMIND, {"remind": keys, **given}, follow=True)


def to_write(user: User) -> str:
    return f"write-{user.pk}"


def to_sign(user: User) -> str:
    return f"sign-{user.pk}"


def only() -> EmailMultiAlternatives:
    (message,) = mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    return message


def test_a_late_reporter_comes_ticked_and_is_mailed_with_a_copy_to_who_covers(
    by_admin, people: People, sign_in
) -> None:
    page = sign_in(people.administrator).get(PAGE).text
    assert "Remind 1 person" in page
    box = next(line for line in page.splitlines() if f'value="{to_write(people.reporter)}"' in line)
    assert " checked" in box
    page = by_admin(to_write(people.reporter))
    assert "Reminded 1 person: Reporter." in page.text
    message = only()
    assert (message.to, message.cc) == (["reporter@example.gov.uk"], ["reporter.cover@example.gov.uk"])
    assert message.reply_to == ["administrator@example.gov.uk"]
    assert message.subject == "Scorecard Portal, a reminder: 1 late"
    text = " ".join(str(message.body).split())
    assert "Administrator reminds you on Thursday 12 July 2018: 1 late." in text
    assert "Reporter Cover gets a copy: they cover for you until 20 July 2018." in text
    assert "1 commentary to write, 2 working days late, due Tuesday 10 July" in text
    assert "http://testserver/commentary/childrens-services/2018-06/m1/" in text
    row = Reminder.objects.get()
    assert (row.user, row.duty, row.by, row.status, row.day) == (
        people.reporter,
        "write",
        people.administrator,
        "sent",
        date(2018, 7, 12),
    )
    event = AuditEvent.objects.get(verb="reminded people")
    assert (event.by, event.after) == (people.administrator, {"people": ["Reporter"]})
    assert "Today, 9:30am" in sign_in(people.administrator).get(PAGE).text


def test_pressing_twice_mails_once_and_says_who_was_first(by_admin, people: People, sign_in) -> None:
    by_admin(to_write(people.reporter))
    page = by_admin(to_write(people.reporter)).text
    assert "Reporter was reminded today at 9:30am by Administrator, so was not reminded again." in page
    assert "Reminded 1 person" not in page
    sign_in(people.owner).post(OWNERS)
    assert len(mail.outbox) == 1
    assert AuditEvent.objects.filter(verb="reminded people").count() == 1


def test_the_next_day_they_may_be_reminded_again(by_admin, people: People, monkeypatch) -> None:
    by_admin(to_write(people.reporter))
    monkeypatch.setattr("scorecard_portal.middleware.now", lambda: NOW + timedelta(days=1))
    assert "Reminded 1 person" in by_admin(to_write(people.reporter)).text
    assert len(mail.outbox) == 2


def test_what_failed_is_said_kept_and_tried_again(by_admin, people: People, monkeypatch, sign_in) -> None:
    def refuse(self: EmailMultiAlternatives) -> None:
        raise SMTPRecipientsRefused({"reporter@example.gov.uk": (552, b"mailbox <full>")})

    with monkeypatch.context() as broken:
        broken.setattr(EmailMultiAlternatives, "send", refuse)
        page = by_admin(to_write(people.reporter)).text
        assert "Reporter could not be reminded: SMTPRecipientsRefused" in page
        assert "mailbox &lt;full&gt;" in page
        owner_is_told = sign_in(people.owner).post(OWNERS, follow=True).text
        assert "Reporter could not be reminded: the mail server did not take it." in owner_is_told
        assert "mailbox" not in owner_is_told
    assert Reminder.objects.get().status == "failed"
    page = sign_in(people.administrator).get(PAGE).text
    assert "Not sent" in page
    assert f'value="{to_write(people.reporter)}"' in page
    assert ">Failed<" in sign_in(people.administrator).get("/manage/messages/").text
    assert "Reminded 1 person" in by_admin(to_write(people.reporter)).text
    row = Reminder.objects.get()
    assert (row.status, row.problem, row.by) == ("sent", "", people.administrator)
    assert len(mail.outbox) == 1


def test_an_owner_to_sign_and_one_mail_for_both_duties(
    scorecard: Scorecard, indicator: Indicator, people: People, by_admin
) -> None:
    factories.commentary_at("submitted", indicator)
    other = factories.indicator(scorecard, "M2", owner=people.viewer, reporter=people.owner)
    factories.returns(other, ["10"] * 13)
    by_admin(to_write(people.owner), to_sign(people.owner))
    body = " ".join(str(only().body).split())
    assert "1 commentary to write, 2 working days late" in body
    assert "1 commentary to sign, due tomorrow, Friday 13 July" in body
    assert "/review/childrens-services/2018-06/m1/" in body
    assert set(Reminder.objects.values_list("user", "duty")) == {
        (people.owner.pk, "write"),
        (people.owner.pk, "sign"),
    }


def test_only_a_deputy_is_asked_where_the_owner_may_not_sign(
    scorecard: Scorecard, people: People, by_admin, indicator: Indicator
) -> None:
    factories.commentary_at("approved", indicator)
    own = factories.indicator(scorecard, "M2", owner=people.viewer, reporter=people.viewer)
    factories.returns(own, ["10"] * 13)
    factories.commentary_at("submitted", own)
    page = by_admin(to_sign(people.viewer)).text
    assert "Viewer may not sign what waits, because they wrote some of it: name a deputy." in page
    assert not mail.outbox
    Cover.objects.create(
        user=people.viewer, deputy=people.stranger, starts_on=date(2018, 7, 1), ends_on=date(2018, 7, 12)
    )
    by_admin(to_sign(people.viewer))
    assert only().cc == ["stranger@example.gov.uk"]


def test_a_closed_account_is_not_mailed_but_who_covers_is(by_admin, people: People) -> None:
    User.objects.filter(pk=people.reporter.pk).update(is_active=False)
    by_admin(to_write(people.reporter))
    message = only()
    assert (message.to, message.cc) == (["reporter.cover@example.gov.uk"], [])
    assert "Hello Reporter Cover," in message.body
    assert "On behalf of Reporter: 1 commentary to write" in message.body
    mail.outbox.clear()
    Reminder.objects.all().delete()
    User.objects.filter(pk=people.reporter_cover.pk).update(is_active=False)
    page = by_admin(to_write(people.reporter)).text
    assert "Reporter could not be reminded: the account is closed, and nobody covers for them." in page
    assert not mail.outbox
    assert not Reminder.objects.exists()


def test_who_has_nothing_left_is_not_mailed(by_admin, people: People, indicator: Indicator) -> None:
    factories.commentary_at("submitted", indicator)
    assert "Reporter has nothing left, so was not reminded." in by_admin(to_write(people.reporter)).text
    assert not mail.outbox


@pytest.mark.parametrize("forged", [(), ("write-999999",), ("sign-x",), ("",), ("escalate-1",)])
def test_forged_keys_mail_nobody(by_admin, people: People, forged: tuple[str, ...]) -> None:
    page = by_admin(*forged, *([to_write(people.reporter)] if forged else []))
    assert "Tick who is to be reminded. Nobody was mailed." in page.text
    assert not mail.outbox
    assert not Reminder.objects.exists()


def test_somebody_of_another_scorecard_cannot_be_reached(by_admin, people: People) -> None:
    other = factories.scorecard("Housing")
    factories.indicator(other, "H1", reporter=people.stranger)
    assert "Nobody was mailed" in by_admin(to_write(people.stranger)).text
    assert not mail.outbox


def test_turning_the_daily_email_down_does_not_stop_a_reminder(by_admin, people: People, sign_in) -> None:
    TurnedDown.objects.create(user=people.reporter, kind=TurnedDown.ALL)
    by_admin(to_write(people.reporter))
    assert "whatever you chose about the daily email" in " ".join(str(only().body).split())
    assert "sends you by hand" in sign_in(people.reporter).get("/accounts/messages/").text


@pytest.mark.parametrize("who", ["owner", "owner_cover", "administrator"])
def test_who_waits_for_a_row_reminds_its_reporter(
    indicator: Indicator, people: People, sign_in, who: str
) -> None:
    page = sign_in(getattr(people, who)).post(OWNERS, {"back": "home"}, follow=True)
    assert page.request["PATH_INFO"] == "/"
    assert "Reminded 1 person: Reporter." in page.text
    assert only().to == ["reporter@example.gov.uk"]
    assert Reminder.objects.get().by == getattr(people, who)


@pytest.mark.parametrize(
    ("who", "status"), [("reporter", 403), ("reporter_cover", 403), ("viewer", 403), ("stranger", 404)]
)
def test_others_remind_nobody(indicator: Indicator, people: People, sign_in, who: str, status: int) -> None:
    client = sign_in(getattr(people, who))
    assert client.post(OWNERS).status_code == status
    assert client.post(REMIND, {"remind": to_write(people.reporter)}).status_code == status
    assert not mail.outbox


def test_an_owner_reaches_no_page_of_administrators(indicator: Indicator, people: People, sign_in) -> None:
    client = sign_in(people.owner)
    assert client.post(REMIND, {"remind": to_write(people.reporter)}).status_code == 403
    assert not mail.outbox


def test_what_is_not_waited_for_reminds_nobody(indicator: Indicator, people: People, sign_in) -> None:
    factories.commentary_at("submitted", indicator)
    page = sign_in(people.owner).post(OWNERS, follow=True).text
    assert "M1 is not waited for now, so nobody was reminded of it." in page
    assert not mail.outbox


@pytest.mark.parametrize("status", [ReportingMonth.PLANNED, ReportingMonth.CLOSED])
def test_a_month_that_is_not_open_reminds_nobody(
    indicator: Indicator, people: People, sign_in, status: str
) -> None:
    ReportingMonth.objects.update(status=status)
    client = sign_in(people.administrator)
    assert client.post(REMIND, {"remind": to_write(people.reporter)}).status_code == 403
    assert sign_in(people.owner).post(OWNERS).status_code == 403
    assert "Remind" not in client.get(PAGE).text
    assert not mail.outbox


def test_no_words_reasons_or_figures_are_in_it_and_markup_is_text(
    by_admin, people: People, indicator: Indicator
) -> None:
    factories.commentary_at("returned", indicator, text="One family of five moved.")
    User.objects.filter(pk=people.administrator.pk).update(full_name="<b>Ann</b>\r\nBcc: x@example.org")
    by_admin(to_write(people.reporter))
    message = only()
    ((html, _),) = message.alternatives
    sent: EmailMessage = message.message()
    assert sent["Bcc"] is None
    assert "\nBcc" not in str(message.body)
    assert "<b>Ann</b>" not in str(html)
    assert message.subject == "Scorecard Portal, a reminder: 1 returned to you"
    for part in (str(message.body), str(html), message.subject):
        for secret in ("One family", "Say why", "112"):
            assert secret not in part


def test_a_sender_that_died_is_not_followed_by_another(by_admin, people: People, sign_in) -> None:
    Reminder.objects.create(
        scorecard=Scorecard.objects.get(),
        month=JUNE,
        user=people.reporter,
        duty="write",
        day=NOW.date(),
        by=people.administrator,
        at=datetime(2018, 7, 12, 8, 0, tzinfo=NOW.tzinfo),
    )
    assert "was reminded today at 8:00am" in by_admin(to_write(people.reporter)).text
    assert not mail.outbox
    assert "Not known whether it went" in sign_in(people.administrator).get(PAGE).text
    assert ">Not known<" in sign_in(people.administrator).get("/manage/messages/").text
