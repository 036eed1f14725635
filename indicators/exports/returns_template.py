"""A month's returns as a workbook to fill in: everything is locked but what is asked for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from indicators.calculations import months
from indicators.calculations.terms import Missing, Unit
from indicators.imports.layouts import template
from indicators.models.indicator import UNITS
from indicators.models.monthly_return import MISSING
from indicators.scorecards.returns_grid import ReturnRow, ReturnsGrid

HELP_SHEET = "How to fill it"
LARGEST = 999_999_999
A4 = 9
# The first line is a title, the second has the headings.
HEADING, FIRST = 1, 2
WIDTHS = (13, 52, 22, 15, 11, 11, 14, 22, 12, 12)
_UNIT_WORDS = dict(UNITS)
_MISSING_WORDS = {Missing(value): words for value, words in MISSING}

NAVY, LINE, PALE, ASKED = "#12263F", "#CECECE", "#EDF0F3", "#FFF8DB"


@dataclass(frozen=True, slots=True)
class Looks:
    """Formats by number format, locked ones and those to be filled in."""

    book: Workbook
    made: dict[tuple[str, bool], Format]

    def of(self, number_format: str, *, asked: bool) -> Format:
        key = (number_format, asked)
        if key not in self.made:
            look = {"num_format": number_format, "border": 1, "border_color": LINE, "valign": "vcenter"}
            if asked:
                look |= {"bg_color": ASKED, "locked": False}
            self.made[key] = self.book.add_format(look)
        return self.made[key]


def returns_template(scorecard_name: str, grid: ReturnsGrid, *, at: datetime) -> bytes:
    """The workbook. Loading it back as it is changes nothing. Percentages stand as printed: 22.6 is 22.6%."""
    data = BytesIO()
    book = Workbook(
        data,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    title = f"{scorecard_name}: returns for {months.label(grid.month)}"
    book.set_properties({"title": title, "created": at.astimezone(UTC).replace(tzinfo=None)})
    _returns(book, grid, title)
    _help(book, grid.month)
    book.close()
    return data.getvalue()


def _returns(book: Workbook, grid: ReturnsGrid, title: str) -> None:
    sheet = book.add_worksheet(template.SHEET)
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14, "font_color": NAVY}))
    sheet.set_row(0, 24)
    for column, (heading, width) in enumerate(zip(template.headings(grid.month), WIDTHS, strict=True)):
        is_number = column in (4, 5, 6, 8, 9)
        look = {"bold": True, "bg_color": PALE, "bottom": 2, "text_wrap": True, "valign": "bottom"}
        look["align"] = "right" if is_number else "left"
        sheet.set_column(column, column, width)
        sheet.write_string(HEADING, column, heading, book.add_format(look))
    sheet.set_row(HEADING, 34)
    looks = Looks(book, {})
    for line, row in enumerate(grid.rows, start=FIRST):
        _row(sheet, looks, line, row)
    sheet.freeze_panes(FIRST, 2)
    # Without a password: it keeps from mistakes, not from people.
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING)
    sheet.set_footer("&L&F&RPage &P of &N")
    sheet.set_selection(FIRST, 6, FIRST, 6)


def _row(sheet: Worksheet, looks: Looks, line: int, row: ReturnRow) -> None:
    plain = looks.of("General", asked=False)
    figures, parts = number_format(row.unit, row.decimals), "#,##0.####"
    given = row.recorded
    for column, text in enumerate((row.ref, row.title_in_full, row.section, _UNIT_WORDS[row.unit])):
        sheet.write_string(line, column, text, plain)
    _number(sheet, line, 4, row.last_year.value, looks.of(figures, asked=False))
    _number(sheet, line, 5, row.last_month.value, looks.of(figures, asked=False))
    _number(sheet, line, 6, given.value, looks.of(figures, asked=True))
    _asks_figure(sheet, line, 6, row)
    sheet.write_blank(line, 7, None, looks.of("General", asked=True))
    if given.missing:
        sheet.write_string(line, 7, _MISSING_WORDS[given.missing], looks.of("General", asked=True))
    sheet.data_validation(line, 7, line, 7, _one_of(_reasons(row)))
    for column, part in ((8, given.numerator), (9, given.denominator)):
        _number(sheet, line, column, part, looks.of(parts, asked=row.asks_parts))
        if row.asks_parts:
            sheet.data_validation(line, column, line, column, _number_to(LARGEST, f"{row.ref}, a number"))


def number_format(unit: Unit, decimals: int) -> str:
    """The per cent sign is only written: who types 22.6 means 22.6%, and the cell holds 22.6."""
    places = f".{'0' * decimals}" if decimals else ""
    return f'0{places}"%"' if unit == Unit.PERCENTAGE else f"#,##0{places}"


def _number(sheet: Worksheet, line: int, column: int, value: Decimal | None, look: Format) -> None:
    if value is None:
        sheet.write_blank(line, column, None, look)
    else:
        sheet.write_number(line, column, float(value), look)


def _asks_figure(sheet: Worksheet, line: int, column: int, row: ReturnRow) -> None:
    is_percentage = row.unit == Unit.PERCENTAGE
    rule = _number_to(100 if is_percentage else LARGEST, row.ref)
    if is_percentage:
        rule["input_message"] = "Per cent as you would say it: type 22.6 for 22.6%."
        rule["error_message"] = (
            "A percentage is a number from 0 to 100: type 22.6 for 22.6%, without the sign."
        )
    sheet.data_validation(line, column, line, column, rule)


def _number_to(largest: int, title: str) -> dict[str, object]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": largest,
        "input_title": title[:32],
        "input_message": "A number, or leave it empty and choose why there is none.",
        "error_title": "Not a number that fits",
        "error_message": "Type a number that is not below zero, without words or signs.",
    }


def _reasons(row: ReturnRow) -> list[str]:
    """Nothing is divided in a count."""
    is_count = row.unit == Unit.COUNT and row.recorded.missing != Missing.NO_DENOMINATOR
    return [words for value, words in MISSING if not is_count or value == Missing.NOT_SUPPLIED]


def _one_of(words: list[str]) -> dict[str, object]:
    return {
        "validate": "list",
        "source": words,
        "error_title": "Choose from the list",
        "error_message": f"Leave this empty, or choose: {', '.join(words)}.",
    }


def _help(book: Workbook, month: date) -> None:
    sheet = book.add_worksheet(HELP_SHEET)
    sheet.set_column(0, 0, 100)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    lines = (
        f"Type each figure for {months.label(month)} in its yellow cell. Everything else is there to read.",
        "Percentages: type 22.6 for 22.6%. Rates and counts: type the number as it is.",
        "No figure? Leave its cell empty and choose why. A row left empty changes nothing.",
        "Numerator and denominator are asked for where the portal cannot work them out. They may stay empty.",
        "Save the file and load it under Import a file. You see what changes before anything is written.",
    )
    for number, text in enumerate(lines):
        sheet.write_string(number, 0, f"{number + 1}. {text}", wrapped)
    sheet.protect("")
