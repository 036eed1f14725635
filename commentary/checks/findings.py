"""What a check says about a text."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Severity(StrEnum):
    """How sure a check is, and how much it matters; none of them keeps anybody from signing."""

    CONTRADICTION = "contradiction"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Horizon:
    """By when something is promised, as far as the words say it.

    `days` from the day of writing (the longest, of "4-6 weeks"), `month` the month named, `day` the day
    named. All are None for "over the coming months".
    """

    days: int | None = None
    month: date | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """What an action would be made of."""

    text: str
    horizon: Horizon


@dataclass(frozen=True, slots=True)
class Finding:
    """`sentence` is for the writer; characters `start` up to `end` are what it is about.

    An empty stretch at 0 is the text as a whole.
    """

    check: str
    severity: Severity
    start: int
    end: int
    sentence: str
    promise: Promise | None = None

    @property
    def is_of_whole_text(self) -> bool:
        return self.start == self.end
