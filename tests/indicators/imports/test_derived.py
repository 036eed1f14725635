"""Printed derived figures against the months beside them."""

import pytest

from indicators.imports.derived import mismatches

from . import files
from .files import A1, B1, B2, B3, read_scorecard, with_cell


def found(data: bytes) -> list[tuple[str, str, str, str]]:
    """Findings beside the one that the small scorecard has."""
    findings = [(f.ref, f.column, f.printed, f.expected) for f in mismatches(read_scorecard(data))]
    return [finding for finding in findings if finding[0] != "A2 %"]


def test_sign_error_is_found() -> None:
    (finding,) = mismatches(read_scorecard(files.small()))
    assert finding.to_json() == {
        "severity": "warning",
        "kind": "derived_mismatch",
        "ref": "A2 %",
        "line": 13,
        "column": "change_month_pct",
        "printed": "-6%",
        "expected": "6%",
        "message": "A2 % prints a change from the previous month of −6%; 77.6% to 82.4% comes to 6%.",
    }


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (with_cell(A1, 18, "⇒ -10%"), ("A1", "change_month_arrow", "⇒", "down")),
        (with_cell(A1, 19, "⇒ 2%"), ("A1", "change_year_pct", "2%", "1%")),
        (with_cell(B1, 20, "→"), ("B1", "change_year_arrow", "→", "up")),
        (with_cell(A1, 21, "123"), ("A1", "mean_12", "123", "122")),
        (with_cell(A1, 22, "131"), ("A1", "max_12", "131", "134")),
        (with_cell(B2, 22, "221"), ("B2", "mean_12", "221", "220")),
        (with_cell(B3, 19, "0%"), ("B3", "change_month_pct", "0%", "n/a")),
    ],
)
def test_disagreeing_cell_is_found(data: bytes, expected: tuple[str, str, str, str]) -> None:
    assert found(data) == [expected]


def test_figures_are_compared_at_the_places_printed() -> None:
    # 1465 ÷ 12 is 122.083: 122.08 follows, 122.09 does not.
    assert found(with_cell(A1, 21, "122.08")) == []
    assert found(with_cell(A1, 21, "122.09")) == [("A1", "mean_12", "122.09", "122.08")]
    assert found(with_cell(A1, 22, "134.00")) == []
