"""Workbooks to books: cached values only; nothing is computed, run or followed."""

from collections.abc import Iterator

from indicators.imports.findings import BrokenFile, Finding
from indicators.imports.sources.archive import broken
from indicators.imports.sources.book import EMPTY, Book, Sheet, SourceCell
from indicators.imports.sources.cells import CellReader
from indicators.imports.sources.guard import Contents, RawSheet, inspect

# Formulas without a result that are named one by one.
NAMED = 100


def read_workbook(data: bytes) -> Book:
    """The workbook's sheets with what their cells show. Raises BrokenFile, and nothing else."""
    try:
        return _read(data)
    except BrokenFile:
        raise
    except Exception:
        # Whatever else a file that no spreadsheet wrote may bring about.
        raise broken("the workbook cannot be read") from None


def _read(data: bytes) -> Book:
    contents = inspect(data)
    sheets, findings = [], [*_about(contents)]
    for raw in contents.sheets:
        reader = CellReader(raw.name, contents.codes, starts_1904=contents.starts_1904)
        sheets.append(Sheet(raw.name, _rows(raw, reader)))
        findings += reader.findings()
    return Book("xlsx", tuple(sheets), tuple(findings))


def _rows(raw: RawSheet, reader: CellReader) -> tuple[tuple[SourceCell, ...], ...]:
    rows: list[list[SourceCell]] = []
    for cell in raw.cells:
        read = reader.read(cell)
        if read is not EMPTY:
            rows.extend([] for _ in range(cell.line - len(rows)))
            row = rows[-1]
            row.extend([EMPTY] * (cell.column - len(row) - 1))
            row.append(read)
    return tuple(tuple(row) for row in rows)


def _about(contents: Contents) -> Iterator[Finding]:
    for sheet in contents.sheets:
        if sheet.is_hidden and sheet.cells:
            message = f"The sheet '{sheet.name}' is hidden; it was read like the others."
            yield Finding("info", "hidden_sheet", message, sheet=sheet.name)
    if contents.has_macros:
        yield Finding("info", "macros", "The workbook holds macros; they were not run.")
    if contents.has_links:
        message = (
            "The workbook takes figures from other workbooks; what it last took was read, they were not."
        )
        yield Finding("info", "external_links", message)
    for name, line, letter in contents.formulas[:NAMED]:
        message = (
            f"Cell {letter}{line} of the sheet '{name}' holds a formula without a result and was read as"
            " empty. Open the workbook in Excel, save it and upload it again."
        )
        yield Finding("warning", "formula_without_result", message, line=line, sheet=name, letter=letter)
    if (more := len(contents.formulas) - NAMED) > 0:
        message = f"{more:,} more cells hold a formula without a result and were read as empty."
        yield Finding("warning", "formula_without_result", message)
