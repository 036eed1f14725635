"""What the control charts of a month say: signal or noise, for each row.

A chart is made of every figure recorded up to the month, at most ten years of them, and begins anew only
where a person said so.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from indicators import models
from indicators.calculations import control_charts, months, signals
from indicators.calculations.control_charts import Assurance, ControlChart, Kind
from indicators.calculations.limits import drawn_limits
from indicators.calculations.series import Cell
from indicators.calculations.signals import LIMITS_FROM, SignalReading
from indicators.calculations.terms import Polarity, Unit

MOST_MONTHS = 120
_CHARTS_KEPT = 4_000


class Lines(NamedTuple):
    """Mean and limits in one month, within what its unit can be; None where there are none."""

    mean: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class RowSignal:
    """The last month's `reading`; for each month shown whether it is a signal, and its lines.

    `since` is the first month of the chart and `starts` are the months it begins anew, oldest first.
    `assurance` is a sentence without a full stop, empty without a target that each month is held to;
    `assured` says the same in a word.
    """

    reading: SignalReading
    polarity: Polarity
    is_new: bool
    kinds: tuple[Kind | None, ...]
    lines: tuple[Lines, ...]
    since: date | None
    starts: tuple[date, ...]
    assurance: str
    assured: Assurance | None

    @property
    def kind(self) -> Kind | None:
        """The last month's kind where it is a signal."""
        return self.kinds[-1]

    @property
    def is_up(self) -> bool:
        return is_up(self.kind, self.polarity)

    @property
    def short(self) -> str:
        """The first rule that fired, such as "below lower limit"; empty without a signal."""
        return self.reading.explanations[0].short if self.reading.explanations else ""

    @property
    def clause(self) -> str:
        """Such as "below the lower limit of 51.3%"; empty without a signal."""
        return self.reading.explanations[0].clause if self.reading.explanations else ""


def forget() -> None:
    """Drop the charts kept in this process."""
    _row_signal.cache_clear()


def is_up(kind: Kind | None, polarity: Polarity) -> bool:
    """Whether a signal of that kind is on the high side."""
    return kind == Kind.HIGH or kind == (Kind.CONCERN if polarity is Polarity.LOWER else Kind.IMPROVEMENT)


class Charted(NamedTuple):
    """A chart and the month of each of its values."""

    months: tuple[date, ...]
    chart: ControlChart


class Earlier(NamedTuple):
    """What is known of the months before those shown, and the months that charts begin anew, by indicator."""

    values: Mapping[int, Mapping[date, Decimal]]
    starts: Mapping[int, tuple[date, ...]]


def earlier(scorecard_pk: int, shown: Sequence[date], *, only: Iterable[int] = ()) -> Earlier:
    """Two queries. `shown` are the months read elsewhere, oldest first; `only` names indicators."""
    first, month = shown[0], shown[-1]
    mine = {"indicator__in": list(only)} if only else {"indicator__scorecard_id": scorecard_pk}
    oldest = months.shift(month, 1 - MOST_MONTHS)
    returns = models.MonthlyReturn.objects.filter(
        **mine, month__gte=oldest, month__lt=first, value__isnull=False
    )
    values: dict[int, dict[date, Decimal]] = defaultdict(dict)
    for pk, at, value in returns.order_by().values_list("indicator_id", "month", "value"):
        if value is not None:
            values[pk][at] = value
    starts: dict[int, list[date]] = defaultdict(list)
    rows = models.Baseline.objects.filter(**mine, starts__lte=month).order_by("starts")
    for pk, at in rows.values_list("indicator_id", "starts"):
        starts[pk].append(at)
    return Earlier(values, {pk: tuple(found) for pk, found in starts.items()})


def chart_of(
    cells: Sequence[Cell],
    starts: Iterable[date],
    *,
    polarity: Polarity,
    target: Decimal | None = None,
) -> Charted:
    """The chart of `cells`, which are all months on record, from the first figure on."""
    shown, values = _series(cells, {})
    return Charted(shown, _chart(values, polarity, _indexes(shown, starts), target))


def row_signal(
    pk: int,
    cells: Sequence[Cell],
    known: Earlier,
    *,
    unit: Unit,
    decimals: int,
    polarity: Polarity,
    target: Decimal | None = None,
) -> RowSignal:
    """`cells` are the months shown; `target` is one that each month is held to."""
    shown, values = _series(cells, known.values.get(pk, {}))
    return _row_signal(
        values,
        shown[-1] if shown else cells[-1].month,
        len(cells),
        known.starts.get(pk, ()),
        unit,
        decimals,
        polarity,
        target,
    )


def _series(
    cells: Sequence[Cell], values: Mapping[date, Decimal]
) -> tuple[tuple[date, ...], tuple[Decimal | None, ...]]:
    recent = cells[-MOST_MONTHS:]
    found = dict(values) | {cell.month: cell.value for cell in recent if cell.value is not None}
    if not found:
        return (), ()
    first, last = min(found), cells[-1].month
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    shown = months.months_to(last, min(count, MOST_MONTHS))
    return shown, tuple(found.get(month) for month in shown)


def _indexes(shown: Sequence[date], starts: Iterable[date]) -> tuple[int, ...]:
    places = {month: place for place, month in enumerate(shown)}
    return tuple(places[start] for start in starts if start in places)


def _chart(
    values: tuple[Decimal | None, ...],
    polarity: Polarity,
    starts: tuple[int, ...],
    target: Decimal | None = None,
) -> ControlChart:
    return control_charts.control_chart(values, polarity=polarity, target=target, baseline_starts=starts)


# A change mostly leaves all rows but one as they were; what is said of those is kept.
@lru_cache(maxsize=_CHARTS_KEPT)
def _row_signal(
    values: tuple[Decimal | None, ...],
    month: date,
    count: int,
    starts: tuple[date, ...],
    unit: Unit,
    decimals: int,
    polarity: Polarity,
    target: Decimal | None,
) -> RowSignal:
    shown = months.months_to(month, len(values))
    indexes = _indexes(shown, starts)
    chart = _chart(values, polarity, indexes, target)
    reading = signals.read_signal(chart, shown, unit=unit, decimals=decimals)
    before = _chart(values[:-1], polarity, tuple(each for each in indexes if each < len(values) - 1))
    kinds, lines = _months_of(chart, unit)
    assurance = signals.assurance_words(chart, target, unit=unit, decimals=decimals)
    pad = max(count - len(values), 0)
    return RowSignal(
        reading=reading,
        polarity=polarity,
        is_new=bool(values) and signals.is_new(chart, before),
        kinds=((None,) * pad + kinds)[-count:],
        lines=((Lines(None, None, None),) * pad + lines)[-count:],
        since=shown[0] if shown else None,
        starts=tuple(start for start in starts if start in shown),
        assurance=assurance,
        assured=chart.assurance if assurance else None,
    )


def _months_of(chart: ControlChart, unit: Unit) -> tuple[tuple[Kind | None, ...], tuple[Lines, ...]]:
    """Whether each value is a signal, and its lines; of a baseline of too few figures nothing is said."""
    kinds: list[Kind | None] = []
    lines: list[Lines] = []
    for each in chart.baselines:
        places = range(each.start, each.stop)
        if each.numbers < LIMITS_FROM:
            kinds += [None] * len(places)
            lines += [Lines(None, None, None)] * len(places)
            continue
        drawn = drawn_limits(each.lower, each.upper, unit)
        kinds += [chart.signals[place].kind if place in chart.signals else None for place in places]
        lines += [Lines(each.mean, drawn.lower, drawn.upper)] * len(places)
    return tuple(kinds), tuple(lines)
