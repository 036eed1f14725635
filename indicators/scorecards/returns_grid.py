"""What was reported for a month, row by row, beside what came before it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from indicators import models
from indicators.calculations import formats, months
from indicators.calculations.movements import Movement, movement
from indicators.calculations.relations import Relation
from indicators.calculations.series import Cell
from indicators.calculations.terms import Missing, Polarity, Unit

from .known import Recorded
from .relations import relations_of
from .return_checks import Check, Checked, checks_of
from .returns_recorded import NOTHING, LastSaved, before_restated, last_saved, recorded_in
from .signals import Earlier, earlier, row_signal
from .values import figures_of

MONTHS_READ = 13


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One indicator. `recorded` is the month's return as it was given, its version 0 where there is none.

    `asks_parts`: a number and out of how many can be given, because nobody has said what it is made of.
    """

    pk: int
    ref: str
    ref_slug: str
    title: str
    title_in_full: str
    section_pk: int
    section: str
    reporter: str
    unit: Unit
    decimals: int
    multiplier: int | None
    asks_parts: bool
    last_year: Cell
    last_month: Cell
    recorded: Recorded
    change: Movement
    checks: tuple[Check, ...]
    is_restated: bool

    @property
    def is_in(self) -> bool:
        """A figure, or the reason why there is none."""
        return self.recorded.value is not None or self.recorded.missing is not None

    @property
    def is_to_look_at(self) -> bool:
        return any(check.look for check in self.checks)

    def figure(self, value: Decimal | None) -> str:
        return formats.figure(value, self.unit, self.decimals)


@dataclass(frozen=True, slots=True)
class ReturnsGrid:
    """`reporting_months` are all of them, oldest first; `together` says which rows a row is checked with."""

    month: date
    reporting_months: tuple[models.ReportingMonth, ...]
    rows: tuple[ReturnRow, ...]
    last_saved: LastSaved | None
    together: Mapping[int, frozenset[int]]

    @property
    def reporting_month(self) -> models.ReportingMonth | None:
        return next((each for each in self.reporting_months if each.month == self.month), None)

    @property
    def is_open(self) -> bool:
        return self.reporting_month is not None and self.reporting_month.is_open

    @property
    def count_in(self) -> int:
        return sum(row.is_in for row in self.rows)

    @property
    def empty(self) -> int:
        return len(self.rows) - self.count_in

    @property
    def to_look_at(self) -> int:
        return sum(row.is_to_look_at for row in self.rows)

    @property
    def restated(self) -> int:
        return sum(row.is_restated for row in self.rows)

    def by_pk(self) -> dict[int, ReturnRow]:
        return {row.pk: row for row in self.rows}


def returns_grid(scorecard: models.Scorecard, month: date) -> ReturnsGrid:
    """Every indicator active in `month`, in printed order. Thirteen queries at most, however many rows."""
    read = months.months_to(month, MONTHS_READ)
    figures = figures_of(scorecard.pk, read)
    recorded = recorded_in(scorecard.pk, month)
    was = before_restated(scorecard.pk, read[-2:])
    with_parts = set(
        models.Part.objects.filter(indicator__scorecard=scorecard).values_list("indicator_id", flat=True)
    )
    indicators = list(_indicators(scorecard, month))
    nothing = tuple(Cell(each, None) for each in read)
    cells = {each.pk: figures[each.pk].cells if each.pk in figures else nothing for each in indicators}
    relations = relations_of(scorecard.pk)
    known = earlier(scorecard.pk, read)
    checks = checks_of(
        [
            _checked(each, cells[each.pk], known, recorded.get(each.pk, NOTHING), was[each.pk])
            for each in indicators
        ],
        relations,
    )
    rows = tuple(
        _row(
            each,
            cells[each.pk],
            recorded.get(each.pk, NOTHING),
            checks[each.ref],
            has_parts=each.pk in with_parts,
            is_restated=bool(was[each.pk]),
        )
        for each in indicators
    )
    return ReturnsGrid(
        month=month,
        reporting_months=tuple(models.ReportingMonth.objects.filter(scorecard=scorecard).order_by("month")),
        rows=rows,
        last_saved=last_saved(scorecard.pk, month),
        together=_together(rows, relations),
    )


