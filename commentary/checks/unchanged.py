"""Last month's text, word for word."""

from collections.abc import Iterator

from indicators.calculations import months

from .findings import Finding, Severity
from .reading.reading import Reading
from .reading.tokens import sentences

NAME = "unchanged"


def check(reading: Reading) -> Iterator[Finding]:
    last = months.shift(reading.facts.month, -1)
    words = [each.words() for each in reading.sentences]
    for earlier in reading.facts.earlier:
        if (
            earlier.month == last
            and any(words)
            and [each.words() for each in sentences(earlier.text)] == words
        ):
            yield Finding(
                NAME,
                Severity.WARNING,
                0,
                0,
                f"The text is the same as in {months.label(last)}: say what is new, or that nothing is.",
            )
            return
