""" "The highest of the 13 months", "the lowest since March", "peaked in April" where the months disagree."""

from collections.abc import Iterator, Sequence
from datetime import date

from indicators.calculations import months

from .facts import Figures
from .findings import Finding, Severity
from .reading.heads import head
from .reading.judging import way_of
from .reading.periods import month_at
from .reading.reading import Reading
from .reading.said import Way
from .reading.tokens import Token

NAME = "extreme"
_WORDS = {
    "highest": Way.UP, "most": Way.UP, "largest": Way.UP, "lowest": Way.DOWN, "fewest": Way.DOWN,
    "smallest": Way.DOWN, "best": Way.BETTER, "worst": Way.WORSE,
}  # fmt: skip
# "For a year", "in the past year"; not "this year", which began in April or in January.
_A_YEAR = {"a", "past", "last"}
_WHOSE = {"the", "its", "our", "their"}
_NEAR = 9


def check(reading: Reading) -> Iterator[Finding]:
    for sentence in reading.sentences:
        tokens = sentence.tokens
        for place, token in enumerate(tokens):
            if token.lower == "peaked":
                yield from _peak(tokens, place, reading)
            if token.lower not in _WORDS or not place or tokens[place - 1].lower not in _WHOSE:
                continue
            since = _since(tokens, place, reading.facts.month)
            if since is None:
                continue
            first, last = since
            for row in head(tokens, place - 1, reading.subjects):
                beyond = _beyond(row, _WORDS[token.lower], first)
                if beyond is not None:
                    at, value = beyond
                    yield Finding(
                        NAME,
                        Severity.CONTRADICTION,
                        tokens[place - 1].start,
                        tokens[last].end,
                        f"{row.ref} was {value} in {months.label(at)} and is {row.shown(row.now)} now.",
                    )
                    break


def _peak(tokens: Sequence[Token], place: int, reading: Reading) -> Iterator[Finding]:
    """ "Visits peaked in April", with more in a month after it."""
    if place + 2 >= len(tokens) or tokens[place + 1].lower != "in":
        return
    at = month_at(tokens, place + 2, reading.facts.month)
    for row in head(tokens, place, reading.subjects):
        peak = row.at(at) if at is not None else None
        if at is None or peak is None:
            continue
        later = [months.shift(row.month, -back) for back in range(len(row.values))]
        beyond = [each for each in later if each > at and (row.at(each) or peak) > peak]
        if beyond:
            yield Finding(
                NAME,
                Severity.CONTRADICTION,
                tokens[place].start,
                tokens[place + 2].end,
                f"{row.ref} was {row.shown(peak)} in {months.label(at)} and "
                f"{row.shown(row.at(beyond[0]))} in {months.label(beyond[0])}.",
            )
            return


def _since(tokens: Sequence[Token], place: int, month: date) -> tuple[date, int] | None:
    """The first month it is compared with, and the last token that says so."""
    for at in range(place + 1, min(place + 1 + _NEAR, len(tokens))):
        if tokens[at].text in ".;:,(" or tokens[at].lower in {"and", "but", "which"}:
            return None
        if tokens[at].lower == "since" and at + 1 < len(tokens):
            named = month_at(tokens, at + 1, month)
            return (months.shift(named, 1), at + 1) if named is not None and named < month else None
        if tokens[at].lower == "year" and at > place + 1 and tokens[at - 1].lower in _A_YEAR:
            return months.shift(month, -11), at
        count = tokens[at].amount
        if count is not None and count > 1 and at + 1 < len(tokens) and tokens[at + 1].lower == "months":
            return months.shift(month, 1 - count), at + 1
    return None


def _beyond(row: Figures, said: Way, first: date) -> tuple[date, str] | None:
    """The latest month that went further."""
    way = way_of(row, said)
    if row.now is None or way is None:
        return None
    for back in range(1, len(row.values)):
        at = months.shift(row.month, -back)
        if at < first:
            return None
        value = row.at(at)
        if value is not None and (value > row.now if way is Way.UP else value < row.now):
            return at, row.shown(value)
    return None
