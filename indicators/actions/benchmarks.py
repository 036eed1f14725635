"""Filling in the values of a benchmark release that is still a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from indicators import models
from indicators.calculations.rounding import round_half_up
from indicators.models import BenchmarkRelease, Comparator, Indicator
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid
from indicators.people.history import signed
from indicators.people.models import User
from indicators.permissions import check_administers
from indicators.scorecards.rows import Benchmark

from .reasons import checked_reason
from .releases import as_it_stands, check_is_draft

FIELDS = ("value", "symbol", "data_year", "derivation")
LARGEST = Decimal(10) ** 12
PLACES = 4
SYMBOLS = dict(models.benchmark.SYMBOLS)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value of a release: as it was seen and as it is wanted (neither number nor symbol: removed)."""

    indicator: int
    seen: Benchmark
    wanted: Benchmark

    @property
    def key(self) -> tuple[int, int]:
        return (self.indicator, self.wanted.comparator.pk)


def save_values(
    *, release: BenchmarkRelease, changes: Sequence[ValueChange], reason: str, by: User, at: datetime
) -> int:
    """Save all the values of a draft, or none; gives their number.

    Raises Refused (no draft any more), Invalid, or Conflict where a value is not the one seen.
    """
    check_administers(by, release.scorecard)
    changes = [each for each in changes if each.wanted != each.seen]
    if not changes:
        return 0
    reason = checked_reason(reason)
    with transaction.atomic():
        current = as_it_stands(release)
        check_is_draft(current)
        indicators = Indicator.objects.filter(scorecard=current.scorecard_id).in_bulk()
        comparators = Comparator.objects.filter(scorecard=current.scorecard_id).in_bulk()
        stored = models.Benchmark.objects.filter(release=current).select_related("indicator", "comparator")
        rows = {(row.indicator_id, row.comparator_id): row for row in stored}
        for each in changes:
            _check(each, indicators.get(each.indicator), comparators)
            if _differs(rows.get(each.key), each.seen):
                raise Conflict(
                    "Somebody else changed a value while you were typing. Nothing was overwritten."
                )
        _write(changes, rows, current, reason=reason, by=by, at=at)
        activity.record(
            verb="filled in benchmarks",
            by=by,
            at=at,
            on=current,
            before={_label(each, indicators): _plain(each.seen) for each in changes},
            after={_label(each, indicators): _plain(each.wanted) for each in changes} | {"reason": reason},
            scorecard=current.scorecard,
        )
    return len(changes)


def check_value(value: Decimal) -> None:
    """Percentages over 100 are a finding, not an error. Raises Invalid."""
    if value < 0:
        raise Invalid("A benchmark cannot be below zero.")
    if value >= LARGEST:
        raise Invalid("This number is too large to be a benchmark.")
    if round_half_up(value, PLACES) != value:
        raise Invalid(f"Write at most {PLACES} decimal places.")


def _check(each: ValueChange, indicator: Indicator | None, comparators: dict[int, Comparator]) -> None:
    wanted = each.wanted
    if indicator is None or wanted.comparator.pk not in comparators:
        raise Invalid("That indicator or comparator is not on this scorecard.")
    field = f"{each.indicator}-{wanted.comparator.pk}"
    label = f"{indicator.ref}, {wanted.comparator.short_name}"
    if indicator.local:
        raise Invalid(f"{label}: a local measure has no comparator.", field=field)
    if wanted.value is not None and wanted.symbol:
        raise Invalid(f"{label}: a benchmark is a number or a symbol.", field=field)
    if wanted.symbol and wanted.symbol not in SYMBOLS:
        raise Invalid(f"{label}: “{wanted.symbol}” is not a symbol.", field=field)
    if wanted.value is not None:
        try:
            check_value(wanted.value)
        except Invalid as error:
            raise Invalid(f"{label}: {error.reason}", field=field) from None


def _differs(row: models.Benchmark | None, seen: Benchmark) -> bool:
    stated = (row.value, row.symbol, row.data_year, row.derivation) if row else (None, "", "", "")
    return stated != (seen.value, seen.symbol, seen.data_year, seen.derivation)


def _write(
    changes: Sequence[ValueChange],
    rows: dict[tuple[int, int], models.Benchmark],
    release: BenchmarkRelease,
    *,
    reason: str,
    by: User,
    at: datetime,
) -> None:
    new: list[models.Benchmark] = []
    changed: list[models.Benchmark] = []
    for each in changes:
        wanted = each.wanted
        row = rows.get(each.key) or models.Benchmark(
            release=release, indicator_id=each.indicator, comparator_id=wanted.comparator.pk
        )
        signed(row, by=by, at=at, reason=reason)
        if wanted.value is None and not wanted.symbol:
            row.delete()
            continue
        for name in FIELDS:
            setattr(row, name, getattr(wanted, name))
        (new if row.pk is None else changed).append(row)
    bulk_create_with_history(new, models.Benchmark)
    bulk_update_with_history(changed, models.Benchmark, FIELDS)


def _label(each: ValueChange, indicators: dict[int, Indicator]) -> str:
    return f"{indicators[each.indicator].ref}, {each.wanted.comparator.short_name}"


def _plain(benchmark: Benchmark) -> list[object]:
    return [benchmark.symbol or benchmark.value, benchmark.data_year, benchmark.derivation]
