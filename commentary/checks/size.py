""" "Slight" on a change of 10% or more, "significant" on a smaller one."""

from collections.abc import Iterator

from indicators.calculations.movements import ARROW_FROM
from indicators.calculations.terms import Unit

from .findings import Finding, Severity
from .reading.judging import Pair, contradicts, pair
from .reading.periods import Span
from .reading.reading import Reading
from .reading.said import Size

NAME = "size"
# One or two more or fewer are few, whatever per cent they are of a small count.
_FEW = 2


def check(reading: Reading) -> Iterator[Finding]:
    for said in reading.movements:
        if said.size is None or said.is_negated or said.period.span not in (Span.SINCE, Span.WITHIN):
            continue
        for row in said.rows:
            found = pair(row, said.period)
            if found is None or contradicts(said, found):
                continue
            sentence = _misjudged(said.size, found)
            if sentence:
                yield Finding(NAME, Severity.WARNING, said.start, said.end, f"{row.ref}: {sentence}")
                break


def _misjudged(size: Size, found: Pair) -> str:
    if found.percent is None:
        return ""
    change = abs(found.percent)
    if size is Size.LARGE:
        small = change < ARROW_FROM
        return (
            f"{found.words}, {found.changed}: the scorecard calls less than {ARROW_FROM}% similar."
            if small
            else ""
        )
    few = found.row.unit is Unit.COUNT and abs(found.now - found.before) <= _FEW
    if change < ARROW_FROM or few:
        return ""
    return f"{found.words}, {found.changed}: the scorecard marks changes of {ARROW_FROM}% and more."
