"""Data quality of a month: what holds, what does not, what is missing, for whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.actions import baselines, relations
from indicators.actions.relations import Stated
from indicators.models import Indicator, MonthlyReturn, Part, ReportingMonth, Scorecard
from indicators.scorecards.quality import Quality, quality_of
from tests import factories
from tests.factories import JUNE, MAY, NOW, People

SignIn = Callable[..., Client]
PAGE = "/scorecards/childrens-services/2018-06/quality/"


@dataclass(frozen=True, slots=True)
class Months:
    """A scorecard with EH3, EH4 and its share, and LAC1 with its flows."""

    scorecard: Scorecard
    people: People
    rows: dict[str, Indicator]

    def state(self, check: Stated) -> None:
        relations.add(scorecard=self.scorecard, stated=check, by=self.people.administrator, at=NOW)

    def quality(self) -> Quality:
        return quality_of(self.scorecard, JUNE)

    def sentences(self) -> list[str]:
        return [check.sentence for check in self.quality().failing]


@pytest.fixture
def months(scorecard: Scorecard, people: People) -> Months:
    """In June 77 of 159 assessments were in time, 48.4%, and LAC1 is 528 as its flows make it."""
    people_of = {"owner": people.owner, "reporter": people.reporter}
    rows = {
        ref: factories.indicator(scorecard, ref, **people_of)
        for ref in ("EH3", "EH4", "LAC1", "LAC2", "LAC3")
    }
    rows["EH4-QL"] = factories.indicator(
        scorecard, "EH4-QL", unit="percentage", decimals=1, multiplier=100, **people_of
    )
    Part.objects.create(indicator=rows["EH4-QL"], role="numerator", other=rows["EH4"])
    Part.objects.create(indicator=rows["EH4-QL"], role="denominator", other=rows["EH3"])
    for ref, values in {
        "EH3": ["221", "159"],
        "EH4": ["148", "77"],
        "EH4-QL": ["67.0", "48.4"],
        "LAC1": ["524", "528"],
        "LAC2": ["18", "21"],
        "LAC3": ["18", "17"],
    }.items():
        factories.returns(rows[ref], values)
    made = Months(scorecard, people, rows)
    made.state(
        Stated("stock_flow", rows["LAC1"], ((1, rows["LAC2"]), (-1, rows["LAC3"])), tolerance=Decimal(3))
    )
    return made


@pytest.fixture
def in_time(months: Months) -> Months:
    """The same, with a check that EH4-QL is EH4 / EH3."""
    rows = months.rows
    months.state(
        Stated(
            "ratio",
            rows["EH4-QL"],
            ((1, rows["EH4"]),),
            ((1, rows["EH3"]),),
            multiplier=100,
            tolerance=Decimal("0.05"),
            severity="error",
        )
    )
    return months


def put(indicator: Indicator, value: str | None, *, missing: str = "not_supplied") -> None:
    row = MonthlyReturn.objects.get(indicator=indicator, month=JUNE)
    row.value, row.missing = (None, missing) if value is None else (Decimal(value), "")
    row.save()


def text(page: object) -> str:
    return " ".join(page.content.decode().split())  # type: ignore[attr-defined]


class TestWho:
    @pytest.mark.parametrize("who", ["viewer", "owner", "reporter", "owner_cover", "portal_administrator"])
    def test_all_who_read_the_scorecard_read_it_and_correct_nothing(
        self, sign_in: SignIn, months: Months, who: str
    ) -> None:
        put(months.rows["LAC1"], "534")
        page = text(sign_in(getattr(months.people, who)).get(PAGE))
        assert "524 + 21 − 17 is 528. LAC1 is 534: difference 6, allowed 3." in page
        assert "/manage/returns/" not in page
        assert "Change the checks" not in page

    def test_strangers_find_nothing(self, sign_in: SignIn, months: Months) -> None:
        assert sign_in(months.people.stranger).get(PAGE).status_code == 404

    def test_administrators_get_the_way_to_the_figure(self, sign_in: SignIn, months: Months) -> None:
        put(months.rows["LAC1"], "534")
        client = sign_in(months.people.administrator)
        page = text(client.get(PAGE))
        for ref in ("lac1", "lac2", "lac3"):
            assert f'href="/manage/returns/childrens-services/2018-06/{ref}/"' in page
        ReportingMonth.objects.update(status="closed")
        assert "/manage/returns/childrens-services/2018-06/lac1/" not in text(client.get(PAGE))


class TestChecks:
    def test_what_holds_is_counted_and_folded(self, sign_in: SignIn, months: Months) -> None:
        page = text(sign_in(months.people.viewer).get(PAGE))
        assert "Everything holds." in page
        assert "1 check holds" in page
        assert "<b>LAC1 = LAC1 last month + LAC2 − LAC3 ± 3</b>: 524 + 21 − 17 is 528." in page

    def test_errors_come_first(self, in_time: Months) -> None:
        put(in_time.rows["LAC1"], "534")
        put(in_time.rows["EH4-QL"], "51.2")
        quality = in_time.quality()
        assert [check.relation.subject for check in quality.failing] == ["EH4-QL", "LAC1"]
        assert (quality.errors, quality.warnings) == (1, 1)
        assert in_time.sentences()[0] == (
            "77 ÷ 159 is 48.43%. EH4-QL is 51.2%: difference 2.77 percentage points, allowed 0.05."
        )

    def test_what_is_missing_is_no_failure(self, sign_in: SignIn, in_time: Months) -> None:
        put(in_time.rows["LAC2"], None)
        quality = in_time.quality()
        assert quality.failing == ()
        assert [check.sentence for check in quality.unchecked] == ["LAC2 has no figure."]
        page = text(sign_in(in_time.people.viewer).get(PAGE))
        assert "Everything that could be checked holds." in page
        assert "LAC2 has no figure." in page

    def test_a_withdrawn_figure_is_missing(self, in_time: Months) -> None:
        put(in_time.rows["LAC1"], None, missing="withdrawn")
        quality = in_time.quality()
        assert [check.result.missing for check in quality.unchecked] == [("LAC1",)]
        assert [remark.row.ref for remark in quality.without_figure] == ["LAC1"]

    def test_without_checks_an_administrator_is_led_to_them(
        self, sign_in: SignIn, scorecard: Scorecard, people: People
    ) -> None:
        page = text(sign_in(people.administrator).get(PAGE))
        assert "No check is stated" in page
        assert "checks/add/" in page


class TestFigures:
    def test_a_share_whose_count_was_restated_alone(self, sign_in: SignIn, months: Months) -> None:
        factories.restate(months.rows["EH4"], "81", by=months.people.administrator)
        # 81 of 159 is 50.94%.
        said = "EH4-QL is 48.4%; its parts give 50.9%: 81 ÷ 159."
        viewer = sign_in(months.people.viewer)
        page = text(viewer.get(PAGE))
        assert said in page
        assert "Changed since June 2018 was first recorded:" in page
        assert [row.ref for row in months.quality().restated] == ["EH4"]
        assert said in text(viewer.get("/indicators/childrens-services/eh4-ql/"))
        assert "its parts give" not in text(viewer.get("/indicators/childrens-services/eh4/"))

    def test_is_told_once_where_a_check_says_it(self, in_time: Months) -> None:
        factories.restate(in_time.rows["EH4"], "81", by=in_time.people.administrator)
        assert in_time.sentences() == [
            "81 ÷ 159 is 50.94%. EH4-QL is 48.4%: difference 2.54 percentage points, allowed 0.05."
        ]
        assert in_time.quality().parts == ()

    def test_rows_without_a_figure_with_their_reason(self, sign_in: SignIn, months: Months) -> None:
        put(months.rows["LAC2"], None)
        put(months.rows["EH4-QL"], None, missing="no_denominator")
        factories.indicator(months.scorecard, "M1")
        factories.indicator(months.scorecard, "M0", active_until=MAY)
        assert {remark.row.ref: remark.text for remark in months.quality().without_figure} == {
            "LAC2": "not supplied",
            "EH4-QL": "no denominator",
            "M1": "not given, and no reason either",
        }
        assert "3 of 7" in text(sign_in(months.people.viewer).get(PAGE))

    def test_a_figure_beyond_its_limits(self, sign_in: SignIn, months: Months) -> None:
        calm = factories.indicator(months.scorecard, "M1")
        # Mean 11.54; moving ranges are eleven of 1 and one of 13, mean 2: limits 11.54 ± 5.32.
        factories.returns(calm, ["10", "11"] * 6 + ["24"])
        factories.returns(factories.indicator(months.scorecard, "M2"), ["10", "11"] * 6 + ["12"])
        # Too few for limits.
        factories.returns(factories.indicator(months.scorecard, "M3"), ["10"] * 8 + ["99"])
        assert [(remark.row.ref, remark.text) for remark in months.quality().outside] == [
            ("M1", "24 is above the upper limit of 16.9")
        ]
        assert "24 is above the upper limit of 16.9" in text(sign_in(months.people.viewer).get(PAGE))
        assert "Above upper limit" in text(sign_in(months.people.viewer).get(PAGE.replace("quality/", "")))

    def test_limits_are_those_of_the_scorecard_where_a_baseline_begins(self, months: Months) -> None:
        """Of the three figures since April no limits are made."""
        calm = factories.indicator(months.scorecard, "M1")
        factories.returns(calm, ["10", "11"] * 6 + ["24"])
        baselines.begin(
            indicator=calm, starts=date(2018, 4, 1), reason="New form", by=months.people.administrator, at=NOW
        )
        assert months.quality().outside == ()


class TestMonths:
    def test_the_scorecard_and_the_progress_page_lead_here(self, sign_in: SignIn, months: Months) -> None:
        client = sign_in(months.people.administrator)
        for page in (
            "/scorecards/childrens-services/2018-06/",
            "/manage/months/childrens-services/2018-06/progress/",
        ):
            assert f'href="{PAGE}"' in text(client.get(page))

    def test_leads_to_the_months_beside_it(self, sign_in: SignIn, months: Months) -> None:
        client = sign_in(months.people.viewer)
        page = text(client.get(PAGE))
        assert "/2018-05/quality/" in page
        assert "/2018-07/quality/" not in page
        may = text(client.get(PAGE.replace("06", "05")))
        assert "/2018-04/quality/" not in may
        assert "LAC1 in April 2018 has no figure." in may

    def test_a_month_nothing_is_known_about_is_not_there(self, sign_in: SignIn, months: Months) -> None:
        client = sign_in(months.people.viewer)
        assert client.get(PAGE.replace("06", "08")).status_code == 404
        assert client.get(PAGE.replace("2018-06", "1999-01")).status_code == 404
        assert client.get(PAGE.replace("2018-06", "2018-13")).status_code == 404


def test_queries_do_not_grow(sign_in: SignIn, in_time: Months) -> None:
    client = sign_in(in_time.people.administrator)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE).status_code == 200
        return len(queries)

    before = count()
    for place in range(5):
        row = factories.indicator(in_time.scorecard, f"X{place}")
        factories.returns(row, ["1", "2"])
        terms = ((1, row), (1, in_time.rows["EH3"]))
        in_time.state(Stated("sum", None, terms, total=Decimal(1)))
    assert count() == before
    with CaptureQueriesContext(connection) as queries:
        in_time.quality()
    # Rows, checks, their terms; parts, returns (no population is used); earlier figures and baselines.
    assert len(queries) == 7
