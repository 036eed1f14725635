"""What is known of a scorecard when a file of returns comes in."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from indicators import models
from indicators.calculations.months import shift
from indicators.calculations.relations import Relation
from indicators.calculations.terms import Missing, Polarity, Unit

from .relations import relations_of

# Before the first month asked for: what control limits are made of. After the last: a stock follows from it.
MONTHS_BEFORE, MONTHS_AFTER = 24, 1


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """`owner` and `reporter` are names, of the person or as printed where nobody is matched."""

    pk: int
    ref: str
    title: str
    unit: Unit
    decimals: int
    polarity: Polarity
    multiplier: int | None
    active_from: date | None
    active_until: date | None
    owner: str
    reporter: str
    section: str = ""


class Recorded(NamedTuple):
    """A return as it stands; `version` is the one to be replaced."""

    value: Decimal | None
    missing: Missing | None
    numerator: Decimal | None
    denominator: Decimal | None
    version: int


@dataclass(frozen=True, slots=True)
class Known:
    """`indicators` by ref, in printed order. `recorded` by indicator and month, withdrawn returns among them
    with neither value nor reason.

    `statuses` are those of the reporting months; `benchmarks`, those in force, by indicator and comparator;
    `targets` by indicator and the year in which the financial year begins, None for TBC.
    """

    indicators: Mapping[str, KnownIndicator]
    recorded: Mapping[int, Mapping[date, Recorded]]
    statuses: Mapping[date, str]
    relations: tuple[Relation, ...]
    benchmarks: Mapping[int, Mapping[str, Decimal]]
    targets: Mapping[int, Mapping[int, Decimal | None]] = field(default_factory=dict)


def known(scorecard: models.Scorecard, *, months: Collection[date] | None = None) -> Known:
    """What a plan needs of the scorecard, retired indicators among it. Seven queries.

    `months` are those that a file has a place for: returns far from them are not read. None: all are.
    """
    statuses = dict(
        models.ReportingMonth.objects.filter(scorecard=scorecard)
        .order_by("month")
        .values_list("month", "status")
    )
    return Known(
        indicators=_indicators(scorecard.pk),
        recorded=_recorded(scorecard.pk, months),
        statuses=statuses,
        relations=relations_of(scorecard.pk),
        benchmarks=_benchmarks(scorecard.pk, _month_of(statuses)),
        targets=_targets(scorecard.pk),
    )


def _indicators(scorecard_pk: int) -> dict[str, KnownIndicator]:
    rows = models.Indicator.objects.filter(scorecard_id=scorecard_pk).in_printed_order()
    fields = ("pk", "ref", "title", "unit", "decimals", "polarity", "multiplier")
    dates = ("active_from", "active_until")
    names = ("owner__full_name", "owner_name", "reporter__full_name", "reporter_name", "section__name")
    found = {}
    for row in rows.values_list(*fields, *dates, *names):
        pk, ref, title, unit, decimals, polarity, multiplier, since, until = row[:9]
        owner, or_owner, by, or_by, section = row[9:]
        found[ref] = KnownIndicator(
            pk=pk,
            ref=ref,
            title=title,
            unit=Unit(unit),
            decimals=decimals,
            polarity=Polarity(polarity),
            multiplier=multiplier,
            active_from=since,
            active_until=until,
            owner=owner or or_owner,
            reporter=by or or_by,
            section=section or "",
        )
    return found


def _recorded(scorecard_pk: int, months: Collection[date] | None) -> dict[int, dict[date, Recorded]]:
    rows = models.MonthlyReturn.objects.filter(indicator__scorecard_id=scorecard_pk).order_by()
    if months:
        rows = rows.filter(
            month__gte=shift(min(months), -MONTHS_BEFORE), month__lte=shift(max(months), MONTHS_AFTER)
        )
    # A withdrawn return says nothing; its row is there to be written over.
    reasons = {each.value: each for each in Missing}
    found: dict[int, dict[date, Recorded]] = defaultdict(dict)
    for pk, month, value, missing, numerator, denominator, version in rows.values_list(
        "indicator_id", "month", "value", "missing", "numerator", "denominator", "version"
    ):
        found[pk][month] = Recorded(value, reasons.get(missing), numerator, denominator, version)
    return dict(found)


def _month_of(statuses: Mapping[date, str]) -> date | None:
    """The month whose benchmarks count: the latest open one, else the latest."""
    is_open = [month for month, status in statuses.items() if status == models.ReportingMonth.OPEN]
    return max(is_open or statuses, default=None)


def _benchmarks(scorecard_pk: int, month: date | None) -> dict[int, dict[str, Decimal]]:
    releases = models.BenchmarkRelease.objects.filter(scorecard_id=scorecard_pk).in_force_for(
        month or date.max
    )
    rows = models.Benchmark.objects.filter(release=releases[:1], value__isnull=False).order_by()
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for pk, comparator, value in rows.values_list("indicator_id", "comparator__name", "value"):
        assert value is not None
        found[pk][comparator] = value
    return dict(found)


def _targets(scorecard_pk: int) -> dict[int, dict[int, Decimal | None]]:
    rows = models.Target.objects.filter(indicator__scorecard_id=scorecard_pk).order_by()
    found: dict[int, dict[int, Decimal | None]] = defaultdict(dict)
    for pk, year, value in rows.values_list("indicator_id", "financial_year", "value"):
        found[pk][year] = value
    return dict(found)
