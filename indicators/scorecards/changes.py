"""One line of a thing's history."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened: what, by whom (empty: nobody is known), why.

    `is_definition`: figures before and after it may not be the same measure.
    """

    at: datetime
    what: str
    by: str = ""
    why: str = ""
    is_definition: bool = False

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)


def name_of(user: Any) -> str:
    return user.full_name if user else ""


def change(row: Any, what: str, *, is_definition: bool = False) -> Change:
    """What a row of django-simple-history says: who, when and why."""
    by, why = name_of(row.history_user), row.history_change_reason or ""
    return Change(row.history_date, what, by, why, is_definition)
