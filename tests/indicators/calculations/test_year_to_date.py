from datetime import date
from decimal import Decimal

import pytest

from indicators.calculations.months import months_to
from indicators.calculations.year_to_date import SoFar, in_words, year_to_date

JUNE, MARCH = date(2018, 6, 1), date(2018, 3, 1)


def two_years(*values: int | None, end: date = JUNE) -> dict[date, Decimal | None]:
    return {
        month: None if value is None else Decimal(value)
        for month, value in zip(months_to(end, len(values)), values, strict=True)
    }


def these(*values: object) -> tuple[object, ...]:
    """Decimals beside whole numbers: they compare, though their types differ."""
    return values


# April 2017 to June 2018: 10 a month, then EH1c's 9, 14, 19.
CELLS = two_years(*[10] * 12, 9, 14, 19)


def test_sums_by_month_beside_last_year_and_the_pace() -> None:
    found = year_to_date(CELLS, month=JUNE, target=Decimal(336))
    assert found.financial_year == 2018
    shown = [
        these(each.value, each.this_year.total if each.this_year else None, each.last_year.total, each.pace)
        for each in found.months
    ]
    assert shown[:4] == [(9, 9, 10, 28), (14, 23, 20, 56), (19, 42, 30, 84), (None, None, 40, 112)]
    assert shown[-1] == (None, None, 120, 336)
    assert len(shown) == 12
    assert these(found.so_far, found.on_last_year, found.on_pace) == (SoFar(Decimal(42), 3, 3), 12, -42)
    assert in_words(found) == (
        "42 from April to June 2018, 12 more than the same months last year; 42 fewer than the 84 due by now."
    )


def test_without_a_target_there_is_no_pace() -> None:
    found = year_to_date(CELLS, month=JUNE)
    assert {each.pace for each in found.months} == {None}
    assert found.on_pace is None
    assert in_words(found) == "42 from April to June 2018, 12 more than the same months last year."


def test_a_missing_month_leaves_a_sum_that_says_so_and_is_not_compared() -> None:
    found = year_to_date({**CELLS, date(2018, 5, 1): None}, month=JUNE, target=Decimal(336))
    assert [each.this_year for each in found.months[:3]] == [
        SoFar(Decimal(9), 1, 1),
        SoFar(Decimal(9), 1, 2),
        SoFar(Decimal(28), 2, 3),
    ]
    assert (found.on_last_year, found.on_pace) == (None, None)
    assert in_words(found) == "28 from April to June 2018, of 2 of 3 months, so not compared."


def test_a_month_missing_last_year_is_not_compared_with() -> None:
    cells = {month: value for month, value in CELLS.items() if month >= date(2017, 6, 1)}
    found = year_to_date(cells, month=JUNE, target=Decimal(336))
    assert [each.last_year for each in found.months[:3]] == [
        SoFar(None, 0, 1),
        SoFar(None, 0, 2),
        SoFar(Decimal(10), 1, 3),
    ]
    assert these(found.on_last_year, found.on_pace) == (None, -42)
    assert in_words(found) == (
        "42 from April to June 2018; last year has 1 of 3 months, so it is not compared; "
        "42 fewer than the 84 due by now."
    )


@pytest.mark.parametrize("cells", [{}, dict.fromkeys(CELLS)])
def test_nothing_at_all(cells: dict[date, Decimal | None]) -> None:
    found = year_to_date(cells, month=JUNE, target=Decimal(336))
    assert (found.so_far, found.on_last_year, found.on_pace) == (SoFar(None, 0, 3), None, None)
    assert in_words(found) == "No figure since April 2018."


def test_months_after_the_one_shown_are_not_counted() -> None:
    april = year_to_date(CELLS, month=date(2018, 4, 1), target=Decimal(108))
    assert these(april.so_far, april.on_last_year, april.on_pace) == (SoFar(Decimal(9), 1, 1), -1, 0)
    assert april.months[1].value is None
    assert in_words(april) == (
        "9 in April 2018, 1 fewer than the same months last year; as many as the 9 due by now."
    )


def test_a_past_year_by_its_march() -> None:
    found = year_to_date(CELLS, month=MARCH, target=Decimal(100))
    assert these(found.financial_year, found.so_far.total, found.on_pace) == (2017, 120, 20)
    assert found.on_last_year is None
    assert in_words(found) == (
        "120 from April 2017 to March 2018; last year has 0 of 12 months, so it is not compared; "
        "20 more than the 100 due by now."
    )


def test_zero_is_a_figure() -> None:
    found = year_to_date(two_years(*[0] * 15), month=JUNE, target=Decimal(0))
    assert these(found.so_far, found.on_last_year) == (SoFar(Decimal(0), 3, 3), 0)
    assert in_words(found).startswith("0 from April to June 2018, as many as the same months last year")
