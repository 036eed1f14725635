"""A whole scorecard as a submission: its figures, and what can be read in full beside them."""

import random
from dataclasses import replace
from datetime import date

import pytest

from indicators.imports.findings import BrokenFile
from indicators.imports.layouts.reading import read_submission
from indicators.imports.layouts.scorecard import read_scorecard
from indicators.imports.layouts.submission import Layout, Submission
from indicators.imports.sources.book import Book
from indicators.imports.sources.reading import read_book
from tests.indicators.imports import files, workbooks
from tests.indicators.imports.files import A1, A2, B1, B2, HEADER, REPEAT, with_cell

from .books import NO_MEANINGS, book, figures, kinds, workbook

JUNE = 17
TEXTS = ("small file", "real file")


def submitted(data: bytes) -> Submission:
    return read_submission(read_book(file_name="scorecard.txt", data=data), meanings=NO_MEANINGS)


def together() -> list[list[str]]:
    """The small scorecard, rows of both layouts as they are."""
    return [[cell.strip() for cell in line] for line in files.lines_of(files.small())]


def test_every_month_of_every_row_is_an_entry() -> None:
    submission = submitted(files.small())
    assert submission.layout is Layout.SCORECARD
    assert (submission.months[0], submission.months[-1]) == (date(2017, 6, 1), date(2018, 6, 1))
    assert [len(row.entries) for row in submission.rows] == [13] * 7
    assert ("B1 %", "2017-09", "-") in figures(submission)
    assert submission.rows[0].entries[-1].where == ("", A1, "R")
    assert submission.printed == read_scorecard(read_book(file_name="", data=files.small()))
    assert submission.findings == ()


def test_a_blank_month_is_an_entry_too() -> None:
    submission = submitted(with_cell(A1, JUNE, ""))
    assert figures(submission)[12] == ("A1", "2018-06", "")


def test_a_shifted_row_says_so_and_shows_itself() -> None:
    submission = submitted(files.small())
    (row,) = (each for each in submission.rows if each.is_shifted)
    assert row.ref == "B2"
    assert "→ 1% ↑ 10% 220 231 - 190 201 0 -Plans rose again." in row.standing


def test_arrow_and_figure_in_one_cell_and_no_cell_for_dot_is_a_shifted_row_too() -> None:
    lines = together()
    cells = lines[A1 - 1]
    lines[A1 - 1] = [*cells[:20], *cells[21:30], "", ""]
    submission = read_submission(book(lines, file_format="tsv"), meanings=NO_MEANINGS)
    assert submission.rows[0].is_shifted
    assert submission.printed is not None
    assert submission.printed.rows[0].mean_12.text == "122"


@pytest.mark.parametrize("data", [files.small, files.real], ids=TEXTS)
def test_a_workbook_of_pages_says_the_same(data) -> None:
    text = submitted(data())
    pages = submitted(workbooks.of_pages(files.lines_of(data())))
    assert figures(pages) == figures(text)
    assert [row.is_shifted for row in pages.rows] == [row.is_shifted for row in text.rows]
    assert pages.printed is not None
    assert text.printed is not None
    assert [replace(row, line=0, sheet="") for row in pages.printed.rows] == [
        replace(row, line=0) for row in text.printed.rows
    ]
    assert {row.where.sheet for row in pages.rows} == {column.sheet for column in pages.columns}


def test_columns_in_another_order_say_the_same() -> None:
    lines = together()[: REPEAT - 1]
    order = list(range(31))
    random.Random(7).shuffle(order)  # noqa: S311 - the same order each time
    moved = [[cells[column] for column in order] if len(cells) == 31 else cells for cells in lines]
    plain, mixed = (read_submission(each, meanings=NO_MEANINGS) for each in (book(lines), book(moved)))
    assert figures(mixed) == figures(plain)
    assert plain.printed is not None
    assert mixed.printed is not None
    assert mixed.printed.rows == plain.printed.rows
    assert {(column.heading, column.field) for column in mixed.columns} == {
        (column.heading, column.field) for column in plain.columns
    }
    assert set(kinds(mixed)) == {("warning", "months_out_of_order")}


def test_a_row_not_read_in_full_still_gives_its_figures() -> None:
    submission = submitted(with_cell(A2, 28, "soon"))
    assert len(figures(submission)) == 7 * 13
    assert submission.printed is not None
    assert [row.ref for row in submission.printed.rows] == ["A1", "A1-NI", "B1", "B1 %", "B2", "B3"]
    (finding,) = submission.findings
    assert (finding.kind, finding.ref, finding.line) == ("row_not_read_in_full", "A2 %", A2)
    assert finding.message == (
        "Line 13, A2 %, column 'Target 18-19': expected a percentage such as '22.6%', 'TBC' or nothing, "
        "found 'soon'. Only figures are read."
    )


