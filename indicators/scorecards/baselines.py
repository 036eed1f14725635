"""Where an indicator's chart begins anew, and what that does to its limits and signals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from indicators import models
from indicators.calculations import months
from indicators.calculations.limits import drawn_line, line
from indicators.calculations.series import Cell
from indicators.calculations.terms import Polarity, Unit

from .build import MONTHS_SHOWN
from .changes import Change, change, name_of
from .signals import MOST_MONTHS, Earlier, row_signal


@dataclass(frozen=True, slots=True)
class ChartNow:
    """What a chart says at its latest figure. `range` is such as "138 to 389", or says why there is none.

    Limits are made of `made_of` figures; `mean` is empty without any. `signals` counts the last 13 months.
    """

    mean: str
    range: str
    is_trial: bool
    made_of: int
    signals: int


@dataclass(frozen=True, slots=True)
class Effect:
    """The chart as it is, and as it would be."""

    before: ChartNow
    after: ChartNow


@dataclass(frozen=True, slots=True)
class Begun:
    """One baseline; `withdrawal` is what taking it away would do."""

    pk: int
    starts: date
    reason: str
    by: str
    at: datetime
    withdrawal: Effect


@dataclass(frozen=True, slots=True)
class Charted:
    """One indicator's figures by month, and the months in which its chart begins anew, oldest first."""

    indicator: models.Indicator
    values: Mapping[date, Decimal]
    starts: tuple[date, ...]

    @property
    def first(self) -> date | None:
        return min(self.values, default=None)

    @property
    def latest(self) -> date | None:
        return max(self.values, default=None)

    def choices(self, today: date) -> tuple[date, ...]:
        """The months that a baseline may begin in, newest first: after the first figure, up to today."""
        if self.first is None:
            return ()
        last = months.first_of(today)
        count = (last.year - self.first.year) * 12 + last.month - self.first.month
        return tuple(reversed(months.months_to(last, max(count, 0))))

    def beginning(self, starts: date) -> Effect:
        return Effect(self._now(self.starts), self._now({*self.starts, starts}))

    def withdrawing(self, starts: date) -> Effect:
        return Effect(self._now(self.starts), self._now({*self.starts} - {starts}))

    def _now(self, starts: Iterable[date]) -> ChartNow:
        if self.latest is None:
            return ChartNow("", "No figure yet", is_trial=True, made_of=0, signals=0)
        unit, decimals = Unit(self.indicator.unit), self.indicator.decimals
        signal = row_signal(
            self.indicator.pk,
            [Cell(each, self.values.get(each)) for each in months.months_to(self.latest, MOST_MONTHS)],
            Earlier({}, {self.indicator.pk: tuple(sorted(starts))}),
            unit=unit,
            decimals=decimals,
            polarity=Polarity(self.indicator.polarity),
        )
        mean, lower, upper = signal.lines[-1]
        between = [
            drawn_line(each, unit, decimals, self.values.values())
            for each in (lower, upper)
            if each is not None
        ]
        begins = max((*signal.starts, signal.since or self.latest))
        return ChartNow(
            mean="" if mean is None else line(mean, unit, max(decimals, 1)),
            range=" to ".join(between) or signal.reading.limits,
            is_trial=signal.reading.trial and bool(between),
            made_of=sum(begins <= month <= self.latest for month in self.values),
            signals=sum(kind is not None for kind in signal.kinds[-MONTHS_SHOWN:]),
        )


def charted(indicator: models.Indicator) -> Charted:
    """Two queries."""
    returns = models.MonthlyReturn.objects.filter(indicator=indicator, value__isnull=False)
    starts = indicator.baselines.order_by("starts").values_list("starts", flat=True)
    values = {month: value for month, value in returns.values_list("month", "value") if value is not None}
    return Charted(indicator, values, tuple(starts))


def begun(chart: Charted) -> tuple[Begun, ...]:
    """The newest first. One query."""
    rows = chart.indicator.baselines.select_related("by").order_by("-starts")
    return tuple(
        Begun(row.pk, row.starts, row.reason, name_of(row.by), row.at, chart.withdrawing(row.starts))
        for row in rows
    )


def baseline_changes(indicator: models.Indicator) -> list[Change]:
    """Newest first. One query."""
    rows = models.Baseline.history.filter(indicator_id=indicator.pk).select_related("history_user")
    return [
        change(row, f"A baseline from {months.label(row.starts)} {_DONE[row.history_type]}")
        for row in rows.order_by("-history_date", "-history_id")
    ]


_DONE = {"+": "begun", "~": "changed", "-": "withdrawn"}
