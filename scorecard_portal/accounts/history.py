"""What happened to one person's account, memberships and deputies: from their own history rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from indicators.calculations import dates
from indicators.models import Membership, Scorecard
from indicators.people.models import Cover, User

_FIELDS = {"full_name": "Name", "email": "Email address", "job_title": "Job title"}
_SWITCHES = {
    "is_active": ("Deactivated", "Reactivated"),
    "is_superuser": ("No longer a portal administrator", "Made a portal administrator"),
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change. `by` is empty for a command and for the person's own choice of a password."""

    at: datetime
    by: str
    text: str
    reason: str


def history_of(person: User, *, reader: User, on: date) -> list[HistoryLine]:
    """Newest first; memberships only in scorecards that the reader may see. Four queries."""
    lines = [*_account(person), *_memberships(person, reader, on), *_covers(person)]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _account(person: User) -> Iterator[HistoryLine]:
    before: Any = None
    for row in person.history.select_related("history_user").order_by("history_id"):
        yield _line(row, "; ".join(_changes(before, row)) if before else "Account made")
        before = row


def _changes(before: Any, after: Any) -> Iterator[str]:
    changed = False
    for name, label in _FIELDS.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            changed = True
            yield f"{label} changed from {_quoted(old)} to {_quoted(new)}"
    for name, words in _SWITCHES.items():
        if getattr(before, name) != getattr(after, name):
            changed = True
            yield words[getattr(after, name)]
    if not changed:
        yield "Password chosen"


def _memberships(person: User, reader: User, on: date) -> Iterator[HistoryLine]:
    seen = Scorecard.objects.visible_to(reader, on=on).values("pk")
    rows = Membership.history.filter(user_id=person.pk, scorecard_id__in=seen)
    for row in rows.select_related("history_user", "scorecard"):
        what = f"No longer {row.role}" if row.history_type == "-" else row.get_role_display()
        yield _line(row, f"{what} of {row.scorecard}")


def _covers(person: User) -> Iterator[HistoryLine]:
    rows = Cover.history.filter(Q(user_id=person.pk) | Q(deputy_id=person.pk))
    words = {"+": "Deputy named", "~": "Cover ended", "-": "Deputy taken back"}
    for row in rows.select_related("history_user", "user", "deputy"):
        days = f"{dates.day(row.starts_on)} to {dates.day(row.ends_on)}"
        yield _line(row, f"{words[row.history_type]}: {row.deputy} for {row.user}, {days}")


def _line(row: Any, text: str) -> HistoryLine:
    by = str(row.history_user) if row.history_user else ""
    return HistoryLine(row.history_date, by, text, row.history_change_reason or "")


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "nothing"
