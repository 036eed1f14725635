"""Signing in: closed to strangers, silent about who has an account, limited in tries."""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from indicators.models import Indicator, Scorecard
from indicators.people.models import AuditEvent, User
from tests import factories
from tests.factories import People

LOGIN = "/accounts/login/"
RESET = "/accounts/password/reset/"
PASSWORD = "a long enough password"
WRONG = "The email address or password is not right. After 5 tries you wait 5 minutes."
SIGNED_IN = "/accounts/deputy/"


@pytest.fixture(autouse=True)
def _no_earlier_tries(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def viewer(people: People) -> User:
    people.viewer.set_password(PASSWORD)
    people.viewer.save()
    return people.viewer


def sign_in_as(email: str, password: str, *, client: Client | None = None, **fields: str):
    return (client or Client()).post(LOGIN, {"login": email, "password": password, **fields})


def without_what_differs(page, *typed: str) -> str:
    """The page without its token and what was typed."""
    text = page.content.decode()
    for each in typed:
        text = text.replace(each, "")
    return "\n".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)


def test_sign_in_by_address_whatever_its_case(client: Client, viewer: User) -> None:
    page = sign_in_as("VIEWER@Example.gov.uk", PASSWORD, client=client)
    assert (page.status_code, page["Location"]) == (302, "/")
    assert client.get(SIGNED_IN).status_code == 200
    assert AuditEvent.objects.filter(verb="signed in", by=viewer).exists()


def test_nobody_signs_up(client: Client, db: None) -> None:
    page = client.get("/accounts/signup/", follow=True)
    assert "performance team" in page.content.decode()
    client.post(
        "/accounts/signup/",
        {"email": "new@example.gov.uk", "password1": PASSWORD, "password2": PASSWORD, "full_name": "New"},
    )
    assert not User.objects.exists()


def test_wrong_password_and_unknown_address_look_the_same(viewer: User) -> None:
    known = sign_in_as(viewer.email, "not the password")
    unknown = sign_in_as("nobody@example.gov.uk", "not the password")
    assert known.status_code == unknown.status_code == 200
    assert WRONG in known.content.decode()
    assert without_what_differs(known, viewer.email) == without_what_differs(unknown, "nobody@example.gov.uk")


def test_invited_person_without_a_password_looks_like_nobody(people: People) -> None:
    assert not people.stranger.has_usable_password()
    assert WRONG in sign_in_as(people.stranger.email, people.stranger.password).content.decode()


def test_five_failures_close_the_door_even_for_the_right_password(viewer: User) -> None:
    for _ in range(5):
        assert WRONG in sign_in_as(viewer.email, "not the password").content.decode()
    late = Client()
    page = sign_in_as(viewer.email, PASSWORD, client=late)
    assert "Too many tries. Wait 5 minutes" in page.content.decode()
    assert late.get(SIGNED_IN).status_code == 302
    assert AuditEvent.objects.filter(verb="failed to sign in", on_pk=str(viewer.pk)).count() == 5


def test_failures_of_one_person_do_not_close_the_door_for_another(viewer: User, people: People) -> None:
    for _ in range(5):
        sign_in_as(people.owner.email, "not the password")
    assert sign_in_as(viewer.email, PASSWORD).status_code == 302


def test_page_asked_for_comes_after_the_sign_in(client: Client, viewer: User) -> None:
    page = client.get(f"{SIGNED_IN}?from=mail")
    assert page["Location"] == "/accounts/login/?next=/accounts/deputy/%3Ffrom%3Dmail"
    form = client.get(page["Location"])
    assert 'name="next"' in form.content.decode()
    page = sign_in_as(viewer.email, PASSWORD, client=client, next="/accounts/deputy/?from=mail")
    assert page["Location"] == "/accounts/deputy/?from=mail"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "https:evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
    ],
)
def test_nobody_is_sent_elsewhere(viewer: User, target: str) -> None:
    page = sign_in_as(viewer.email, PASSWORD, next=target)
    assert page.status_code == 302
    assert page["Location"] == "/"


