"""What a load says about itself: the file it comes from, who loads it, what it would change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

from indicators.models import ImportBatch
from indicators.people.models import User

BY_COMMAND = "Loaded by command"


@dataclass(frozen=True, slots=True)
class Source:
    """The file; `sha256` of its bytes, in hex."""

    file_name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who (None: a command), when, and why for whatever is changed."""

    by: User | None
    at: datetime
    reason: str = ""

    @property
    def first(self) -> str:
        """The reason of a first row of history."""
        return "Loaded from a file" if self.by else BY_COMMAND

    def history(self, *, is_new: bool) -> dict[str, Any]:
        """For django-simple-history's bulk writes."""
        return {
            "default_user": self.by,
            "default_date": self.at,
            "default_change_reason": self.first if is_new else self.reason,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """Something recorded already that the file has otherwise. It is made only with a reason."""

    line: int
    ref: str
    what: str
    before: str
    after: str
    sheet: str = ""

    def __str__(self) -> str:
        sheet = f"sheet '{self.sheet}', " if self.sheet else ""
        return f"{sheet}line {self.line}, {self.ref}: {self.what}: {self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class Writing:
    """What every part of a load writes with."""

    stamp: Stamp
    batch: ImportBatch


def take_keys(rows: Iterable[Model], *names: str) -> None:
    """Let rows point at what was saved after they were made: a foreign key is read when it is set."""
    for row in rows:
        for name in names:
            setattr(row, name, getattr(row, name))


def as_text(value: object) -> str:
    """A value for a sentence."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if value is None or value == "":
        return "empty"
    text = str(value)
    return f"“{text}”" if " " in text else text
