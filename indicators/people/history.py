"""Whose change a history row will show, when, and why."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from .models import User

Row = TypeVar("Row", bound=models.Model)


def signed(row: Row, *, by: User | None, at: datetime, reason: str) -> Row:
    """The same row: saved or deleted, its history says who did it (None: a command), when and why."""
    carrier: Any = row
    carrier._history_user, carrier._history_date, carrier._change_reason = by, at, reason
    return row
