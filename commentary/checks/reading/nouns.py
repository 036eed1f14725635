"""Statements by a noun: "a slight decrease in visits", "visits saw a decrease", "there was a drop"."""

from collections.abc import Sequence

from commentary.checks.facts import Figures

from .clauses import FARTHEST, clause_start, is_dash, joins
from .said import NOUNS, SIZES, Said
from .subjects import Subjects
from .tokens import Token
from .vocabulary import EMPTY, NOT
from .wishes import is_first_person, is_wished, not_yet

MONTH_NAMES = {
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
    "december",
}  # fmt: skip
TIME = {
    "last", "past", "previous", "month", "months", "year", "same", "period", "quarter", "third", "second",
    "fourth", "fifth", "sixth",
}  # fmt: skip
LINKS = {
    "saw", "seen", "see", "shows", "showed", "shown", "had", "has", "have", "experienced", "recorded",
    "there", "reported", "was", "is", "been", "sees", "show", "noted", "also",
}  # fmt: skip
_STOPS = {
    "from", "by", "since", "compared", "during", "this", "over", "due", "because", "which", "as",
    "following", "has", "have", "is", "was", "were", "are", "and", "but", "when", "while", "whilst",
    "although", "after", "against", "than", "so", "continues", "continue", "reflects", "followed", "needs",
    "shows", "indicates", "means", "meant", "will", "can", "had", "for", "on", "at", "last", "with", "to",
    "thanks", "overall", "though", "that", "should", "would", "could", "in", "where", "if", "despite",
    "again", "led", "leads", "may", "might", "also", "reflecting",
}  # fmt: skip


def noun_said(tokens: Sequence[Token], place: int, subjects: Subjects) -> Said | None:
    """ "a slight decrease in visits", "visits saw a decrease", "there was a drop"."""
    first = place
    while (
        first
        and place - first < 4
        and (
            tokens[first - 1].lower in SIZES
            or tokens[first - 1].lower
            in {"a", "an", "the", "this", "further", "very", "no", "slow", "steady", "any", "of"}
            or tokens[first - 1].ordinal is not None
        )
    ):
        first -= 1
    if place and tokens[place - 1].lower == "to":
        return None
    begin = clause_start(tokens, first)
    before = tokens[begin:first]
    after, last = rows_after(tokens, place, subjects)
    if first == place and place and not after and tokens[place - 1].lower not in {"percentage", "is", "was"}:
        # "Summer growth", "the rules on reductions"; but "growth in visits".
        return None
    if not_yet(before, noun=True) or is_wished(tokens[last + 1 : last + 4]):
        return None
    said = [each for each in before if each.lower not in LINKS]
    rows: tuple[Figures, ...] | None
    if after is not None:
        rows = after
    else:
        if (
            said
            and said[-1].lower in {"of", "for", "to", "by", "with", "from", "on", "month"}
            and tokens[first].lower != "of"
        ):
            rows = subjects.of(said[:-1]) if said[-1].lower == "of" else ()
        else:
            rows = subjects.of(said)
        if tokens[first].lower in {"the", "this"}:
            # It speaks of a change told before.
            return None
    size = next((SIZES[each.lower] for each in tokens[first:place] if each.lower in SIZES), None)
    negated = any(each.lower in NOT for each in tokens[begin:place])
    return Said(NOUNS[tokens[place].lower], first, last, place, rows, size, negated)


def rows_after(
    tokens: Sequence[Token], place: int, subjects: Subjects
) -> tuple[tuple[Figures, ...] | None, int]:
    """The rows named after a noun by "in" or "of", and the last token; None where nothing is named."""
    at = place + 1
    if at < len(tokens) and tokens[at].text == "(":
        closed = next(
            (each for each in range(at, min(at + 8, len(tokens))) if tokens[each].text == ")"), at - 1
        )
        at = closed + 1
    if at >= len(tokens) or tokens[at].lower not in {"in", "of", "to", "for"}:
        return None, place
    end = at + 1
    while end < len(tokens) and end - at < FARTHEST:
        token = tokens[end]
        if (
            token.text in ",;:.–—!?"
            or is_dash(tokens, end)
            or (token.lower in _STOPS and not _inside(tokens, end, at))
        ):
            break
        end += 1
    phrase = [each for each in tokens[at + 1 : end] if each.text not in "()"]
    if not phrase or _is_time(phrase):
        return None, place
    if tokens[at].lower in {"to", "for"} or phrase[0].number is not None:
        return None, place
    return subjects.of(phrase), end - 1


def _inside(tokens: Sequence[Token], place: int, begin: int) -> bool:
    """A stop that belongs to a name: "children in need", "dealt with within", "number and percentage"."""
    word = tokens[place].lower
    if word == "this" and place + 1 < len(tokens):
        return tokens[place + 1].lower in {
            "timeframe",
            "measure",
            "area",
            "indicator",
            "percentage",
            "number",
            "figure",
        }
    if word == "and":
        return joins(tokens, place)
    if word in {"in", "with", "to", "for", "on", "at", "over", "that"} and place + 1 < len(tokens):
        if word == "in" and tokens[place + 1].text[0].isupper() and tokens[place + 1].lower in MONTH_NAMES:
            return False
        return (
            place > begin + 1
            and tokens[place + 1].lower not in TIME | {"the", "this", "may"} | MONTH_NAMES
            and not is_first_person(tokens[place + 1])
        )
    return False


def _is_time(phrase: Sequence[Token]) -> bool:
    return all(
        each.lower in EMPTY | TIME | {"comparison", "line", "recent", "weeks", "quarter", "part", "addition"}
        or each.amount is not None
        for each in phrase
    ) and any(
        each.lower in MONTH_NAMES | TIME | {"may", "part", "line", "addition", "comparison"}
        for each in phrase
    )
