"""What happened to a scorecard's reporting months."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from indicators.calculations import dates, months
from indicators.models import ReportingMonth, Scorecard

from .changes import Change, change

_DEADLINES = (("returns_due", "returns"), ("commentary_due", "commentary"), ("sign_off_due", "sign-off"))
_MOVES = {
    (ReportingMonth.PLANNED, ReportingMonth.OPEN): "opened",
    (ReportingMonth.OPEN, ReportingMonth.CLOSED): "closed",
    (ReportingMonth.CLOSED, ReportingMonth.OPEN): "reopened",
}


def month_changes(scorecard: Scorecard) -> list[Change]:
    """Newest first: planned, opened, closed, reopened, other deadlines. One query."""
    rows = ReportingMonth.history.filter(scorecard_id=scorecard.pk).select_related("history_user")
    found: list[Change] = []
    for _, history in groupby(rows.order_by("id", "history_id"), key=lambda row: row.id):
        before = None
        for row in history:
            found += _told(before, row)
            before = row
    found.reverse()
    return sorted(found, key=lambda each: each.at, reverse=True)


def _told(before: Any, row: Any) -> Iterator[Change]:
    """What the row says, with its reason where that is more than the name of the step."""
    label, why = months.label(row.month), row.history_change_reason or ""
    if before is None:
        step = "planned" if row.status == ReportingMonth.PLANNED else "opened"
    else:
        step = _MOVES.get((before.status, row.status), "")
    words = [step] if step else []
    if before is not None:
        words += [
            f"{name} due {_day(getattr(row, field))}, before {_day(getattr(before, field))}"
            for field, name in _DEADLINES
            if getattr(row, field) != getattr(before, field)
        ]
    if words:
        told = change(row, f"{label} {'; '.join(words)}")
        yield told if why.lower() != step else Change(told.at, told.what, told.by)


def _day(day: Any) -> str:
    return dates.day(day) if day else "not set"
