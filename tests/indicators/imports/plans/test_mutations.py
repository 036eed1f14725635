"""Real files, spoiled: the outcome is the right figures, a refusal that names the place, or a question.

All months but June 2018 are on record, so that a plan without a decision can load June's figures only. What
stands alone in its cell and is another number cannot be told from the right one; everything else must be.
"""

import csv
import io
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from indicators.imports.findings import BrokenFile
from indicators.scorecards.known import Known
from tests.indicators.imports import files

from .worlds import JUNE, known_of, plan_of, read

FIRST_MONTH, LAST_MONTH = 5, 17
GARBLED = st.sampled_from(
    [
        "",
        " ",
        "-",
        "x",
        "NaN",
        "Infinity",
        "1e999999",
        "1e5",
        "-5",
        "41*",
        "0.5",
        "22.6%",
        "226",
        "2260",
        "7",
        "1,43",
        "1 433",
        "#REF!",
        "=1+1",
        "<5",
        "n/a",
        "not supplied",
        "Jun-18",
        "▲",
        "0",
        "\x00",
        "\N{FULLWIDTH DIGIT ONE}2",
    ]
)
Grid = list[list[str]]


def wide(grid: Grid) -> Grid:
    """Ref, title and months of the scorecard's text, as somebody sends them on."""
    header, rows = (
        grid[files.HEADER - 1],
        [line for line in grid[files.HEADER :] if line[0] and line[0] != "Ref."],
    )
    return [[line[0], line[1], *line[FIRST_MONTH : LAST_MONTH + 1]] for line in (header, *rows)]


def long(grid: Grid) -> Grid:
    header, *rows = wide(grid)
    lines = [
        [line[0], month, text] for line in rows for month, text in zip(header[2:], line[2:], strict=True)
    ]
    return [["ref", "month", "value"], *lines]


SMALL = files.lines_of(files.small())
LAYOUTS = {"scorecard": SMALL, "wide": wide(SMALL), "long": long(SMALL)}


def as_csv(grid: Grid) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(grid)
    return buffer.getvalue().encode()


def as_file(layout: str, grid: Grid) -> tuple[bytes, str]:
    return (files.joined(grid), "file.txt") if layout == "scorecard" else (as_csv(grid), "file.csv")


class Spoiler:
    """Changes to a grid, drawn; `alone` counts figures that were changed alone in their cells."""

    def __init__(self, draw, grid: Grid) -> None:
        self.draw = draw
        self.grid = [list(line) for line in grid]
        self.alone = 0

    def line(self):
        """A line with cells in it."""
        return self.grid[self.draw(st.sampled_from([n for n, line in enumerate(self.grid) if any(line)]))]

    def place(self, line):
        return self.draw(st.integers(0, len(line) - 1))

    def garble_cell(self) -> None:
        line = self.line()
        line[self.place(line)] = self.draw(GARBLED)
        self.alone += 1

    def swap_cells(self) -> None:
        one, other = self.line(), self.line()
        here, there = self.place(one), self.place(other)
        one[here], other[there] = other[there], one[here]
        self.alone += 2

    def drop_cell(self) -> None:
        line = self.line()
        del line[self.place(line)]

    def insert_cell(self) -> None:
        line = self.line()
        line.insert(self.place(line), self.draw(GARBLED))

    def shift_row(self) -> None:
        """Cells one to the right or to the left, and as many as before."""
        line = self.line()
        place = self.place(line)
        if self.draw(st.booleans()):
            line.insert(place, "")
            line.pop()
        else:
            del line[place]
            line.append("")

    def drop_row(self) -> None:
        self.grid.remove(self.line())

    def swap_rows(self) -> None:
        one, other = self.line(), self.line()
        one[:], other[:] = other[:], one[:]

    def duplicate_row(self) -> None:
        self.grid.append(list(self.line()))

    def swap_refs(self) -> None:
        one, other = self.line(), self.line()
        one[0], other[0] = other[0], one[0]
        if self.grid[0][0] == "ref":
            # A line of a long file has one figure: it is as if the two figures had changed places.
            self.alone += 2

    def drop_column(self) -> None:
        place = self.place(self.line())
        for line in self.grid:
            del line[place : place + 1]

    def swap_columns(self) -> None:
        """With their headings, or without."""
        one, other = self.place(self.line()), self.place(self.line())
        skipped = self.draw(st.booleans())
        for number, line in enumerate(self.grid):
            is_header = line[:1] == ["Ref."] or number == 0
            if max(one, other) < len(line) and not (skipped and is_header):
                line[one], line[other] = line[other], line[one]

    def duplicate_column(self) -> None:
        place = self.place(self.line())
        for line in self.grid:
            line[place : place + 1] *= 2

    def slip_column(self) -> None:
        """All cells of a column one row up or down, below the heading."""
        place, by = self.place(self.line()), self.draw(st.sampled_from([-1, 1]))
        lines = [
            line for line in self.grid if len(line) > max(place, 2) and line[0] not in ("", "Ref.", "ref")
        ]
        texts = [line[place] for line in lines]
        for line, text in zip(lines, texts[by:] + texts[:by], strict=True):
            line[place] = text


