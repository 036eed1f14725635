""" "Increased" on a fall."""

from collections.abc import Iterator

from .findings import Finding, Severity
from .reading.judging import contradicts, pair
from .reading.periods import Span
from .reading.reading import Reading

NAME = "direction"


def check(reading: Reading) -> Iterator[Finding]:
    for said in reading.movements:
        if said.period.span not in (Span.SINCE, Span.WITHIN):
            continue
        for row in said.rows:
            found = pair(row, said.period)
            if found and contradicts(said, found):
                yield Finding(
                    NAME,
                    Severity.CONTRADICTION,
                    said.start,
                    said.end,
                    f"This does not agree with {row.ref}: {found.words}.",
                )
                break
