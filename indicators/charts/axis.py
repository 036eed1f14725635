"""A value axis with round steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from indicators.calculations import formats
from indicators.calculations.terms import Unit

MOST_STEPS = 8
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Tick:
    value: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    low: Decimal
    high: Decimal
    step: Decimal
    ticks: tuple[Tick, ...]


def axis_for(values: Sequence[Decimal], unit: Unit) -> Axis:
    """An axis that holds all values: from zero where that costs little room; percentages end at 100."""
    least, most = min(values), max(values)
    if 0 <= least <= most / 2:
        least = Decimal(0)
    step = _step(most - least, unit)
    low, high = floor(least / step) * step, ceil(most / step) * step
    if low == high:
        low, high = low - step if low < 0 else max(low - step, Decimal(0)), high + step
    if low == least and low > 0:
        low -= step
    if high == most:
        high += step
    if unit is Unit.PERCENTAGE and most <= HUNDRED:
        high = min(high, HUNDRED)
    count = int((high - low) / step)
    suffix = "%" if unit is Unit.PERCENTAGE else ""
    places = max(0, -int(step.as_tuple().exponent))
    ticks = tuple(
        Tick(value, formats.number(value, places) + suffix)
        for value in (low + step * place for place in range(count + 1))
    )
    return Axis(low, high, step, ticks)


def _step(spread: Decimal, unit: Unit) -> Decimal:
    """1, 2 or 5 times a power of ten, so that at most eight steps cover the spread; counts are whole."""
    step = Decimal(1) if unit is Unit.COUNT else Decimal("0.1")
    sizes = (Decimal(2), Decimal("2.5"), Decimal(2))
    place = 0
    while spread > step * MOST_STEPS:
        step *= sizes[place % 3]
        place += 1
    return step.normalize() if step < 1 else step.quantize(Decimal(1))
