"""A workbook's cell to what a person sees in it."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from indicators.calculations.months import YEARS, short_label
from indicators.imports.encoding import CONTROL
from indicators.imports.findings import BrokenFile, Finding
from indicators.imports.sources.archive import shown as fit
from indicators.imports.sources.book import EMPTY, SourceCell
from indicators.imports.sources.number_formats import GENERAL, exact, number_format, shown
from indicators.imports.sources.strings import plain
from indicators.imports.sources.worksheet import BOOLEAN, DATE, NUMBER, RawCell, column_letter

Moment = date | time | timedelta

# Years that a heading of two digits means.
CENTURY = range(2000, 2100)

# What a date format has besides letters that stand for something.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


class CellReader:
    """Reads the cells of one sheet and counts the fractions that a per cent format shows as percentages.

    Texts that many cells share are looked at once. Raises BrokenFile with the cell.
    """

    def __init__(self, sheet: str, codes: Sequence[str], *, starts_1904: bool) -> None:
        self._sheet, self._codes = sheet, codes
        self._epoch = MAC_EPOCH if starts_1904 else WINDOWS_EPOCH
        self._dates = [is_date_format(code) for code in codes]
        self._percents = 0
        self._first_percent: tuple[RawCell, str, str] | None = None
        self._texts: dict[str, SourceCell] = {}

    def read(self, cell: RawCell) -> SourceCell:
        """The cell with its cached value; nothing is computed."""
        if cell.type == NUMBER:
            return self._number(cell)
        if cell.type == BOOLEAN:
            return SourceCell("TRUE" if cell.text == "1" else "FALSE")
        if cell.type == DATE:
            return self._dated(cell)
        return self._texts.get(cell.text) or self._text(cell)

    def findings(self) -> tuple[Finding, ...]:
        """What was read otherwise than it is held."""
        if self._first_percent is None:
            return ()
        cell, held, read = self._first_percent
        count = (
            f"{self._percents:,} cells hold fractions" if self._percents > 1 else "1 cell holds a fraction"
        )
        finding = Finding(
            "info",
            "percent_format",
            f"{count} with a per cent format in the sheet '{self._sheet}': {held} is read as {read}.",
            line=cell.line,
            printed=held,
            expected=read,
            sheet=self._sheet,
            letter=column_letter(cell.column),
        )
        return (finding,)

    def _text(self, cell: RawCell) -> SourceCell:
        text = plain(cell.text)
        if found := CONTROL.search(text):
            raise self._refused(cell, f"expected text, found the control character U+{ord(found[0]):04X}")
        self._texts[cell.text] = read = SourceCell(text) if text else EMPTY
        return read

    def _number(self, cell: RawCell) -> SourceCell:
        if cell.style >= len(self._codes):
            raise self._refused(cell, "its style is missing; save the workbook again in Excel")
        value, code = float(cell.text), self._codes[cell.style]
        if self._dates[cell.style] and (moment := self._moment(value, code)) is not None:
            return _shown_moment(moment, code)
        number, shape = exact(value), number_format(code)
        if not shape.is_percent:
            return SourceCell(shown(number, shape), number)
        points = number.scaleb(2)
        text = shown(points, shape)
        self._percents += 1
        if self._first_percent is None:
            self._first_percent = (cell, shown(number, GENERAL), text)
        return SourceCell(text, points)

    def _moment(self, value: float, code: str) -> Moment | None:
        """What a day's number means; None where there is no such day, and the number stays one."""
        try:
            moment: Moment = from_excel(value, self._epoch, timedelta=is_timedelta_format(code))
        except (OverflowError, ValueError):
            return None
        return moment if value >= 0 else None

    def _dated(self, cell: RawCell) -> SourceCell:
        try:
            moment: Moment = from_ISO8601(cell.text)  # type: ignore[no-untyped-call]
        except (OverflowError, ValueError):
            raise self._refused(cell, f"expected a date, found '{fit(cell.text)}'") from None
        code = self._codes[cell.style] if cell.style < len(self._codes) else ""
        return _shown_moment(moment, code)

    def _refused(self, cell: RawCell, problem: str) -> BrokenFile:
        name = f"{column_letter(cell.column)}{cell.line}"
        return BrokenFile(f"cell {name}: {problem}", line=cell.line, sheet=self._sheet)


def _shown_moment(moment: Moment, code: str) -> SourceCell:
    """A month as its column is headed, "Jun-18", where the format shows no day; else "2018-06-01"."""
    if isinstance(moment, datetime):
        day = moment.date()
        if moment.time() != time():
            return SourceCell(moment.isoformat(sep=" ", timespec="minutes"), day=_kept(day))
        return SourceCell(_shown_day(day, code), day=_kept(day))
    if isinstance(moment, date):
        return SourceCell(_shown_day(moment, code), day=_kept(moment))
    return SourceCell(str(moment) if isinstance(moment, timedelta) else moment.isoformat("minutes"))


def _kept(day: date) -> date | None:
    return day if day.year in YEARS else None


def _shown_day(day: date, code: str) -> str:
    letters = set(_LITERAL.sub("", code.split(";")[0]).lower())
    if {"m", "y"} <= letters and "d" not in letters and day.year in CENTURY:
        return short_label(day).replace(" ", "-")
    return day.isoformat()
