"""What is counted, and that formatting alone is not."""

import pytest

from indicators.imports.findings import BrokenFile
from indicators.imports.sources import guard
from indicators.imports.sources import worksheet as sheets
from indicators.imports.sources.reading import read_book

from .archives import HEADER, NAMESPACE, SHEET, STRINGS, of_rows, with_part


def test_formatting_far_out_is_no_reason_to_refuse() -> None:
    book = read_book(
        file_name="returns.xlsx",
        data=of_rows(HEADER + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'),
    )
    assert [[cell.text for cell in row] for row in book.sheets[0].rows] == [["ref"]]


def test_many_formatted_rows_leave_no_rows_behind() -> None:
    formatted = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(2, 60_000))
    assert len(read_book(file_name="a", data=of_rows(HEADER + formatted)).sheets[0].rows) == 1


def test_cells_with_a_value_are_counted_over_all_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "CELLS_LIMIT", 400)
    read_book(file_name="a", data=of_rows("<row><c><v>1</v></c><c/></row>" * 400))
    with pytest.raises(BrokenFile, match=r"^Sheet 'Returns', line 401: cell A401 is one more than the 400"):
        read_book(file_name="a", data=of_rows("<row><c><v>1</v></c></row>" * 401))


@pytest.mark.parametrize("part", [SHEET, STRINGS, "docProps/custom.xml"])
def test_elements_are_counted_over_all_parts(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    monkeypatch.setattr(guard, "ALL_ELEMENTS_LIMIT", 400)
    with pytest.raises(BrokenFile, match=r"^The workbook has more than 3,000,000 cells and marks"):
        read_book(file_name="a", data=with_part(part, f"<a xmlns='{NAMESPACE}'>{'<a/>' * 400}</a>"))
