"""Columns that nobody reads, and what somebody says of one."""

from indicators.imports.layouts.submission import Column

from .books import figures, kinds, read

HEADER = ["Ref.", "Jun-18", "RAG", ""]
ROWS = [HEADER, ["A1", "5", "green", ""], ["A2", "6", "red", ""], ["A3", "7", "", "late"]]


def test_each_is_pointed_out_with_its_place_and_how_much_it_holds() -> None:
    submission = read(ROWS)
    assert submission.columns == (
        Column("", "A", "Ref.", "ref"),
        Column("", "B", "Jun-18", "month:2018-06"),
        Column("", "C", "RAG", ""),
        Column("", "D", "", ""),
    )
    first, second = submission.findings
    assert (first.severity, first.kind, first.letter, first.column) == (
        "warning",
        "column_not_read",
        "C",
        "RAG",
    )
    assert first.message == "Column C, “RAG”, is not read; it holds 2 cells."
    assert second.message == "Column D has no heading and is not read; it holds 1 cell."


def test_an_empty_one_is_not() -> None:
    assert read([["Ref.", "Jun-18", "RAG"], ["A1", "5", ""]]).findings == ()


def test_a_known_one_that_this_layout_has_no_use_for_is_mentioned() -> None:
    submission = read([["Ref.", "Jun-18", "Target 18-19"], ["A1", "5", "7"]])
    assert kinds(submission) == [("info", "column_not_read")]
    assert submission.columns[2].field == ""


def test_somebody_says_it_is_not_wanted() -> None:
    submission = read(ROWS[:3], meanings={"rag": "ignored"})
    assert submission.findings == ()
    assert submission.columns[2] == Column("", "C", "RAG", "ignored", "saved")


def test_somebody_says_what_it_is() -> None:
    rows = [["Our key", "Jun-18", "Figures so far"], ["A1", "5", "4"]]
    meanings = {"our key": "ref", "figures so far": "month:2018-05"}
    submission = read(rows, meanings=meanings)
    assert figures(submission) == [("A1", "2018-05", "4"), ("A1", "2018-06", "5")]
    assert [column.known_by for column in submission.columns] == ["saved", "heading", "saved"]


def test_what_somebody_says_goes_before_the_heading() -> None:
    rows = [["Code", "Ref", "Jun-18"], ["x", "A1", "5"]]
    assert figures(read(rows)) == [("x", "2018-06", "5")]
    assert figures(read(rows, meanings={"ref": "ref"})) == [("A1", "2018-06", "5")]
    assert figures(read(rows, meanings={"code": "ignored"})) == [("A1", "2018-06", "5")]


def test_a_column_said_to_be_for_a_month_goes_before_one_headed_by_it() -> None:
    submission = read([["Ref", "Jun-18", "Final"], ["A1", "5", "6"]], meanings={"final": "month:2018-06"})
    assert figures(submission) == [("A1", "2018-06", "6")]
    assert kinds(submission) == [("info", "column_not_read")]


def test_what_nobody_offers_is_passed_over() -> None:
    assert figures(read(ROWS[:2], meanings={"jun 18": "target:2018"})) == [("A1", "2018-06", "5")]
