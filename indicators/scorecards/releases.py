"""The benchmark releases of a scorecard, and what happened to each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from indicators import models
from indicators.calculations import dates, months
from indicators.calculations.terms import Unit

from .changes import name_of
from .release_grid import benchmark_text
from .rows import Benchmark, Comparator


@dataclass(frozen=True, slots=True)
class ReleaseEvent:
    """One change of a release or of a value in it. `on` is what changed; `by` is empty for a command."""

    at: datetime
    by: str
    on: str
    before: str
    after: str
    reason: str


def releases_of(scorecard: models.Scorecard) -> list[models.BenchmarkRelease]:
    """Newest first, each with `values_count` and `missing_count`. One query."""
    return list(
        models.BenchmarkRelease.objects.filter(scorecard=scorecard).annotate(
            values_count=Count("benchmarks", filter=Q(benchmarks__value__isnull=False)),
            missing_count=Count("benchmarks", filter=Q(benchmarks__value__isnull=True)),
        )
    )


def release_history(release: models.BenchmarkRelease) -> tuple[ReleaseEvent, ...]:
    """Newest first. Two queries. Copies made at the start are one line."""
    return tuple(
        sorted([*_of_release(release), *_of_values(release)], key=lambda event: event.at, reverse=True)
    )


def accepted_before(release: models.BenchmarkRelease, prefix: str) -> dict[str, str]:
    """Reasons with which values were accepted that have not changed since, by cell. One query."""
    rows = models.Benchmark.history.filter(release=release).order_by("history_id")
    last = {
        f"{indicator}-{comparator}": reason or ""
        for indicator, comparator, reason in rows.values_list(
            "indicator_id", "comparator_id", "history_change_reason"
        )
    }
    return {key: reason.removeprefix(prefix) for key, reason in last.items() if reason.startswith(prefix)}


def _of_release(release: models.BenchmarkRelease) -> list[ReleaseEvent]:
    events, before = [], dict[str, str]()
    for row in release.history.select_related("history_user").order_by("history_id"):
        after = _stated(row)
        changed = [name for name, words in after.items() if words != before.get(name, "")]
        old, new = (", ".join(filter(None, map(state.get, changed))) for state in (before, after))
        events.append(_event(row, "The release", old, new))
        before = after
    return events


def _of_values(release: models.BenchmarkRelease) -> list[ReleaseEvent]:
    events: list[ReleaseEvent] = []
    last: dict[tuple[int, int], str] = {}
    copied: dict[str, list[Any]] = {}
    rows = models.Benchmark.history.filter(release=release).select_related(
        "indicator", "comparator", "history_user"
    )
    for row in rows.order_by("history_id"):
        key = (row.indicator_id, row.comparator_id)
        after = "" if row.history_type == "-" else _value_words(row)
        if row.history_type == "+" and key not in last:
            copied.setdefault(f"{row.history_date}{row.history_change_reason}", []).append(row)
        else:
            on = f"{row.indicator.ref}, {row.comparator.short_name}"
            events.append(_event(row, on, last.get(key, ""), after))
        last[key] = after
    for together in copied.values():
        first = together[0]
        if len(together) == 1:
            on, after = f"{first.indicator.ref}, {first.comparator.short_name}", _value_words(first)
        else:
            on, after = f"{len(together)} values", "Filled in"
        events.append(_event(first, on, "", after))
    return events


def _event(row: Any, on: str, before: str, after: str) -> ReleaseEvent:
    by = name_of(row.history_user)
    return ReleaseEvent(row.history_date, by, on, before, after, row.history_change_reason or "")


def _stated(row: Any) -> dict[str, str]:
    return {
        "status": dict(models.BenchmarkRelease.STATUSES)[row.status],
        "label": f"“{row.label}”",
        "source": row.source,
        "data_year": f"{row.data_year} data" if row.data_year else "",
        "published_on": f"published {dates.day(row.published_on)}" if row.published_on else "",
        "in_force_from": f"from {months.label(row.in_force_from)}",
    }


def _value_words(row: Any) -> str:
    indicator, comparator = row.indicator, row.comparator
    plain = Comparator(comparator.pk, comparator.name, comparator.short_name, comparator.slug)
    value = benchmark_text(Benchmark(plain, row.value, row.symbol), Unit(indicator.unit), indicator.decimals)
    return ", ".join(part for part in (value, row.data_year, row.derivation) if part)
