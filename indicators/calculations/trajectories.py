"""What a target asks for month by month, how far the figure is from it, and what is left to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from indicators.calculations import months
from indicators.calculations.targets import TargetReading
from indicators.calculations.terms import Basis, Direction

# From June's scorecard on a target of the year that is still to be confirmed is a task for its owner.
TBC_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted by the end of a month, unrounded; for an annual total since April."""

    month: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class TargetPosition:
    """One month against a target, in the indicator's own unit and unrounded.

    `start` is last March's figure, where a path begins. `asked` is what is wanted by now, `asked_this_month`
    this month's part of it: the level, a twelfth of the total, the step of the path. `distance` is the figure
    less what is asked by now, `distance_to_target` less the whole target; both are None where the figure is
    missing or a sum lacks a month. `needed` is what each month left must bring (a total) or change (a path).
    `forecast` of a year that is over is how it ended; `forecast_meets` is None without one or a direction.
    """

    month: date
    target: Decimal | None
    basis: Basis
    direction: Direction | None
    reading: TargetReading
    start: Decimal | None
    asked: Decimal | None
    asked_this_month: Decimal | None
    distance: Decimal | None
    distance_to_target: Decimal | None
    year_to_date: Decimal | None
    months_left: int
    needed: Decimal | None
    forecast: Decimal | None
    forecast_meets: bool | None

    @property
    def financial_year(self) -> int:
        return months.financial_year(self.month)


def target_position(
    reading: TargetReading,
    *,
    cells: Mapping[date, Decimal | None],
    month: date,
    value: Decimal | None,
    is_tbc: bool,
    basis: Basis,
    direction: Direction | None,
) -> TargetPosition:
    """`reading` is what `read_target` made of the same `cells`, `month`, `value`, `basis` and `direction`."""
    target = None if is_tbc else value
    start = _start(cells, month) if basis == Basis.YEAR_END else None
    left = 12 - reading.months_elapsed
    lacks = basis == Basis.ANNUAL_TOTAL and reading.months_with_value < reading.months_elapsed
    now = None if lacks else reading.compared
    # A year that is over has ended as it has, with or without a March to start from.
    forecast = now if not left and basis != Basis.LEVEL else reading.forecast
    return TargetPosition(
        month=month,
        target=target,
        basis=basis,
        direction=direction,
        reading=reading,
        start=start,
        asked=reading.against,
        asked_this_month=_this_month(target, basis, start),
        distance=_less(now, reading.against),
        distance_to_target=_less(now, target),
        year_to_date=reading.compared if basis == Basis.ANNUAL_TOTAL else None,
        months_left=left,
        needed=_needed(now, target, basis, left),
        forecast=forecast,
        forecast_meets=_meets(forecast, target, direction),
    )


def path(
    cells: Mapping[date, Decimal | None], *, month: date, target: Decimal | None, basis: Basis
) -> tuple[Asked, ...]:
    """What is asked for through the financial year of `month`, to be drawn.

    A level is the same each month, a total grows from April, a year end's line begins with last March. Empty
    without a target; a line without last March's figure is next March's point alone.
    """
    if target is None:
        return ()
    year = months.financial_year_months(months.financial_year(month))
    if basis == Basis.LEVEL:
        return tuple(Asked(each, target) for each in year)
    shares = [(each, Fraction(number, 12)) for number, each in enumerate(year, start=1)]
    if basis == Basis.ANNUAL_TOTAL:
        return tuple(Asked(each, _decimal(Fraction(target) * share)) for each, share in shares)
    start = _start(cells, month)
    if start is None:
        return (Asked(year[-1], target),)
    way = Fraction(target) - Fraction(start)
    line = (Asked(each, _decimal(Fraction(start) + way * share)) for each, share in shares)
    return (Asked(months.shift(year[0], -1), start), *line)


def tbc_is_due(*, is_tbc: bool, financial_year: int, month: date) -> bool:
    """Whether a target to be confirmed is three months into its year or more, on the scorecard of `month`."""
    april = months.financial_year_months(financial_year)[0]
    return is_tbc and month >= months.shift(april, TBC_MONTHS - 1)


def _start(cells: Mapping[date, Decimal | None], month: date) -> Decimal | None:
    return cells.get(date(months.financial_year(month), 3, 1))


def _this_month(target: Decimal | None, basis: Basis, start: Decimal | None) -> Decimal | None:
    if target is None or basis == Basis.LEVEL:
        return target
    if basis == Basis.ANNUAL_TOTAL:
        return _decimal(Fraction(target) / 12)
    return None if start is None else _decimal((Fraction(target) - Fraction(start)) / 12)


def _needed(now: Decimal | None, target: Decimal | None, basis: Basis, left: int) -> Decimal | None:
    if now is None or target is None or basis == Basis.LEVEL or not left:
        return None
    return _decimal((Fraction(target) - Fraction(now)) / left)


def _meets(forecast: Decimal | None, target: Decimal | None, direction: Direction | None) -> bool | None:
    if forecast is None or target is None or direction is None:
        return None
    return forecast >= target if direction == Direction.AT_LEAST else forecast <= target


def _less(now: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if now is None or other is None else now - other


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
