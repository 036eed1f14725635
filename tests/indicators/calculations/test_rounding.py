from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.rounding import round_half_up

decimals = st.decimals(min_value=-(10**12), max_value=10**12, places=6)


def slow_round(value: Fraction, places: int) -> Fraction:
    """Count whole units of the last place by hand: a remainder of a half or more goes away from zero."""
    scaled = abs(value) * 10**places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    if rest * 2 >= scaled.denominator:
        whole += 1
    return Fraction(whole if value >= 0 else -whole, 10**places)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("34.5", 0, "35"),
        ("-34.5", 0, "-35"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("15.4166", 1, "15.4"),
        ("22.65", 1, "22.7"),
        ("-22.65", 1, "-22.7"),
        ("104.4999", 0, "104"),
        ("7", 2, "7.00"),
        ("-0.4", 0, "0"),
        ("-0.04", 1, "0.0"),
    ],
)
def test_halves_go_away_from_zero(value: str, places: int, rounded: str) -> None:
    assert str(round_half_up(Decimal(value), places)) == rounded


@given(value=decimals, places=st.integers(0, 5))
def test_agrees_with_counting_units(value: Decimal, places: int) -> None:
    assert Fraction(round_half_up(value, places)) == slow_round(Fraction(value), places)


@given(value=decimals, places=st.integers(0, 5))
def test_has_exactly_the_places_asked_for(value: Decimal, places: int) -> None:
    assert round_half_up(value, places).as_tuple().exponent == -places


def test_does_not_follow_the_rounding_of_the_context() -> None:
    with localcontext() as context:
        context.rounding = "ROUND_HALF_EVEN"
        assert round_half_up(Decimal("2.5"), 0) == 3
