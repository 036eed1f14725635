"""Twelve month figures. Each takes the cells of m11 to m0; months without a number are left out."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from indicators.calculations.rounding import round_half_up
from indicators.calculations.terms import Missing, Unit


class Cell(NamedTuple):
    """One month of one indicator. Percentages are as printed: 22.6 is 22.6%."""

    month: date
    value: Decimal | None
    missing: Missing | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def mean(cells: Iterable[Cell], decimals: int) -> Decimal | None:
    values = _values(cells)
    return round_half_up(sum(values, Decimal(0)) / len(values), decimals) if values else None


def maximum(cells: Iterable[Cell]) -> Decimal | None:
    return max(_values(cells), default=None)


def minimum(cells: Iterable[Cell]) -> Decimal | None:
    return min(_values(cells), default=None)


def pooled(cells: Iterable[Cell], unit: Unit, multiplier: Decimal | int, decimals: int) -> Decimal | None:
    """Σ numerators ÷ Σ denominators, times multiplier, over the months where both are known.

    None for counts, where no month has both, and where the denominators come to zero.
    """
    if unit == Unit.COUNT:
        return None
    numerators = denominators = Decimal(0)
    for cell in cells:
        if cell.numerator is not None and cell.denominator is not None:
            numerators += cell.numerator
            denominators += cell.denominator
    if denominators == 0:
        return None
    return round_half_up(numerators * multiplier / denominators, decimals)


def _values(cells: Iterable[Cell]) -> list[Decimal]:
    return [cell.value for cell in cells if cell.value is not None]
