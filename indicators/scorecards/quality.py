"""What is to be said about the figures of a month: do they agree with each other, are they all there?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, Min

from indicators import models
from indicators.calculations import formats, months
from indicators.calculations.control_charts import Rule
from indicators.calculations.proportions import disagreement
from indicators.calculations.relations import (
    Relation,
    RelationKind,
    RelationResult,
    check_relation,
    in_words,
    sentence,
)
from indicators.calculations.series import Cell
from indicators.calculations.terms import Polarity, Unit

from .build import MONTHS_SHOWN
from .relations import relations_of
from .rows import Row
from .signals import Earlier, earlier, row_signal
from .values import Figures, figures_of

ERROR = models.Relation.ERROR


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator, as the pages name it."""

    pk: int
    ref: str
    ref_slug: str
    title: str
    unit: Unit
    decimals: int
    polarity: Polarity
    multiplier: int | None
    is_active: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """One check of the scorecard for the month, in words, with the rows that it speaks of."""

    relation: Relation
    result: RelationResult
    rows: tuple[Measured, ...]

    @property
    def words(self) -> str:
        return in_words(self.relation)

    @property
    def sentence(self) -> str:
        return sentence(self.result)

    @property
    def is_error(self) -> bool:
        return self.relation.severity == ERROR


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of one row."""

    row: Measured
    text: str


@dataclass(frozen=True, slots=True)
class Quality:
    """`parts` are figures that do not follow from their numerators and denominators, where no failing check
    says so already; `without_figure` the rows asked for that have no number, with the reason; `outside`
    those beyond their control limits; `restated` those changed since they were recorded."""

    month: date
    checks: tuple[Checked, ...]
    parts: tuple[Remark, ...]
    without_figure: tuple[Remark, ...]
    outside: tuple[Remark, ...]
    restated: tuple[Measured, ...]
    rows: int
    has_figures: bool

    @property
    def failing(self) -> tuple[Checked, ...]:
        """Errors first."""
        return tuple(sorted(self._that(False), key=lambda each: not each.is_error))

    @property
    def unchecked(self) -> tuple[Checked, ...]:
        return self._that(None)

    @property
    def holding(self) -> tuple[Checked, ...]:
        return self._that(True)

    @property
    def errors(self) -> int:
        return sum(each.is_error for each in self.failing)

    @property
    def warnings(self) -> int:
        return len(self.failing) - self.errors

    def _that(self, holds: bool | None) -> tuple[Checked, ...]:
        return tuple(each for each in self.checks if each.result.holds is holds)


def quality_of(scorecard: models.Scorecard, month: date) -> Quality:
    """The figures of a month looked at. Eight queries, however many rows."""
    measured = _measured(scorecard.pk, month)
    shown = months.months_to(month, MONTHS_SHOWN)
    figures = figures_of(scorecard.pk, shown)
    checks = _checks(relations_of(scorecard.pk), measured, figures, month)
    told = {
        each.relation.subject
        for each in checks
        if each.result.holds is False and each.relation.kind == RelationKind.RATIO
    }
    active = [each for each in measured.values() if each.is_active]
    nothing = Figures(tuple(Cell(each, None) for each in shown), frozenset())
    given = [(row, figures.get(row.pk, nothing)) for row in active]
    known = earlier(scorecard.pk, shown)
    return Quality(
        month=month,
        checks=checks,
        parts=_remarks((row, _of_parts(row, each.cells)) for row, each in given if row.ref not in told),
        without_figure=_remarks((row, _why_none(each.cells[-1])) for row, each in given),
        outside=_remarks((row, _outside(row, each.cells, known)) for row, each in given),
        restated=tuple(row for row, each in given if month in each.restated),
        rows=len(active),
        has_figures=any(each.cells[-1].value is not None for _, each in given),
    )


def parts_disagree(row: Row) -> str:
    """What a row's page says where its figure is not what its parts make; empty otherwise. No query."""
    return disagreement(row.ref, row.cells, unit=row.unit, multiplier=row.multiplier, decimals=row.decimals)


def _measured(scorecard_pk: int, month: date) -> dict[str, Measured]:
    """All rows by ref, in printed order; checks may name some that have retired."""
    rows = models.Indicator.objects.filter(scorecard_id=scorecard_pk).in_printed_order()
    return {
        row.ref: Measured(
            pk=row.pk,
            ref=row.ref,
            ref_slug=row.ref_slug,
            title=row.shown_title,
            unit=Unit(row.unit),
            decimals=row.decimals,
            polarity=Polarity(row.polarity),
            multiplier=row.multiplier,
            is_active=row.is_active_in(month),
        )
        for row in rows
    }


def _checks(
    relations: tuple[Relation, ...],
    measured: Mapping[str, Measured],
    figures: Mapping[int, Figures],
    month: date,
) -> tuple[Checked, ...]:
    values = {
        (row.ref, cell.month): cell.value
        for row in measured.values()
        if row.pk in figures
        for cell in figures[row.pk].cells[-2:]
    }

    def value_of(ref: str, month: date) -> Decimal | None:
        return values.get((ref, month))

    return tuple(
        Checked(
            relation,
            check_relation(relation, value_of, month),
            tuple(measured[ref] for ref in relation.refs),
        )
        for relation in relations
    )


def _remarks(said: Iterable[tuple[Measured, str]]) -> tuple[Remark, ...]:
    return tuple(Remark(row, text) for row, text in said if text)


def _of_parts(row: Measured, cells: tuple[Cell, ...]) -> str:
    return disagreement(row.ref, cells, unit=row.unit, multiplier=row.multiplier, decimals=row.decimals)


def _why_none(cell: Cell) -> str:
    if cell.value is not None:
        return ""
    return formats.missing_words(cell.missing) if cell.missing else "not given, and no reason either"


def _outside(row: Measured, cells: tuple[Cell, ...], known: Earlier) -> str:
    """Such as "51.6% is above the upper limit of 48.7%"; empty within the limits or without any."""
    signal = row_signal(row.pk, cells, known, unit=row.unit, decimals=row.decimals, polarity=row.polarity)
    outside = next((each for each in signal.reading.explanations if each.rule == Rule.OUTSIDE), None)
    if outside is None:
        return ""
    return f"{outside.sentence}{', a trial limit' if signal.reading.trial else ''}"


def first_and_last(scorecard: models.Scorecard, known: Iterable[date]) -> tuple[date, date]:
    """The months that can be looked at: those with returns, and the `known` ones. One query."""
    returns = models.MonthlyReturn.objects.reported().filter(indicator__scorecard=scorecard)
    record = returns.aggregate(first=Min("month"), last=Max("month"))
    found = [month for month in (*record.values(), *known) if month is not None]
    return (min(found), max(found)) if found else (date.max, date.min)
