"""The rules of the headlines page one by one, on small scorecards."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators import models
from indicators.actions import returns as returns_actions
from indicators.actions.figures import Figures
from indicators.models import Indicator, ReportingMonth, Scorecard
from tests import factories
from tests.factories import JUNE, MAY, NOW, People

from .scorecards import many
from .test_headlines import ADDRESS, told, words_of

APRIL = date(2018, 4, 1)
STEADY = ["50", "52", "49", "51", "50", "48", "51", "50", "52", "49", "50", "51", "50"]


@pytest.fixture
def make(scorecard: Scorecard, people: People) -> Callable[..., Indicator]:
    def made(ref: str = "M1", values: list[Any] | None = None, **fields: Any) -> Indicator:
        fields = {"owner": people.owner, "reporter": people.reporter} | fields
        indicator = factories.indicator(scorecard, ref, **fields)
        factories.returns(indicator, STEADY if values is None else values)
        return indicator

    return made


@pytest.fixture
def viewer(sign_in: Callable[..., Client], people: People) -> Client:
    return sign_in(people.viewer)


def side(page: Any) -> dict[str, list[str]]:
    return {each.words: [row.ref for row in each.rows] for each in page.context["side"].reasons}


def parts(indicator: Indicator, month: date, numerator: int, denominator: int) -> None:
    indicator.returns.filter(month=month).update(numerator=numerator, denominator=denominator)


def release(scorecard: Scorecard, indicator: Indicator, label: str, month: date, value: str) -> None:
    neighbours, _ = models.Comparator.objects.get_or_create(
        scorecard=scorecard, name="Neighbours", slug="sn", kind="statistical_neighbours"
    )
    made = models.BenchmarkRelease.objects.create(
        scorecard=scorecard, label=label, in_force_from=month, status="in_force"
    )
    models.Benchmark.objects.create(
        release=made, indicator=indicator, comparator=neighbours, value=Decimal(value)
    )


def test_no_signals_this_month(make, viewer) -> None:
    make()
    text = words_of(viewer.get(ADDRESS))
    assert "None of 1 indicators shows a signal." in text
    assert "No signals this month" in text
    assert "Go to the scorecard" in text
    assert "1 indicator: 0 are told here, 1 is left out." in text


@pytest.mark.parametrize(
    ("in_may", "newly"),
    [
        # Of 100, 60 are below 77 and 75 are like it: Wilson's intervals end at 69.1 and 82.5.
        ("77", False),
        ("60", True),
    ],
)
def test_last_months_verdict_is_by_the_benchmarks_in_force_then(
    make, viewer, scorecard, in_may, newly
) -> None:
    share = make("S1", ["60"] * 13, unit="percentage", decimals=1, polarity="higher", multiplier=100)
    for month in (MAY, JUNE):
        parts(share, month, 60, 100)
    release(scorecard, share, "Old", APRIL, in_may)
    release(scorecard, share, "New", JUNE, "77")
    page = viewer.get(ADDRESS)
    assert (told(page) == [("newly_worse", "S1", ())]) == newly
    if newly:
        assert "60.0%, worse than neighbours (77.0%), which it was not last month" in words_of(page)
        assert "#compared-title" in page.content.decode()
    else:
        assert side(page) == {"worse than neighbours, as last month": ["S1"]}


def test_without_benchmarks_last_month_nothing_is_said_of_it(make, viewer, scorecard) -> None:
    share = make("S1", ["60"] * 13, unit="percentage", decimals=1, polarity="higher", multiplier=100)
    parts(share, JUNE, 60, 100)
    release(scorecard, share, "New", JUNE, "77")
    page = viewer.get(ADDRESS)
    assert told(page) == [("newly_worse", "S1", ())]
    assert "60.0%, worse than neighbours (77.0%), not compared last month" in words_of(page)


def test_a_local_measure_has_no_neighbours(make, viewer, scorecard) -> None:
    share = make(
        "S1", ["60"] * 13, unit="percentage", decimals=1, polarity="higher", multiplier=100, local=True
    )
    parts(share, JUNE, 60, 100)
    release(scorecard, share, "New", JUNE, "77")
    assert told(viewer.get(ADDRESS)) == []


def test_an_extreme_is_news_until_its_words_are_approved(make, viewer) -> None:
    made = make(values=[*STEADY[:-1], "53"])
    assert told(viewer.get(ADDRESS)) == [("extreme", "M1", ())]
    factories.commentary_at("submitted", made, text="Late referrals.")
    page = viewer.get(ADDRESS)
    assert told(page) == [("extreme", "M1", ())]
    assert "Late referrals" not in page.content.decode()
    other = make("M2", [*STEADY[:-1], "53"])
    factories.commentary_at("approved", other)
    page = viewer.get(ADDRESS)
    assert told(page) == [("extreme", "M1", ())]
    assert side(page) == {"at a 13-month high or low, with commentary": ["M2"]}


class TestSilence:
    @pytest.fixture(autouse=True)
    def _months(self, scorecard) -> None:
        for month in (APRIL, MAY):
            ReportingMonth.objects.create(scorecard=scorecard, month=month, status="open")

    def test_three_months_without_approved_words(self, make, viewer) -> None:
        make("A1")
        spoken = make("A2")
        factories.commentary_at("approved", spoken, month=APRIL)
        drafted = make("A3")
        for month in (APRIL, MAY, JUNE):
            factories.commentary_at("submitted", drafted, month=month)
        page = viewer.get(ADDRESS)
        assert told(page) == [("silent", "A1", ()), ("silent", "A3", ())]
        assert "#words-title" in page.content.decode()

    def test_words_are_shared(self, make, viewer) -> None:
        leader = make("A1")
        make("A2", shares_commentary_with=leader)
        factories.commentary_at("approved", leader, month=MAY)
        assert told(viewer.get(ADDRESS)) == []

    def test_a_pair_without_any_is_one_line(self, make, viewer) -> None:
        leader = make("A1")
        make("A2", shares_commentary_with=leader)
        assert told(viewer.get(ADDRESS)) == [("silent", "A1", ("A2",))]

    def test_who_was_not_asked_is_not_silent(self, make, viewer) -> None:
        make("A1", active_from=MAY)
        assert told(viewer.get(ADDRESS)) == []

    def test_a_planned_month_asks_nobody(self, make, viewer) -> None:
        make("A1")
        ReportingMonth.objects.filter(month=APRIL).update(status="planned")
        assert told(viewer.get(ADDRESS)) == []


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("no_denominator", "Number counted by M1: no figure, because there was nothing to divide by"),
        ("not_supplied", "Number counted by M1: no figure was supplied"),
        ("withdrawn", "Number counted by M1: no figure has come in yet"),
    ],
)
def test_a_month_without_a_figure(make, viewer, missing, words) -> None:
    """A return that is withdrawn stands as if it had never been given."""
    made = make(values=[*STEADY[:-1], None])
    make("M2")
    made.returns.filter(month=JUNE).update(missing=missing)
    page = viewer.get(ADDRESS)
    assert told(page) == [("silent", "M1", ())]
    assert words in words_of(page)


class TestRestated:
    @pytest.fixture(autouse=True)
    def _opened(self, scorecard) -> None:
        ReportingMonth.history.filter(month=JUNE).update(history_date=NOW - timedelta(days=10))

    def restate(self, indicator: Indicator, people: People, month: date, **given: Any) -> None:
        returns_actions.record(
            indicator=indicator,
            month=month,
            figures=Figures(Decimal(53)),
            seen_version=indicator.returns.get(month=month).version,
            by=people.administrator,
            reason="Counted again",
            **({"at": NOW} | given),
        )

    def test_months_are_named(self, make, viewer, people) -> None:
        made = make()
        for month in (MAY, APRIL):
            self.restate(made, people, month)
        page = viewer.get(ADDRESS)
        assert told(page) == [("restated", "M1", ())]
        assert "Number counted by M1: April 2018 and May 2018 restated since last month" in words_of(page)

    def test_what_last_months_scorecard_had_already_is_no_news(self, make, viewer, people) -> None:
        self.restate(make(), people, MAY, at=NOW - timedelta(days=11))
        assert told(viewer.get(ADDRESS)) == []

    def test_the_months_own_figure_is_no_earlier_one(self, make, viewer, people) -> None:
        self.restate(make(), people, JUNE)
        assert told(viewer.get(ADDRESS)) == [("extreme", "M1", ())]


class TestWithoutFigures:
    def test_an_open_month_before_its_first_return(self, make, viewer, scorecard) -> None:
        make()
        ReportingMonth.objects.create(scorecard=scorecard, month=date(2018, 7, 1), status="open")
        text = words_of(viewer.get("/scorecards/childrens-services/2018-07/headlines/"))
        assert "No figures for July 2018" in text
        assert "Go to the scorecard" in text

    def test_a_month_without_indicators(self, scorecard, viewer) -> None:
        assert "No indicators in June 2018" in words_of(viewer.get(ADDRESS))

    def test_a_month_from_before_the_portal(self, make, viewer) -> None:
        """Nobody was asked for words, and nobody is said to owe them."""
        make()
        page = viewer.get("/scorecards/childrens-services/2018-05/headlines/")
        assert page.status_code == 200
        assert "silent" not in {each[0] for each in told(page)}

    def test_a_month_that_is_not_there(self, make, viewer) -> None:
        make()
        for month in ("2030-01", "2010-01"):
            assert viewer.get(f"/scorecards/childrens-services/{month}/headlines/").status_code == 404


def test_too_few_months_are_said_to_be(make, viewer) -> None:
    make(values=["10", "12", "11"])
    assert "Too few months to tell a signal 1" in words_of(viewer.get(ADDRESS))


def test_a_stranger_finds_nothing(make, people, sign_in) -> None:
    make()
    assert sign_in(people.stranger).get(ADDRESS).status_code == 404


def test_hostile_titles_are_text(make, viewer) -> None:
    made = make("<i>", [*STEADY[:-1], "900"], title="<script>alert(1)</script>")
    factories.commentary_at("approved", made, text="<img src=x onerror=alert(1)>")
    page = viewer.get(ADDRESS).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;img src=x" in page


@pytest.mark.parametrize("name", ["viewer", "reporter", "administrator"])
def test_a_number_of_queries_that_does_not_grow(scorecard, people, sign_in, name) -> None:
    """All of them are told: nobody has said anything for three months."""
    for month in (APRIL, MAY):
        ReportingMonth.objects.create(scorecard=scorecard, month=month, status="closed")
    client = sign_in(getattr(people, name))
    counts = []
    for rows in (4, 60):
        with transaction.atomic():
            many(scorecard, rows, owner=people.owner, reporter=people.reporter)
            client.get(ADDRESS)
            with CaptureQueriesContext(connection) as queries:
                assert len(told(client.get(ADDRESS))) == rows
            counts.append(len(queries))
            transaction.set_rollback(True)
    assert counts[0] == counts[1]
    assert counts[0] <= 30
