"""The life of a benchmark release: started, checked, put in force; never edited after that."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from indicators.calculations import months
from indicators.models import Benchmark, BenchmarkRelease, Scorecard
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.history import signed
from indicators.people.models import User
from indicators.permissions import check_administers
from indicators.scorecards.release_grid import ReleaseGrid, base_of, release_grid

from .locks import one_at_a_time
from .reasons import checked_reason
from .revisions import raise_revision

# How the history of a value begins that somebody has looked at and let stand.
ACCEPTED = "Accepted: "


@dataclass(frozen=True, slots=True)
class ReleaseDetails:
    """What a release says of itself. `in_force_from` is the first month it is shown for."""

    label: str
    source: str
    data_year: str
    published_on: date | None
    in_force_from: date


def start(
    *, scorecard: Scorecard, details: ReleaseDetails, reason: str, by: User, at: datetime
) -> BenchmarkRelease:
    """A draft that starts as a copy of the release in force for its month.

    Copied values keep the data year that they are of. Raises Refused or Invalid.
    """
    check_administers(by, scorecard)
    reason = checked_reason(reason)
    with transaction.atomic():
        one_at_a_time(scorecard)
        release = BenchmarkRelease(scorecard=scorecard, **asdict(details))
        _check_details(release)
        signed(release, by=by, at=at, reason=reason).save()
        base = base_of(release)
        _copy(base, release, by=by, at=at)
        after = asdict(details) | {"reason": reason, "copied from": base.label if base else None}
        _record("started a benchmark release", release, after=after, by=by, at=at)
    return release


def change_details(
    *,
    release: BenchmarkRelease,
    details: ReleaseDetails,
    seen: ReleaseDetails,
    reason: str,
    by: User,
    at: datetime,
) -> None:
    """Change what a draft says of itself. Raises Refused, Invalid or Conflict."""
    check_administers(by, release.scorecard)
    with transaction.atomic():
        current = as_it_stands(release)
        check_is_draft(current)
        before = details_of(current)
        if before != seen:
            raise Conflict(
                "Somebody else changed these details while you were typing. Nothing was overwritten."
            )
        if details == before:
            return
        reason = checked_reason(reason)
        for name, value in asdict(details).items():
            setattr(current, name, value)
        _check_details(current)
        signed(current, by=by, at=at, reason=reason).save()
        _record(
            "changed a benchmark release",
            current,
            before=asdict(before),
            after=asdict(details) | {"reason": reason},
            by=by,
            at=at,
        )


def mark_checked(
    *, release: BenchmarkRelease, accepted: Mapping[str, str], seen: str, by: User, at: datetime
) -> None:
    """Say that a draft is right. `accepted` holds a reason for each value with findings, by its cell's key.

    Raises Refused, Invalid (a finding without a reason; field: the key) or Conflict.
    """
    check_administers(by, release.scorecard)
    with transaction.atomic():
        current = as_it_stands(release)
        check_is_draft(current)
        grid = _as_seen(current, seen)
        reasons = _accepted(grid, accepted)
        stored = {
            f"{row.indicator_id}-{row.comparator_id}": row
            for row in Benchmark.objects.filter(release=current).select_related("indicator", "comparator")
        }
        rows = [signed(stored[key], by=by, at=at, reason=ACCEPTED + why) for key, why in reasons.items()]
        # No field changes: the acceptance is a line of the value's history.
        bulk_update_with_history(rows, Benchmark, ("value",))
        count = f"{len(rows)} value{'' if len(rows) == 1 else 's'} accepted with a reason"
        _move(current, BenchmarkRelease.CHECKED, f"Checked, {count}", by=by, at=at)
        _record("checked a benchmark release", current, after={"accepted": reasons}, by=by, at=at)


def back_to_draft(*, release: BenchmarkRelease, reason: str, by: User, at: datetime) -> None:
    """Open a checked release for changes again; it must be checked again then. Raises Refused or Invalid."""
    check_administers(by, release.scorecard)
    reason = checked_reason(reason)
    with transaction.atomic():
        current = as_it_stands(release)
        check_is_checked(current)
        _move(current, BenchmarkRelease.DRAFT, reason, by=by, at=at)
        _record("took a benchmark release back", current, after={"reason": reason}, by=by, at=at)


def put_in_force(*, release: BenchmarkRelease, seen: str, by: User, at: datetime) -> None:
    """Show a checked release from its month on. It can never be edited after that.

    Raises Refused, Invalid (another comes into force in that month) or Conflict.
    """
    check_administers(by, release.scorecard)
    with transaction.atomic():
        current = as_it_stands(release)
        check_is_checked(current)
        _as_seen(current, seen)
        check_month_is_free(current)
        month = months.label(current.in_force_from)
        _move(current, BenchmarkRelease.IN_FORCE, f"Put in force from {month}", by=by, at=at)
        _record("put benchmarks in force", current, after={"from": current.in_force_from}, by=by, at=at)
        raise_revision(current.scorecard_id)


def details_of(release: BenchmarkRelease) -> ReleaseDetails:
    return ReleaseDetails(
        release.label, release.source, release.data_year, release.published_on, release.in_force_from
    )


def as_it_stands(release: BenchmarkRelease) -> BenchmarkRelease:
    """The release now, once nobody else is at its scorecard. Called first in an action's transaction."""
    one_at_a_time(release.scorecard_id)
    return BenchmarkRelease.objects.select_related("scorecard").get(pk=release.pk)


