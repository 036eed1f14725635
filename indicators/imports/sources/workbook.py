"""Workbooks, by openpyxl; what a cell holds to what a person sees."""

from io import BytesIO

from openpyxl import load_workbook

from indicators.imports.findings import BrokenFile
from indicators.imports.sources.book import Book, Sheet
from indicators.imports.sources.cells import CellReader


def read_workbook(data: bytes) -> Book:
    try:
        workbook = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        reader = CellReader()
        sheets = []
        for ws in workbook.worksheets:
            rows = [tuple(reader.read(cell) for cell in row) for row in ws.iter_rows()]
            sheets.append(Sheet(ws.title, tuple(rows)))
        return Book("xlsx", tuple(sheets))
    except Exception as error:
        raise BrokenFile(f"the workbook cannot be read ({error})") from None
