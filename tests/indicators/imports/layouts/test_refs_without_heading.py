"""Files whose column of refs has a heading that nobody knows."""

import pytest

from indicators.imports.layouts.reading import read_submission
from indicators.imports.layouts.submission import Layout

from .books import NO_MEANINGS, figures, kinds, read, workbook
from .test_header_rows import refusal

WIDE = [["KPI no.", "Jun-18", "May-18"], ["M1", "6", "5"], ["M2", "8", "7"]]
ASKED = ("error", "ref_column_not_known")


@pytest.mark.parametrize(
    ("rows", "layout"),
    [
        (WIDE, Layout.WIDE),
        ([["Ident", "Month", "Value"], ["M1", "Jun-18", "5"]], Layout.LONG),
        (
            [["Ident", "Indicator", "May 2018", "Value for June 2018"], ["M1", "One", "4", "5"]],
            Layout.TEMPLATE,
        ),
        ([["Ident", "Jun-18"], ["M1", "5"]], Layout.WIDE),
        ([["Indicator", "Jun-18"], ["M1", "5"]], Layout.WIDE),
        ([["", "May-18", "Jun-18"], ["M1", "5", "6"]], Layout.WIDE),
    ],
    ids=["wide", "long", "template", "short", "in the column of titles", "no heading"],
)
def test_its_columns_are_known_and_no_row_is(rows: list[list[str]], layout: Layout) -> None:
    submission = read(rows)
    assert (submission.layout, submission.rows, submission.lacks_refs) == (layout, (), True)
    assert ASKED in kinds(submission)
    assert submission.columns[0].texts == ("M1", "M2")[: len(rows) - 1]
    assert submission.columns[0].heading == rows[0][0]


def test_it_says_where_and_what_to_do() -> None:
    submission = read([["Figures for the board"], [], *WIDE], file_format="xlsx")
    finding = submission.findings[-1]
    assert (finding.kind, finding.sheet, finding.line) == ("ref_column_not_known", "Sheet1", 3)
    assert finding.message == (
        "No column is headed “Ref.” or a like word. Say below which column holds the refs."
    )


def test_once_somebody_has_said_it_the_rows_are_read() -> None:
    submission = read(WIDE, meanings={"kpi no": "ref"})
    assert not submission.lacks_refs
    assert figures(submission) == [
        ("M1", "2018-05", "5"),
        ("M1", "2018-06", "6"),
        ("M2", "2018-05", "7"),
        ("M2", "2018-06", "8"),
    ]
    assert submission.columns[0].texts == ()


@pytest.mark.parametrize(
    "rows",
    [
        [["Jun-18", "May-18"], ["6", "5"]],
        [["Report of", "Jun-18"], ["Requests", "many"]],
        [["Report of", "Jun-18"]],
        [["M1", "2018-06-01", "7"], ["M2", "2018-06-01", "8"]],
        [["Month", "Count"], ["Jun-18", "5"]],
    ],
    ids=["no other column", "a title above words", "a title alone", "rows without header", "no figures"],
)
def test_what_is_no_header_stays_refused(rows: list[list[str]]) -> None:
    assert refusal(rows).startswith("No header row:")


def test_two_columns_for_one_month_are_refused_here_too() -> None:
    assert refusal([["Ident", "Jun-18", "June 2018"], ["M1", "5", "6"]]) == (
        "Line 1: expected one column for June 2018, found two: B ('Jun-18') and C ('June 2018')."
    )


def test_a_column_of_refs_on_another_sheet_goes_before() -> None:
    book = workbook(Chart=[["Series", "May-18", "Jun-18"]], June=[["Ref.", "Jun-18"], ["M1", "6"]])
    submission = read_submission(book, meanings=NO_MEANINGS)
    assert figures(submission) == [("M1", "2018-06", "6")]
    assert kinds(submission) == [("info", "sheet_without_header")]
