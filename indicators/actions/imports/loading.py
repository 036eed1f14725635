"""A file of returns written into the record: all of it or nothing."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from indicators.actions.loads.changes import Stamp
from indicators.actions.locks import held_open, one_at_a_time
from indicators.actions.reasons import checked_reason
from indicators.actions.return_rows import RECORDED_AGAIN, ReturnWrite, write_all
from indicators.actions.revisions import raise_revision
from indicators.calculations import months
from indicators.imports.layouts.headings import month_of, normalised
from indicators.imports.layouts.submission import Submission
from indicators.imports.plans.plan import Plan, PlannedFigure
from indicators.models import ColumnMeaning, ImportBatch, ImportedFile, PendingFile, Scorecard
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import User
from indicators.permissions import check_administers

from .reading import planned, submission_of

# Loads what else the file holds for the same batch, and gives what its summary says of that.
Beside = Callable[[ImportBatch, Plan], Mapping[str, Any]]


class PlanChanged(Conflict):
    """What loading the file would do is no longer what the person saw."""


def load(
    *, pending: PendingFile, seen_digest: str, by: User, at: datetime, beside: Beside | None = None
) -> ImportBatch:
    """Write what the plan says, if it is still the plan of that digest; nothing waits after that.

    `beside` runs in the same transaction once the figures are written. Raises Refused, Conflict, PlanChanged,
    and Invalid: field `decisions` while something is open, `reason` for restatements without one, none where
    there is nothing to do.
    """
    check_administers(by, pending.scorecard)
    submission = submission_of(pending)
    with transaction.atomic():
        one_at_a_time(pending.scorecard_id)
        opened = held_open(pending.scorecard_id)
        current = _as_seen(pending)
        made = planned(current, submission)
        _check(made, seen_digest, is_alone=beside is None)
        file = ImportedFile.objects.defer("data").get(pk=current.file_id)
        batch = write_plan(
            made,
            scorecard=current.scorecard,
            file=file,
            file_name=current.file_name,
            opened=opened,
            stamp=Stamp(by, at, current.reason),
            decisions=current.decisions,
            beside=beside,
        )
        _remember_columns(current, submission, by=by, at=at)
        PendingFile.objects.filter(pk=current.pk).delete()
    return batch


def write_plan(
    made: Plan,
    *,
    scorecard: Scorecard,
    file: ImportedFile,
    file_name: str,
    opened: frozenset[date],
    stamp: Stamp,
    decisions: Mapping[str, str] | None = None,
    beside: Beside | None = None,
) -> ImportBatch:
    """Write a settled plan inside the caller's transaction, which holds the scorecard's `opened` months.

    Raises Refused where no open month takes it, Invalid for restatements without a reason, Conflict.
    """
    reason = checked_reason(stamp.reason) if made.restated else stamp.reason
    month = _month(made, opened)
    batch = ImportBatch.objects.create(
        scorecard=scorecard,
        file_name=file_name,
        sha256=file.sha256,
        file_id=file.pk,
        month=month,
        by=stamp.by,
        at=stamp.at,
        summary=_summary(made, reason),
        decisions=decisions or {},
    )
    # A person who loads a file is reason enough.
    first = "" if stamp.by else stamp.first
    write_all(list(_writes(made, reason, first)), batch=batch, by=stamp.by, at=stamp.at)
    if beside is not None:
        batch.summary |= beside(batch, made)
        batch.save(update_fields=["summary"])
    activity.record(
        verb="loaded returns",
        by=stamp.by,
        at=stamp.at,
        on=batch,
        after={"sha256": batch.sha256, "month": months.label(month), **batch.summary},
        scorecard=scorecard,
    )
    raise_revision(scorecard.pk)
    return batch


def _as_seen(pending: PendingFile) -> PendingFile:
    current = PendingFile.objects.select_related("scorecard").filter(pk=pending.pk).first()
    if current is None:
        raise Conflict("Somebody loaded or discarded this file meanwhile. Nothing was written.")
    if current.version != pending.version:
        raise PlanChanged(
            "Somebody else decided about this file meanwhile. Nothing was written: look at it as it is now."
        )
    return current


def _check(made: Plan, seen_digest: str, *, is_alone: bool) -> None:
    if made.digest != seen_digest:
        raise PlanChanged(
            "The figures have changed since this page was made. Nothing was written. "
            "The plan was made again: look at it and confirm it once more."
        )
    if made.to_decide:
        count = len(made.to_decide)
        said = "One finding is" if count == 1 else f"{count} findings are"
        raise Invalid(f"{said} still to be decided. Nothing was written.", field="decisions")
    if is_alone and not made.changes_something:
        raise Invalid("Nothing to do: every figure is already the same here.")


def _month(made: Plan, opened: frozenset[date]) -> date:
    """The open month that the load belongs to: for a file of earlier months alone, the next one."""
    if made.month is not None and made.month in opened:
        return made.month
    if not made.changes_something:
        raise Refused("No month that this file is for is open. An administrator can open or reopen a month.")
    last = max(figure.month for figure in (*made.new, *made.restated))
    later = [month for month in opened if month >= last]
    if not later:
        raise Refused(
            f"{months.label(last)} is not open, and no later month is. "
            "An administrator can open or reopen a month."
        )
    return min(later)


def _writes(made: Plan, reason: str, first: str) -> Iterator[ReturnWrite]:
    for each in made.new:
        yield _write(each, (reason or RECORDED_AGAIN) if each.before else first)
    for each in made.restated:
        yield _write(each, reason)


def _write(figure: PlannedFigure, reason: str) -> ReturnWrite:
    return ReturnWrite(
        figure.indicator.pk,
        figure.month,
        figure.before.version if figure.before else 0,
        figure.value,
        figure.missing or "",
        figure.numerator,
        figure.denominator,
        reason,
    )


def _summary(made: Plan, reason: str) -> dict[str, Any]:
    return {
        "returns_added": len(made.new),
        "returns_restated": len(made.restated),
        "unchanged": made.unchanged,
        "left_out": made.left_out,
        "findings": Counter(finding.kind for finding in made.findings),
        "reason": reason,
    }


def _remember_columns(pending: PendingFile, submission: Submission, *, by: User, at: datetime) -> None:
    """What the file's headings mean, for the next one, and no longer what somebody took back.

    A heading said to be one month's is that month's in this file only.
    """
    said = {heading: field for heading, field in pending.columns.items() if month_of(field) is None}
    in_file = {normalised(column.heading) for column in submission.columns}
    known = ColumnMeaning.objects.filter(scorecard=pending.scorecard)
    known.filter(heading__in=in_file - said.keys()).delete()
    stored = dict(known.values_list("heading", "field"))
    for heading, field in said.items():
        if stored.get(heading) != field:
            ColumnMeaning.objects.update_or_create(
                scorecard=pending.scorecard, heading=heading, defaults={"field": field, "by": by, "at": at}
            )
