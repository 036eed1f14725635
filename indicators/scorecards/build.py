"""A scorecard for one month: a fixed number of queries, then plain arithmetic."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from indicators import models
from indicators.calculations import months, movements, series, significance
from indicators.calculations.series import Cell
from indicators.calculations.targets import FOLLOWS
from indicators.calculations.terms import Polarity, Unit

from . import reference, signals
from .rows import Benchmark, Row, Scorecard, Target
from .signals import Earlier
from .values import Figures, figures_of

MONTHS_SHOWN = 13
# Names come joined to the row: an object for each section and person would cost more than the figures.
COLUMNS = (
    "pk",
    "ref",
    "ref_slug",
    "title",
    "short_title",
    "outcome",
    "definition",
    "unit",
    "decimals",
    "polarity",
    "multiplier",
    "section_id",
    "section__name",
    "owner_id",
    "owner_name",
    "owner__full_name",
    "reporter_id",
    "reporter_name",
    "reporter__full_name",
    "shares_commentary_with_id",
    "local",
    "active_from",
)


def build(
    scorecard: models.Scorecard, month: date, *, only: Iterable[int] = (), months_shown: int = MONTHS_SHOWN
) -> Scorecard:
    """The scorecard as it stands for `month`; `only` names the indicators wanted (all active ones otherwise).

    Ten queries, however many rows. `months_shown` is at least 13: changes, twelve month figures and
    target paths look back that far.
    """
    shown = months.months_to(month, months_shown)
    years = reference.years_around(month)
    wanted = tuple(only)
    indicators = models.Indicator.objects.filter(scorecard=scorecard).active_in(month).in_printed_order()
    if wanted:
        indicators = models.Indicator.objects.filter(scorecard=scorecard, pk__in=wanted).in_printed_order()
    comparators = reference.comparators_of(scorecard.pk)
    release = reference.release_for(scorecard.pk, month)
    benchmarks = reference.benchmarks_of(release, comparators)
    targets = reference.targets_of(scorecard.pk, years)
    figures = figures_of(scorecard.pk, shown, only=wanted)
    known = signals.earlier(scorecard.pk, shown, only=wanted)
    nothing = Figures(tuple(Cell(each, None) for each in shown), frozenset())
    rows = tuple(
        _row_of(
            _Given(
                indicator,
                figures.get(indicator.pk, nothing),
                reference.benchmarks_for_row(
                    indicator.pk, local=indicator.local, comparators=comparators, benchmarks=benchmarks
                ),
                tuple(targets.get(indicator.pk, {}).get(year) or Target(year) for year in years),
                known.values.get(indicator.pk, {}),
                known.starts.get(indicator.pk, ()),
            ),
            shown,
        )
        for indicator in indicators.values_list(*COLUMNS, named=True)
    )
    return Scorecard(
        pk=scorecard.pk,
        name=scorecard.name,
        slug=scorecard.slug,
        month=month,
        months=shown,
        years=years,
        comparators=comparators,
        release=release,
        rows=rows,
    )


class _Given(NamedTuple):
    """All that a row is made from; `earlier` are the figures before the months shown."""

    indicator: Any
    figures: Figures
    benchmarks: tuple[Benchmark, ...]
    targets: tuple[Target, ...]
    earlier: Mapping[date, Decimal]
    starts: tuple[date, ...]


# Of the rows made last, what each was made from. A change mostly leaves all rows but one as they were;
# those are told by comparing, and not made again.
_made: dict[tuple[int, tuple[date, ...]], tuple[_Given, Row]] = {}
# With ten years behind each some 30 MB.
_ROWS_KEPT = 2_000


def _row_of(given: _Given, shown: tuple[date, ...]) -> Row:
    key = (given.indicator.pk, shown)
    kept = _made.get(key)
    if kept is not None and kept[0] == given:
        return kept[1]
    if len(_made) > _ROWS_KEPT:
        _made.clear()
    row = _row(*given)
    _made[key] = (given, row)
    return row


def forget() -> None:
    """Drop the rows kept in this process."""
    _made.clear()
    signals.forget()


def _row(
    indicator: Any,
    figures: Figures,
    benchmarks: tuple[Benchmark, ...],
    targets: tuple[Target, ...],
    earlier: Mapping[date, Decimal],
    starts: tuple[date, ...],
) -> Row:
    unit, polarity = Unit(indicator.unit), Polarity(indicator.polarity)
    cells = figures.cells
    now, last_month, last_year = cells[-1], cells[-2], cells[-13]
    year = cells[-12:]
    change_month = movements.movement(now.value, last_month.value)
    change_year = movements.movement(now.value, last_year.value)
    target = targets[1]
    target_reading = reference.read(target, cells, now.month)
    # Where polarity was changed after the target was set, nobody knows which side of it is good.
    is_sided = target.direction in (None, FOLLOWS[polarity])
    return Row(
        pk=indicator.pk,
        ref=indicator.ref,
        ref_slug=indicator.ref_slug,
        title=indicator.title,
        short_title=indicator.short_title,
        outcome=indicator.outcome,
        definition=indicator.definition,
        unit=unit,
        decimals=indicator.decimals,
        polarity=polarity,
        multiplier=indicator.multiplier,
        section_pk=indicator.section_id,
        section=indicator.section__name,
        owner_pk=indicator.owner_id,
        owner=indicator.owner__full_name or indicator.owner_name,
        reporter_pk=indicator.reporter_id,
        reporter=indicator.reporter__full_name or indicator.reporter_name,
        shares_with_pk=indicator.shares_commentary_with_id,
        local=indicator.local,
        cells=cells,
        restated=figures.restated,
        change_month=change_month,
        change_year=change_year,
        judgement_month=movements.judgement(change_month.arrow, polarity),
        judgement_year=movements.judgement(change_year.arrow, polarity),
        mean_12=series.mean(year, indicator.decimals),
        max_12=series.maximum(year),
        min_12=series.minimum(year),
        pooled_12=series.pooled(year, unit, indicator.multiplier, indicator.decimals)
        if indicator.multiplier
        else None,
        benchmarks=benchmarks,
        targets=targets,
        target_reading=target_reading,
        target_position=reference.position(target_reading, target, cells, now.month),
        signal=signals.row_signal(
            indicator.pk,
            cells,
            Earlier({indicator.pk: earlier}, {indicator.pk: starts}),
            unit=unit,
            decimals=indicator.decimals,
            polarity=polarity,
            target=target.monthly if is_sided else None,
        ),
        verdicts=tuple(
            significance.verdict(
                numerator=now.numerator,
                denominator=now.denominator,
                multiplier=indicator.multiplier,
                unit=unit,
                polarity=polarity,
                benchmark=each.value,
            )
            for each in benchmarks
        ),
        active_from=indicator.active_from,
    )
