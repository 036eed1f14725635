"""Monthly returns of a printed scorecard, held against those recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from indicators.actions.returns import Figures, add_revision
from indicators.actions.returns import write as write_return
from indicators.calculations import formats, months
from indicators.calculations.series import Cell
from indicators.calculations.terms import Missing, Unit
from indicators.imports.printed import PrintedScorecard
from indicators.models import Indicator, MonthlyReturn, ReturnRevision, Scorecard
from indicators.people.errors import Conflict

from .changes import Change, Writing


@dataclass(frozen=True, slots=True)
class Restatement:
    indicator: Indicator
    recorded: MonthlyReturn
    cell: Cell


@dataclass(slots=True)
class ReturnPlan:
    new: list[tuple[Indicator, Cell]] = field(default_factory=list)
    restated: list[Restatement] = field(default_factory=list)
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
            if current is None:
                plan.new.append((indicator, cell))
            elif (current.value, current.missing) != (cell.value, cell.missing or ""):
                plan.restated.append(Restatement(indicator, current, cell))
                what = f"the figure of {months.label(cell.month)}"
                before = Cell(
                    cell.month, current.value, Missing(current.missing) if current.missing else None
                )
                plan.changes.append(
                    Change(row.line, row.ref, what, _text(indicator, before), _text(indicator, cell))
                )
    return plan


def write(plan: ReturnPlan, writing: Writing) -> None:
    """Raises Conflict where somebody recorded one of them meanwhile."""
    stamp = writing.stamp
    new = [
        MonthlyReturn(indicator=indicator, month=cell.month, value=cell.value, missing=cell.missing or "")
        for indicator, cell in plan.new
    ]
    try:
        with transaction.atomic():
            MonthlyReturn.objects.bulk_create(new)
    except IntegrityError:
        raise Conflict("Somebody recorded returns while the file was loaded. Load it again.") from None
    ReturnRevision.objects.bulk_create(
        ReturnRevision(
            monthly_return=row,
            number=1,
            value=row.value,
            missing=row.missing,
            reason="" if stamp.by else stamp.first,
            batch=writing.batch,
            by=stamp.by,
            at=stamp.at,
        )
        for row in new
    )
    for each in plan.restated:
        figures = Figures(value=each.cell.value, missing=each.cell.missing)
        saved = write_return(
            indicator=each.indicator, month=each.cell.month, figures=figures, current=each.recorded
        )
        add_revision(saved, reason=stamp.reason, batch=writing.batch, by=stamp.by, at=stamp.at)


def _text(indicator: Indicator, cell: Cell) -> str:
    return formats.figure(cell.value, Unit(indicator.unit), indicator.decimals, cell.missing)
