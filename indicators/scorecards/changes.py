"""One line of a thing's history."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened: what, by whom (empty: nobody is known), why."""

    at: datetime
    what: str
    by: str = ""
    why: str = ""

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)


def name_of(user: Any) -> str:
    return user.full_name if user else ""


def change(row: Any, what: str) -> Change:
    """What a row of django-simple-history says: who, when and why."""
    return Change(row.history_date, what, name_of(row.history_user), row.history_change_reason or "")
