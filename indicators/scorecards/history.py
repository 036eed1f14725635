"""What happened to an indicator's figures, targets, benchmarks and definition, in words."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from indicators.calculations import months
from indicators.models import BenchmarkRelease, Indicator, ReturnRevision
from indicators.models.monthly_return import WITHDRAWN

from .baselines import baseline_changes
from .changes import Change, name_of
from .definition_history import definition_changes
from .restatements import Restatement, figure_in_words, restatement
from .target_history import target_history


def history_of(indicator: Indicator) -> tuple[Change | Restatement, ...]:
    """Newest first: figures given, restated and withdrawn, targets, benchmark releases, definition,
    baselines.

    Six queries.
    """
    found = [
        *_figures(indicator),
        *_targets(indicator),
        *_releases(indicator),
        *definition_changes(indicator),
        *baseline_changes(indicator),
    ]
    return tuple(sorted(found, key=lambda change: change.at, reverse=True))


def _figures(indicator: Indicator) -> Iterator[Change | Restatement]:
    revisions = (
        ReturnRevision.objects.filter(monthly_return__indicator=indicator)
        .select_related("monthly_return", "batch", "by")
        .order_by("monthly_return__month", "number")
    )
    together: dict[tuple[Any, ...], list[ReturnRevision]] = defaultdict(list)
    before: ReturnRevision | None = None
    for revision in revisions:
        if before is not None and before.monthly_return_id != revision.monthly_return_id:
            before = None
        if before is not None and WITHDRAWN not in (before.missing, revision.missing):
            yield restatement(indicator, before, revision)
        else:
            what = WITHDRAWN if revision.missing == WITHDRAWN else "recorded"
            key = (what, revision.reason, revision.at, revision.by_id, revision.batch_id)
            together[key].append(revision)
        before = revision
    for (what, *_), alike in together.items():
        yield _recorded(indicator, alike) if what == "recorded" else _withdrawn(alike)


def _recorded(indicator: Indicator, revisions: list[ReturnRevision]) -> Change:
    """A file brings many months at once: one line for all of them."""
    first = revisions[0]
    what = _months(revisions, "recorded")
    if len(revisions) == 1:
        what += f" as {figure_in_words(indicator, first)}"
    if first.batch:
        what += f", from the file {first.batch.file_name}"
    return Change(first.at, what, name_of(first.by), first.reason)


def _withdrawn(revisions: list[ReturnRevision]) -> Change:
    """What a load gave first, and the load was undone."""
    first = revisions[0]
    return Change(first.at, _months(revisions, "withdrawn"), name_of(first.by), first.reason)


def _months(revisions: list[ReturnRevision], done: str) -> str:
    first, last = (months.label(each.monthly_return.month) for each in (revisions[0], revisions[-1]))
    if len(revisions) == 1:
        return f"{first} {done}"
    return f"{len(revisions)} months {done}, {first} to {last}"


def _targets(indicator: Indicator) -> Iterator[Change]:
    for event in target_history(indicator.scorecard, indicator=indicator):
        year = months.financial_year_label(event.year)
        what = f"Target for {year} set to {event.after}" if event.after else f"Target for {year} taken away"
        if event.before:
            what += f" (was {event.before})"
        yield Change(event.at, what, event.by, event.reason)


def _releases(indicator: Indicator) -> Iterator[Change]:
    if indicator.local:
        return
    rows = BenchmarkRelease.objects.filter(
        scorecard_id=indicator.scorecard_id, status=BenchmarkRelease.IN_FORCE, published_on__isnull=False
    )
    for release in rows:
        assert release.published_on is not None
        data = f" with {release.data_year} data" if release.data_year else ""
        at = timezone.make_aware(datetime.combine(release.published_on, time.min))
        yield Change(at, f"Benchmarks updated{data}: “{release.label}”")
