"""Which numbers of a text are figures, and in what unit."""

from collections.abc import Sequence
from datetime import date
from enum import Enum, auto

from commentary.checks.facts import Figures
from indicators.calculations import months

from .periods import month_at
from .tokens import Token
from .vocabulary import APPROXIMATELY

_UNITS_OF_TIME = {
    "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minutes",
    "working", "consecutive", "quarters", "quarter", "old", "st", "nd", "rd", "th", "am", "pm",
    "successive", "yr", "yrs",
}  # fmt: skip

# "Section 47", "aged 5", "phase 3".
_NAMED = {
    "per", "section", "phase", "aged", "age", "stage", "tier", "band", "level", "part", "week", "year",
    "under",
}  # fmt: skip


class Role(Enum):
    """`SO_FAR` is the sum of the months of the financial year."""

    LEVEL = auto()
    EARLIER = auto()
    CHANGE = auto()
    SO_FAR = auto()


class QuotedUnit(Enum):
    PLAIN = auto()
    PER_CENT = auto()
    POINTS = auto()


Found = tuple[Role, tuple[Figures, ...], date | None, int]


def is_figure(tokens: Sequence[Token], place: int, month: date) -> bool:
    """Not a date, a time, an age, a range, a section or "10,000" of a rate."""
    token = tokens[place]
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is not None and (after.lower in _UNITS_OF_TIME or after.text in "+/"):
        return False
    if after is not None and after.text in "-–" and place + 2 < len(tokens) and after.start == token.end:
        return False
    if after is not None and month_at(tokens, place + 1, month) is not None:
        return False
    if before is not None:
        if before.text in "-–/£#." and before.end == token.start:
            return False
        if before.lower in _NAMED:
            return False
        if month_at(tokens, place - 1, month) is not None:
            return False
        near = {each.lower for each in tokens[max(place - 3, 0) : place]}
        if near & APPROXIMATELY - {"up", "than"} or before.lower == "than":
            return False
    return not (
        token.number is not None
        and not token.suffix
        and token.number in months.YEARS
        and "," not in token.text
    )


def unit_of(tokens: Sequence[Token], place: int) -> tuple[QuotedUnit, int]:
    """The unit, and the last token of the number with it."""
    at = place + 1
    words = [each.lower for each in tokens[at : at + 2]]
    if tokens[place].suffix == "%":
        return QuotedUnit.PER_CENT, place
    if words == ["per", "cent"]:
        return QuotedUnit.PER_CENT, place + 2
    if words[:1] == ["percent"]:
        return QuotedUnit.PER_CENT, place + 1
    if words and words[0] in {"percentage", "per"} and len(words) > 1 and words[1].startswith("point"):
        return QuotedUnit.POINTS, place + 2
    if words and (words[0].startswith("point") or words[0] == "pp"):
        return QuotedUnit.POINTS, place + 1
    return QuotedUnit.PLAIN, place
