"""The targets of four financial years, each row beside how its year goes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from indicators import models
from indicators.calculations import formats, months
from indicators.calculations.series import Cell
from indicators.calculations.targets import FOLLOWS, TargetReading, read_target
from indicators.calculations.terms import Basis, Direction, Polarity, Unit

from .reference import targets_of
from .rows import Target
from .targets_due import due
from .values import figures_of


@dataclass(frozen=True, slots=True)
class Terms:
    """How a row's targets are compared. `direction` is None where nobody has said which way is good."""

    basis: Basis
    direction: Direction | None
    tolerance: Decimal


@dataclass(frozen=True, slots=True)
class Outturn:
    """What last year came to. A sum over fewer than 12 months is incomplete."""

    value: Decimal | None
    months_with_value: int

    @property
    def is_complete(self) -> bool:
        return self.value is not None and self.months_with_value == 12


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One indicator. `targets` are of last year, this year and the next two."""

    pk: int
    ref: str
    ref_slug: str
    title: str
    section_pk: int
    section: str
    unit: Unit
    decimals: int
    polarity: Polarity
    targets: tuple[Target, ...]
    terms: Terms
    values: Mapping[date, Decimal | None]
    outturn: Outturn
    reading: TargetReading | None

    @property
    def has_target(self) -> bool:
        return any(target.basis for target in self.targets)

    @property
    def has_tbc(self) -> bool:
        return any(target.is_tbc for target in self.targets)

    @property
    def lacks_direction(self) -> bool:
        """A target from this year on that cannot be judged."""
        return any(target.basis and not target.direction for target in self.targets[1:])

    @property
    def years_apart(self) -> tuple[int, ...]:
        """Years from this one on whose target is compared in another way than the row says."""
        return tuple(
            target.financial_year
            for target in self.targets[1:]
            if target.basis and Terms(target.basis, target.direction, target.tolerance) != self.terms
        )

    def target(self, year: int) -> Target:
        return next(target for target in self.targets if target.financial_year == year)

    def read(self, target: Target, month: date) -> TargetReading | None:
        """The month against `target`; None where there is none."""
        if target.basis is None:
            return None
        return read_target(
            cells=self.values,
            month=month,
            value=target.value,
            is_tbc=target.is_tbc,
            basis=target.basis,
            direction=target.direction,
            tolerance=target.tolerance,
        )

    def figure(self, value: Decimal | None) -> str:
        return formats.figure(value, self.unit, self.decimals)


@dataclass(frozen=True, slots=True)
class TargetGrid:
    """`years` are last, this and the next two; `month` is the one the year is read at."""

    month: date
    years: tuple[int, ...]
    rows: tuple[TargetRow, ...]

    @property
    def numbers(self) -> int:
        """This year's targets that are numbers."""
        return sum(row.targets[1].value is not None for row in self.rows)

    @property
    def to_be_set(self) -> int:
        """This year's targets that are TBC."""
        return sum(row.targets[1].is_tbc for row in self.rows)

    @property
    def overdue(self) -> tuple[str, ...]:
        """Refs whose target of last year or this year is TBC three months into it or later."""
        return tuple(row.ref for row in self.rows if due(row.targets, self.month))

    def by_pk(self) -> dict[int, TargetRow]:
        return {row.pk: row for row in self.rows}


def month_to_read(scorecard: models.Scorecard, today: date) -> date:
    """The latest month that has been opened, or the one before `today` where none has. One query."""
    opened = models.ReportingMonth.objects.filter(scorecard=scorecard).exclude(
        status=models.ReportingMonth.PLANNED
    )
    latest = opened.order_by("-month").values_list("month", flat=True).first()
    return latest or months.shift(months.first_of(today), -1)


def target_grid(scorecard: models.Scorecard, month: date) -> TargetGrid:
    """Every indicator that is not retired by `month`. Five queries at most, however many rows."""
    this_year = months.financial_year(month)
    years = tuple(range(this_year - 1, this_year + 3))
    read = months.months_to(month, 13 + len(months.financial_year_months(this_year - 1)))
    targets = targets_of(scorecard.pk, years)
    figures = figures_of(scorecard.pk, read)
    indicators = (
        models.Indicator.objects.filter(scorecard=scorecard)
        .exclude(active_until__lt=month)
        .in_printed_order()
        .select_related("section")
    )
    rows = tuple(
        _row(
            each,
            tuple(targets.get(each.pk, {}).get(year) or Target(year) for year in years),
            figures[each.pk].cells if each.pk in figures else (),
            month,
        )
        for each in indicators
    )
    return TargetGrid(month, years, rows)


def terms_of(targets: tuple[Target, ...], polarity: Polarity) -> Terms:
    """The row's terms: this year's, else the next that are known, else last year's, else what is usual."""
    last, *others = targets
    for target in (*others, last):
        if target.basis is not None:
            return Terms(target.basis, target.direction, target.tolerance)
    return Terms(Basis.LEVEL, FOLLOWS[polarity], Decimal(5))


def _row(
    indicator: models.Indicator, targets: tuple[Target, ...], cells: tuple[Cell, ...], month: date
) -> TargetRow:
    polarity = Polarity(indicator.polarity)
    terms = terms_of(targets, polarity)
    values = {cell.month: cell.value for cell in cells}
    row = TargetRow(
        pk=indicator.pk,
        ref=indicator.ref,
        ref_slug=indicator.ref_slug,
        title=indicator.shown_title,
        section_pk=indicator.section_id,
        section=indicator.section.name,
        unit=Unit(indicator.unit),
        decimals=indicator.decimals,
        polarity=polarity,
        targets=targets,
        terms=terms,
        values=values,
        outturn=_outturn(values, targets[0].financial_year, terms.basis),
        reading=None,
    )
    return replace(row, reading=row.read(targets[1], month))


def _outturn(values: Mapping[date, Decimal | None], year: int, basis: Basis) -> Outturn:
    of_year = [values.get(month) for month in months.financial_year_months(year)]
    if basis != Basis.ANNUAL_TOTAL:
        march = of_year[-1]
        return Outturn(march, 0 if march is None else 12)
    known = [value for value in of_year if value is not None]
    return Outturn(sum(known, Decimal(0)) if known else None, len(known))