SPOILS = [name for name in vars(Spoiler) if "_" in name.strip("_")]


@st.composite
def spoiled(draw, layouts):
    layout = draw(st.sampled_from(sorted(layouts)))
    spoiler = Spoiler(draw, layouts[layout])
    names = draw(st.lists(st.sampled_from(SPOILS), min_size=1, max_size=2))
    for name in names:
        getattr(spoiler, name)()
    return layout, spoiler, names


def truth_of(data: bytes) -> tuple[Known, dict[str, object]]:
    printed = read(data).printed
    assert printed is not None
    return known_of(printed, but=[JUNE]), {
        row.ref: (row.cells[-1].value, row.cells[-1].missing) for row in printed.rows
    }


def check(layout: str, spoiler: Spoiler, names: list[str], base: Known, truth: dict[str, object]) -> None:
    data, name = as_file(layout, spoiler.grid)
    try:
        submission = read(data, name)
    except BrokenFile:
        return
    plan = plan_of(submission, base)
    assert not plan.restated
    assert len({(each.indicator.pk, each.month) for each in plan.new}) == len(plan.new)
    wrong = []
    for figure in plan.new:
        assert figure.month == JUNE or figure.before is None
        if figure.month > JUNE or figure.month < date(2017, 6, 1):
            raise AssertionError(f"{figure.month} is no month of the file")
        if truth.get(figure.indicator.ref) != (figure.value, figure.missing):
            wrong.append(figure)
    assert len(wrong) <= spoiler.alone, (names, [(each.indicator.ref, each.value) for each in wrong])


SMALL_BASE, SMALL_TRUTH = truth_of(files.small())


@given(spoiled(LAYOUTS))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_spoiled_small_scorecard(case):
    layout, spoiler, names = case
    assume("slip_column" not in names or layout != "long")
    check(layout, spoiler, names, SMALL_BASE, SMALL_TRUTH)


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_real_scorecard_spoiled(data):
    grid = files.lines_of(files.real())
    layout, spoiler, names = data.draw(spoiled({"scorecard": grid, "wide": wide(grid)}))
    check(layout, spoiler, names, *truth_of(files.real()))


def short(grid: Grid) -> Grid:
    """Ref and June alone."""
    return [[line[0], line[-1]] for line in wide(grid)]


@pytest.mark.parametrize("layout", ["scorecard", "wide"])
@pytest.mark.parametrize("with_heading", [True, False])
def test_june_changes_places_with_any_other_column(layout, with_heading):
    grid = LAYOUTS[layout]
    june = LAST_MONTH if layout == "scorecard" else 14
    for other in range(len(grid[files.HEADER - 1]) if layout == "scorecard" else len(grid[0])):
        spoiler = Spoiler(None, grid)
        for line in spoiler.grid:
            is_header = line[:1] == ["Ref."]
            if len(line) > max(june, other) and (with_heading or not is_header):
                line[june], line[other] = line[other], line[june]
        check(layout, spoiler, [f"June and column {other}"], SMALL_BASE, SMALL_TRUTH)


@pytest.mark.parametrize("by", [-1, 1])
@pytest.mark.parametrize("layout", ["scorecard", "wide", "short"])
def test_june_slips_by_a_row(layout, by):
    """In the shortest file too, where nothing but June is said."""
    spoiler = Spoiler(None, short(SMALL) if layout == "short" else LAYOUTS[layout])
    june = {"scorecard": LAST_MONTH, "wide": 14, "short": 1}[layout]
    lines = [line for line in spoiler.grid if len(line) > june and line[0] in SMALL_TRUTH]
    texts = [line[june] for line in lines]
    assert len(lines) == 7
    for line, text in zip(lines, texts[by:] + texts[:by], strict=True):
        line[june] = text
    check(layout, spoiler, ["slip"], SMALL_BASE, SMALL_TRUTH)


@pytest.mark.parametrize("to", ["left", "right"])
def test_any_row_shifts_from_any_cell(to):
    for number in range(1, 8):
        for place in range(15):
            spoiler = Spoiler(None, LAYOUTS["wide"])
            line = spoiler.grid[number]
            if to == "left":
                del line[place]
                line.append("")
            else:
                line.insert(place, "")
                line.pop()
            check("wide", spoiler, [f"{to} {number} {place}"], SMALL_BASE, SMALL_TRUTH)