def test_a_figure_that_cannot_be_read_is_submitted_as_it_stands() -> None:
    submission = submitted(with_cell(A1, JUNE, "12 children"))
    assert ("A1", "2018-06", "12 children") in figures(submission)
    assert submission.findings == ()


@pytest.mark.parametrize("line", [A1, B1], ids=["arrow and figure together", "arrow and figure apart"])
@pytest.mark.parametrize("change", ["lost", "doubled"])
def test_a_row_whose_cells_have_moved_gives_no_figure(line: int, change: str) -> None:
    lines = together()
    cells = lines[line - 1]
    lines[line - 1] = [*cells[:9], *cells[10:]] if change == "lost" else [*cells[:9], "5", *cells[9:]]
    for source in (book(lines, file_format="tsv"), workbook(Sheet1=lines)):
        submission = read_submission(source, meanings=NO_MEANINGS)
        assert len(figures(submission)) == 6 * 13
        (finding,) = (each for each in submission.findings if each.severity == "error")
        assert (finding.kind, finding.ref, finding.line) == ("row_out_of_line", cells[0], line)


def test_twelve_months_are_read_without_the_rest() -> None:
    lines = [[*cells[:5], *cells[6:]] if len(cells) == 31 else cells for cells in together()[: REPEAT - 1]]
    submission = read_submission(book(lines, file_format="tsv"), meanings=NO_MEANINGS)
    assert len(figures(submission)) == 3 * 12
    assert submission.printed is None
    assert kinds(submission) == [("warning", "scorecard_not_read_in_full")]


def test_benchmarks_without_a_note_are_read_all_the_same() -> None:
    submission = read_submission(book(together()[HEADER - 1 : REPEAT - 1]), meanings=NO_MEANINGS)
    assert submission.printed is not None
    assert submission.printed.release is None
    assert kinds(submission) == [("warning", "scorecard_not_read_in_full")]


def test_of_two_scorecards_the_newer_is_read() -> None:
    older = together()[: REPEAT - 1]
    newer = [[cell.replace("-18", "-19").replace("-17", "-18") for cell in cells] for cells in older]
    newer[HEADER - 1][27:30] = older[HEADER - 1][27:30]
    submission = read_submission(workbook(Old=older, New=newer), meanings=NO_MEANINGS)
    assert submission.months[-1] == date(2019, 6, 1)
    assert {row.where.sheet for row in submission.rows} == {"New"}
    assert ("warning", "sheet_not_read") in kinds(submission)


def refusal(source: Book) -> str:
    with pytest.raises(BrokenFile) as caught:
        read_scorecard(source)
    return str(caught.value)


def test_the_strict_reading_names_sheet_line_and_ref() -> None:
    lines = files.lines_of(with_cell(B2, JUNE, "many"))
    said = refusal(read_book(file_name="", data=workbooks.of_pages(lines)))
    assert said == (
        "Sheet 'Page 2', line 7, B2, column 'Jun-18': expected a number such as '1433', found 'many'."
    )


def test_the_strict_reading_takes_sheets_of_one_header_only() -> None:
    older = together()[: REPEAT - 1]
    other = [[cell.replace("SE region", "Wales") for cell in cells] for cells in older]
    assert refusal(workbook(One=older, Two=other)) == (
        "Sheet 'Two', line 10: expected the comparators of sheet 'One', line 10, found others."
    )


def test_the_strict_reading_takes_each_ref_once_in_all_sheets() -> None:
    page = together()[: REPEAT - 1]
    assert refusal(workbook(One=page, Two=page)) == (
        "Sheet 'Two', line 11, A1: expected a ref of its own, found 'A1' in line 11 of sheet 'One' already."
    )


def test_the_strict_reading_tells_what_it_did_not_read() -> None:
    lines = [
        [*cells, "RAG" if cells[0] == "Ref." else "red"] if len(cells) == 31 else cells
        for cells in together()[: REPEAT - 1]
    ]
    printed = read_scorecard(workbook(Scorecard=lines, Notes=[["Draft"]]))
    assert len(printed.rows) == 3
    assert [(finding.kind, finding.sheet) for finding in printed.findings] == [
        ("sheet_without_header", "Notes"),
        ("column_not_read", "Scorecard"),
    ]


def test_the_strict_reading_passes_headings_of_sections() -> None:
    lines = together()[: REPEAT - 1]
    lines.insert(A1 - 1, ["Front door"])
    assert len(read_scorecard(workbook(Scorecard=lines)).rows) == 3


def test_a_list_of_returns_is_no_scorecard() -> None:
    said = refusal(book([["ref", "month", "value"], ["A1", "Jun-18", "5"]]))
    assert said == (
        "Line 1: this is a list of returns and not a whole scorecard; load it in the portal: Returns, Import."
    )
