"""A scorecard in both layouts, from its text to figures."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.calculations.series import Cell
from indicators.calculations.terms import Arrow, Missing, Polarity, Unit
from indicators.imports.printed import PrintedRow, PrintedScorecard
from indicators.imports.remarks import remarks

from . import files
from .files import read_scorecard


@pytest.fixture(scope="module")
def printed() -> PrintedScorecard:
    return read_scorecard(files.small())


@pytest.fixture(scope="module")
def rows(printed: PrintedScorecard) -> dict[str, PrintedRow]:
    return {row.ref: row for row in printed.rows}


def test_header_gives_months_comparators_and_target_years(printed: PrintedScorecard) -> None:
    assert printed.months[0] == date(2017, 6, 1)
    assert printed.month == date(2018, 6, 1)
    assert len(printed.months) == 13
    assert printed.comparators == ("Stat. Neighbour", "England", "SE region")
    assert printed.target_years == (2017, 2018, 2019)


def test_note_gives_the_benchmark_release(printed: PrintedScorecard) -> None:
    assert printed.release is not None
    assert printed.release.label == "Updated Nov-17, using 16-17 data"
    assert printed.release.published == date(2017, 11, 1)
    assert printed.release.data_year == "2016-17"


def test_rows_keep_their_order_and_lines(printed: PrintedScorecard) -> None:
    lines = [11, 12, 13, 16, 17, 18, 19]
    assert [(row.ref, row.line) for row in printed.rows] == list(
        zip(["A1", "A1-NI", "A2 %", "B1", "B1 %", "B2", "B3"], lines, strict=True)
    )


def test_unit_follows_the_flag_and_the_title(rows: dict[str, PrintedRow]) -> None:
    assert rows["A1"].unit is Unit.COUNT
    assert rows["A1-NI"].unit is Unit.RATE_PER_10000
    assert rows["A2 %"].unit is Unit.PERCENTAGE
    assert (rows["A1"].decimals, rows["A2 %"].decimals) == (0, 1)


def test_row_with_arrow_and_figure_together(rows: dict[str, PrintedRow]) -> None:
    row = rows["A2 %"]
    assert row.owner_name == "Robin Ashdown"
    assert row.reporter_name == "Imogen Larkspure"
    assert row.cells[0] == Cell(date(2017, 6, 1), Decimal("71.0"))
    assert row.cells[12] == Cell(date(2018, 6, 1), Decimal("82.4"))
    assert row.polarity is Polarity.HIGHER
    assert (row.change_month.percent, row.change_month.arrow) == (-6, Arrow.SIMILAR)
    assert (row.change_year.percent, row.change_year.arrow) == (16, Arrow.UP)
    assert (row.mean_12.value, row.max_12.value) == (Decimal("73.4"), Decimal("82.4"))
    assert row.is_local
    assert row.targets == {2017: Decimal("75.0"), 2018: Decimal("80.0"), 2019: "TBC"}
    assert row.commentary == "More requests were answered within a day."


def test_row_with_arrow_and_figure_apart(rows: dict[str, PrintedRow]) -> None:
    row = rows["B1"]
    assert (row.change_month.percent, row.change_month.arrow) == (50, Arrow.UP)
    assert (row.change_year.percent, row.change_year.arrow) == (200, Arrow.UP)
    assert row.polarity is Polarity.NONE
    assert row.benchmarks == {"Stat. Neighbour": None, "England": None, "SE region": None}
    assert row.targets == {2017: Decimal(24), 2018: None, 2019: None}
    assert row.commentary == ""


def test_row_without_its_dot_cell_is_read_and_remarked(
    printed: PrintedScorecard, rows: dict[str, PrintedRow]
) -> None:
    row = rows["B2"]
    assert row.polarity is Polarity.NONE
    assert (row.mean_12.value, row.max_12.value) == (Decimal(220), Decimal(231))
    assert row.benchmarks == {
        "Stat. Neighbour": Decimal(190),
        "England": Decimal(201),
        "SE region": Decimal(0),
    }
    assert [(finding.kind, finding.ref, finding.severity) for finding in remarks(printed)] == [
        ("shifted_row", "B2", "info")
    ]


def test_dash_of_a_percentage_is_a_month_without_denominator(rows: dict[str, PrintedRow]) -> None:
    assert rows["B1 %"].cells[3] == Cell(date(2017, 9, 1), None, Missing.NO_DENOMINATOR)


@pytest.mark.parametrize("dash", ["-", "--", "n/a"])
def test_dash_of_a_count_is_a_figure_not_supplied(dash: str) -> None:
    row = read_scorecard(files.with_cell(files.A1, 8, dash)).rows[0]
    assert row.cells[3] == Cell(date(2017, 9, 1), None, Missing.NOT_SUPPLIED)


def test_no_change_has_neither_figure_nor_arrow(rows: dict[str, PrintedRow]) -> None:
    assert (rows["B3"].change_month.percent, rows["B3"].change_month.arrow) == (None, None)


def test_lone_dash_is_no_commentary_and_a_leading_dash_stays(rows: dict[str, PrintedRow]) -> None:
    assert rows["A1-NI"].commentary == ""
    assert rows["B2"].commentary == "-Plans rose again."


def test_markup_and_formulas_are_text() -> None:
    text = '=HYPERLINK("http://example.org") <script>alert(1)</script>'
    assert read_scorecard(files.with_cell(files.A1, 30, text)).rows[0].commentary == text


def test_commentary_of_10000_characters_is_read() -> None:
    assert len(read_scorecard(files.with_cell(files.A1, 30, "x" * 10_000)).rows[0].commentary) == 10_000


def test_percentage_over_100_is_remarked() -> None:
    printed = read_scorecard(files.with_cell(files.A2, 17, "102.4%"))
    assert [(f.ref, f.column, f.printed) for f in remarks(printed) if f.kind == "percentage_over_100"] == [
        ("A2 %", "2018-06", "102.4%")
    ]


def test_scorecard_without_benchmarks_needs_no_note() -> None:
    lines = files.lines_of(files.small())
    kept = [lines[files.HEADER - 1], lines[files.A2 - 1]]
    assert read_scorecard(files.joined(kept)).release is None
