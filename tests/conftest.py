"""The same people everywhere: owner, reporter, their covers, administrator, viewer, stranger."""

import os

os.environ.setdefault("PORTAL_MODE", "test")
os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import caches
from django.test import Client
from hypothesis import HealthCheck, settings

from indicators.models import Membership, ReportingMonth, Scorecard
from indicators.people.models import Cover, User
from tests import factories
from tests.factories import JUNE, People

# A busy machine is slow, not wrong.
settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("portal")

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def now() -> datetime:
    """Thursday 12 July 2018, between the deadlines of June's commentary and sign-off."""
    return datetime(2018, 7, 12, 9, 30, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Requests read the tests' clock."""
    monkeypatch.setattr("scorecard_portal.middleware.now", lambda: now)


@pytest.fixture(autouse=True)
def _no_bodies() -> None:
    """Each test's rows have the keys of the last one's, so what is kept of those would be shown."""
    caches["bodies"].clear()


@pytest.fixture
def people(db: None) -> People:
    return factories.people()


@pytest.fixture
def scorecard(people: People) -> Scorecard:
    """Children's Services with its administrator, its viewer and June 2018 open."""
    scorecard = factories.scorecard("Children's Services")
    Membership.objects.create(user=people.administrator, scorecard=scorecard, role=Membership.ADMINISTRATOR)
    Membership.objects.create(user=people.viewer, scorecard=scorecard, role=Membership.VIEWER)
    for user, deputy in ((people.owner, people.owner_cover), (people.reporter, people.reporter_cover)):
        Cover.objects.create(user=user, deputy=deputy, starts_on=date(2018, 7, 9), ends_on=date(2018, 7, 20))
    ReportingMonth.objects.create(
        scorecard=scorecard,
        month=JUNE,
        returns_due=date(2018, 7, 5),
        commentary_due=date(2018, 7, 10),
        sign_off_due=date(2018, 7, 13),
        status=ReportingMonth.OPEN,
    )
    return scorecard


@pytest.fixture
def sign_in(client: Client):
    """`sign_in(user)` gives a client signed in as that person."""

    def signed_in(user: User) -> Client:
        fresh = Client()
        fresh.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return fresh

    return signed_in
