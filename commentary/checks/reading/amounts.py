"""Statements of movement by an amount: "22 more than in May", "up 3.6 percentage points from March"."""

from collections.abc import Iterator, Sequence
from datetime import date

from commentary.checks.facts import Figures
from indicators.calculations.terms import Unit

from .adjectives import compares_with_time
from .heads import head
from .periods import month_at
from .said import BE, Said, Way
from .subjects import Subjects
from .tokens import Token
from .vocabulary import NOT

_THAN = {"more": Way.UP, "higher": Way.UP, "fewer": Way.DOWN, "less": Way.DOWN, "lower": Way.DOWN}
_BESIDE = {"above": Way.UP, "below": Way.DOWN}
_BARE = {"up": Way.UP, "down": Way.DOWN}
_UNITS = {"percentage", "per", "cent", "percent", "points", "point", "pp", "%"}
_FROM = {"from", "on", "since"}


def amounts(tokens: Sequence[Token], subjects: Subjects, month: date) -> Iterator[Said]:
    for place, token in enumerate(tokens):
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if after is None:
            return
        found: int | None = None
        way, last = Way.UP, place
        if (
            token.lower in _THAN
            and after.lower == "than"
            and compares_with_time(tokens[place + 2 : place + 8])
        ):
            found = _before(tokens, place)
            way = _THAN[token.lower]
        elif token.lower in _BESIDE and _is_month(tokens, place + 1, month):
            found = _before(tokens, place)
            way = _BESIDE[token.lower]
        elif token.lower in _BARE and (
            place == 0 or tokens[place - 1].lower not in BE | {"gone", "went", "come", "came"}
        ):
            found, last = _after(tokens, place)
            way = _BARE[token.lower]
        if found is None:
            continue
        rows = _rows(tokens, found, last, subjects)
        negated = any(each.lower in NOT for each in tokens[max(found - 2, 0) : found])
        yield Said(way, found, last, place, rows, None, negated)


def _before(tokens: Sequence[Token], place: int) -> int | None:
    """Where the amount before "more than" begins; None where there is none."""
    at = place
    while at and place - at < 4 and tokens[at - 1].lower in _UNITS:
        at -= 1
    if at and (tokens[at - 1].number is not None or tokens[at - 1].amount is not None):
        return at - 1
    return None


def _after(tokens: Sequence[Token], place: int) -> tuple[int | None, int]:
    """ "Up" with its amount or with "from" after it, and the last token of the amount."""
    at = place + 1
    if tokens[at].number is not None:
        at += 1
        while at < len(tokens) and at - place < 6 and tokens[at].lower in _UNITS:
            at += 1
    if at < len(tokens) and tokens[at].lower in _FROM:
        return place, at - 1
    return None, place


def _is_month(tokens: Sequence[Token], place: int, month: date) -> bool:
    named = (
        tokens[place].lower in {"last", "the"}
        and place + 1 < len(tokens)
        and tokens[place + 1].lower in {"month", "year"}
    )
    return named or month_at(tokens, place, month) is not None


def _rows(tokens: Sequence[Token], first: int, last: int, subjects: Subjects) -> tuple[Figures, ...]:
    rows = head(tokens, first, subjects)
    is_points = any(each.lower.startswith("point") for each in tokens[first : last + 1])
    if is_points and any(row.unit is not Unit.PERCENTAGE for row in rows):
        family = [row for row in subjects.facts.family if row.unit is Unit.PERCENTAGE]
        return tuple(family) if len(family) == 1 else ()
    return rows
