"""What happened to an indicator's figures, targets, benchmarks and definition, in words."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from indicators.calculations import formats, months
from indicators.calculations.terms import Missing, Unit
from indicators.models import BenchmarkRelease, Indicator, ReturnRevision
from indicators.models.monthly_return import WITHDRAWN

from .changes import Change, name_of
from .definition_history import definition_changes
from .target_history import target_history


def history_of(indicator: Indicator) -> tuple[Change, ...]:
    """Newest first: recordings, restatements and withdrawals, targets, benchmark releases, definition. Five queries."""
    found = [
        *_figures(indicator),
        *_targets(indicator),
        *_releases(indicator),
        *definition_changes(indicator),
    ]
    return tuple(sorted(found, key=lambda change: change.at, reverse=True))


def _figures(indicator: Indicator) -> Iterator[Change]:
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
            yield _restated(indicator, before, revision)
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
        what += f" as {_figure(indicator, first)}"
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


def _restated(indicator: Indicator, old: ReturnRevision, new: ReturnRevision) -> Change:
    month = months.label(new.monthly_return.month)
    was, now = _figure(indicator, old), _figure(indicator, new)
    what = f"{month} restated from {was} to {now}"
    if new.batch and new.batch.undoes_id:
        what = f"{month} put back from {was} to {now}"
    elif was == now:
        what = f"{month} restated: {now} stays"
    parts = (old.numerator, old.denominator), (new.numerator, new.denominator)
    if parts[0] != parts[1]:
        what += f", worked out from {_parts(*parts[1])} (was {_parts(*parts[0])})"
    return Change(new.at, what, name_of(new.by), new.reason)


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


def _figure(indicator: Indicator, revision: ReturnRevision) -> str:
    if revision.value is None:
        return f"“{formats.missing_words(Missing(revision.missing))}”"
    return formats.figure(revision.value, Unit(indicator.unit), indicator.decimals)


def _parts(numerator: Any, denominator: Any) -> str:
    if numerator is None or denominator is None:
        return "no number and out of"
    return f"{formats.number(numerator, 0)} of {formats.number(denominator, 0)}"
