from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.movements import Movement, judgement, movement
from indicators.calculations.terms import Arrow, Judgement, Polarity
from tests.indicators.calculations.test_rounding import slow_round

figures = st.decimals(min_value=0, max_value=10**6, places=1)
NONE = Movement(None, None)


def between(before: str, now: str) -> Movement:
    return movement(Decimal(now), Decimal(before))


@pytest.mark.parametrize(
    ("before", "now", "percent", "arrow"),
    [
        ("1554", "1433", -8, "similar"),
        ("1357", "1433", 6, "similar"),
        ("21", "19", -10, "down"),  # -9.52 before rounding
        ("200", "219", 10, "up"),  # 9.5 before rounding
        ("1000", "1094", 9, "similar"),
        ("1000", "905", -10, "down"),  # -9.5, a half away from zero
        ("1000", "906", -9, "similar"),
        ("67.0", "48.0", -28, "down"),
        ("2", "19", 850, "up"),
        ("7", "0", -100, "down"),
        ("1", "1", 0, "similar"),
    ],
)
def test_change_and_arrow(before: str, now: str, percent: int, arrow: str) -> None:
    assert between(before, now) == Movement(percent, Arrow(arrow))


@pytest.mark.parametrize(("before", "now"), [("0", "0"), ("0", "5"), ("0.0", "1"), ("-2", "4")])
def test_a_base_that_is_not_above_zero_has_no_change(before: str, now: str) -> None:
    assert between(before, now) == NONE


def test_a_missing_month_has_no_change() -> None:
    assert movement(None, Decimal(5)) == movement(Decimal(5), None) == movement(None, None) == NONE


@given(before=figures.filter(bool), now=figures)
def test_agrees_with_exact_arithmetic(before: Decimal, now: Decimal) -> None:
    exact = slow_round((Fraction(now) - Fraction(before)) / Fraction(before) * 100, 0)
    expected = Arrow.UP if exact >= 10 else Arrow.DOWN if exact <= -10 else Arrow.SIMILAR
    assert movement(now, before) == Movement(int(exact), expected)


@pytest.mark.parametrize(
    ("arrow", "polarity", "expected"),
    [
        (Arrow.UP, Polarity.HIGHER, Judgement.IMPROVING),
        (Arrow.DOWN, Polarity.HIGHER, Judgement.WORSENING),
        (Arrow.SIMILAR, Polarity.HIGHER, Judgement.SIMILAR),
        (Arrow.UP, Polarity.LOWER, Judgement.WORSENING),
        (Arrow.DOWN, Polarity.LOWER, Judgement.IMPROVING),
        (Arrow.SIMILAR, Polarity.LOWER, Judgement.SIMILAR),
        (Arrow.UP, Polarity.NONE, Judgement.NONE),
        (Arrow.DOWN, Polarity.NONE, Judgement.NONE),
        (Arrow.SIMILAR, Polarity.NONE, Judgement.NONE),
        (None, Polarity.HIGHER, None),
        (None, Polarity.LOWER, None),
        (None, Polarity.NONE, None),
    ],
)
def test_judgement(arrow: Arrow | None, polarity: Polarity, expected: Judgement | None) -> None:
    assert judgement(arrow, polarity) is expected
