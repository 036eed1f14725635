"""Statements by a verb: "visits have slightly increased", "households are down"."""

from collections.abc import Sequence

from commentary.checks.facts import Figures

from .clauses import clause_start
from .nouns import TIME
from .said import HAVE, SIZES, Said, Way
from .subjects import Subjects
from .tokens import Token
from .vocabulary import NOT
from .wishes import is_first_person, not_yet

# After a verb; before anything else "increased" is an adjective or has an object.
_FOLLOWERS = {
    "in", "by", "from", "to", "this", "since", "over", "for", "again", "further", "during", "on", "as",
    "and", "compared", "with", "at", "within", "after", "due", "because", "last", "following", "thanks",
    "but", "while", "month", "year", "against", "slowly", "steadily", "consistently", "every", "each",
    "when", "where", "throughout", "across", "between", "once", "gradually", "more", "still", "so", "which",
    "although", "though", "or", "up", "down", "overall", "is", "was", "than", "despite", "quickly",
    "whilst", "back",
}  # fmt: skip


def verb_said(tokens: Sequence[Token], first: int, last: int, way: Way, subjects: Subjects) -> Said | None:
    """ "visits have slightly increased", "households are down"."""
    follower = tokens[last + 1] if last + 1 < len(tokens) else None
    if (
        follower is not None
        and follower.is_word
        and follower.lower not in _FOLLOWERS
        and follower.lower not in SIZES
    ):
        beyond = tokens[last + 2].lower if last + 2 < len(tokens) else ""
        if not (follower.lower == "the" and beyond in TIME) and not follower.lower.endswith("ly"):
            return None
    begin = clause_start(tokens, first)
    before = list(tokens[begin:first])
    if not_yet(before, noun=False):
        return None
    helped = False
    is_form = tokens[last].lower.endswith("ing") or way is Way.SAME
    while before and (
        before[-1].lower in HAVE
        or before[-1].lower in SIZES
        or before[-1].lower.endswith("ly")
        or before[-1].lower in NOT
        or before[-1].lower in {"again", "also", "still", "then", "been"}
    ):
        helped = helped or before[-1].lower in HAVE
        before.pop()
    if is_form and not helped:
        return None
    if before and (
        before[-1].lower in {"a", "an", "the", "this", "of", "with", "to", "by", "for", "our", "more"}
        and (before[-1].lower != "this" or len(before) > 1)
        and not helped
    ):
        return None
    if any(is_first_person(each) for each in before):
        return None
    sizes = [*tokens[max(begin, first - 3) : first], *tokens[first : last + 1], *tokens[last + 1 : last + 3]]
    size = next((SIZES[each.lower] for each in sizes if each.lower in SIZES), None)
    negated = any(each.lower in NOT for each in tokens[begin:first])
    rows: tuple[Figures, ...] | None = subjects.of(before)
    if not before:
        turn = tokens[begin - 1].lower if begin else ""
        if turn in {"and", "but", "then", ","}:
            rows = None
        elif (begin and not helped) or (begin and turn in {"which", "that", "who", "when", "where", "if"}):
            return None
        elif (
            not begin
            and not helped
            and follower is not None
            and follower.lower in {"in", "and"}
            and way is not Way.SAME
        ):
            rows = ()
    end = last + 1 if last + 1 < len(tokens) and tokens[last + 1].lower in SIZES else last
    return Said(way, begin, end, last, rows, size, negated)
