"""The email itself, the command that sends it, where its links lead, and who sees whether it went."""

import re
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commentary.models import Digest, TurnedDown
from indicators.models import Indicator
from indicators.people.models import AuditEvent, User
from tests import factories
from tests.factories import NOW, People
from tests.portal.pages import inline_parts

ADDRESS = "https://portal.example.gov.uk"
PASSWORD = "a long enough password"
CHOICES = "/accounts/messages/"
SENT = "/manage/messages/"


@pytest.fixture(autouse=True)
def _address(settings) -> None:
    settings.SITE_ADDRESS = ADDRESS


def parts(message: EmailMultiAlternatives) -> tuple[str, str]:
    """Text and HTML."""
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    return str(message.body), str(html)


def message_to(user: User) -> EmailMultiAlternatives:
    (found,) = (each for each in mail.outbox if each.to == [user.email])
    assert isinstance(found, EmailMultiAlternatives)
    return found


def send() -> None:
    call_command("send_messages")


@pytest.mark.parametrize(
    ("status", "who", "path"),
    [
        ("draft", "reporter", "/commentary/childrens-services/2018-06/m1/"),
        ("returned", "reporter_cover", "/commentary/childrens-services/2018-06/m1/"),
        ("submitted", "owner", "/review/childrens-services/2018-06/m1/"),
        ("submitted", "owner_cover", "/review/childrens-services/2018-06/m1/"),
        ("approved", "reporter", "/commentary/childrens-services/2018-06/m1/"),
    ],
)
def test_both_parts_lead_past_the_sign_in_to_the_page(
    indicator: Indicator, people: People, status: str, who: str, path: str
) -> None:
    factories.commentary_at(status, indicator)
    send()
    user = getattr(people, who)
    user.set_password(PASSWORD)
    user.save()
    for part in parts(message_to(user)):
        links = re.findall(rf'{re.escape(ADDRESS)}([^\s"<]*)', part)
        assert path in links
        for link in links:
            visitor = Client()
            page = visitor.get(link or "/", follow=True)
            assert page.redirect_chain[-1][0].startswith("/accounts/login/"), link
            sent = {"login": user.email, "password": PASSWORD, "next": page.context["redirect_field_value"]}
            page = visitor.post("/accounts/login/", sent, follow=True)
            assert page.status_code == 200
            assert page.request["PATH_INFO"] == (link or "/")


def test_neither_words_nor_reasons_nor_figures_are_in_it(indicator: Indicator, people: People) -> None:
    factories.commentary_at("returned", indicator, text="One family of five moved.")
    send()
    message = message_to(people.reporter)
    assert "M1" in message.body
    assert "Contacts" in message.body
    for part in (*parts(message), message.subject):
        for secret in ("One family", "Say why", "112", "111"):
            assert secret not in part


def test_markup_in_names_is_text(indicator: Indicator, people: People) -> None:
    User.objects.filter(pk=people.reporter.pk).update(full_name="<b>Ann</b> & Bo")
    send()
    text, html = parts(message_to(people.reporter))
    assert "Hello <b>Ann</b> & Bo," in text
    assert "&lt;b&gt;Ann&lt;/b&gt; &amp; Bo" in html


def test_its_headers_say_that_a_machine_sent_it(indicator: Indicator, people: People) -> None:
    send()
    message = message_to(people.reporter)
    assert message.subject == "Scorecard Portal: 1 late"
    sent = message.message()
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["List-Unsubscribe"] == f"<{ADDRESS}{CHOICES}>"
    assert sent["Message-ID"] == f"<digest-{people.reporter.pk}-2018-07-12@portal.example.gov.uk>"


def test_the_command_says_what_it_did(indicator: Indicator, capsys) -> None:
    send()
    assert capsys.readouterr().out == "2 sent, 0 failed, 0 sent before or by another sender.\n"
    send()
    assert capsys.readouterr().out == "0 sent, 0 failed, 2 sent before or by another sender.\n"


