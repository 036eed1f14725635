from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.series import Cell, maximum, mean, minimum, pooled
from indicators.calculations.terms import Missing, Unit
from tests.indicators.calculations.test_rounding import slow_round

JUNE = date(2018, 6, 1)
figures = st.decimals(min_value=0, max_value=10**7, places=2)


def cells(*values: str | None) -> list[Cell]:
    return [Cell(JUNE, None if value is None else Decimal(value)) for value in values]


def parts(*pairs: tuple[int | None, int | None]) -> list[Cell]:
    return [
        Cell(JUNE, None, None, None if n is None else Decimal(n), None if d is None else Decimal(d))
        for n, d in pairs
    ]


def test_missing_months_leave_both_the_sum_and_the_count() -> None:
    year = cells("100.0", "50.0", None, "75.0", None)
    assert mean(year, 1) == Decimal("75.0")
    assert (minimum(year), maximum(year)) == (Decimal("50.0"), Decimal("100.0"))


def test_a_zero_is_a_figure() -> None:
    assert mean(cells("0", "1"), 0) == 1
    assert minimum(cells("0", "1")) == 0


def test_a_year_without_figures_has_none() -> None:
    year = [Cell(JUNE, None, Missing.NOT_SUPPLIED)] * 12
    assert (mean(year, 0), minimum(year), maximum(year)) == (None, None, None)
    assert mean([], 1) is None


def test_a_mean_may_be_shown_at_more_places_than_its_values() -> None:
    assert str(mean(cells("34", "35"), 2)) == "34.50"


def test_pooled_takes_only_months_where_both_parts_are_known() -> None:
    year = parts((1, 2), (None, 100), (5, None), (2, 4))
    assert pooled(year, Unit.PERCENTAGE, 100, 1) == Decimal("50.0")


def test_pooled_rate_is_per_10000() -> None:
    assert pooled(parts((215, 49880), (270, 49880)), Unit.RATE_PER_10000, Decimal(10000), 1) == Decimal(
        "48.6"
    )


@pytest.mark.parametrize(
    ("year", "unit"),
    [
        (parts((1, 2)), Unit.COUNT),
        (parts((0, 0), (0, 0)), Unit.PERCENTAGE),
        (parts((1, None), (None, 3)), Unit.PERCENTAGE),
        ([], Unit.RATE_PER_10000),
    ],
)
def test_nothing_is_pooled_without_denominators_or_for_counts(year: list[Cell], unit: Unit) -> None:
    assert pooled(year, unit, 100, 1) is None


@given(st.lists(st.one_of(st.none(), figures), max_size=12), st.integers(0, 2))
def test_the_mean_agrees_with_exact_arithmetic(values: list[Decimal | None], places: int) -> None:
    known = [Fraction(value) for value in values if value is not None]
    worked_out = mean([Cell(JUNE, value) for value in values], places)
    if not known:
        assert worked_out is None
    else:
        assert worked_out is not None
        assert Fraction(worked_out) == slow_round(sum(known, Fraction(0)) / len(known), places)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=1, max_size=12))
def test_pooled_agrees_with_exact_arithmetic(pairs: list[tuple[int, int]]) -> None:
    worked_out = pooled(parts(*pairs), Unit.PERCENTAGE, 100, 1)
    assert worked_out is not None
    exact = Fraction(sum(n for n, _ in pairs) * 100, sum(d for _, d in pairs))
    assert Fraction(worked_out) == slow_round(exact, 1)
