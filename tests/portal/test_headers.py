"""The headers of every answer, and pages that live under a strict content security policy."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Indicator, Scorecard
from tests import factories
from tests.factories import People
from tests.portal.pages import inline_parts

ROOT = Path(__file__).parents[2]
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


def policy_of(page) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in page["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize(
    ("address", "status"),
    [("/accounts/login/", 200), ("/help/", 200), ("/", 302), ("/nowhere/", 404)],
)
def test_every_answer_carries_them_before_anybody_signed_in(
    client: Client, db: None, address: str, status: int
) -> None:
    page = client.get(address)
    assert page.status_code == status
    assert policy_of(page) == POLICY
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["X-Frame-Options"] == "DENY"
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in page["Permissions-Policy"]
    assert "no-store" in page["Cache-Control"]


def test_refusals_and_missing_pages_carry_them_too(sign_in, people: People, scorecard: Scorecard) -> None:
    client = sign_in(people.viewer)
    for address, status in (("/manage/people/", 403), ("/scorecards/nothing/", 404)):
        page = client.get(address)
        assert page.status_code == status
        assert policy_of(page) == POLICY
        assert "no-store" in page["Cache-Control"]


def test_form_without_its_token_is_refused_with_them(people: People) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/accounts/login/", {"login": "a@example.gov.uk", "password": "b"})
    assert page.status_code == 403
    assert policy_of(page) == POLICY


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    made = factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
    factories.returns(made, [str(number) for number in range(100, 113)])
    return made


def test_no_page_of_people_and_sign_in_has_anything_inline(
    sign_in, client: Client, people: People, indicator: Indicator
) -> None:
    administrator = sign_in(people.portal_administrator)
    person = (people.owner.pk,)
    pages = [
        *(
            client.get(path)
            for path in ("/accounts/login/", "/accounts/password/reset/", "/accounts/signup/")
        ),
        *(client.get(f"/{name}/") for name in ("help", "accessibility", "privacy")),
        *(
            administrator.get(reverse(name))
            for name in ("people", "person_invite", "activity", "deputy", "home")
        ),
        *(
            administrator.get(reverse(name, args=person))
            for name in ("person", "person_edit", "person_deactivate", "person_reactivate", "person_deputy")
        ),
        *(
            administrator.get(path)
            for path in ("/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/")
        ),
    ]
    for page in pages:
        assert page.status_code in (200, 302), page.request["PATH_INFO"]
        assert inline_parts(page) == [], page.request["PATH_INFO"]


IN_PRODUCTION = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
from django.test.utils import setup_test_environment
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
client = Client(headers={"host": "portal.example.gov.uk"}, raise_request_exception=True)
plain, secure = client.get("/help/"), client.get("/help/", secure=True)
other = client.get("/help/", secure=True, headers={"host": "evil.example"})
print(json.dumps({
    "plain": [plain.status_code, plain.headers.get("Location")],
    "secure": [secure.status_code, secure.headers.get("Strict-Transport-Security")],
    "other": other.status_code,
    "cookies": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE],
    "debug": settings.DEBUG,
}))
"""


def test_production_sends_everybody_to_https_and_keeps_them_there(tmp_path: Path) -> None:
    """Under the production settings themselves, in a process of its own."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "scorecard_portal.settings",
        "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "ALLOWED_HOSTS": "portal.example.gov.uk",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
    }
    done = subprocess.run(
        [sys.executable, "-c", IN_PRODUCTION],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["plain"] == [301, "https://portal.example.gov.uk/help/"]
    assert seen["secure"] == [200, "max-age=31536000"]
    assert seen["other"] == 400
    assert seen["cookies"] == [True, True]
    assert seen["debug"] is False
