"""Numbers given as a change: "fell by 9%", "a decrease (48%)", "22 more than in May"."""

from bisect import bisect_left
from collections.abc import Sequence

from .movements import Movement
from .numbers import Found, Role
from .periods import Span
from .said import NOUNS, VERBS
from .tokens import Token

_NEAR = 60


def change_said(tokens: Sequence[Token], place: int, last: int, said: Sequence[Movement]) -> Found | None:
    """ "fell by 9%", "a reduction of 27%", "a decrease (48%)", "a 5% rise"."""
    moved = _moved_by(tokens, place, last, said)
    if moved is None or not moved.rows:
        return None
    first = place
    while first and tokens[first].start > moved.start:
        first -= 1
    month = moved.period.month if moved.period.span is Span.SINCE else None
    return Role.CHANGE, moved.rows, month, first


def _moved_by(tokens: Sequence[Token], place: int, last: int, said: Sequence[Movement]) -> Movement | None:
    """The movement that a number is the amount of."""
    amount = next(
        (
            each
            for each in _last(said, tokens[place].end)
            if each.is_amount and tokens[place].start < each.end
        ),
        None,
    )
    if amount is not None:
        return amount
    before, earlier = (tokens[at].lower if at >= 0 else "" for at in (place - 1, place - 2))
    after = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    in_brackets = before == "(" and after == ")" and (earlier in NOUNS or earlier in VERBS)
    if before == "by" or (before == "of" and earlier in NOUNS) or in_brackets:
        return nearest(said, tokens, place)
    if before in {"a", "an", "the"} and after in NOUNS:
        noun = tokens[last + 1]
        return next((each for each in _last(said, noun.end) if noun.start < each.end), None)
    return None


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
