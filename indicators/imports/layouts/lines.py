"""Lines that are no indicator's: headings of sections, totals, notes."""

import re
from collections.abc import Sequence

from indicators.imports.layouts.alignment import Aligned
from indicators.imports.layouts.header import Header
from indicators.imports.layouts.tables import Line
from indicators.imports.sources.book import SourceCell

TOTALS = frozenset({"total", "totals", "subtotal", "sub-total", "grand total", "sum", "average"})
FIGURES = ("value", "numerator", "denominator", "missing")

_REF = re.compile(r"[A-Za-z]{1,6}-?[0-9].{0,18}")
_ROW_WITHIN = re.compile(r"\n[ \"]*([A-Za-z]{1,6}-?[0-9][^\n,;\"]{0,18})\"?[,;]")
_NUMBER = re.compile(r"[-+(£]{0,2}[0-9][0-9,. ]*%?\)?")


def is_heading(line: Line, *, is_text: bool) -> bool:
    """Whether a line's one cell is a section's heading or a note: neither ref nor figure.

    Where the widths of a text file can be trusted, such a line is as wide as its header.
    """
    if len(line.texts) != 1 or is_ref_shaped(line.texts[0]) or _NUMBER.fullmatch(line.texts[0]):
        return False
    return not is_text or len(line.cells) >= len(line.header.columns)


def is_ref_shaped(text: str) -> bool:
    """Whether it looks like "M8-QL" or "CP2b %", and not like "Front door" or "Page 2"."""
    return bool(_REF.fullmatch(text))


def is_lost(cells: Sequence[SourceCell]) -> bool:
    """Whether a line above a header looks like a row of figures that lost its own."""
    texts = [cell.text for cell in cells if cell.text]
    return bool(texts) and is_ref_shaped(texts[0]) and any(map(_NUMBER.fullmatch, texts[1:]))


def is_without_ref(aligned: Aligned) -> bool:
    """Whether it has no ref, or a total's label in its place."""
    ref = aligned.get("ref").text
    return not ref or ref.casefold().rstrip(":") in TOTALS


def has_figures(aligned: Aligned) -> bool:
    """Whether a number stands in a column of figures."""
    return any(_NUMBER.fullmatch(aligned.at(index).text) for index in _figures(aligned.line.header))


def is_silent(aligned: Aligned) -> bool:
    """Whether nothing stands in any column of figures."""
    return not any(aligned.at(index).text for index in _figures(aligned.line.header))


def takes_in(aligned: Aligned) -> str:
    """The ref of the line below that a quoted cell left of a figure holds, "" where none does.

    What stands right of such a cell belongs to that line.
    """
    last = max(_figures(aligned.line.header), default=0)
    for cell in aligned.line.cells[:last]:
        if "\n" in cell.text and (match := _ROW_WITHIN.search(cell.text)):
            return match[1]
    return ""


def _figures(header: Header) -> list[int]:
    parts = [header.by_field[field].position for field in FIGURES if field in header.by_field]
    return [*(column.position for column in header.months.values()), *parts]
