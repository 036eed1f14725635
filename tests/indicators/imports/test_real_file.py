"""The real scorecard of June 2018, against the rows put in order beside it."""

import csv
from collections import Counter
from decimal import Decimal

import pytest

from indicators.calculations.terms import Missing
from indicators.imports.definition_checks import targets_without_direction
from indicators.imports.derived import mismatches
from indicators.imports.names import people_named, similar_names
from indicators.imports.printed import PrintedScorecard
from indicators.imports.remarks import remarks

from . import files
from .files import read_scorecard

UNITS = {"count": "count", "percent": "percentage", "rate_per_10000": "rate_per_10000"}
POLARITIES = {"": "none", "high": "higher", "low": "lower"}
ARROWS = {"up": "up", "down": "down", "flat": "similar", "na": None}
BENCHMARKS = ("bench_sn", "bench_eng", "bench_se")
TARGETS = {"target_2017-18": 2017, "target_2018-19": 2018, "target_2019-20": 2019}


@pytest.fixture(scope="module")
def printed() -> PrintedScorecard:
    return read_scorecard(files.real())


def seed(name: str) -> list[dict[str, str]]:
    with (files.SEED / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def number(text: str) -> Decimal | None:
    return Decimal(text.removesuffix("%")) if text else None


def test_counts(printed: PrintedScorecard) -> None:
    cells = [cell for row in printed.rows for cell in row.cells]
    assert len(printed.rows) == 58
    assert len(cells) == 754
    assert Counter(cell.missing for cell in cells) == {None: 750, Missing.NO_DENOMINATOR: 4}
    assert sum(bool(row.commentary) for row in printed.rows) == 37
    assert Counter(str(row.unit) for row in printed.rows) == {
        "count": 32,
        "percentage": 21,
        "rate_per_10000": 5,
    }
    assert Counter(str(row.polarity) for row in printed.rows) == {"none": 27, "higher": 21, "lower": 10}


def test_benchmarks_and_targets(printed: PrintedScorecard) -> None:
    kinds = Counter(
        "local" if row.is_local else "missing" if set(row.benchmarks.values()) == {None} else "figures"
        for row in printed.rows
    )
    assert kinds == {"figures": 27, "local": 30, "missing": 1}
    targets = {row.ref: tuple(row.targets.values()) for row in printed.rows if any(row.targets.values())}
    expected: dict[str, tuple[object, ...]] = {
        "EH1c": (288, 336, "TBC"),
        "LAC1": (515, 460, 390),
        "LAC6 (val)": (50, None, None),
        "NI147": (92, 93, 94),
        "LAC9 (val)": (112, "TBC", "TBC"),
        "LAC16": (190, "TBC", "TBC"),
    }
    assert targets == expected
    assert printed.release is not None
    assert (printed.release.label, printed.release.line) == ("Updated Nov-17, using 16-17 data", 7)


def test_every_row_equals_the_row_in_order(printed: PrintedScorecard) -> None:
    expected = seed("scorecard_rows.csv")
    assert len(expected) == len(printed.rows)
    for row, want in zip(printed.rows, expected, strict=True):
        names = (row.ref, row.title, row.owner_name, row.reporter_name, row.outcome)
        assert names == (want["ref"], want["title"], want["owner"], want["reporter"], want["outcome"])
        assert (row.line, row.unit, row.polarity) == (
            int(want["line"]),
            UNITS[want["unit"]],
            POLARITIES[want["polarity"]],
        )
        changes = (row.change_month, row.change_year)
        assert [change.glyph for change in changes] == [want["prev_glyph"], want["yoy_glyph"]]
        assert [change.arrow for change in changes] == [ARROWS[want["prev_dir"]], ARROWS[want["yoy_dir"]]]
        assert [change.percent for change in changes] == [number(want["prev_pct"]), number(want["yoy_pct"])]
        assert (row.mean_12.text, row.max_12.text) == (want["avg12_printed"], want["max12_printed"])
        assert (row.mean_12.value, row.max_12.value) == (number(want["avg12"]), number(want["max12"]))
        for value, column in zip(row.benchmarks.values(), BENCHMARKS, strict=True):
            assert value == ("Local" if want[f"{column}_printed"] == "Local" else number(want[column]))
        for column, year in TARGETS.items():
            assert row.targets[year] == (
                "TBC" if want[f"{column}_printed"] == "TBC" else number(want[column])
            )
        words = want["commentary_printed"]
        assert row.commentary == ("" if words == "-" else words)


def test_every_cell_equals_the_return_in_order(printed: PrintedScorecard) -> None:
    read = [
        (row.ref, f"{cell.month:%Y-%m}", cell.value, cell.missing is not None)
        for row in printed.rows
        for cell in row.cells
    ]
    assert read == [
        (want["ref"], want["month"], number(want["value"]), want["missing"] == "1")
        for want in seed("returns_long.csv")
    ]


def test_five_printed_changes_do_not_follow(printed: PrintedScorecard) -> None:
    columns = {
        "% change from previous month": "change_month_pct",
        "% change same month prev yr": "change_year_pct",
    }
    expected = {
        (want["ref"], columns[want["column"]], f"{want['printed'].split()[0]}%")
        for want in seed("derived_mismatches.csv")
    }
    found = mismatches(printed)
    assert {(finding.ref, finding.column, finding.printed) for finding in found} == expected
    assert len(found) == len(expected) == 5


def test_three_groups_of_names_and_no_more(printed: PrintedScorecard) -> None:
    assert len(people_named(printed)) == 12
    assert [finding.printed for finding in similar_names(printed)] == [
        "Catherine Parks, Catherine Paskin, Catherine Perkins",
        "John Watkins, Julian Watkins",
        "Shari Webb, Smart Web",
    ]


def test_remarks(printed: PrintedScorecard) -> None:
    assert [(f.kind, f.ref, f.line) for f in remarks(printed)] == [
        ("shifted_row", "CP6B-NI", 42),
        ("shifted_row", "CP2", 43),
        ("shifted_row", "CP2-NI", 44),
    ]
    without = [finding.ref for finding in targets_without_direction(printed, {})]
    assert without == ["EH1c", "LAC6 (val)", "LAC16"]


def test_reading_one_row_broken_names_its_line_and_ref() -> None:
    lines = files.lines_of(files.real())
    lines[47][12] = "Jan-1"
    with pytest.raises(Exception, match=r"^Line 48, CP2b %, column 'Jan-18': expected a percentage such as"):
        read_scorecard(files.joined(lines))
