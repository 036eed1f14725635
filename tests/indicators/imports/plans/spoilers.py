"""Ways to spoil the grid of a file of figures: cells, rows, columns dropped, moved, repeated or garbled."""

import csv
import io
import re

from hypothesis import strategies as st

from tests.indicators.imports import files

FIRST_MONTH, LAST_MONTH = 5, 17
GARBLED_TEXTS = (
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
)
GARBLED = st.sampled_from(GARBLED_TEXTS)
Grid = list[list[str]]


def wide(grid: Grid) -> Grid:
    """Ref, title and months of the scorecard's text, as somebody sends them on."""
    header, rows = (
        grid[files.HEADER - 1],
        [line for line in grid[files.HEADER :] if line[0] and line[0] != "Ref."],
    )
    return [[line[0], line[1], *line[FIRST_MONTH : LAST_MONTH + 1]] for line in (header, *rows)]


def short(grid: Grid) -> Grid:
    """Ref and June alone."""
    return [[line[0], line[-1]] for line in wide(grid)]


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


def _tenfold(text: str) -> str:
    return re.sub(r"^([0-9,]+)(?:\.([0-9]*))?", lambda found: f"{found[1]}{found[2] or '0'}", text)


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

    def garble_column(self) -> None:
        self.garble_all(self.place(self.line()), self.draw(st.none() | GARBLED))

    def garble_all(self, place: int, text: str | None) -> None:
        """All cells of a column below the heading hold that text, or each is ten times as much."""
        for line in self.figure_lines(place):
            line[place] = _tenfold(line[place]) if text is None else text

    def slip_column(self) -> None:
        """All cells of a column one row up or down, below the heading."""
        place, by = self.place(self.line()), self.draw(st.sampled_from([-1, 1]))
        lines = self.figure_lines(place)
        texts = [line[place] for line in lines]
        for line, text in zip(lines, texts[by:] + texts[:by], strict=True):
            line[place] = text

    def figure_lines(self, place: int) -> Grid:
        """Those of indicators, that reach so far."""
        return [
            line for line in self.grid if len(line) > max(place, 1) and line[0] not in ("", "Ref.", "ref")
        ]


SPOILS = [
    name for name in vars(Spoiler) if "_" in name.strip("_") and name not in ("figure_lines", "garble_all")
]


@st.composite
def spoiled(draw, layouts):
    layout = draw(st.sampled_from(sorted(layouts)))
    spoiler = Spoiler(draw, layouts[layout])
    names = draw(st.lists(st.sampled_from(SPOILS), min_size=1, max_size=2))
    for name in names:
        getattr(spoiler, name)()
    return layout, spoiler, names
