"""A closed month: nobody signs again there, and a figure that changed since is said as such."""

from collections.abc import Callable

import pytest
from django.test import Client

from commentary.summaries import month_work, progress
from indicators.models import Indicator, ReportingMonth
from tests import factories
from tests.commentary.conftest import DESK
from tests.factories import MAY, People

SignIn = Callable[..., Client]
MAYS = DESK.replace("2018-06", "2018-05")


@pytest.fixture
def restated(indicator: Indicator, people: People) -> ReportingMonth:
    """May is approved and closed, and its figure changed while June is open."""
    closed = ReportingMonth.objects.create(
        scorecard=indicator.scorecard, month=MAY, status=ReportingMonth.OPEN
    )
    factories.commentary_at("approved", indicator, month=MAY)
    factories.restate(indicator, "7", by=people.administrator, reason="A late one.", month=MAY)
    ReportingMonth.objects.filter(pk=closed.pk).update(status=ReportingMonth.CLOSED)
    return ReportingMonth.objects.select_related("scorecard").get(pk=closed.pk)


def test_it_stays_signed(restated: ReportingMonth) -> None:
    found = progress(month_work(restated), MAY)
    assert (found.signed, found.total) == (1, 1)


def test_its_pages_say_that_figures_were_restated(restated, people: People, sign_in: SignIn) -> None:
    reporter = sign_in(people.reporter)
    listed, page = reporter.get(MAYS).text, reporter.get(f"{MAYS}m1/").text
    assert "Approved" in listed
    assert "Stale" not in listed + page
    assert "Figures restated since." in page


def test_in_an_open_month_it_is_stale(restated, people: People, sign_in: SignIn) -> None:
    ReportingMonth.objects.update(status=ReportingMonth.OPEN)
    page = sign_in(people.reporter).get(f"{MAYS}m1/").text
    assert "Stale" in page
    assert "Figures restated since." not in page
