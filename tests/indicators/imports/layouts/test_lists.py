"""Lists of returns: a column for each month, or a row for each ref and month."""

import pytest

from indicators.imports.layouts.reading import read_submission
from indicators.imports.layouts.submission import Layout
from indicators.imports.sources.book import SourceCell
from indicators.imports.sources.reading import read_book

from .books import figures, kinds, read

WIDE = ["Ref.", "Indicator", "Owner", "May-18", "Jun-18"]
LONG = ["ref", "month", "value", "numerator", "denominator", "if missing, why"]


def test_a_column_for_each_month() -> None:
    submission = read([WIDE, ["A1", "Requests", "Robin Ashdown", "5", "6"]])
    assert submission.layout is Layout.WIDE
    (row,) = submission.rows
    assert (row.ref, row.title, row.owner_name) == ("A1", "Requests", "Robin Ashdown")
    assert figures(submission) == [("A1", "2018-05", "5"), ("A1", "2018-06", "6")]
    assert submission.findings == ()


def test_a_blank_cell_says_nothing_and_a_dash_something() -> None:
    submission = read([WIDE, ["A1", "Requests", "", "", "-"], ["A2", "Answers", "", "n/a", ""]])
    assert figures(submission) == [("A1", "2018-06", "-"), ("A2", "2018-05", "n/a")]


def test_a_short_one_may_give_numerator_denominator_and_reason() -> None:
    header = ["Ref", "Jun-18", "Num", "Out of", "If missing, why"]
    submission = read([header, ["A1", "25%", "1", "4", ""], ["A2", "", "", "", "no_denominator"]])
    first, second = (row.entries[0] for row in submission.rows)
    assert (first.numerator, first.denominator) == (SourceCell("1"), SourceCell("4"))
    assert (second.cell.text, second.missing, second.numerator) == ("", "no_denominator", None)


def test_parts_of_nobody_knows_which_month_are_not_read() -> None:
    submission = read([[*WIDE, "Numerator"], ["A1", "Requests", "", "5", "6", "2"]])
    assert [entry.numerator for entry in submission.rows[0].entries] == [None, None]
    assert kinds(submission) == [("info", "column_not_read")]


def test_a_row_for_each_month() -> None:
    submission = read(
        [
            LONG,
            ["A1", "Jun-18", "25%", "1", "4", ""],
            ["A1", "2018-05", "20%", "", "", ""],
            ["A2", "01/06/2018", "", "", "", "not_supplied"],
            ["A3", "Jun-18", "", "", "", ""],
        ]
    )
    assert submission.layout is Layout.LONG
    assert figures(submission) == [("A1", "2018-06", "25%"), ("A1", "2018-05", "20%"), ("A2", "2018-06", "")]
    assert [f"{month:%Y-%m}" for month in submission.months] == ["2018-05", "2018-06"]
    assert submission.rows[0].entries[0].where == ("", 2, "C")
    assert submission.rows[2].entries[0].missing == "not_supplied"


@pytest.mark.parametrize("written", ["", "06/18", "last month"])
def test_a_month_that_nobody_can_read(written: str) -> None:
    submission = read([LONG[:3], ["A1", written, "5"], ["A2", "Jun-18", "6"]])
    assert figures(submission) == [("A2", "2018-06", "6")]
    (finding,) = submission.findings
    assert (finding.severity, finding.kind, finding.ref, finding.line, finding.letter) == (
        "error",
        "month_not_read",
        "A1",
        2,
        "B",
    )
    assert finding.printed == written


def test_headings_of_sections_and_notes_are_no_rows() -> None:
    submission = read(
        [
            WIDE,
            ["Front door", "", "", "", ""],
            ["A1", "Requests", "", "5", "6"],
            ["", "", "", "", ""],
            ["Source:", "the case system", "", "", ""],
            ["", "Figures are provisional.", "", "", ""],
        ]
    )
    assert [row.ref for row in submission.rows] == ["A1"]
    assert submission.findings == ()


@pytest.mark.parametrize("label", ["", "Total", "TOTALS:"])
def test_figures_without_a_ref_are_pointed_out_and_not_read(label: str) -> None:
    submission = read([WIDE, ["A1", "Requests", "", "5", "6"], [label, "All of them", "", "5", "6"]])
    assert [row.ref for row in submission.rows] == ["A1"]
    (finding,) = submission.findings
    assert (finding.severity, finding.kind, finding.line) == ("warning", "row_without_ref", 3)


@pytest.mark.parametrize(
    "row", [["A2", "", "5", "6"], ["A2", "Answers", "", "4", "5", "6"]], ids=["cell lost", "cell too many"]
)
def test_a_line_of_a_text_file_as_wide_as_no_header_is_left_out(row: list[str]) -> None:
    submission = read([WIDE, ["A1", "Requests", "", "5", "6"], row])
    assert [each.ref for each in submission.rows] == ["A1"]
    (finding,) = (each for each in submission.findings if each.kind == "row_out_of_line")
    assert (finding.severity, finding.ref, finding.line) == ("error", "A2", 3)
    assert finding.message.startswith("Line 3, A2: expected 5 cells, found ")


@pytest.mark.parametrize("below", ['M2,"Answers', "M2 %,5\nM3,Answers"])
def test_a_quoted_cell_that_takes_in_the_line_below_is_left_out(below: str) -> None:
    within = below.replace('"', '""')
    book = read_book(file_name="a.csv", data=f'ref,title,Jun-18\nM1,"Requests,4\n{within}",5\n'.encode())
    submission = read_submission(book, meanings={})
    assert submission.rows == ()
    (finding,) = submission.findings
    assert (finding.severity, finding.kind, finding.line) == ("error", "row_out_of_line", 2)
    assert finding.message.startswith("Line 2, M1: a quotation mark takes in the line below, which begins")


def test_a_title_of_two_lines_is_one() -> None:
    data = b'ref,title,Jun-18,notes\nM1,"Requests\nand answers, M2 too",5,"Late\nM2, too"\n'
    submission = read_submission(read_book(file_name="a.csv", data=data), meanings={})
    assert figures(submission) == [("M1", "2018-06", "5")]


def test_a_row_of_a_workbook_that_alone_reaches_too_far_is_left_out() -> None:
    rows = [WIDE, *([f"A{number}", "Requests", "", "5", "6"] for number in range(1, 4))]
    moved = ["A4", "Requests", "", "5", "5", "6"]
    submission = read([*rows, moved], file_format="xlsx")
    assert [each.ref for each in submission.rows] == ["A1", "A2", "A3"]
    assert ("error", "row_out_of_line") in kinds(submission)
