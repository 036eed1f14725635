"""Statements by a comparison with a month: "visits are lower this month", "fewer visits than in May"."""

from collections.abc import Sequence

from .clauses import clause_start
from .nouns import MONTH_NAMES
from .said import ADJECTIVES, BE, HAVE, SIZES, Said, Way
from .subjects import Subjects
from .tokens import Token
from .vocabulary import NOT
from .wishes import is_first_person, not_yet


def adjective_said(tokens: Sequence[Token], place: int, subjects: Subjects) -> Said | None:
    """ "visits are lower this month", "lower than in June last year". Not "lower than England"."""
    at = place - 1
    while at >= 0 and (
        tokens[at].lower in SIZES
        or tokens[at].lower in {"much", "again", "even", "no", "not", "also", "still"}
    ):
        at -= 1
    if at < 0 or tokens[at].lower not in BE:
        return None
    after = tokens[place + 1 : place + 8]
    if not compares_with_time(after):
        return None
    begin = clause_start(tokens, at)
    before = [each for each in tokens[begin:at] if each.lower not in HAVE]
    if not_yet(before, noun=False) or any(is_first_person(each) for each in before):
        return None
    size = next((SIZES[each.lower] for each in tokens[at:place] if each.lower in SIZES), None)
    negated = any(each.lower in NOT for each in tokens[begin:place])
    return Said(ADJECTIVES[tokens[place].lower], begin, place, place, subjects.of(before), size, negated)


def amount_said(tokens: Sequence[Token], place: int, subjects: Subjects) -> Said | None:
    """ "fewer visits than in May", "more visits this month"."""
    end = place + 1
    while (
        end < len(tokens)
        and end - place < 8
        and tokens[end].lower not in {"than", "this", "in", "compared"}
        and tokens[end].is_word
    ):
        end += 1
    phrase = tokens[place + 1 : end]
    begin = clause_start(tokens, place)
    if (
        not subjects.content(phrase)
        or not compares_with_time(tokens[end : end + 7])
        or not_yet(tokens[begin:place], noun=True)
    ):
        return None
    first = place
    while first > begin and (tokens[first - 1].lower in SIZES or tokens[first - 1].lower == "much"):
        first -= 1
    if first > begin and tokens[first - 1].number is not None:
        return None
    size = next((SIZES[each.lower] for each in tokens[first:place] if each.lower in SIZES), None)
    way = Way.UP if tokens[place].lower == "more" else Way.DOWN
    return Said(
        way,
        first,
        end - 1,
        place,
        subjects.of(phrase),
        size,
        any(each.lower in NOT for each in tokens[begin:place]),
    )


def compares_with_time(after: Sequence[Token]) -> bool:
    """Whether "higher" is meant of another month."""
    for token in after:
        if token.text in ".;," or token.lower in {
            "average",
            "mean",
            "target",
            "expected",
            "usual",
            "england",
        }:
            return False
        if token.lower in {"month", "months", "year"} or (
            token.lower in MONTH_NAMES | {"may"} and token.text[0].isupper()
        ):
            return not any(each.lower in {"average", "mean"} for each in after)
    return False
