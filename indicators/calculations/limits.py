"""Means and limits of a control chart as they are drawn and written."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from indicators.calculations import formats
from indicators.calculations.rounding import round_half_up
from indicators.calculations.terms import Unit

# What a figure of the unit cannot leave.
_RANGES: dict[Unit, tuple[float, float | None]] = {
    Unit.COUNT: (0.0, None),
    Unit.PERCENTAGE: (0.0, 100.0),
    Unit.RATE_PER_10000: (0.0, None),
}
_MORE_PLACES = 4


@dataclass(frozen=True, slots=True)
class DrawnLimits:
    """`lower` and `upper` as a chart shows them; the calculated ones decide what is a signal."""

    lower: float | None
    upper: float | None
    calculated_lower: float | None
    calculated_upper: float | None

    @property
    def is_clipped(self) -> bool:
        return (self.lower, self.upper) != (self.calculated_lower, self.calculated_upper)


def drawn_limits(lower: float | None, upper: float | None, unit: Unit) -> DrawnLimits:
    """Per cent from 0 to 100, counts and rates from 0.

    Limits that lie wholly outside that (of a series with negative figures) stay as they are.
    """
    least, most = _RANGES[unit]
    drawn_lower, drawn_upper = lower, upper
    if lower is not None and (upper is None or upper >= least):
        drawn_lower = max(lower, least)
    if upper is not None and most is not None and (lower is None or lower <= most):
        drawn_upper = min(upper, most)
    return DrawnLimits(drawn_lower, drawn_upper, lower, upper)


def line(
    value: Decimal | float, unit: Unit, decimals: int, apart_from: Iterable[Decimal | float] = ()
) -> str:
    """A mean or a limit, such as "48.7%".

    It has as many more places as keep it on its side of each figure of `apart_from`, as that is shown:
    13 is above a mean of 12.7, not of 13.
    """
    at = exact(value)
    figures = [round_half_up(exact(each), decimals) for each in apart_from]
    for places in range(decimals, decimals + _MORE_PLACES):
        if _keeps_sides(at, places, figures):
            break
    else:
        places = decimals
    return formats.figure(at, unit, places)


def drawn_line(
    value: Decimal | float, unit: Unit, decimals: int, figures: Iterable[Decimal | float | None]
) -> str:
    """A mean or a limit as the label of a line among `figures`.

    Whole beside whole figures, such as "506", but with a decimal where it would seem to be level with a
    figure, or on the other side of it: 5 is above a limit of 4.7.
    """
    at = exact(value)
    near = [exact(each) for each in figures if each is not None and abs(float(each) - float(value)) <= 1]
    return formats.figure(at, unit, decimals if decimals or _keeps_sides(at, 0, near) else 1)


def _keeps_sides(at: Decimal, places: int, figures: Iterable[Decimal]) -> bool:
    """Whether a line at `at` is above and below the same figures as when it is rounded."""
    shown = round_half_up(at, places)
    return all((shown > each) == (at > each) and (shown < each) == (at < each) for each in figures)


def exact(value: Decimal | float) -> Decimal:
    """A float as it would be written."""
    return value if isinstance(value, Decimal) else Decimal(repr(value))
