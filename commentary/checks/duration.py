""" "For the second month", "over the last four months" where the months say otherwise."""

from collections.abc import Iterator

from .findings import Finding, Severity
from .reading.judging import breaks_run
from .reading.periods import Span
from .reading.reading import Reading

NAME = "duration"


def check(reading: Reading) -> Iterator[Finding]:
    for said in reading.movements:
        if said.period.span not in (Span.RUN, Span.WINDOW):
            continue
        for row in said.rows:
            values = breaks_run(said, row)
            if values:
                start = said.start if said.period.start is None else min(said.start, said.period.start)
                end = said.end if said.period.end is None else max(said.end, said.period.end)
                yield Finding(
                    NAME,
                    Severity.CONTRADICTION,
                    start,
                    end,
                    f"The months of {row.ref} do not show this: {values}.",
                )
                break
