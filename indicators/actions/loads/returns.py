"""Monthly returns of a printed scorecard, held against those recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from indicators.actions.return_rows import RECORDED_AGAIN, ReturnWrite, write_all
from indicators.calculations import formats, months
from indicators.calculations.series import Cell
from indicators.calculations.terms import Missing, Unit
from indicators.imports.printed import PrintedScorecard
from indicators.models import Indicator, MonthlyReturn, Scorecard

from .changes import Change, Stamp, Writing


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell to be written over `recorded`, None where there is no row; a withdrawn one is recorded again."""

    indicator: Indicator
    cell: Cell
    recorded: MonthlyReturn | None = None


@dataclass(slots=True)
class ReturnPlan:
    new: list[Figure] = field(default_factory=list)
    restated: list[Figure] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.restated)


def compare(scorecard: Scorecard, printed: PrintedScorecard, by_ref: Mapping[str, Indicator]) -> ReturnPlan:
    rows = MonthlyReturn.objects.filter(indicator__scorecard=scorecard, month__in=printed.months)
    recorded = {(row.indicator_id, row.month): row for row in rows}
    plan = ReturnPlan()
    for row in printed.rows:
        indicator = by_ref[row.ref]
        for cell in row.cells:
            current = recorded.get((indicator.pk, cell.month))
            if current is None or current.is_withdrawn:
                plan.new.append(Figure(indicator, cell, current))
            elif (current.value, current.missing) != (cell.value, cell.missing or ""):
                plan.restated.append(Figure(indicator, cell, current))
                what = f"the figure of {months.label(cell.month)}"
                before = Cell(
                    cell.month, current.value, Missing(current.missing) if current.missing else None
                )
                plan.changes.append(
                    Change(
                        row.line, row.ref, what, _text(indicator, before), _text(indicator, cell), row.sheet
                    )
                )
    return plan


def write(plan: ReturnPlan, writing: Writing) -> None:
    """Raises Conflict where somebody recorded one of them meanwhile."""
    stamp = writing.stamp
    writes = [_write(each, stamp) for each in (*plan.new, *plan.restated)]
    write_all(writes, batch=writing.batch, by=stamp.by, at=stamp.at)


def _write(figure: Figure, stamp: Stamp) -> ReturnWrite:
    cell, recorded = figure.cell, figure.recorded
    return ReturnWrite(
        figure.indicator.pk,
        cell.month,
        recorded.version if recorded else 0,
        cell.value,
        cell.missing or "",
        cell.numerator,
        cell.denominator,
        reason=(stamp.reason or RECORDED_AGAIN) if recorded else _first_reason(stamp),
    )


def _first_reason(stamp: Stamp) -> str:
    """A person who loads a file is reason enough."""
    return "" if stamp.by else stamp.first


def _text(indicator: Indicator, cell: Cell) -> str:
    return formats.figure(cell.value, Unit(indicator.unit), indicator.decimals, cell.missing)