def checked_with(grid: ReturnsGrid, pk: int) -> frozenset[int]:
    """The rows whose checks may say something else once this one changes, itself among them. One query."""
    made_of_it = models.Part.objects.filter(other=pk).values_list("indicator_id", flat=True)
    return frozenset({pk, *grid.together.get(pk, ()), *made_of_it})


def month_to_enter(scorecard: models.Scorecard) -> date | None:
    """As `open_month_to_enter`; else the latest month on record. None where there is none."""
    if month := open_month_to_enter(scorecard):
        return month
    latest = models.ReportingMonth.objects.filter(scorecard=scorecard).order_by("month").last()
    return latest.month if latest else None


def open_month_to_enter(scorecard: models.Scorecard) -> date | None:
    """The open month; of several the first that lacks a return, the latest where all are in."""
    opened = models.ReportingMonth.objects.open().filter(scorecard=scorecard).order_by("month")
    found = list(opened.values_list("month", flat=True))
    for month in found[:-1]:
        given = models.MonthlyReturn.objects.reported().filter(month=month)
        active = models.Indicator.objects.filter(scorecard=scorecard).active_in(month)
        if active.exclude(returns__in=given).exists():
            return month
    return found[-1] if found else None


def _indicators(scorecard: models.Scorecard, month: date) -> Any:
    rows = models.Indicator.objects.filter(scorecard=scorecard).active_in(month).in_printed_order()
    return rows.values_list(
        "pk",
        "ref",
        "ref_slug",
        "title",
        "short_title",
        "unit",
        "decimals",
        "polarity",
        "multiplier",
        "section_id",
        "section__name",
        "reporter_name",
        "reporter__full_name",
        named=True,
    )


def _together(rows: tuple[ReturnRow, ...], relations: tuple[Relation, ...]) -> dict[int, frozenset[int]]:
    pk_of = {row.ref: row.pk for row in rows}
    found: dict[int, set[int]] = defaultdict(set)
    for relation in relations:
        named = {pk_of[ref] for ref in relation.refs if ref in pk_of}
        for pk in named:
            found[pk] |= named
    return {pk: frozenset(others) for pk, others in found.items()}


def _checked(
    indicator: Any,
    cells: tuple[Cell, ...],
    known: Earlier,
    recorded: Recorded,
    was: Mapping[date, Decimal | Missing],
) -> Checked:
    return Checked(
        ref=indicator.ref,
        unit=Unit(indicator.unit),
        decimals=indicator.decimals,
        signal=row_signal(
            indicator.pk,
            cells,
            known,
            unit=Unit(indicator.unit),
            decimals=indicator.decimals,
            polarity=Polarity(indicator.polarity),
        ),
        multiplier=indicator.multiplier,
        cells=cells,
        is_recorded=recorded.value is not None or recorded.missing is not None,
        was=was,
    )


def _row(
    indicator: Any,
    cells: tuple[Cell, ...],
    recorded: Recorded,
    checks: tuple[Check, ...],
    *,
    has_parts: bool,
    is_restated: bool,
) -> ReturnRow:
    return ReturnRow(
        pk=indicator.pk,
        ref=indicator.ref,
        ref_slug=indicator.ref_slug,
        title=indicator.short_title or indicator.title,
        title_in_full=indicator.title,
        section_pk=indicator.section_id,
        section=indicator.section__name,
        reporter=indicator.reporter__full_name or indicator.reporter_name,
        unit=Unit(indicator.unit),
        decimals=indicator.decimals,
        multiplier=indicator.multiplier,
        asks_parts=indicator.unit != Unit.COUNT and (not has_parts or recorded.numerator is not None),
        last_year=cells[0],
        last_month=cells[-2],
        recorded=recorded,
        change=movement(recorded.value, cells[-2].value),
        checks=checks,
        is_restated=is_restated,
    )
