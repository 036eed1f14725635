"""What the target asks for in each month, as a line of a chart."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.calculations import formats, months, trajectories
from indicators.calculations.series import Cell
from indicators.calculations.terms import Basis
from indicators.scorecards import Row

TARGET_DASH = (7, 4)


@dataclass(frozen=True, slots=True)
class TargetPath:
    """`values` begin with the chart's first month and go on to March; None where nothing is asked for."""

    name: str
    label: str
    values: tuple[Decimal | None, ...]
    dash: tuple[int, ...] = TARGET_DASH


def march(row: Row) -> date:
    """The last month of the target's year."""
    return date(row.target_now.financial_year + 1, 3, 1)


def target_path(row: Row, cells: tuple[Cell, ...]) -> TargetPath | None:
    """A level or a twelfth of the year's total for each month, or the straight line to March."""
    target = row.target_now
    if target.value is None or target.basis is None:
        return None
    wanted = formats.figure(target.value, row.unit, row.decimals)
    name, label = "Target", f"Target {wanted}"
    if target.basis is Basis.ANNUAL_TOTAL:
        monthly = target.value / 12
        name = "Target, a twelfth of the year"
        label = f"Target {wanted} a year: {formats.number(monthly, 1)} a month"
    elif target.basis is Basis.YEAR_END:
        name, label = "Path to target", f"Target {wanted} by March {target.financial_year + 1}"
    asked = _asked(row, cells, target.value, target.basis)
    first, last = cells[0].month, march(row)
    length = (last.year - first.year) * 12 + last.month - first.month + 1
    return TargetPath(name, label, tuple(asked.get(month) for month in months.months_to(last, length)))


def _asked(row: Row, cells: tuple[Cell, ...], wanted: Decimal, basis: Basis) -> Mapping[date, Decimal]:
    if basis is Basis.ANNUAL_TOTAL:
        return dict.fromkeys(months.financial_year_months(row.target_now.financial_year), wanted / 12)
    values = {cell.month: cell.value for cell in cells}
    path = trajectories.path(values, month=row.now.month, target=wanted, basis=basis)
    return {each.month: each.value for each in path}
