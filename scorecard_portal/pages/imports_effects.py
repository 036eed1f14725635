"""What loading a file, or taking it back, does beyond the figures: signatures, checks, what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from commentary.summaries import Item, MonthWork, Strip, month_strip, month_work
from commentary.workflow import Status
from indicators.calculations.terms import Missing
from indicators.imports.plans.plan import Plan
from indicators.models import Relation, ReportingMonth, Scorecard
from indicators.scorecards import Row, hash_of, seen_of


class Standing(NamedTuple):
    """What a return will say: a number, a reason, or nothing where it is withdrawn."""

    value: Decimal | None = None
    missing: Missing | None = None


Changed = Mapping[tuple[int, date], Standing]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Refs of commentaries of open months: signed and soon stale, stale and soon right again."""

    stale: tuple[str, ...]
    right_again: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effects:
    """`missing` are the refs still without a figure for `month`; `checks` run after loading."""

    month: date | None
    signatures: Signatures
    checks: int
    missing: tuple[str, ...]
    strip: Strip | None


def effects(scorecard: Scorecard, plan: Plan, today: date) -> Effects:
    """Of loading the plan as it is decided so far. The queries of each open month's work, and two more."""
    works = open_works(scorecard)
    planned = {
        (figure.indicator.pk, figure.month): Standing(figure.value, figure.missing)
        for figure in (*plan.new, *plan.restated)
    }
    work = next((each for each in works if each.month == plan.month), None)
    return Effects(
        month=plan.month,
        signatures=signatures(works, planned),
        checks=Relation.objects.filter(scorecard=scorecard).count(),
        missing=tuple(row.ref for row in work.missing_returns if (row.pk, work.month) not in planned)
        if work
        else (),
        strip=month_strip(work, today) if work else None,
    )


def open_works(scorecard: Scorecard) -> tuple[MonthWork, ...]:
    months = ReportingMonth.objects.open().filter(scorecard=scorecard).select_related("scorecard")
    return tuple(month_work(month) for month in months)


def signatures(works: Iterable[MonthWork], changed: Changed) -> Signatures:
    """Which would not fit the figures any more, and which would fit them again. No query."""
    stale, right_again = [], []
    for work in works:
        for item in work.items:
            if item.status is not Status.APPROVED or not _touches(item, changed):
                continue
            fits = hash_of(seen_of(_after(row, changed) for row in item.family)) == item.summary.figures_hash
            if not fits and not item.summary.is_stale:
                stale.append(item.row.ref)
            elif fits and item.summary.is_stale:
                right_again.append(item.row.ref)
    return Signatures(tuple(stale), tuple(right_again))


def _touches(item: Item, changed: Changed) -> bool:
    return any((row.pk, cell.month) in changed for row in item.family for cell in row.cells)


def _after(row: Row, changed: Changed) -> Row:
    cells = []
    for cell in row.cells:
        standing = changed.get((row.pk, cell.month))
        cells.append(cell._replace(**standing._asdict()) if standing else cell)
    return replace(row, cells=tuple(cells))
