"""A workbook's cell to what a person sees in it."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from indicators.calculations.months import YEARS, short_label
from indicators.imports.sources.book import EMPTY, SourceCell
from indicators.imports.sources.number_formats import exact, number_format, shown

# Years that a heading of two digits means.
CENTURY = range(2000, 2100)

_IGNORED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_LINE_ENDS = re.compile(r"_x000[dD]_\n?|\r\n?")


class CellReader:
    """Reads the cells of one sheet and counts the fractions that a per cent format shows as percentages.

    Texts that many cells share are looked at once.
    """

    def __init__(self) -> None:
        self.percents = 0
        self._texts: dict[str, SourceCell] = {"": EMPTY}

    def read(self, cell: Any) -> SourceCell:
        """`cell` is openpyxl's; its value is the cached one, never computed here."""
        value = cell.value
        if value is None:
            return EMPTY
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, bool):
            return SourceCell("TRUE" if value else "FALSE")
        if isinstance(value, int | float):
            return self._number(value, cell.number_format)
        return _moment(value, cell.number_format)

    def _text(self, value: str) -> SourceCell:
        if value not in self._texts:
            text = _LINE_ENDS.sub("\n", value).strip()
            self._texts[value] = SourceCell(text) if text else EMPTY
        return self._texts[value]

    def _number(self, value: float, code: str) -> SourceCell:
        number, shape = exact(value), number_format(code)
        if shape.is_percent:
            number *= 100
            self.percents += 1
        return SourceCell(shown(number, shape), number)


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
