"""What somebody decides about a file before it is loaded."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from indicators.actions.reasons import checked_reason
from indicators.imports.findings import BrokenFile
from indicators.imports.layouts.headings import is_offered, normalised
from indicators.models import PendingFile
from indicators.people.errors import Conflict, Invalid
from indicators.people.models import User
from indicators.permissions import check_administers

from .reading import submission_of

# More than any file that can be read has findings, and no more than a row should hold.
LARGEST = 100_000


def decide(
    *,
    pending: PendingFile,
    decisions: Mapping[str, str],
    columns: Mapping[str, str],
    reason: str,
    seen_version: int,
    by: User,
    at: datetime,
) -> PendingFile:
    """Keep what was decided; what is not named stays as it was.

    `decisions` holds a choice by a finding's key, `columns` a field by heading; an empty one takes back
    what was said. `reason` is for the restatements and may still be empty. The same again changes nothing.
    Raises Refused, Invalid (field: reason, or columns that the file cannot be read with) or Conflict.
    """
    check_administers(by, pending.scorecard)
    reason = checked_reason(reason) if reason.strip() else ""
    current = PendingFile.objects.select_related("scorecard").filter(pk=pending.pk).first()
    if current is None or current.version != seen_version:
        raise Conflict(_somebody_was_first(gone=current is None))
    before = (current.decisions, current.columns, current.reason)
    current.decisions = _merged(current.decisions, decisions)
    current.columns = _merged(current.columns, {normalised(name): said for name, said in columns.items()})
    current.reason = reason
    if (current.decisions, current.columns, current.reason) == before:
        return current
    if len(current.decisions) > LARGEST:
        raise Invalid("There are more decisions than a file can have findings.", field="decisions")
    if current.columns != before[1]:
        _check_columns(current)
    with transaction.atomic():
        seen = PendingFile.objects.filter(pk=pending.pk, version=seen_version)
        changed = seen.update(
            decisions=current.decisions,
            columns=current.columns,
            reason=current.reason,
            touched_at=at,
            version=F("version") + 1,
        )
        if not changed:
            raise Conflict(_somebody_was_first(gone=False))
    current.version, current.touched_at = seen_version + 1, at
    return current


def _merged(stored: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    return {key: choice for key, choice in {**stored, **said}.items() if choice}


def _check_columns(pending: PendingFile) -> None:
    for heading, field in pending.columns.items():
        if not is_offered(field):
            raise Invalid(f"The column “{heading}” cannot be read as “{field}”.", field="columns")
    try:
        submission_of(pending)
    except BrokenFile as problem:
        raise Invalid(
            f"With these columns the file cannot be read. {problem.message}", field="columns"
        ) from None


def _somebody_was_first(*, gone: bool) -> str:
    if gone:
        return "Somebody loaded or discarded this file meanwhile. Nothing was saved."
    return (
        "Somebody else decided about this file meanwhile. Nothing was overwritten: look at it as it is now."
    )
