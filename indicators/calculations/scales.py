"""Percentages a hundred times too small or too large for their row."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median


def is_a_hundredth(value: Decimal, others: Sequence[Decimal], *, has_sign: bool) -> bool:
    """Whether a value in (0, 1] is more like the row's other values when multiplied by 100.

    A bare fraction in a row without other values may be either, and is asked about. With a percent sign
    it stands as printed unless all the others say otherwise.
    """
    if not others:
        return not has_sign
    if has_sign:
        return value * 4 < min(others) and min(others) / 2 <= value * 100 <= max(others) * 2
    # Nearer in proportion: 100 v ÷ m < m ÷ v.
    return value * 10 < median(others)


def is_hundredfold(value: Decimal, others: Sequence[Decimal]) -> bool:
    """Whether a value over 100 fits the row's other values when divided by 100."""
    if not others or value > 10_000:
        return False
    return min(others) / 2 <= value / 100 <= max(others) * 2