def test_without_an_address_nothing_is_sent(indicator: Indicator, settings) -> None:
    settings.SITE_ADDRESS, settings.PRODUCTION, settings.ALLOWED_HOSTS = "", True, ["*"]
    with pytest.raises(CommandError, match="SITE_ADDRESS"):
        send()
    assert not mail.outbox
    settings.ALLOWED_HOSTS = ["scores.example.gov.uk"]
    send()
    assert "https://scores.example.gov.uk/commentary/" in str(mail.outbox[0].body)


def test_failures_are_told_by_the_command_and_to_administrators(
    indicator: Indicator, people: People, sign_in, monkeypatch
) -> None:
    def fail(self: EmailMultiAlternatives) -> None:
        raise SMTPServerDisconnected("Connection <unexpectedly> closed")

    with monkeypatch.context() as broken:
        broken.setattr(EmailMultiAlternatives, "send", fail)
        with pytest.raises(CommandError, match="2 could not be sent"):
            send()
    page = sign_in(people.administrator).get(SENT)
    assert "0 sent, 2 failed" in page.text
    assert page.text.count("Connection &lt;unexpectedly&gt; closed") == 2
    assert inline_parts(page) == []
    send()
    assert "2 sent, 0 failed" in sign_in(people.portal_administrator).get(SENT).text


def test_the_page_tells_a_sender_at_work_from_one_that_died(people: People, scorecard, sign_in) -> None:
    row = Digest.objects.create(user=people.viewer, day=NOW.date(), at=NOW)
    administrator = sign_in(people.administrator)
    assert ">Being sent<" in administrator.get(SENT).text
    Digest.objects.filter(pk=row.pk).update(at=NOW.replace(hour=8))
    assert ">Not known<" in administrator.get(SENT).text
    assert "Daily email" in administrator.get("/manage/activity/").text


def test_the_page_takes_as_many_queries_for_fifty_as_for_one(
    people: People, scorecard, sign_in, django_assert_num_queries
) -> None:
    client = sign_in(people.administrator)
    Digest.objects.create(user=people.viewer, day=NOW.date(), at=NOW, status="sent")
    with CaptureQueriesContext(connection) as few:
        client.get(SENT)
    for number in range(60):
        user = factories.user(f"Person {number}")
        Digest.objects.create(user=user, day=NOW.date(), at=NOW, status="sent")
    with django_assert_num_queries(len(few)):
        page = client.get(SENT)
    assert page.text.count(">Sent<") == 50
    assert "61 sent" in page.text


def test_what_is_turned_down_stays_turned_down_until_chosen_again(
    indicator: Indicator, people: People, sign_in
) -> None:
    client = sign_in(people.reporter)
    assert client.get(CHOICES).text.count(" checked") == 8
    page = client.post(CHOICES, {"wanted": ["approved", "stale"]}, follow=True)
    assert "Your daily email is as you chose." in page.text
    assert page.text.count(" checked") == 2
    send()
    assert [each.to for each in mail.outbox] == [["reporter.cover@example.gov.uk"]]
    page = client.post(CHOICES, {"wanted": ["approved"], "none": "on"}, follow=True)
    assert "You get no daily email." in page.text
    client.post(CHOICES, {"wanted": ["overdue"]})
    held = set(TurnedDown.objects.values_list("user", "kind"))
    others = ("due_soon", "returned", "asked", "approved", "waiting", "stale", "escalated")
    assert held == {(people.reporter.pk, kind) for kind in others}
    event = AuditEvent.objects.filter(verb="chose what to be mailed about").first()
    assert event is not None
    assert (event.by, event.after) == (people.reporter, {"turned_down": list(others)})
    send()
    assert message_to(people.reporter).subject == "Scorecard Portal: 1 late"


def test_a_forged_choice_changes_nothing(people: People, scorecard, sign_in) -> None:
    page = sign_in(people.reporter).post(CHOICES, {"wanted": ["everything"]})
    assert page.status_code == 422
    assert not TurnedDown.objects.exists()


def test_mail_about_accounts_goes_whatever_is_turned_down(people: People, scorecard) -> None:
    TurnedDown.objects.create(user=people.reporter, kind=TurnedDown.ALL)
    Client().post("/accounts/password/reset/", {"email": people.reporter.email})
    assert [each.to for each in mail.outbox] == [[people.reporter.email]]
