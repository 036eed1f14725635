from datetime import date
from decimal import Decimal

import pytest

from indicators.calculations.months import months_to
from indicators.calculations.pooled_words import pooled_in_words
from indicators.calculations.series import Cell
from indicators.calculations.terms import Unit

from .printed import rows_in_tests

PERCENTAGE = Unit.PERCENTAGE
Triple = tuple[str | None, str | None, str | None]


def cells(*months: Triple) -> list[Cell]:
    """Value, numerator, denominator."""
    found = []
    for month, triple in zip(months_to(date(2018, 6, 1), len(months)), months, strict=True):
        value, numerator, denominator = (None if each is None else Decimal(each) for each in triple)
        found.append(Cell(month, value, numerator=numerator, denominator=denominator))
    return found


def words(*months: Triple, unit: Unit = PERCENTAGE, multiplier: int | None = 100) -> str:
    return pooled_in_words(cells(*months), unit=unit, multiplier=multiplier, decimals=1)


def test_cp3_ql_of_june_2018() -> None:
    rows = {row.ref: row for row in rows_in_tests()}
    parts = zip(rows["CP3-QL (val)"].values[1:], rows["CP2"].values[1:], strict=True)
    year = [
        Cell(cell.month, cell.value, numerator=numerator, denominator=denominator)
        for cell, (numerator, denominator) in zip(rows["CP3-QL"].cells, parts, strict=True)
    ]
    assert pooled_in_words(year, unit=PERCENTAGE, multiplier=100, decimals=1) == (
        "Pooled over 12 months it is 73.9% (363 ÷ 491), which counts every case the same; the mean of 12 "
        "monthly percentages, which counts every month the same, is 72.4%: lower, because bigger months had "
        "higher percentages."
    )


def test_bigger_months_that_had_less_make_the_mean_higher() -> None:
    # 60 of 110 is 54.5%; the mean of 100% and 50% is 75%.
    assert words(("100.0", "10", "10"), ("50.0", "50", "100")) == (
        "Pooled over 2 months it is 54.5% (60 ÷ 110), which counts every case the same; the mean of 2 "
        "monthly percentages, which counts every month the same, is 75.0%: higher, because bigger months had "
        "lower percentages."
    )


def test_where_they_are_the_same_it_says_so() -> None:
    assert words(("50.0", "5", "10"), ("50.0", "50", "100")).endswith("every month the same, is 50.0% too.")


def test_rates_count_people() -> None:
    rate = words(("20.0", "20", "10000"), ("40.0", "80", "20000"), unit=Unit.RATE_PER_10000, multiplier=10000)
    assert rate == (
        "Pooled over 2 months it is 33.3 (100 ÷ 30,000), which counts every person the same; the mean of 2 "
        "monthly rates, which counts every month the same, is 30.0: lower, because bigger months had higher "
        "rates."
    )


def test_months_without_parts_are_not_explained_by_size() -> None:
    found = words(("100.0", "10", "10"), ("50.0", "50", "100"), ("90.0", None, None))
    assert found.startswith("Pooled over 2 months it is 54.5% (60 ÷ 110)")
    assert found.endswith(
        "the mean of 3 monthly percentages, which counts every month the same, is 80.0%: "
        "higher, and not of the same months."
    )


def test_figures_that_their_parts_do_not_make_are_not_explained_by_size() -> None:
    found = words(("60.0", "5", "10"), ("60.0", "5", "10"))
    assert found.endswith(
        "60.0%: higher, because the monthly figures are rounded or not made of these parts."
    )


@pytest.mark.parametrize(
    ("months", "unit", "multiplier"),
    [
        ([("5", "5", "10")], Unit.COUNT, 100),
        ([("50.0", "5", "10")], PERCENTAGE, None),
        ([("50.0", None, None)], PERCENTAGE, 100),
        ([(None, "5", "10")], PERCENTAGE, 100),
        ([(None, "0", "0")], PERCENTAGE, 100),
        ([("0.0", "0", "0")], PERCENTAGE, 100),
        ([(None, None, None)] * 12, PERCENTAGE, 100),
        ([], PERCENTAGE, 100),
    ],
)
def test_nothing_to_pool_has_no_sentence(months: list[Triple], unit: Unit, multiplier: int | None) -> None:
    assert words(*months, unit=unit, multiplier=multiplier) == ""


def test_a_month_with_a_base_of_zero_is_no_trouble() -> None:
    found = words(("50.0", "5", "10"), (None, "0", "0"), ("100.0", "20", "20"))
    # 25 of 30.
    assert found.startswith("Pooled over 2 months it is 83.3% (25 ÷ 30)")
    assert found.endswith("75.0%: lower, because bigger months had higher percentages.")
