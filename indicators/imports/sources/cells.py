"""A workbook's cell to what a person sees in it."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from indicators.calculations.months import YEARS, short_label
from indicators.imports.findings import BrokenFile, Finding
from indicators.imports.sources.book import EMPTY, SourceCell
from indicators.imports.sources.number_formats import GENERAL, exact, number_format, shown

# Years that a heading of two digits means.
CENTURY = range(2000, 2100)

_IGNORED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINE_ENDS = re.compile(r"_x000[dD]_\n?|\r\n?")


class CellReader:
    """Reads the cells of one sheet and counts the fractions that a per cent format shows as percentages.

    Texts that many cells share are looked at once. Raises BrokenFile for control characters, with the cell.
    """

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._percents = 0
        self._first_percent: tuple[Any, str, str] | None = None
        self._texts: dict[str, SourceCell] = {"": EMPTY}

    def read(self, cell: Any) -> SourceCell:
        """`cell` is openpyxl's; its value is the cached one, never computed here."""
        value = cell.value
        if value is None:
            return EMPTY
        if isinstance(value, str):
            return self._texts.get(value) or self._text(value, cell)
        if isinstance(value, bool):
            return SourceCell("TRUE" if value else "FALSE")
        if isinstance(value, int | float):
            return self._number(value, cell)
        return _moment(value, cell.number_format)

    def findings(self) -> tuple[Finding, ...]:
        """What was read otherwise than it is held."""
        if self._first_percent is None:
            return ()
        cell, held, read = self._first_percent
        count = (
            "1 cell holds a fraction" if self._percents == 1 else f"{self._percents:,} cells hold fractions"
        )
        message = f"{count} with a per cent format in the sheet '{self._sheet}': {held} is read as {read}."
        return (
            Finding(
                "info", "percent_format", message, line=cell.row, sheet=self._sheet, letter=cell.column_letter
            ),
        )

    def _text(self, value: str, cell: Any) -> SourceCell:
        text = _LINE_ENDS.sub("\n", value).strip()
        if found := _CONTROL.search(text):
            name = f"the control character U+{ord(found[0]):04X}"
            raise BrokenFile(
                f"cell {cell.coordinate}: expected text, found {name}",
                line=cell.row,
                expected="text",
                sheet=self._sheet,
            )
        self._texts[value] = SourceCell(text) if text else EMPTY
        return self._texts[value]

    def _number(self, value: float, cell: Any) -> SourceCell:
        number, shape = exact(value), number_format(cell.number_format)
        if not shape.is_percent:
            return SourceCell(shown(number, shape), number)
        points = number * 100
        text = shown(points, shape)
        self._percents += 1
        if self._first_percent is None:
            self._first_percent = (cell, shown(number, GENERAL), text)
        return SourceCell(text, points)


def _moment(value: Any, code: str) -> SourceCell:
    """A month as its column is headed, "Jun-18", where the format shows no day; else "2018-06-01"."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, datetime):
        return SourceCell(value.isoformat(sep=" ", timespec="minutes"), day=value.date())
    if isinstance(value, date):
        return SourceCell(_day(value, code), day=value if value.year in YEARS else None)
    if isinstance(value, timedelta):
        return SourceCell(str(value))
    return SourceCell(value.isoformat("minutes") if isinstance(value, time) else str(value))


def _day(value: date, code: str) -> str:
    letters = set(_IGNORED.sub("", code.split(";")[0]).lower())
    if "m" in letters and "y" in letters and "d" not in letters and value.year in CENTURY:
        return short_label(value).replace(" ", "-")
    return value.isoformat()
