"""A second table below or beside the first is never read under the first one's headings."""

import pytest

from indicators.imports.findings import BrokenFile

from .books import Rows, figures, read

MAY_BELOW = "expected figures of June 2018 as the header in line 1 says, found the heading May 2018"
BESIDE = "Line 2: expected one column of refs, found two: column A says 'M1' and column"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["ref", "Jun-18"], ["M1", "5"], ["", "May-18"], ["M2", "6"]], f"Line 3: {MAY_BELOW}"),
        ([["ref", "Jun-18"], ["M1", "5"], ["Fostering", "May-18"], ["M2", "6"]], f"Line 3: {MAY_BELOW}"),
        (
            [["ref", "May-18", "", "ref", "Jun-18"], ["M1", "5", "", "M2", "6"], ["M2", "7", "", "M1", "8"]],
            f"{BESIDE} D 'M2'",
        ),
        ([["ref", "Ref.", "Jun-18"], ["M1", "M2", "5"]], f"{BESIDE} B 'M2'"),
    ],
    ids=["below", "below a name", "beside", "twice"],
)
def test_refused(rows: Rows, said: str) -> None:
    with pytest.raises(BrokenFile) as caught:
        read(rows)
    assert said in str(caught.value)


def test_months_said_again_and_dates_in_a_row_of_its_own_are_no_table() -> None:
    submission = read([["ref", "Jun-18"], ["", "June 2018"], ["M1", "5"], ["M2", "May-18"]])
    assert figures(submission) == [("M1", "2018-06", "5"), ("M2", "2018-06", "May-18")]


def test_refs_said_again_between_months_are_none() -> None:
    submission = read([["ref", "May-18", "ref", "Jun-18"], ["M1", "5", "M1", "6"], ["M2", "7", "", "8"]])
    assert [row.ref for row in submission.rows] == ["M1", "M2"]


def test_another_code_beside_the_ref_is_no_table() -> None:
    submission = read([["ref", "code", "May-18", "Jun-18"], ["M1", "N14", "5", "6"]])
    assert figures(submission) == [("M1", "2018-05", "5"), ("M1", "2018-06", "6")]
