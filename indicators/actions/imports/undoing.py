"""A load taken back as a whole: itself a load, with its own lines of history."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F

from indicators.actions.locks import held_open, one_at_a_time
from indicators.actions.reasons import checked_reason
from indicators.actions.return_rows import ReturnWrite, write_all
from indicators.actions.revisions import raise_revision
from indicators.calculations import months
from indicators.models import ImportBatch, ReportingMonth, ReturnRevision
from indicators.models.monthly_return import WITHDRAWN
from indicators.people import activity
from indicators.people.errors import Refused
from indicators.people.models import User
from indicators.permissions import check_administers

# Of a summary: what a load of figures counts. Whatever else was counted cannot be taken back.
OF_FIGURES = ("returns_added", "returns_restated", "unchanged", "left_out")
# Drafts are people's to change from then on: they stay where their load is undone.
STAYS = ("drafts_kept",)
NAMED = 10


def undo(*, batch: ImportBatch, reason: str, by: User, at: datetime) -> ImportBatch:
    """Give each figure of the load what it was before; one that there was not is withdrawn.

    Raises Refused as `check_may_be_undone` does, and Invalid for a reason that is none.
    """
    check_administers(by, batch.scorecard)
    reason = checked_reason(reason)
    with transaction.atomic():
        one_at_a_time(batch.scorecard_id)
        held_open(batch.scorecard_id)
        check_may_be_undone(batch)
        writes = list(_writes(batch, reason))
        withdrawn = sum(each.missing == WITHDRAWN for each in writes)
        undoing = ImportBatch.objects.create(
            scorecard=batch.scorecard,
            file_name=batch.file_name,
            sha256=batch.sha256,
            month=batch.month,
            undoes=batch,
            by=by,
            at=at,
            summary={
                "returns_withdrawn": withdrawn,
                "returns_put_back": len(writes) - withdrawn,
                "reason": reason,
            },
        )
        write_all(writes, batch=undoing, by=by, at=at)
        activity.record(
            verb="undid a load of returns",
            by=by,
            at=at,
            on=undoing,
            after=undoing.summary,
            scorecard=batch.scorecard,
        )
        raise_revision(batch.scorecard_id)
    return undoing


def check_may_be_undone(batch: ImportBatch) -> None:
    """Raises Refused with the reason: for the button too. Three queries at most."""
    if batch.undoes_id is not None:
        raise Refused("This took a load back. To have its figures again, load the file again.")
    if ImportBatch.objects.filter(undoes=batch).exists():
        raise Refused("This load was undone already.")
    _check_only_figures(batch)
    _check_month(batch)
    _check_unchanged(batch)


def _check_only_figures(batch: ImportBatch) -> None:
    summary: dict[str, Any] = batch.summary
    others = [
        name.replace("_", " ")
        for name, count in summary.items()
        if name not in (*OF_FIGURES, *STAYS) and isinstance(count, int) and count
    ]
    if others:
        raise Refused(
            f"This load brought more than figures ({', '.join(others)}), so it cannot be undone as a whole. "
            "Change what is wrong where it stands."
        )
    if not any(summary.get(name) for name in OF_FIGURES[:2]):
        stays = " Its drafts stay." if any(summary.get(name) for name in STAYS) else ""
        raise Refused(f"This load wrote no figures: there is nothing to undo.{stays}")


def _check_month(batch: ImportBatch) -> None:
    if batch.month is None:
        raise Refused("A load is undone while its month is open, and nobody noted which month this was for.")
    opened = ReportingMonth.objects.open().filter(scorecard=batch.scorecard_id, month=batch.month)
    if not opened.exists():
        month = months.label(batch.month)
        raise Refused(f"A load is undone while its month is open, and {month} is not. Reopen it first.")


def _check_unchanged(batch: ImportBatch) -> None:
    """One query."""
    later = (
        ReturnRevision.objects.filter(batch=batch)
        .exclude(monthly_return__version=F("number"))
        .order_by("monthly_return__month", "monthly_return__indicator__ref")
        .values_list("monthly_return__indicator__ref", "monthly_return__month")
    )
    changed = [f"{ref}, {months.label(month)}" for ref, month in later]
    if changed:
        named = "; ".join(changed[:NAMED])
        more = f"; and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
        raise Refused(
            "Figures of this load were changed after it, and undoing it would take that away too. "
            f"Nothing was undone. Changed since: {named}{more}."
        )


class _Before(NamedTuple):
    value: Decimal | None
    missing: str
    numerator: Decimal | None
    denominator: Decimal | None


_NOTHING = _Before(None, WITHDRAWN, None, None)


def _writes(batch: ImportBatch, reason: str) -> Iterator[ReturnWrite]:
    """Two queries."""
    before: dict[int, _Before] = {}
    earlier = ReturnRevision.objects.filter(
        monthly_return__revisions__batch=batch, monthly_return__revisions__number=F("number") + 1
    )
    for row, *figures in earlier.order_by().values_list(
        "monthly_return_id", "value", "missing", "numerator", "denominator"
    ):
        before[row] = _Before._make(figures)
    written = ReturnRevision.objects.filter(batch=batch).order_by("pk")
    for key, indicator, month, number in written.values_list(
        "monthly_return_id", "monthly_return__indicator_id", "monthly_return__month", "number"
    ):
        yield ReturnWrite(indicator, month, number, *before.get(key, _NOTHING), reason)
