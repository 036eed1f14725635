"""Where the header of a sheet is, and what is refused of one."""

from dataclasses import replace

import pytest

from indicators.imports.findings import BrokenFile, Finding, Severity
from indicators.imports.layouts.reading import read_submission
from indicators.imports.layouts.submission import Layout

from .books import NO_MEANINGS, book, figures, kinds, read, workbook

HEADER = ["Ref.", "Indicator", "May-18", "Jun-18"]


def refusal(rows: list[list[str]]) -> str:
    with pytest.raises(BrokenFile) as caught:
        read(rows)
    return str(caught.value)


def test_titles_may_stand_above_it() -> None:
    rows = [["Children's Services"], [], ["", "Returns of June 2018"], HEADER, ["A1", "Requests", "5", "6"]]
    submission = read(rows, file_format="xlsx")
    assert figures(submission) == [("A1", "2018-05", "5"), ("A1", "2018-06", "6")]
    assert submission.rows[0].where == ("Sheet1", 5, "")
    assert submission.rows[0].entries[1].where == ("Sheet1", 5, "D")


def test_it_is_looked_for_in_60_rows() -> None:
    row = ["A1", "Requests", "5", "6"]
    assert figures(read([[]] * 59 + [HEADER, row]))
    assert refusal([[]] * 60 + [HEADER, row]).startswith("No header row: expected a column headed 'Ref.'")


@pytest.mark.parametrize(
    "rows",
    [
        [["a", "b", "c"], ["1", "2", "3"]],
        [["Jun-18"], ["5"]],
        [["Ref."]],
        [[]],
    ],
)
def test_no_header(rows: list[list[str]]) -> None:
    assert refusal(rows).startswith("No header row:")


def test_a_row_above_it_is_pointed_out() -> None:
    submission = read([["A0", "Lost", "4", "5"], HEADER, ["A1", "Requests", "5", "6"]])
    assert [row.ref for row in submission.rows] == ["A1"]
    (finding,) = submission.findings
    assert (finding.severity, finding.kind, finding.ref, finding.line) == (
        "error",
        "row_above_header",
        "A0",
        1,
    )


def test_columns_stand_in_any_order() -> None:
    assert figures(read([["Jun-18", "Indicator", "May-18", "Ref."], ["6", "Requests", "5", "A1"]])) == [
        ("A1", "2018-05", "5"),
        ("A1", "2018-06", "6"),
    ]


def test_two_columns_for_one_month_are_named() -> None:
    assert refusal([["Ref.", "Jun-18", "x", "June 2018"], ["A1", "5", "", "6"]]) == (
        "Line 1: expected one column for June 2018, found two: B ('Jun-18') and D ('June 2018')."
    )


def test_two_columns_of_figures_in_a_long_file_are_named() -> None:
    said = refusal([["ref", "month", "value", "figure"], ["A1", "Jun-18", "5", "6"]])
    assert said == "Line 1: expected one column for 'value', found two: C ('value') and D ('figure')."


def test_a_repeated_header_is_not_data() -> None:
    rows = [HEADER, ["A1", "Requests", "5", "6"], [], HEADER, ["A2", "Answers", "7", "8"]]
    assert [ref for ref, month, _ in figures(read(rows)) if month == "2018-06"] == ["A1", "A2"]


@pytest.mark.parametrize(
    ("repeat", "word"),
    [
        (["Ref.", "Indicator", "May-18", "Jul-18"], "months"),
        (["Ref.", "Indicator", "Jun-18", "May-18"], "columns"),
        (["Ref.", "Indicator"], "columns"),
    ],
)
def test_a_repeated_header_says_the_same(repeat: list[str], word: str) -> None:
    said = refusal([HEADER, ["A1", "Requests", "5", "6"], repeat, ["A2", "Answers", "7", "8"]])
    assert said == f"Line 3: expected the {word} of the header in line 1, found others."


def test_a_sheet_without_header_is_passed_over() -> None:
    submission = read_submission(
        workbook(Notes=[["Draft"]], Empty=[], June=[HEADER, ["A1", "Requests", "5", "6"]]),
        meanings=NO_MEANINGS,
    )
    assert len(figures(submission)) == 2
    assert kinds(submission) == [("info", "sheet_without_header")]
    assert submission.findings[0].sheet == "Notes"


def test_sheets_may_be_for_different_months_and_give_the_same_twice() -> None:
    may, june = ["Ref", "May-18"], ["Ref", "May-18", "Jun-18"]
    submission = read_submission(
        workbook(May=[may, ["A1", "5"]], June=[june, ["A1", "4", "6"]]), meanings=NO_MEANINGS
    )
    assert figures(submission) == [("A1", "2018-05", "5"), ("A1", "2018-05", "4"), ("A1", "2018-06", "6")]
    assert [row.where.sheet for row in submission.rows] == ["May", "June"]
    assert [f"{month:%Y-%m}" for month in submission.months] == ["2018-05", "2018-06"]


@pytest.mark.parametrize(("name", "severity"), [("Old", "warning"), ("Lists", "info")])
def test_figures_of_a_hidden_sheet_are_pointed_out(name: str, severity: Severity) -> None:
    hidden = Finding("info", "hidden_sheet", "It is hidden.", sheet=name)
    sheets = workbook(Page=[HEADER, ["A1", "", "5", "6"]], Old=[HEADER, ["A2", "", "7", "8"]], Lists=[["x"]])
    submission = read_submission(replace(sheets, findings=(hidden,)), meanings=NO_MEANINGS)
    assert (severity, "hidden_sheet") in kinds(submission)


def test_a_sheet_of_another_layout_is_pointed_out() -> None:
    long = [["ref", "month", "value"], ["A1", "Jun-18", "6"]]
    submission = read_submission(
        workbook(Wide=[HEADER, ["A1", "Requests", "5", "6"]], Long=long), meanings=NO_MEANINGS
    )
    assert submission.layout is Layout.LONG
    assert kinds(submission) == [("warning", "sheet_not_read")]
    assert "“" not in submission.findings[0].message
    assert submission.findings[0].sheet == "Wide"


def test_refs_without_any_month_are_read_so_that_somebody_can_say_which() -> None:
    submission = read([["Ref", "Latest"], ["A1", "5"]])
    assert figures(submission) == []
    assert kinds(submission) == [("warning", "column_not_read"), ("error", "no_figures")]
    assert figures(read([["Ref", "Latest"], ["A1", "5"]], meanings={"latest": "month:2018-06"})) == [
        ("A1", "2018-06", "5")
    ]


def test_a_text_file_and_a_workbook_are_read_alike() -> None:
    rows = [HEADER, ["A1", "Requests", "5", "6"]]
    assert figures(read_submission(book(rows), meanings=NO_MEANINGS)) == figures(
        read_submission(workbook(June=rows), meanings=NO_MEANINGS)
    )
