"""Inviting people: the message, its one-time link, who may, and what is refused."""

import re
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from indicators.models import Membership, Scorecard
from indicators.people.models import AuditEvent, User
from tests import factories
from tests.factories import People

INVITE = "/manage/people/invite/"
PASSWORD = "a long enough password"


def invitation(scorecard: Scorecard, **fields: object) -> dict[str, object]:
    return {
        "full_name": "Ann Smith",
        "email": "Ann.Smith@Example.gov.uk",
        "job_title": "Team manager",
        f"role_{scorecard.pk}": "viewer",
        **fields,
    }


@pytest.fixture
def invite(sign_in, scorecard: Scorecard, django_capture_on_commit_callbacks):
    def send(by: User, **fields: object):
        with django_capture_on_commit_callbacks(execute=True):
            return sign_in(by).post(INVITE, invitation(scorecard, **fields), follow=True)

    return send


def link_in_message() -> str:
    found = re.search(r"https?://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def choose_password(link: str, password: str = PASSWORD):
    visitor = Client()
    page = visitor.get(link, follow=True)
    if page.context.get("token_fail"):
        return page
    return visitor.post(
        page.request["PATH_INFO"], {"password1": password, "password2": password}, follow=True
    )


def test_invited_person_chooses_a_password_and_signs_in(invite, people: People, scorecard: Scorecard) -> None:
    page = invite(people.administrator)
    assert "A link is on its way to ann.smith@example.gov.uk" in page.content.decode()
    made = User.objects.get(email="ann.smith@example.gov.uk")
    assert (made.full_name, made.job_title, made.is_superuser) == ("Ann Smith", "Team manager", False)
    assert Membership.objects.get(user=made).role == "viewer"
    assert mail.outbox[0].to == ["ann.smith@example.gov.uk"]
    assert "Administrator has made you an account" in mail.outbox[0].body
    assert "for 3 days" in mail.outbox[0].body

    link = link_in_message()
    assert "Your password is saved" in choose_password(link).content.decode()
    visitor = Client()
    visitor.post("/accounts/login/", {"login": "ANN.smith@example.gov.uk", "password": PASSWORD})
    assert visitor.get("/scorecards/").status_code in (200, 302)
    assert visitor.session["_auth_user_id"] == str(made.pk)
    assert "does not work any more" in choose_password(link, "another long password").content.decode()
    made.refresh_from_db()
    assert made.check_password(PASSWORD)


def test_invitation_keeps_history(invite, people: People, scorecard: Scorecard) -> None:
    invite(people.administrator)
    made = User.objects.get(email="ann.smith@example.gov.uk")
    row = made.history.get()
    assert (row.history_user, row.history_change_reason) == (people.administrator, "Invited")
    verbs = AuditEvent.objects.filter(by=people.administrator, on_pk=str(made.pk)).values_list(
        "verb", flat=True
    )
    assert {"invited a person", "gave a membership"} <= set(verbs)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"email": "VIEWER@example.gov.uk"}, "Viewer has an account with viewer@example.gov.uk already"),
        ({"email": "ann.smith"}, "Enter an email address, such as"),
        ({"email": ""}, "Enter an email address"),
        ({"full_name": " "}, "Enter a name"),
        ({"full_name": "Ann\x07"}, "holds a control character"),
        ({"full_name": "A" * 121}, "at most 120 characters"),
    ],
)
def test_bad_input_is_said_and_nothing_is_made(invite, people: People, fields, message) -> None:
    page = invite(people.administrator, **fields)
    assert page.status_code == 422
    assert message in page.content.decode()
    assert "Team manager" in page.content.decode()
    assert not User.objects.filter(email__startswith="ann").exists()
    assert not mail.outbox


def test_markup_in_a_name_is_text(invite, people: People) -> None:
    page = invite(people.administrator, full_name="<b>Ann</b>")
    assert "&lt;b&gt;Ann&lt;/b&gt;" in page.content.decode()
    assert "<b>Ann</b>" not in page.content.decode()


def test_memberships_are_given_only_in_scorecards_one_administers(
    invite, people: People, scorecard: Scorecard
) -> None:
    other = factories.scorecard("Housing")
    invite(people.administrator, **{f"role_{other.pk}": "administrator"})
    assert not Membership.objects.filter(scorecard=other).exists()


def test_only_portal_administrators_make_portal_administrators(invite, people: People) -> None:
    invite(people.administrator, is_portal_administrator="on")
    assert not User.objects.get(email="ann.smith@example.gov.uk").is_superuser
    invite(people.portal_administrator, is_portal_administrator="on", email="bo@example.gov.uk")
    assert User.objects.get(email="bo@example.gov.uk").is_superuser


def test_second_link_replaces_the_first(
    invite, sign_in, people: People, django_capture_on_commit_callbacks
) -> None:
    invite(people.administrator)
    first = link_in_message()
    made = User.objects.get(email="ann.smith@example.gov.uk")
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(people.administrator).post(reverse("person_invite_again", args=(made.pk,)))
    second = link_in_message()
    assert "does not work any more" in choose_password(first).content.decode()
    assert "Your password is saved" in choose_password(second).content.decode()
    again = sign_in(people.administrator).post(reverse("person_invite_again", args=(made.pk,)))
    assert again.status_code == 403
    assert "has a password already" in again.content.decode()
    assert len(mail.outbox) == 2


@pytest.mark.django_db(transaction=True)
def test_mail_server_that_does_not_answer_is_said(
    sign_in, people: People, scorecard: Scorecard, monkeypatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise SMTPServerDisconnected

    monkeypatch.setattr("scorecard_portal.accounts.mail.send_mail", fail)
    page = sign_in(people.administrator).post(INVITE, invitation(scorecard), follow=True)
    assert page.status_code == 200
    assert "could not be sent" in page.content.decode()
    assert "Send the link again" in page.content.decode()
    assert User.objects.filter(email="ann.smith@example.gov.uk").exists()
