from datetime import date
from decimal import Decimal

import pytest

from indicators.calculations.series import Cell
from indicators.calculations.terms import Missing, Unit
from indicators.calculations.wording import MonthInWords, month_in_words

JUNE, MAY, LAST_JUNE = date(2018, 6, 1), date(2018, 5, 1), date(2017, 6, 1)


def words(
    last_year: str | None, may: str | None, june: str | None, unit: Unit, missing: Missing | None = None
) -> MonthInWords:
    def cell(month: date, value: str | None) -> Cell:
        return Cell(month, Decimal(value)) if value else Cell(month, None, missing)

    return month_in_words(
        now=cell(JUNE, june),
        previous_month=cell(MAY, may),
        last_year=cell(LAST_JUNE, last_year),
        unit=unit,
        decimals=1 if unit is Unit.PERCENTAGE else 0,
    )


@pytest.mark.parametrize(
    ("values", "unit", "sentence"),
    [
        (("1357", "1554", "1433"), Unit.COUNT, "1,433, down 8% from May 2018, up 6% from June 2017"),
        (("62", "54", "43"), Unit.RATE_PER_10000, "43, down 20% from May 2018, down 31% from June 2017"),
        (
            ("82.0", "67.0", "48.0"),
            Unit.PERCENTAGE,
            (
                "48.0%, down 19.0 percentage points (28%) from May 2018, "
                "down 34.0 percentage points (41%) from June 2017"
            ),
        ),
        (("1", "1", "1"), Unit.COUNT, "1, the same as in May 2018, the same as in June 2017"),
        (("0", "0", "0"), Unit.COUNT, "0, the same as in May 2018, the same as in June 2017"),
        (("0", "2", "3"), Unit.COUNT, "3, up 50% from May 2018, up from 0 in June 2017"),
        (("7", "7", "0"), Unit.COUNT, "0, down 100% from May 2018, down 100% from June 2017"),
        (("2", "2", "39"), Unit.COUNT, "39, up 1,850% from May 2018, up 1,850% from June 2017"),
    ],
)
def test_a_month_in_words(values: tuple[str, str, str], unit: Unit, sentence: str) -> None:
    assert str(words(*values, unit)) == sentence


def test_a_change_that_rounds_to_nothing_is_not_called_the_same() -> None:
    assert words("1000", "1001", "1002", Unit.COUNT).from_previous_month == "up less than 1% from May 2018"
    points = words("82.0", "90.1", "90.0", Unit.PERCENTAGE).from_previous_month
    assert points == "down 0.1 percentage points (less than 1%) from May 2018"


def test_a_percentage_from_zero_is_in_points_alone() -> None:
    assert (
        words("0.0", "5.0", "5.9", Unit.PERCENTAGE).from_last_year
        == "up 5.9 percentage points from June 2017"
    )


def test_a_month_without_a_figure_to_compare_with_says_so() -> None:
    assert str(words(None, None, "100.0", Unit.PERCENTAGE, Missing.NO_DENOMINATOR)) == (
        "100.0%, no figure for May 2018 to compare with, no figure for June 2017 to compare with"
    )


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        (Missing.NOT_SUPPLIED, "not supplied for June 2018"),
        (Missing.NO_DENOMINATOR, "no denominator for June 2018"),
        (None, "no figure for June 2018"),
    ],
)
def test_a_month_without_a_figure_says_why(missing: Missing | None, sentence: str) -> None:
    said = words("1", "1", None, Unit.COUNT, missing)
    assert str(said) == said.figure == sentence
    assert (said.from_previous_month, said.from_last_year) == ("", "")
