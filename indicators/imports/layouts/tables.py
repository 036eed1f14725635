"""The tables of a book: on each sheet a header row, found by what it says, and the lines below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from indicators.imports.findings import BrokenFile, Finding, Place
from indicators.imports.layouts.header import Header, is_ref, read_header, read_header_without_refs
from indicators.imports.layouts.headings import COMPARATOR, TARGET
from indicators.imports.layouts.month_spellings import spelled_month
from indicators.imports.layouts.submission import Layout
from indicators.imports.sources.book import EMPTY, Book, Sheet, SourceCell

# Rows of a sheet that may stand above its header.
SEARCHED = 60
# Where sheets hold different tables, one of the first of these is meant.
PRECEDENCE = (Layout.TEMPLATE, Layout.SCORECARD, Layout.LONG, Layout.WIDE)
NO_HEADER = (
    "no header row: expected a column headed 'Ref.' and one headed by a month such as 'Jun-18', "
    f"or columns 'Month' and 'Value', in one of the first {SEARCHED} rows"
)


class Line(NamedTuple):
    """One row with something in it, below a header."""

    header: Header
    number: int
    cells: tuple[SourceCell, ...]

    def at(self, index: int) -> SourceCell:
        return self.cells[index] if index < len(self.cells) else EMPTY

    @property
    def texts(self) -> tuple[str, ...]:
        """Of the cells with something in them."""
        return tuple(cell.text for cell in self.cells if cell.text)


@dataclass(frozen=True, slots=True)
class Table:
    """`above` are the rows above the header with their numbers; `repeats` headers further down, None where
    one has lost its columns. `is_text` where the widths of lines can be trusted."""

    header: Header
    above: tuple[tuple[int, tuple[SourceCell, ...]], ...]
    lines: tuple[Line, ...]
    repeats: tuple[tuple[int, Header | None], ...]
    is_text: bool


def read_tables(
    book: Book, meanings: Mapping[str, str], *, needs_figures: bool = True
) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """One table for each sheet that has a header; the findings tell of sheets without.

    Without `needs_figures` a header with refs will do where no sheet has one with figures too, and one with
    figures where no sheet has refs: somebody may say which column is for which month, or holds the refs.
    Raises BrokenFile without any, and for two columns for one month.
    """
    found = [(sheet, _table(sheet, book, meanings, needs_figures=True)) for sheet in book.sheets]
    if not needs_figures and not any(table for _, table in found):
        found = [(sheet, _table(sheet, book, meanings, needs_figures=False)) for sheet in book.sheets]
    if not needs_figures and not any(table for _, table in found):
        found = [(sheet, _table_without_refs(sheet, book, meanings)) for sheet in book.sheets]
    tables = tuple(table for _, table in found if table)
    if not tables:
        raise BrokenFile(NO_HEADER, expected="a header row")
    return tables, tuple(_skipped(sheet) for sheet, table in found if not table and _has_cells(sheet))


def _has_cells(sheet: Sheet) -> bool:
    return any(cell.text for row in sheet.rows for cell in row)


def _skipped(sheet: Sheet) -> Finding:
    message = f"Sheet '{sheet.name}' has no header row and is not read."
    return Finding("info", "sheet_without_header", message, sheet=sheet.name)


def check_repeats(table: Table) -> None:
    """Raises BrokenFile where a repeated header says something else than the first of its sheet."""
    first = table.header
    for number, repeat in table.repeats:
        word = difference(repeat, first) if repeat else "columns"
        if word:
            place = Place(number, sheet=first.sheet)
            raise place.refused(
                f"expected the {word} of the header in line {first.line}, found others", f"the same {word}"
            )


def of_one_kind(tables: Sequence[Table]) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """The tables to be read as one: of one layout, and whole scorecards of the same columns, the newest."""
    main = min(tables, key=_precedence)
    kept, skipped = [], []
    for table in tables:
        word = difference(table.header, main.header)
        if table.header.layout is main.header.layout and (
            not word or main.header.layout is not Layout.SCORECARD
        ):
            kept.append(table)
        else:
            skipped.append(_other(table, main, word))
    return tuple(kept), tuple(skipped)


def _precedence(table: Table) -> tuple[int, int]:
    months = list(table.header.months)
    last = months[-1].toordinal() if months else 0
    return PRECEDENCE.index(table.header.layout), -last


def _other(table: Table, main: Table, word: str) -> Finding:
    sheet = table.header.sheet
    message = (
        f"Sheet '{sheet}' has other {word or 'columns'} than sheet '{main.header.sheet}' and is not read; "
        "load it as a file of its own."
    )
    return Finding("warning", "sheet_not_read", message, line=table.header.line, sheet=sheet)


def difference(header: Header, first: Header) -> str:
    """What it says otherwise: "months", "comparators", "target years", "columns", or "" where it agrees."""
    if header.months.keys() != first.months.keys():
        return "months"
    if {*header.named(COMPARATOR)} != {*first.named(COMPARATOR)}:
        return "comparators"
    if {*header.named(TARGET)} != {*first.named(TARGET)}:
        return "target years"
    places = [{field: column.position for field, column in each.by_field.items()} for each in (header, first)]
    return "columns" if places[0] != places[1] else ""


def _table(sheet: Sheet, book: Book, meanings: Mapping[str, str], *, needs_figures: bool) -> Table | None:
    for number, row in enumerate(sheet.rows[:SEARCHED], start=1):
        header = _header(sheet, number, row, meanings, needs_figures=needs_figures)
        if header:
            return _read(sheet, header, book.format != "xlsx", meanings)
    return None


def _table_without_refs(sheet: Sheet, book: Book, meanings: Mapping[str, str]) -> Table | None:
    for number, row in enumerate(sheet.rows[:SEARCHED], start=1):
        header = read_header_without_refs(sheet.name, number, [cell.text for cell in row], meanings)
        if header and (not _names_one_month(header) or _is_above_a_figure(sheet, header)):
            return _read(sheet, header, book.format != "xlsx", meanings)
    return None


def _names_one_month(header: Header) -> bool:
    """Which a title does too, such as "Figures for | June 2018"."""
    return header.layout in (Layout.WIDE, Layout.SCORECARD) and len(header.months) == 1


def _is_above_a_figure(sheet: Sheet, header: Header) -> bool:
    """Whether the next row with something in it has a number below the month."""
    (month,) = header.months.values()
    below = (row for row in sheet.rows[header.line :] if any(cell.text for cell in row))
    row = next(below, ())
    text = row[month.position].text if month.position < len(row) else ""
    return text[:1].isdigit() and not spelled_month(text)


def _header(
    sheet: Sheet,
    number: int,
    cells: Sequence[SourceCell],
    meanings: Mapping[str, str],
    *,
    needs_figures: bool = True,
) -> Header | None:
    texts = [cell.text for cell in cells]
    if not any(is_ref(text, meanings) for text in texts):
        return None
    return read_header(sheet.name, number, texts, meanings, needs_figures=needs_figures)


def _read(sheet: Sheet, first: Header, is_text: bool, meanings: Mapping[str, str]) -> Table:
    """Without refs a repeated header is a line like any other."""
    ref, header = first.by_field.get("ref"), first
    lines: list[Line] = []
    repeats: list[tuple[int, Header | None]] = []
    for number, cells in enumerate(sheet.rows[first.line :], start=first.line + 1):
        line = Line(header, number, cells)
        if ref and (
            is_ref(line.at(ref.position).text, meanings) or any(cell.text == ref.heading for cell in cells)
        ):
            repeat = _header(sheet, number, cells, meanings)
            repeats.append((number, repeat))
            # The rows below are as wide as this one.
            header = repeat or header
        elif any(cell.text for cell in cells):
            lines.append(line)
    above = tuple((number, cells) for number, cells in enumerate(sheet.rows[: first.line - 1], 1) if cells)
    return Table(first, above, tuple(lines), tuple(repeats), is_text)
