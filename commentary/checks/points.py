"""Per cent where percentage points are meant."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from indicators.calculations import formats
from indicators.calculations.terms import Unit

from .facts import Figures
from .findings import Finding, Severity
from .numbers import changes, points
from .reading.comparisons import Against, Compared, Relation
from .reading.numbers import QuotedUnit, Role, unit_of
from .reading.reading import Reading
from .reading.tokens import Token

NAME = "points"


def check(reading: Reading) -> Iterator[Finding]:
    for said in reading.quoted:
        row = said.row
        if (
            said.role is not Role.CHANGE
            or said.unit is not QuotedUnit.PER_CENT
            or row.unit is not Unit.PERCENTAGE
        ):
            continue
        if any(map(said.is_value, points(row, said))) and not any(map(said.is_value, changes(row, said))):
            yield _finding(said.start, said.end, said.value, row)
    for sentence, compared in zip(reading.sentences, reading.compared, strict=True):
        for each in compared:
            yield from _compared(sentence.tokens, each)


def _compared(tokens: Sequence[Token], said: Compared) -> Iterator[Finding]:
    """ "1.7% lower than England" where the two percentages are 1.7 apart."""
    if said.relation not in (Relation.ABOVE, Relation.BELOW, Relation.BETTER, Relation.WORSE):
        return
    first = bisect_left(tokens, said.start, key=lambda each: each.start)
    last = bisect_left(tokens, said.end, key=lambda each: each.start)
    for place in range(first, last):
        token = tokens[place]
        if token.number is None:
            continue
        unit, _ = unit_of(tokens, place)
        if unit is not QuotedUnit.PER_CENT:
            continue
        for row in said.rows:
            if row.unit is not Unit.PERCENTAGE or row.now is None:
                continue
            for other in _others(said, row):
                apart = abs(row.now - other)
                relative = apart * 100 / other if other else None
                if _is(token, apart) and not (relative is not None and _is(token, relative)):
                    yield _finding(token.start, said.end, token.number, row)
                    return


def _others(said: Compared, row: Figures) -> Iterator[Decimal]:
    if said.other is Against.TARGET and row.target:
        yield row.target.value
    elif said.other is Against.AVERAGE and row.mean_12 is not None:
        yield row.mean_12
    yield from (each.value for each in row.comparators if each.whom is said.other)


def _is(token: Token, value: Decimal) -> bool:
    assert token.number is not None
    exponent = token.number.as_tuple().exponent
    unit = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(value - token.number) <= unit / 2


def _finding(start: int, end: int, value: Decimal, row: Figures) -> Finding:
    return Finding(
        NAME,
        Severity.WARNING,
        start,
        end,
        f"{row.ref} is a percentage, so its differences are in percentage points: "
        f"say {formats.MINUS if value < 0 else ''}{abs(value)} percentage point{'' if value == 1 else 's'}.",
    )
