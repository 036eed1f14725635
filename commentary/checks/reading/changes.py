"""Numbers given as a change: "fell by 9%", "a decrease (48%)", "22 more than in May"."""

from bisect import bisect_left
from collections.abc import Sequence

from commentary.checks.facts import Facts

from .movements import Movement
from .numbers import Found, Role
from .said import NOUNS, VERBS
from .tokens import Token

_NEAR = 60


def change_said(
    tokens: Sequence[Token], place: int, last: int, said: Sequence[Movement], facts: Facts
) -> Found | None:
    """ "fell by 9%", "a reduction of 27%", "a decrease (48%)", "a 5% rise"."""
    before = [each.lower for each in tokens[max(place - 3, 0) : place]]
    before_it = _last(said, tokens[place].end)
    moved = next((each for each in before_it if each.is_amount and tokens[place].start < each.end), None)
    first = place
    if moved is not None:
        pass
    elif before[-1:] == ["by"] or (before[-1:] == ["of"] and len(before) > 1 and before[-2] in NOUNS):
        moved = nearest(said, tokens, place)
    elif before[-1:] == ["("] and len(before) > 1 and (before[-2] in NOUNS or before[-2] in VERBS):
        if last + 1 < len(tokens) and tokens[last + 1].text == ")":
            moved = nearest(said, tokens, place)
    elif (
        last + 1 < len(tokens) and tokens[last + 1].lower in NOUNS and before[-1:] in (["a"], ["an"], ["the"])
    ):
        noun = tokens[last + 1]
        moved = next((each for each in _last(said, noun.end) if noun.start < each.end), None)
    if moved is None or not moved.rows:
        return None
    while first and tokens[first].start > moved.start:
        first -= 1
    month = moved.period.month if moved.period.count == 0 and moved.period.span.name == "SINCE" else None
    return Role.CHANGE, moved.rows, month, first


def _last(said: Sequence[Movement], place: int) -> Sequence[Movement]:
    """The last few that begin before a place of the text."""
    count = bisect_left(said, place, key=lambda each: each.start)
    return said[max(count - 3, 0) : count]


def nearest(said: Sequence[Movement], tokens: Sequence[Token], place: int) -> Movement | None:
    """The movement that a number after "by", "of" or a bracket belongs to."""
    before = _last(said, tokens[place].start)
    if not before or tokens[place].start - before[-1].end >= _NEAR:
        return None
    between = [each for each in tokens[max(place - _NEAR, 0) : place] if each.start >= before[-1].end]
    for at, each in enumerate(between):
        if each.lower in {"and", "but", "while", "whilst"} or each.text in ";:":
            return None
        if each.text == "," and not (at + 1 < len(between) and between[at + 1].lower in {"from", "to", "by"}):
            return None
    return before[-1]
