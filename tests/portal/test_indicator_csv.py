"""The figures of one indicator as a file."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Baseline, Indicator, Scorecard, Target
from indicators.people.history import signed
from tests import factories
from tests.factories import NOW, People
from tests.indicators.rows import EH4_QL

from .test_indicator_signals import EH1C, counted, target, timeliness

__all__ = ["timeliness"]

ADDRESS = "/indicators/childrens-services/{}/figures.csv"


@pytest.fixture
def rows_of(sign_in, people: People):
    """`rows_of("m1")` is the file as a viewer gets it."""

    def rows(ref: str, query: str = "") -> list[dict[str, str]]:
        answer = sign_in(people.viewer).get(ADDRESS.format(ref) + query)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        return list(csv.DictReader(io.StringIO(answer.content.decode())))

    return rows


def test_every_month_with_its_lines_and_signal(timeliness: Indicator, rows_of) -> None:
    rows = rows_of("eh4-ql")
    assert [row["month"] for row in (rows[0], rows[-1])] == ["2017-06", "2018-06"]
    assert [row["value"] for row in rows] == [f"{value}.0" for value in EH4_QL]
    last = rows[-1]
    assert (last["numerator"], last["denominator"], last["missing"]) == ("77", "159", "")
    # 961 / 13, and 102 / 12 × 2.66 on either side.
    assert (last["mean"], last["lower"], last["upper"]) == ("73.9231", "51.3131", "96.5331")
    assert (last["signal"], last["rule"]) == ("concern", "outside")
    assert (rows[2]["signal"], rows[2]["rule"]) == ("improvement", "shift")
    assert rows[0]["signal"] == "common"
    assert last["benchmark_england"] == "80.1"


def test_text_that_begins_like_a_formula_is_quoted(timeliness: Indicator, rows_of) -> None:
    assert rows_of("eh4-ql")[0]["benchmark_release"] == "'=Updated Nov-17"


def test_file_is_named_after_scorecard_indicator_and_month(
    timeliness: Indicator, people: People, sign_in
) -> None:
    answer = sign_in(people.viewer).get(ADDRESS.format("eh4-ql") + "?month=2018-05")
    named = 'attachment; filename="childrens-services-eh4-ql-2018-05.csv"'
    assert answer.headers["Content-Disposition"] == named


def test_it_ends_with_the_month_asked_for(timeliness: Indicator, rows_of) -> None:
    rows = rows_of("eh4-ql", "?month=2018-05")
    assert (len(rows), rows[-1]["month"]) == (12, "2018-05")
    assert {row["signal"] for row in rows} <= {"common", "improvement", ""}


def test_missing_months_say_why(scorecard: Scorecard, rows_of) -> None:
    counted(scorecard, ["4", None, "6"])
    assert [(row["value"], row["missing"]) for row in rows_of("m1")] == [
        ("4", ""),
        ("", "no_denominator"),
        ("6", ""),
    ]


def test_what_the_target_asks_for(scorecard: Scorecard, people: People, rows_of) -> None:
    target(counted(scorecard, EH1C), people, 336, "annual_total", "at_least")
    asked = {row["month"]: (row["target_asked"], row["target_basis"]) for row in rows_of("m1")}
    assert asked["2018-03"] == ("", "")
    assert [asked[f"2018-0{month}"] for month in (4, 5, 6)] == [
        ("28", "annual_total"),
        ("56", "annual_total"),
        ("84", "annual_total"),
    ]


def test_target_of_the_year_before_is_there_too(scorecard: Scorecard, people: People, rows_of) -> None:
    made = counted(scorecard, EH1C)
    row = Target(indicator=made, financial_year=2017, value=Decimal(12), basis="level", direction="at_least")
    signed(row, by=people.administrator, at=NOW, reason="Agreed").save()
    asked = {row["month"]: row["target_asked"] for row in rows_of("m1")}
    assert (asked["2017-06"], asked["2018-03"], asked["2018-04"]) == ("12", "12", "")


def test_limits_are_those_that_decide_and_step_with_the_baseline(
    scorecard: Scorecard, people: People, rows_of
) -> None:
    """Moving ranges of 9: 4.5 − 23.94 is below what a count can be, and is what decides."""
    made = counted(scorecard, [*["0", "9"] * 6, *["30", "34"] * 6])
    Baseline.objects.create(
        indicator=made, starts=date(2017, 7, 1), reason="New", by=people.administrator, at=NOW
    )
    rows = {row["month"]: row for row in rows_of("m1")}
    assert (rows["2017-06"]["mean"], rows["2017-06"]["lower"]) == ("4.5000", "-19.4400")
    assert rows["2018-06"]["mean"] == "32.0000"


def test_baseline_of_too_few_figures_has_no_lines(scorecard: Scorecard, people: People, rows_of) -> None:
    counted(scorecard, ["3", "4"])
    assert {(row["mean"], row["signal"]) for row in rows_of("m1")} == {("", "")}


def test_there_are_no_words_in_it(scorecard: Scorecard, people: People, sign_in) -> None:
    made = counted(scorecard, ["3", "4"], owner=people.owner, reporter=people.reporter)
    factories.commentary_at("draft", made, text="A secret draft")
    text = sign_in(people.administrator).get(ADDRESS.format("m1")).content.decode()
    assert "secret" not in text


def test_queries_do_not_grow_with_months(scorecard: Scorecard, people: People, sign_in) -> None:
    counted(scorecard, ["3", "4"])
    counted(scorecard, ["3", "4"] * 60, "LONG")
    client = sign_in(people.viewer)

    def queries(ref: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(ADDRESS.format(ref)).status_code == 200
        return len(captured)

    queries("m1")
    assert queries("long") == queries("m1")


def test_for_a_stranger_it_is_not_there(timeliness: Indicator, people: People, sign_in) -> None:
    assert sign_in(people.stranger).get(ADDRESS.format("eh4-ql")).status_code == 404
    assert sign_in(people.viewer).get(ADDRESS.format("eh4-ql") + "?month=may").status_code == 400
