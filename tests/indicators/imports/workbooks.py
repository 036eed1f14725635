"""Workbooks made of a printed scorecard's lines, as somebody would keep it in a spreadsheet."""

import io
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter

from indicators.calculations.months import parse_heading

Lines = Sequence[Sequence[str]]


def of_pages(lines: Lines) -> bytes:
    """One sheet for each repeated header, below two merged title rows; the key is on the first.

    Numbers are typed, percentages are fractions with a format, months above columns are dates. Arrow and
    figure stand in two cells where the lines have them so.
    """
    starts = [number for number, cells in enumerate(lines) if cells[0] == "Ref."]
    ends = [*starts[1:], len(lines)]
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats = _Formats(book)
    for page, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        sheet = book.add_worksheet(f"Page {page}")
        sheet.merge_range(0, 0, 0, 12, "Children's Services: monthly scorecard")
        sheet.merge_range(1, 0, 1, 12, f"Page {page}")
        shown = [*(lines[:start] if page == 1 else []), *lines[start:end]]
        for row, cells in enumerate(shown, start=3):
            for column, text in enumerate(cells):
                formats.write(sheet, row, column, text.strip())
    book.close()
    return buffer.getvalue()


def of_rows(rows: Sequence[Sequence[str | float | date | None]], *, name: str = "Sheet1") -> bytes:
    """One sheet of those values; dates are shown as "Jun-18"."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet(name)
    month = book.add_format({"num_format": "mmm-yy"})
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, month)
            elif value is not None:
                sheet.write(row, column, value)
    book.close()
    return buffer.getvalue()


class _Formats:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[str, xlsxwriter.format.Format] = {}

    def write(self, sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, text: str) -> None:
        """The text as a person would have typed it."""
        if re.fullmatch(r"[A-Z][a-z]{2}-[0-9]{2}", text):
            sheet.write_datetime(row, column, parse_heading(text), self._format("mmm-yy"))
        elif number := re.fullmatch(r"-?[0-9]+(?:\.([0-9]+))?(%?)", text):
            places = f".{'0' * len(number[1])}" if number[1] else ""
            value = Decimal(text.removesuffix("%")) / (100 if number[2] else 1)
            sheet.write_number(row, column, float(value), self._format(f"0{places}{number[2]}"))
        elif text:
            sheet.write_string(row, column, text)

    def _format(self, code: str) -> "xlsxwriter.format.Format":
        if code not in self._made:
            self._made[code] = self._book.add_format({"num_format": code})
        return self._made[code]
