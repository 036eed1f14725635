"""Which cell of a line stands under which heading of a printed scorecard."""

import re
from typing import NamedTuple

from indicators.calculations.terms import Polarity
from indicators.imports.layouts.header import CHANGES
from indicators.imports.layouts.submission import Layout
from indicators.imports.layouts.tables import Line
from indicators.imports.numbers import ARROWS, change
from indicators.imports.sources.book import SourceCell

POLARITIES = {"▲": Polarity.HIGHER, "▼": Polarity.LOWER, "": Polarity.NONE}
DASHES = ("-", "--")

_BARE_CHANGE = re.compile(r"-?[0-9.]{1,9}%?|n/a|-")
_FIGURE = re.compile(r"[0-9][0-9,.]*%?")


class Aligned(NamedTuple):
    """`apart` are the changes' columns where arrow and figure have a cell each: all after stands further to
    the right. `lacking` is the column of a DoT that has no cell: all after it stands one to the left."""

    line: Line
    apart: tuple[int, ...] = ()
    lacking: int | None = None

    @property
    def is_shifted(self) -> bool:
        return self.lacking is not None

    def position(self, column: int) -> int:
        """Where the cell of a column stands."""
        if not self.apart and self.lacking is None:
            return column
        to_the_right = sum(column > change for change in self.apart)
        return column + to_the_right - (self.lacking is not None and column > self.lacking)

    def at(self, column: int) -> SourceCell:
        """The cell of a column; a change's two halves are joined by a blank."""
        cell = self.line.at(self.position(column))
        if column in self.apart:
            return SourceCell(f"{cell.text} {self.line.at(self.position(column) + 1).text}".rstrip())
        return SourceCell("") if column == self.lacking else cell

    def get(self, field: str) -> SourceCell:
        """The cell of a field; an empty one where the header has no such column."""
        column = self.line.header.by_field.get(field)
        return self.at(column.position) if column else SourceCell("")


def align(line: Line) -> Aligned:
    """In a scorecard's row arrow and change share a cell ("↓ -20%") or have one each, and where its DoT cell
    is lacking the row ends with an empty one. Other layouts have each cell under its heading."""
    header = line.header
    if header.layout is not Layout.SCORECARD:
        return Aligned(line)
    changes = sorted(header.by_field[field].position for field in CHANGES if field in header.by_field)
    aligned = Aligned(line, tuple(changes) if _is_apart(line, changes) else ())
    dot = header.by_field.get("dot")
    if (
        dot
        and _FIGURE.fullmatch(aligned.at(dot.position).text)
        and not aligned.at(len(header.columns) - 1).text
    ):
        return aligned._replace(lacking=dot.position)
    return aligned


def _is_apart(line: Line, changes: list[int]) -> bool:
    first = line.at(changes[0]).text
    if first in ARROWS:
        return True
    if first not in DASHES or len(changes) < 2:
        return False
    # A dash may stand for the whole change: the other arrow tells.
    second = line.at(changes[1] + 1).text
    return second in ARROWS or second in DASHES


def has_arrow(aligned: Aligned) -> bool:
    """Whether a change of the row has an arrow; a file without any has bare changes."""
    return any(aligned.get(field).text[:1] in ARROWS for field in CHANGES)


def is_out_of_line(aligned: Aligned, *, has_arrows: bool) -> bool:
    """Whether figures stand where changes should or the other way round: no cell's month is then known."""
    changes = [aligned.get(field).text for field in CHANGES]
    figures = [aligned.at(column.position).text for column in aligned.line.header.months.values()]
    is_right = _is_change if has_arrows else _is_bare_change
    return any(text and not is_right(text) for text in changes) or any(map(_is_change, figures))


def _is_bare_change(text: str) -> bool:
    return bool(_BARE_CHANGE.fullmatch(text.lower()))


def _is_change(text: str) -> bool:
    glyph, _, rest = text.partition(" ")
    if glyph not in ARROWS and glyph not in DASHES:
        return False
    try:
        change(glyph, rest.strip())
    except ValueError:
        return glyph in ARROWS
    return True


def width_expected(aligned: Aligned) -> str:
    """How wide a line of a text file should have been; "" where it is, or where only blank cells follow."""
    line = aligned.line
    header, found = line.header, len(line.cells)
    width = len(header.columns)
    if header.layout is not Layout.SCORECARD:
        is_right = found >= width and not any(cell.text for cell in line.cells[max(width, header.width) :])
        return "" if is_right else f"{width} cells"
    needed = width + len(aligned.apart)
    is_right = found == needed or (found > needed and found in (width + 2, header.width))
    return "" if is_right else f"{width} cells, or {width + 2} with the arrows apart"