def test_reset_looks_the_same_for_an_unknown_address(viewer: User) -> None:
    pages = []
    for email in (viewer.email, "nobody@example.gov.uk"):
        sent = Client().post(RESET, {"email": email}, follow=True)
        pages.append(without_what_differs(sent, email))
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [[viewer.email], ["nobody@example.gov.uk"]]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body
    assert "/key/" not in mail.outbox[1].body


def test_reset_with_a_mail_server_that_does_not_answer_is_said(viewer: User, monkeypatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    page = Client().post(RESET, {"email": viewer.email}, follow=True)
    assert page.status_code == 200
    assert "The message could not be sent" in page.content.decode()


def test_reset_of_a_deactivated_person_sends_no_link(viewer: User) -> None:
    User.objects.filter(pk=viewer.pk).update(is_active=False)
    Client().post(RESET, {"email": viewer.email})
    assert all("/key/" not in message.body for message in mail.outbox)


def test_a_former_address_neither_signs_in_nor_gets_a_link(
    viewer: User, people: People, sign_in, scorecard: Scorecard
) -> None:
    """Whoever chose a password by a link has shown that the address was theirs. It is not for ever."""
    former = viewer.email
    _choose_by_link(former)
    sign_in_as(former, PASSWORD)
    url = f"/manage/people/{viewer.pk}/edit/"
    administrator = sign_in(people.portal_administrator)
    form = administrator.get(url).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    typed = {name: value for name, value in shown.items() if value not in (None, False)}
    administrator.post(url, {**typed, "email": "vera@example.gov.uk", "reason": "Another mailbox"})
    assert sign_in_as("vera@example.gov.uk", PASSWORD).status_code == 302
    assert WRONG in sign_in_as(former, PASSWORD).content.decode()
    mail.outbox.clear()
    Client().post(RESET, {"email": former})
    assert all("/key/" not in message.body for message in mail.outbox)


def _choose_by_link(email: str) -> None:
    visitor = Client()
    visitor.post(RESET, {"email": email})
    found = re.search(r"https?://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found
    page = visitor.get(found[1], follow=True)
    visitor.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})


def test_nobody_adds_an_address_of_their_own(client: Client, viewer: User) -> None:
    sign_in_as(viewer.email, PASSWORD, client=client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    for step in ("action_add", "action_send", "action_primary"):
        page = client.post("/accounts/email/", {step: "", "email": "home@example.org"})
        assert page.status_code == 404
    assert not mail.outbox


@pytest.mark.parametrize("password", ["short", "password1234", "viewer@example.gov.uk"])
def test_weak_password_is_refused(client: Client, viewer: User, password: str) -> None:
    sign_in_as(viewer.email, PASSWORD, client=client)
    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )
    viewer.refresh_from_db()
    assert viewer.check_password(PASSWORD)


def test_ended_session_asks_for_a_sign_in_and_comes_back(client: Client, viewer: User) -> None:
    sign_in_as(viewer.email, PASSWORD, client=client)
    client.session.flush()
    page = client.get(SIGNED_IN)
    assert page["Location"] == "/accounts/login/?next=/accounts/deputy/"


def test_session_ends_with_the_browser_and_after_eight_hours(client: Client, viewer: User) -> None:
    page = sign_in_as(viewer.email, PASSWORD, client=client)
    cookie = page.cookies["sessionid"]
    assert cookie["max-age"] == ""
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert client.session.get_expiry_age() == 8 * 60 * 60


def test_words_of_an_ended_session_wait_for_the_sign_in(
    client: Client, people: People, scorecard: Scorecard, reporter: User, indicator: Indicator
) -> None:
    address = "/commentary/childrens-services/2018-06/m1/"
    sign_in_as(reporter.email, PASSWORD, client=client)
    shown = client.get(address).context["form"].initial
    client.session.flush()
    page = client.post(address, {**shown, "text": "Contacts rose by 8%.", "step": "save"})
    assert page["Location"] == f"/accounts/login/?next={address}"
    page = sign_in_as(reporter.email, PASSWORD, client=client, next=address)
    assert page["Location"] == address
    assert "Contacts rose by 8%." in client.get(address).content.decode()


@pytest.fixture
def reporter(people: People) -> User:
    people.reporter.set_password(PASSWORD)
    people.reporter.save()
    return people.reporter


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    made = factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
    factories.returns(made, [str(number) for number in range(100, 113)])
    return made
