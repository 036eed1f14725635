"""One indicator's page."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commentary.models import Commentary
from indicators.models import (
    Benchmark,
    BenchmarkRelease,
    Comparator,
    Indicator,
    Part,
    ReportingMonth,
    Scorecard,
    Target,
)
from indicators.people.history import signed
from tests import factories
from tests.factories import MAY, NOW, People

VALUES = [str(number) for number in range(1000, 1013)]


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    made = factories.indicator(
        scorecard, owner=people.owner, reporter=people.reporter, polarity="lower", outcome="Fewer contacts"
    )
    factories.returns(made, VALUES)
    return made


def test_head_words_and_figures(indicator: Indicator, people: People, read) -> None:
    text = read(people.viewer)
    assert "<title>M1: Number counted by M1 – Scorecard Portal</title>" in text
    assert "Lower is better" in text
    assert "Fewer contacts" in text
    assert '<p class="wp-v">1,012</p>' in text
    assert "<strong>1,012</strong>, up less than 1% from May 2018 and up 1% from June 2017." in text
    figures = text[text.index("The figures</h2>") : text.index("Download these figures")]
    assert figures.count('<th scope="row">') == 13
    assert figures.index("June 2018</th>") < figures.index("June 2017</th>")
    assert 'id="chart-data"' in text


@pytest.mark.parametrize(
    "who", ["owner", "owner_cover", "reporter", "reporter_cover", "administrator", "portal_administrator"]
)
def test_all_who_see_the_scorecard_read_it(indicator: Indicator, people: People, read, who: str) -> None:
    read(getattr(people, who))


def test_for_a_stranger_it_is_not_there(indicator: Indicator, people: People, read) -> None:
    read(people.stranger, status=404)
    read(people.viewer, ref="m2", status=404)


def test_month_asked_for_and_the_way_back(indicator: Indicator, people: People, read) -> None:
    text = read(people.viewer, query="?month=2018-05")
    assert '<p class="wp-v">1,011</p>' in text
    assert "Go to June 2018" in text
    figures = text[text.index("The figures</h2>") : text.index("Download these figures")]
    assert "May 2018</th>" in figures
    assert "June 2018</th>" not in figures


@pytest.mark.parametrize("month", ["2018-13", "may", "%3Cb%3E", "0000-01", "0001-01", "9999-12"])
def test_month_that_is_not_a_month_is_said(indicator: Indicator, people: People, read, month: str) -> None:
    text = read(people.viewer, query=f"?month={month}", status=400)
    assert "is not a month: write it like 2018-06" in text


@pytest.mark.parametrize("query", ["?month=2018-07", "?month=2001-01"])
def test_month_without_a_record_is_no_page(indicator: Indicator, people: People, read, query: str) -> None:
    read(people.viewer, query=query, status=404)


def test_without_an_open_month_the_latest_figure_is_shown(indicator: Indicator, people: People, read) -> None:
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    assert '<p class="wp-m">June 2018</p>' in read(people.viewer)


def test_indicator_without_a_figure_says_so(scorecard: Scorecard, people: People, read) -> None:
    factories.indicator(scorecard, "NEW")
    text = read(people.administrator, ref="new")
    assert "No figure for June 2018." in text
    assert "The chart starts with the first month that is recorded." in text
    assert "/manage/returns/childrens-services/2018-06/new/" in text


def test_beside_it_in_the_scorecards_order(
    indicator: Indicator, scorecard: Scorecard, people: People, read
) -> None:
    factories.indicator(scorecard, "M0", order=0)
    factories.indicator(scorecard, "M9", order=9)
    factories.indicator(scorecard, "OLD", order=5, active_until=date(2018, 1, 1))
    Indicator.objects.filter(ref="M1").update(order=1)
    text = read(people.viewer)
    assert "← M0" in text
    assert "M9 →" in text


class TestReturns:
    """Who is offered what beside a figure."""

    def test_administrator_restates(self, indicator: Indicator, people: People, read) -> None:
        text = read(people.administrator)
        assert text.count(">Restate<") == 13
        assert 'href="/manage/returns/childrens-services/2018-06/m1/"' in text

    @pytest.mark.parametrize("who", ["viewer", "owner", "reporter", "portal_administrator"])
    def test_nobody_else_does(self, indicator: Indicator, people: People, read, who: str) -> None:
        assert "/manage/returns/" not in read(getattr(people, who))

    def test_nothing_while_no_month_is_open(self, indicator: Indicator, people: People, read) -> None:
        ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
        assert f"/manage/returns/{indicator.scorecard.slug}/2018-" not in read(people.administrator)

    def test_restated_figure_is_marked(self, indicator: Indicator, people: People, read) -> None:
        assert 'class="rs"' not in read(people.viewer)
        factories.restate(indicator, "990", by=people.administrator, month=MAY)
        assert "990 <abbr" in read(people.viewer)


class TestHistory:
    def test_restatement_says_old_new_who_and_why(self, indicator: Indicator, people: People, read) -> None:
        factories.restate(indicator, "990", by=people.administrator, month=MAY)
        text = read(people.viewer)
        assert "12 July 2018, Administrator" in text
        assert "May 2018 restated from 1,011 to 990: “Counted again”" in text
        assert "13 months recorded, June 2017 to June 2018" in text

    def test_changes_of_the_indicator_in_words(self, indicator: Indicator, people: People, read) -> None:
        indicator.polarity, indicator.owner = "higher", people.viewer
        signed(indicator, by=people.administrator, at=NOW, reason="New lead").save()
        text = read(people.viewer)
        assert "Polarity changed from “Lower is better” to “Higher is better”" in text
        assert "Owner changed from Owner to Viewer: “New lead”" in text

    def test_target_and_its_change(self, indicator: Indicator, people: People, read) -> None:
        target = Target(indicator=indicator, financial_year=2018, is_tbc=True)
        signed(target, by=people.administrator, at=NOW, reason="Plan to come").save()
        target.is_tbc, target.value, target.basis, target.direction = (
            False,
            Decimal(900),
            "year_end",
            "at_most",
        )
        signed(target, by=people.administrator, at=NOW, reason="Agreed").save()
        text = read(people.viewer)
        assert "Target for 2018-19 set to TBC, level, direction not said" in text
        assert "“Plan to come”" in text
        assert "Target for 2018-19 set to 900, year end, at most, close within 5% (was TBC, level" in text
        assert "“Agreed”" in text


class TestComparison:
    @pytest.fixture
    def rate(self, indicator: Indicator, scorecard: Scorecard) -> Indicator:
        rate = factories.indicator(
            scorecard, "M1-NI", unit="rate_per_10000", multiplier=10_000, shares_commentary_with=indicator
        )
        Part.objects.create(indicator=rate, role=Part.NUMERATOR, other=indicator)
        Part.objects.create(indicator=rate, role=Part.DENOMINATOR, population="Children aged 0-17")
        factories.returns(rate, ["200", "203"])
        release = BenchmarkRelease.objects.create(
            scorecard=scorecard,
            label="Updated Nov-17",
            data_year="2016-17",
            in_force_from=date(2018, 4, 1),
            published_on=date(2017, 11, 1),
            status=BenchmarkRelease.IN_FORCE,
        )
        england = Comparator.objects.create(
            scorecard=scorecard, name="England", short_name="England", slug="england"
        )
        Benchmark.objects.create(release=release, indicator=rate, comparator=england, value=150)
        Benchmark.objects.create(release=release, indicator=indicator, comparator=england, value=800)
        return rate

    def test_rate_is_compared_and_explained(self, rate: Indicator, people: People, read) -> None:
        text = read(people.viewer, ref="m1-ni")
        assert 'Not compared<span class="sub">53 higher</span>' in text
        assert "The numerator and denominator are not both known" in text
        assert "M1 ÷ Children aged 0-17 × 10,000, to the whole number." in text
        assert "Benchmarks updated with 2016-17 data" in text

    def test_count_is_not_compared_and_leads_to_the_rate(self, rate: Indicator, people: People, read) -> None:
        text = read(people.viewer)
        assert "A count is not judged against a bigger authority’s count: compare the rate." in text
        assert 'See <a href="/indicators/childrens-services/m1-ni/?month=2018-06">M1-NI</a>' in text
        assert "800" in text

    def test_nothing_known_of_any_comparator(
        self, rate: Indicator, scorecard: Scorecard, people: People, read
    ) -> None:
        factories.indicator(scorecard, "ALONE")
        assert "No benchmark is known for this indicator." in read(people.viewer, ref="alone")

    def test_local_measure(self, scorecard: Scorecard, people: People, read) -> None:
        factories.indicator(scorecard, "LOC", local=True)
        assert "This is a local measure: no comparator exists." in read(people.viewer, ref="loc")


def test_queries_do_not_grow_with_months_or_rows(
    indicator: Indicator, scorecard: Scorecard, people: People, sign_in
) -> None:
    long = factories.indicator(scorecard, "LONG", owner=people.owner, reporter=people.reporter)
    factories.returns(long, [str(number) for number in range(60)])
    for made in (indicator, long):
        factories.commentary_at("approved", made)
    months = [date(2017, month, 1) for month in range(1, 13)]
    ReportingMonth.objects.bulk_create(
        ReportingMonth(scorecard=scorecard, month=month, status=ReportingMonth.CLOSED) for month in months
    )
    template = Commentary.objects.get(indicator=long)
    Commentary.objects.bulk_create(
        Commentary(
            indicator=long,
            month=month,
            text="Words",
            status="approved",
            figures_seen=template.figures_seen,
            figures_hash="0" * 64,
        )
        for month in months
    )
    client = sign_in(people.administrator)
    client.get("/indicators/childrens-services/m1/")

    def queries(ref: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/indicators/childrens-services/{ref}/").status_code == 200
        return len(captured)

    short = queries("m1")
    assert queries("long") == short
    for number in range(18):
        factories.returns(factories.indicator(scorecard, f"R{number}"), VALUES)
    assert queries("m1") == short
