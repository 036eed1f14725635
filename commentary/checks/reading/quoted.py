"""The numbers a text gives of a row: as its level, or as its change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commentary.checks.facts import Facts, Figures
from indicators.calculations.terms import Unit

from .changes import change_said
from .levels import level_said
from .movements import Movement
from .numbers import QuotedUnit, Role, is_figure, unit_of
from .subjects import Subjects
from .tokens import Sentence


@dataclass(frozen=True, slots=True)
class Quoted:
    """`month` is the one it is said of; None where another time is spoken of, or any."""

    role: Role
    unit: QuotedUnit
    value: Decimal
    row: Figures
    month: date | None
    start: int
    end: int
    places: int

    def is_value(self, value: Decimal | None) -> bool:
        """Whether it is this figure, at the places it is quoted with."""
        if value is None:
            return False
        unit = Decimal(1).scaleb(-self.places)
        return abs(value - self.value) <= unit / 2


def quoted(
    sentence: Sentence, said: Sequence[Movement], subjects: Subjects, facts: Facts
) -> Iterator[Quoted]:
    tokens = sentence.tokens
    for place, token in enumerate(tokens):
        if token.number is None or token.suffix not in ("", "%") or not is_figure(tokens, place, facts.month):
            continue
        unit, last = unit_of(tokens, place)
        found = change_said(tokens, place, last, said) or level_said(
            tokens, place, last, unit, said, subjects, facts
        )
        if found is None:
            continue
        role, rows, month, first = found
        row = next((each for each in rows if _suits(each, unit, role)), None)
        if row is None:
            continue
        exponent = token.number.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) else 0
        if role is Role.CHANGE and last + 1 < len(tokens) and tokens[last + 1].text == ")":
            last += 1
        yield Quoted(role, unit, token.number, row, month, tokens[first].start, tokens[last].end, places)


def _suits(row: Figures, unit: QuotedUnit, role: Role) -> bool:
    if role is Role.CHANGE:
        return unit is not QuotedUnit.POINTS or row.unit is Unit.PERCENTAGE
    return (unit is QuotedUnit.PER_CENT) == (row.unit is Unit.PERCENTAGE)
