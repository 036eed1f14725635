"""A figure against its target for one financial year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from indicators.calculations import months
from indicators.calculations.terms import Basis, Direction, Polarity, TargetStatus

# The direction that follows from polarity; without a polarity a target needs its own.
FOLLOWS = {Polarity.HIGHER: Direction.AT_LEAST, Polarity.LOWER: Direction.AT_MOST, Polarity.NONE: None}


@dataclass(frozen=True, slots=True)
class TargetReading:
    """`compared` is the figure read, `against` what it is held to; neither is rounded.

    `reason` says why there is no status, and is empty where there is one.
    """

    status: TargetStatus | None
    compared: Decimal | None
    against: Decimal | None
    months_elapsed: int
    months_with_value: int
    reason: str
    forecast: Decimal | None


def read_target(
    *,
    cells: Mapping[date, Decimal | None],
    month: date,
    value: Decimal | None,
    is_tbc: bool,
    basis: Basis,
    direction: Direction | None,
    tolerance: Decimal = Decimal(5),
) -> TargetReading:
    """Read the target `value` of the financial year that `month` is in; for a past year pass its March.

    `cells` holds values by month, from the March before the year on.
    `tolerance` is in per cent of the figure compared with.
    """
    year = months.financial_year(month)
    elapsed = [each for each in months.financial_year_months(year) if each <= month]
    target = None if is_tbc else value
    compare = {Basis.LEVEL: _level, Basis.YEAR_END: _year_end, Basis.ANNUAL_TOTAL: _annual_total}[basis]
    comparison = compare(cells, elapsed, None if target is None else Fraction(target))
    compared, against = comparison.compared, comparison.against
    status = None
    if is_tbc:
        reason = "The target is to be confirmed"
    elif target is None:
        reason = "No target is set"
    elif direction is None:
        reason = "The target has no direction (at least or at most)"
    else:
        reason = comparison.reason
        if not reason and compared is not None and against is not None:
            status = _status(compared, against, direction, Fraction(tolerance))
    return TargetReading(
        status=status,
        compared=_decimal(compared),
        against=_decimal(against),
        months_elapsed=len(elapsed),
        months_with_value=sum(cells.get(each) is not None for each in elapsed),
        reason=reason,
        forecast=_decimal(comparison.forecast),
    )


# Fractions: a twelfth of a target has no last decimal, and the tolerance is decided on its edge.
@dataclass(frozen=True, slots=True)
class _Comparison:
    compared: Fraction | None
    against: Fraction | None
    forecast: Fraction | None = None
    reason: str = ""


def _level(cells: Mapping[date, Decimal | None], elapsed: list[date], target: Fraction | None) -> _Comparison:
    now = _fraction(cells.get(elapsed[-1]))
    return _Comparison(now, target, reason=_no_figure(now, elapsed[-1]))


def _year_end(
    cells: Mapping[date, Decimal | None], elapsed: list[date], target: Fraction | None
) -> _Comparison:
    """The straight line from last March's value to the target; March is month 0, next March month 12."""
    now = _fraction(cells.get(elapsed[-1]))
    march = months.shift(elapsed[0], -1)
    start = _fraction(cells.get(march))
    gone = len(elapsed)
    if start is None:
        if gone == 12:
            return _Comparison(now, target, reason=_no_figure(now, elapsed[-1]))
        next_march = months.label(months.shift(march, 12))
        return _Comparison(
            now,
            None,
            reason=f"No figure for {months.label(march)} to start from, so compared in {next_march} only",
        )
    return _Comparison(
        compared=now,
        against=None if target is None else start + (target - start) * gone / 12,
        forecast=None if now is None else start + (now - start) * 12 / gone,
        reason=_no_figure(now, elapsed[-1]),
    )


def _annual_total(
    cells: Mapping[date, Decimal | None], elapsed: list[date], target: Fraction | None
) -> _Comparison:
    values = [value for value in map(cells.get, elapsed) if value is not None]
    gone = len(elapsed)
    total = sum(map(Fraction, values), Fraction(0)) if values else None
    against = None if target is None else target * gone / 12
    if total is None or len(values) < gone:
        return _Comparison(total, against, reason=f"{len(values)} of {gone} months")
    return _Comparison(total, against, forecast=total * 12 / gone)


def _status(compared: Fraction, against: Fraction, direction: Direction, tolerance: Fraction) -> TargetStatus:
    short = against - compared if direction == Direction.AT_LEAST else compared - against
    if short <= 0:
        return TargetStatus.ON_TARGET
    return TargetStatus.CLOSE if short <= abs(against) * tolerance / 100 else TargetStatus.OFF_TARGET


def _no_figure(now: Fraction | None, month: date) -> str:
    return f"No figure for {months.label(month)}" if now is None else ""


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)
