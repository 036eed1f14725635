"""Statements of movement: by a noun ("a fall in visits"), a verb ("visits fell") or an adjective ("are lower")."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from commentary.checks.facts import Figures

from .clauses import FARTHEST, clause_start, is_dash, joins
from .said import ADJECTIVES, BE, HAVE, MOVES, NOUNS, SIZES, VERBS, Said, Way
from .subjects import Subjects
from .tokens import Token
from .vocabulary import EMPTY, NOT, NOT_YET

_BASES = {
    "rise": Way.UP, "increase": Way.UP, "grow": Way.UP, "fall": Way.DOWN, "decrease": Way.DOWN,
    "drop": Way.DOWN, "decline": Way.DOWN, "improve": Way.BETTER, "worsen": Way.WORSE,
}  # fmt: skip
# After a verb; before anything else "increased" is an adjective or has an object.
_FOLLOWERS = {
    "in", "by", "from", "to", "this", "since", "over", "for", "again", "further", "during", "on", "as",
    "and", "compared", "with", "at", "within", "after", "due", "because", "last", "following", "thanks",
    "but", "while", "month", "year", "against", "slowly", "steadily", "consistently", "every", "each",
    "when", "where", "throughout", "across", "between", "once", "gradually", "more", "still", "so", "which",
    "although", "though", "or", "up", "down", "overall", "is", "was", "than", "despite", "quickly",
    "whilst", "back",
}  # fmt: skip
_TIME = {
    "last", "past", "previous", "month", "months", "year", "same", "period", "quarter", "third", "second",
    "fourth", "fifth", "sixth",
}  # fmt: skip
_LINKS = {
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


def statements(tokens: Sequence[Token], subjects: Subjects) -> Iterator[Said]:
    for place, token in enumerate(tokens):
        if (
            token.lower in _BASES
            and tokens[max(place - 1, 0)].lower == "not"
            and place > 1
            and tokens[place - 2].lower in {"did", "does", "do"}
        ):
            if verb := _verb(tokens, place - 2, place, _BASES[token.lower], subjects):
                yield replace(verb, is_negated=True)
        elif token.lower in NOUNS and (noun := _noun(tokens, place, subjects)):
            yield noun
        elif token.lower in VERBS and (verb := _verb(tokens, place, place, VERBS[token.lower], subjects)):
            yield verb
        elif token.lower in {"up", "down"} and place and tokens[place - 1].lower in MOVES:
            way = Way.UP if token.lower == "up" else Way.DOWN
            if verb := _verb(tokens, place - 1, place, way, subjects):
                yield verb
        elif token.lower in ADJECTIVES and (adjective := _adjective(tokens, place, subjects)):
            yield adjective
        elif token.lower in {"fewer", "more"} and (amount := _amount(tokens, place, subjects)):
            yield amount
        elif token.lower == "change" and place and tokens[place - 1].lower in {"no", "little"}:
            begin = clause_start(tokens, place - 1)
            if not _not_yet(tokens[begin:place], noun=True) and not subjects.content(
                [each for each in tokens[begin : place - 1] if each.lower not in _LINKS]
            ):
                rows = _after(tokens, place, subjects)[0]
                yield Said(Way.SAME, place - 1, place, place, rows or (), None, False)


def _noun(tokens: Sequence[Token], place: int, subjects: Subjects) -> Said | None:
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
    if first == place and place and tokens[place - 1].lower not in {"percentage", "further", "is", "was"}:
        return None
    if place and tokens[place - 1].lower == "to":
        return None
    begin = clause_start(tokens, first)
    before = tokens[begin:first]
    after, last = _after(tokens, place, subjects)
    if _not_yet(before, noun=True) or _is_wished(tokens[last + 1 : last + 4]):
        return None
    said = [each for each in before if each.lower not in _LINKS]
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


def _after(tokens: Sequence[Token], place: int, subjects: Subjects) -> tuple[tuple[Figures, ...] | None, int]:
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
            and tokens[place + 1].lower not in _TIME | {"the", "this", "may"} | MONTH_NAMES
            and not _is_first_person(tokens[place + 1])
        )
    return False


MONTH_NAMES = {
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
    "december",
}  # fmt: skip


def _is_first_person(token: Token) -> bool:
    return token.lower in {"we", "our", "they"}


def _is_time(phrase: Sequence[Token]) -> bool:
    return all(
        each.lower in EMPTY | _TIME | {"comparison", "line", "recent", "weeks", "quarter", "part", "addition"}
        or each.amount is not None
        for each in phrase
    ) and any(
        each.lower in MONTH_NAMES | _TIME | {"may", "part", "line", "addition", "comparison"}
        for each in phrase
    )


def _verb(tokens: Sequence[Token], first: int, last: int, way: Way, subjects: Subjects) -> Said | None:
    """ "visits have slightly increased", "households are down"."""
    follower = tokens[last + 1] if last + 1 < len(tokens) else None
    if (
        follower is not None
        and follower.is_word
        and follower.lower not in _FOLLOWERS
        and follower.lower not in SIZES
    ):
        beyond = tokens[last + 2].lower if last + 2 < len(tokens) else ""
        if not (follower.lower == "the" and beyond in _TIME) and not follower.lower.endswith("ly"):
            return None
    begin = clause_start(tokens, first)
    before = list(tokens[begin:first])
    if _not_yet(before, noun=False):
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
        and len(before) > 0
        and not helped
    ):
        if before[-1].lower != "this" or len(before) > 1:
            return None
    if any(_is_first_person(each) for each in before):
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


def _adjective(tokens: Sequence[Token], place: int, subjects: Subjects) -> Said | None:
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
    if _not_yet(before, noun=False) or any(_is_first_person(each) for each in before):
        return None
    size = next((SIZES[each.lower] for each in tokens[at:place] if each.lower in SIZES), None)
    negated = any(each.lower in NOT for each in tokens[begin:place])
    return Said(ADJECTIVES[tokens[place].lower], begin, place, place, subjects.of(before), size, negated)


def _amount(tokens: Sequence[Token], place: int, subjects: Subjects) -> Said | None:
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
        or _not_yet(tokens[begin:place], noun=True)
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


def _is_wished(after: Sequence[Token]) -> bool:
    """ "An improvement should be seen", "a fall is expected"."""
    words = [each.lower for each in after]
    return bool(words) and (
        words[0] in {"will", "would", "could", "should", "may", "might", "can"}
        or (
            words[0] in BE
            and bool({"expected", "anticipated", "planned", "hoped", "likely", "needed"} & set(words))
        )
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


def _not_yet(before: Sequence[Token], *, noun: bool) -> bool:
    """Whether the clause speaks of what is wished, expected or only possible."""
    for token in before:
        if token.lower == "may" and token.text[0].isupper():
            continue
        if noun and token.lower in {"to", "target", "plan", "plans", "need", "needs", "planned"}:
            continue
        if token.lower == "to" and token is not before[-1]:
            continue
        if (
            token.lower in {"planned", "expected", "target", "plan", "plans", "need", "needs"}
            and not noun
            and token is not before[-1]
        ):
            continue
        if token.lower in NOT_YET or token.lower in {"help", "helped"}:
            return True
        if token.lower == "previously" and token in before[-2:]:
            return True
    return False