def check_is_draft(release: BenchmarkRelease) -> None:
    if release.status == BenchmarkRelease.IN_FORCE:
        raise Refused(f"“{release}” is in force and is not edited any more. A correction is a new release.")
    if release.status == BenchmarkRelease.CHECKED:
        raise Refused(f"“{release}” is checked. Take it back to draft to change it.")


def check_is_checked(release: BenchmarkRelease) -> None:
    if release.status == BenchmarkRelease.IN_FORCE:
        raise Refused(f"“{release}” is in force already. A correction is a new release.")
    if release.status == BenchmarkRelease.DRAFT:
        raise Refused(f"“{release}” is a draft: mark it as checked first.")


def check_month_is_free(release: BenchmarkRelease) -> None:
    """One release comes into force in a month. Raises Invalid."""
    others = BenchmarkRelease.objects.filter(scorecard=release.scorecard_id, status=BenchmarkRelease.IN_FORCE)
    other = others.filter(in_force_from=release.in_force_from).exclude(pk=release.pk).first()
    if other is not None:
        raise Invalid(
            f"“{other}” is in force from {months.label(other.in_force_from)} already. Choose another month.",
            field="in_force_from",
        )


def _check_details(release: BenchmarkRelease) -> None:
    if not release.label.strip():
        raise Invalid("Give the release a label.", field="label")
    others = BenchmarkRelease.objects.filter(scorecard=release.scorecard_id).exclude(pk=release.pk)
    if others.filter(label__iexact=release.label).exists():
        raise Invalid(f"There is a release called “{release.label}” already. Choose another.", field="label")
    check_month_is_free(release)


def _copy(base: BenchmarkRelease | None, release: BenchmarkRelease, *, by: User, at: datetime) -> None:
    """The values of indicators that are compared and not retired by then."""
    if base is None:
        return
    rows = Benchmark.objects.filter(release=base, indicator__local=False).exclude(
        indicator__active_until__lt=release.in_force_from
    )
    copies = []
    for row in rows:
        data_year = row.data_year or base.data_year
        row.data_year = "" if data_year == release.data_year else data_year
        row.pk, row.release = None, release
        row._state.adding = True
        copies.append(signed(row, by=by, at=at, reason=f"Copied from “{base}”"))
    bulk_create_with_history(copies, Benchmark)


def _accepted(grid: ReleaseGrid, accepted: Mapping[str, str]) -> dict[str, str]:
    reasons = {}
    for row, cell in grid.found:
        label = f"{row.ref}, {cell.comparator.short_name}"
        if cell.now.value is None and not cell.now.symbol:
            raise Invalid(f"{label}: write a number or a symbol in the grid.", field=cell.key)
        try:
            reasons[cell.key] = checked_reason(accepted.get(cell.key, ""), field=cell.key)
        except Invalid as error:
            raise Invalid(f"{label}: {error.reason}", field=cell.key) from None
    return reasons


def _as_seen(release: BenchmarkRelease, seen: str) -> ReleaseGrid:
    grid = release_grid(release)
    if grid.seen() != seen:
        raise Conflict(
            f"“{release}” was changed while you were looking at it. Look at it again, then decide."
        )
    return grid


def _move(release: BenchmarkRelease, status: str, reason: str, *, by: User, at: datetime) -> None:
    release.status = status
    try:
        with transaction.atomic():
            signed(release, by=by, at=at, reason=reason).save()
    except IntegrityError:
        raise Conflict("Another release was put in force from that month a moment ago.") from None


def _record(
    verb: str,
    release: BenchmarkRelease,
    *,
    by: User,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    activity.record(
        verb=verb, by=by, at=at, on=release, before=before, after=after, scorecard=release.scorecard
    )
