"""The first administrator, by command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from indicators.people.models import AuditEvent, User
from tests import factories

EMAIL = "first@example.gov.uk"
PASSWORD = "a long enough password"

pytestmark = pytest.mark.django_db


def create(*arguments: str) -> tuple[str, str]:
    """What the command says, and the path in its link."""
    out = StringIO()
    call_command("create_administrator", *arguments, stdout=out)
    link = next(line for line in out.getvalue().splitlines() if "/password/reset/key/" in line)
    return out.getvalue(), "/" + link.split("/", 3)[3] if link.startswith("http") else link


def choose_password(path: str):
    visitor = Client()
    page = visitor.get(path, follow=True)
    return visitor.post(
        page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD}, follow=True
    )


def test_makes_an_administrator_who_signs_in_with_the_link() -> None:
    text, path = create("First.Last@Example.gov.uk", "--name", "First Administrator")
    assert "First Administrator (first.last@example.gov.uk) is now a portal administrator." in text
    assert "the link works once, for 3 days" in text
    made = User.objects.get()
    assert (made.email, made.is_superuser, made.is_active) == ("first.last@example.gov.uk", True, True)
    assert "Your password is saved" in choose_password(path).content.decode()
    signed_in = Client().post("/accounts/login/", {"login": made.email, "password": PASSWORD})
    assert signed_in.status_code == 302
    assert "does not work any more" in Client().get(path, follow=True).content.decode()
    event = AuditEvent.objects.get(verb="made a portal administrator")
    assert (event.by, event.origin) == (None, "command")


def test_name_is_made_from_the_address() -> None:
    create("ann.o_neill@example.gov.uk")
    assert User.objects.get().full_name == "Ann O Neill"


def test_again_gives_a_fresh_link_and_changes_nothing() -> None:
    create(EMAIL)
    before = User.objects.values().get()
    text, path = create("FIRST@example.gov.uk", "--name", "Another name")
    assert "First (first@example.gov.uk) is a portal administrator." in text
    assert User.objects.values().get() == before
    assert "Your password is saved" in choose_password(path).content.decode()


def test_password_stays_while_the_link_is_not_used() -> None:
    create(EMAIL)
    user = User.objects.get()
    user.set_password(PASSWORD)
    user.save()
    create(EMAIL)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_somebody_who_is_there_becomes_one_and_history_says_so() -> None:
    user = factories.user("Ordinary Person")
    create(user.email)
    user.refresh_from_db()
    assert user.is_superuser
    assert user.history.order_by("history_id").last().history_change_reason == (
        "Made a portal administrator by command"
    )


def test_deactivated_person_is_refused() -> None:
    user = factories.user("Gone", is_active=False)
    with pytest.raises(CommandError, match="is deactivated"):
        create(user.email)
    user.refresh_from_db()
    assert not user.is_superuser


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(CommandError, match="Enter an email address"):
        create("first")
    assert not User.objects.exists()


def test_link_carries_the_portals_address() -> None:
    assert (
        "https://scorecard.example.gov.uk/accounts/"
        in create(EMAIL, "--address", "https://scorecard.example.gov.uk/")[0]
    )
    with override_settings(PRODUCTION=True, ALLOWED_HOSTS=["scores.example.gov.uk"]):
        assert "https://scores.example.gov.uk/accounts/" in create(EMAIL)[0]
    with override_settings(PRODUCTION=True, ALLOWED_HOSTS=[]):
        assert "\n/accounts/password/reset/key/" in create(EMAIL)[0]
