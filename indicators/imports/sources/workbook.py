"""Workbooks: read by openpyxl within the extent that the guard measured."""

import warnings
from collections.abc import Iterator
from io import BytesIO

from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.workbook import Workbook

from indicators.imports.findings import BrokenFile, Finding
from indicators.imports.sources.archive import broken
from indicators.imports.sources.book import EMPTY, Book, Sheet, SourceCell
from indicators.imports.sources.cells import CellReader
from indicators.imports.sources.guard import Contents, Extent, inspect

# Formulas without a result that are named one by one.
NAMED = 100


def read_workbook(data: bytes) -> Book:
    """Each sheet with its cached values; nothing is computed, run or followed. Raises BrokenFile."""
    try:
        contents = inspect(data)
        with warnings.catch_warnings():
            # It says what it drops, such as pictures. Other threads' warnings stay.
            warnings.filterwarnings("ignore", module=r"openpyxl\.")
            sheets, findings = _read(data, contents)
    except BrokenFile:
        raise
    except Exception:
        # Whatever the libraries raise at a file that no spreadsheet wrote.
        raise broken("the workbook cannot be read") from None
    return Book("xlsx", sheets, (*_about(contents), *findings))


def _read(data: bytes, contents: Contents) -> tuple[tuple[Sheet, ...], list[Finding]]:
    worksheets = {sheet._worksheet_path: sheet for sheet in _open(data).worksheets}
    sheets, findings = [], list[Finding]()
    for extent in contents.sheets:
        reader = CellReader(extent.name)
        sheets.append(Sheet(extent.name, tuple(_rows(worksheets[extent.part], extent, reader))))
        findings += reader.findings()
    return tuple(sheets), findings


def _open(data: bytes) -> Workbook:
    reader = _Reader(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read()
    return reader.wb


class _Reader(ExcelReader):
    """The library's reader, of what figures need: no properties, themes, print areas, charts or pictures."""

    def read(self) -> None:
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)
        self.read_worksheets()

    def read_chartsheet(self, sheet: object, rel: object) -> None:
        """Charts hold no figures of their own."""


def _rows(worksheet: object, extent: Extent, reader: CellReader) -> Iterator[tuple[SourceCell, ...]]:
    """The rows down to the last with a value; what follows in the sheet is not parsed."""
    if not extent.rows:
        return
    line = 0
    rows = worksheet.iter_rows(min_row=1, max_row=extent.rows, min_col=1, max_col=extent.columns)
    try:
        for cells in rows:
            line += 1
            row = [EMPTY if cell is EMPTY_CELL else reader.read(cell) for cell in cells]
            while row and row[-1] is EMPTY:
                row.pop()
            yield tuple(row)
            if line == extent.rows:
                return
    except BrokenFile:
        raise
    except Exception:
        error = broken("the sheet cannot be read here")
        raise BrokenFile(error.message, line=line + 1, sheet=extent.name) from None


def _about(contents: Contents) -> Iterator[Finding]:
    for extent in contents.sheets:
        if extent.is_hidden and extent.rows:
            message = f"The sheet '{extent.name}' is hidden; it was read like the others."
            yield Finding("info", "hidden_sheet", message, sheet=extent.name)
    if contents.has_macros:
        yield Finding("info", "macros", "The workbook holds macros; they were not run.")
    if contents.has_links:
        message = "The workbook refers to other workbooks; they were not opened. What it last took from them was read."
        yield Finding("info", "external_links", message)
    for sheet, line, letter in contents.formulas[:NAMED]:
        message = (
            f"Cell {letter}{line} of the sheet '{sheet}' holds a formula without a result, so it was read as"
            " empty. Open the workbook in Excel, save it and upload it again."
        )
        yield Finding("warning", "formula_without_result", message, line=line, sheet=sheet, letter=letter)
    if (more := len(contents.formulas) - NAMED) > 0:
        message = f"{more:,} more cells hold a formula without a result and were read as empty."
        yield Finding("warning", "formula_without_result", message)
