"""What a text says of a row's movement: which way, how much, since when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from commentary.checks.facts import Figures

from .periods import Period, period
from .subjects import Subjects
from .tokens import Sentence, Token
from .vocabulary import EMPTY, NOT, NOT_YET, TURNS

_FARTHEST = 25


class Way(Enum):
    UP = auto()
    DOWN = auto()
    SAME = auto()
    BETTER = auto()
    WORSE = auto()


class Size(Enum):
    SMALL = auto()
    LARGE = auto()


_NOUNS = {
    Way.UP: "increase increases rise rises growth spike jump surge uplift upturn",
    Way.DOWN: "decrease decreases reduction reductions fall falls drop drops decline dip downturn",
    Way.BETTER: "improvement improvements",
    Way.WORSE: "deterioration worsening",
}
_VERBS = {
    Way.UP: "increased rose risen grew grown climbed jumped doubled rising increasing growing spiked soared",
    Way.DOWN: "decreased fell fallen dropped declined reduced dipped halved falling decreasing declining dropping "
    "reducing shrunk plummeted",
    Way.BETTER: "improved improving recovered",
    Way.WORSE: "worsened deteriorated slipped worsening deteriorating",
    Way.SAME: "unchanged static stable",
}
# With "up" or "down".
_MOVES = {"gone", "went", "come", "came", "edged", "crept", "moved", "shot", "is", "are", "was", "were", "been", "remain"}
_ADJECTIVES = {
    Way.UP: "higher larger greater",
    Way.DOWN: "lower smaller fewer",
    Way.BETTER: "better",
    Way.WORSE: "worse",
}
NOUNS = {word: way for way, words in _NOUNS.items() for word in words.split()}
VERBS = {word: way for way, words in _VERBS.items() for word in words.split()}
ADJECTIVES = {word: way for way, words in _ADJECTIVES.items() for word in words.split()}
_BE = {"is", "are", "was", "were", "be", "been", "being", "remains", "remain", "remained", "s"}
_HAVE = _BE | {"has", "have", "had", "continued", "continues", "continue"}
_SIZES = dict.fromkeys(
    "slight slightly small minor marginal marginally minimal modest modestly fractionally tiny edged crept little".split(),
    Size.SMALL,
) | dict.fromkeys(
    "significant significantly sharp sharply large substantial substantially considerable considerably dramatic "
    "dramatically marked markedly big steep steeply major huge massive soared plummeted shot".split(),
    Size.LARGE,
)
# After a verb; before anything else "increased" is an adjective or has an object.
_FOLLOWERS = {
    "in", "by", "from", "to", "this", "since", "over", "for", "again", "further", "during", "on", "as", "and", "compared",
    "with", "at", "within", "after", "due", "because", "last", "following", "thanks", "but", "while", "month", "year",
    "against", "slowly", "steadily", "consistently", "every", "each", "when", "where", "throughout", "across", "between",
    "once", "gradually", "more", "still", "so", "which", "although", "though", "or", "up", "down", "overall", "is", "was",
    "than", "despite", "quickly", "whilst", "back",
}  # fmt: skip
_STEADY = {"steadily", "consistently", "steady"}
_TIME = {"last", "past", "previous", "month", "months", "year", "same", "period", "quarter", "third", "second", "fourth", "fifth", "sixth"}
_LINKS = {"saw", "seen", "see", "shows", "showed", "shown", "had", "has", "have", "experienced", "recorded", "there", "reported",
          "was", "is", "been", "sees", "show", "noted", "also"}  # fmt: skip
_STOPS = {"from", "by", "since", "compared", "during", "this", "over", "due", "because", "which", "as", "following", "has", "have",
          "is", "was", "were", "are", "and", "but", "when", "while", "whilst", "although", "after", "against", "than", "so",
          "continues", "continue", "reflects", "followed", "needs", "shows", "indicates", "means", "meant", "will", "can", "had",
          "for", "on", "at", "last", "with", "to", "since", "thanks", "overall", "though", "that", "should", "would", "could",
          "in", "compared", "where", "if", "despite", "again", "led", "leads", "may", "might", "also", "reflecting"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Movement:
    """`rows` is empty where it is not known what has moved; the words are `start` up to `end`."""

    way: Way
    rows: tuple[Figures, ...]
    period: Period
    start: int
    end: int
    size: Size | None = None
    is_negated: bool = False
    is_steady: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement by the places of its tokens, before its time is known. `rows` None inherits."""

    way: Way
    first: int
    last: int
    anchor: int
    rows: tuple[Figures, ...] | None
    size: Size | None
    is_negated: bool


def movements(sentence: Sentence, subjects: Subjects, month: date, text: str) -> tuple[Movement, ...]:
    tokens = sentence.tokens
    said = sorted(_said(tokens, subjects), key=lambda each: each.anchor)
    found: list[Movement] = []
    rows: tuple[Figures, ...] = ()
    for place, each in enumerate(said):
        rows = rows if each.rows is None else each.rows
        begin = 0 if place == 0 else said[place - 1].last + 1
        stop = said[place + 1].first if place + 1 < len(said) else len(tokens)
        around = tokens[max(begin, each.first - _FARTHEST) : min(_clause_end(tokens, each.last, stop), each.last + _FARTHEST)]
        when = period(around, month)
        found.append(
            Movement(
                way=each.way,
                rows=rows,
                period=when,
                start=tokens[each.first].start,
                end=tokens[each.last].end,
                size=each.size,
                is_negated=each.is_negated,
                is_steady=when.is_each or any(token.lower in _STEADY for token in around),
                words=text[tokens[each.first].start : tokens[each.last].end],
            )
        )
    return tuple(found)


def clause_start(tokens: Sequence[Token], place: int) -> int:
    """Where the clause of a place begins; what stands in brackets is passed over."""
    at, farthest = place, max(place - _FARTHEST, 0)
    while at > farthest:
        before = tokens[at - 1]
        if before.text == ")":
            opened = at - 2
            while opened >= farthest and tokens[opened].text != "(":
                opened -= 1
            if opened >= farthest:
                at = opened
                continue
            break
        if before.text in ",;:(–—\"“”" or is_dash(tokens, at - 1):
            break
        if before.lower in TURNS and not _joins(tokens, at - 1):
            break
        at -= 1
    return at


def is_dash(tokens: Sequence[Token], place: int) -> bool:
    """A hyphen with a space on both sides."""
    token = tokens[place]
    if token.text not in "-–—":
        return False
    apart = place == 0 or tokens[place - 1].end < token.start
    return apart and (place + 1 == len(tokens) or token.end < tokens[place + 1].start)


def _joins(tokens: Sequence[Token], place: int) -> bool:
    """ "number and percentage", "as well as" do not begin a clause."""
    if tokens[place].lower != "and" or place == 0 or place + 1 == len(tokens):
        return False
    units = {"number", "percentage", "rate", "proportion", "count"}
    return tokens[place - 1].lower in units and (
        tokens[place + 1].lower in units or (place + 2 < len(tokens) and tokens[place + 2].lower in units)
    )


def _clause_end(tokens: Sequence[Token], place: int, stop: int) -> int:
    """Where another clause with its own times may begin."""
    for at in range(place + 1, stop):
        if tokens[at].text in ";:" or tokens[at].lower in {"but", "because", "while", "whilst", "although", "which", "due", "however", "thanks"}:
            return at
        if tokens[at].lower == "and" and at + 1 < stop and tokens[at + 1].lower in {"the", "we", "this", "there", "so", "it"}:
            return at
    return stop


def _said(tokens: Sequence[Token], subjects: Subjects) -> Iterator[_Said]:
    for place, token in enumerate(tokens):
        if token.lower in NOUNS and (noun := _noun(tokens, place, subjects)):
            yield noun
        elif token.lower in VERBS and (verb := _verb(tokens, place, place, VERBS[token.lower], subjects)):
            yield verb
        elif token.lower in {"up", "down"} and place and tokens[place - 1].lower in _MOVES:
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
                yield _Said(Way.SAME, place - 1, place, place, rows or (), None, False)


def _noun(tokens: Sequence[Token], place: int, subjects: Subjects) -> _Said | None:
    """ "a slight decrease in visits", "visits saw a decrease", "there was a drop"."""
    first = place
    while first and place - first < 4 and (tokens[first - 1].lower in _SIZES or tokens[first - 1].lower in {"a", "an", "the", "this", "further", "very", "no", "slow", "steady", "any", "of"}):
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
        if said and said[-1].lower in {"of", "for", "to", "by", "with", "from", "on", "month"} and tokens[first].lower != "of":
            rows = subjects.of(said[:-1]) if said[-1].lower == "of" else ()
        else:
            rows = subjects.of(said)
        if tokens[first].lower in {"the", "this"}:
            # It speaks of a change told before.
            return None
    size = next((_SIZES[each.lower] for each in tokens[first:place] if each.lower in _SIZES), None)
    negated = any(each.lower in NOT for each in tokens[begin:place])
    return _Said(NOUNS[tokens[place].lower], first, last, place, rows, size, negated)


def _after(tokens: Sequence[Token], place: int, subjects: Subjects) -> tuple[tuple[Figures, ...] | None, int]:
    """The rows named after a noun by "in" or "of", and the last token; None where nothing is named."""
    at = place + 1
    if at < len(tokens) and tokens[at].text == "(":
        closed = next((each for each in range(at, min(at + 8, len(tokens))) if tokens[each].text == ")"), at - 1)
        at = closed + 1
    if at >= len(tokens) or tokens[at].lower not in {"in", "of", "to", "for"}:
        return None, place
    end = at + 1
    while end < len(tokens) and end - at < _FARTHEST:
        token = tokens[end]
        if token.text in ",;:.–—!?" or is_dash(tokens, end) or (token.lower in _STOPS and not _inside(tokens, end, at)):
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
        return tokens[place + 1].lower in {"timeframe", "measure", "area", "indicator", "percentage", "number", "figure"}
    if word == "and":
        return _joins(tokens, place)
    if word in {"in", "with", "to", "for", "on", "at", "over", "that"} and place + 1 < len(tokens):
        if word == "in" and tokens[place + 1].text[0].isupper() and tokens[place + 1].lower in _MONTH_NAMES:
            return False
        return place > begin + 1 and tokens[place + 1].lower not in _TIME | {"the", "this", "may"} | _MONTH_NAMES and not _is_first_person(tokens[place + 1])
    return False


_MONTH_NAMES = {
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
}  # fmt: skip


def _is_first_person(token: Token) -> bool:
    return token.lower in {"we", "our", "they"}


def _is_time(phrase: Sequence[Token]) -> bool:
    return all(
        each.lower in EMPTY | _TIME | {"comparison", "line", "recent", "weeks", "quarter", "part", "addition"} or each.amount is not None
        for each in phrase
    ) and any(each.lower in _MONTH_NAMES | _TIME | {"may", "part", "line", "addition", "comparison"} for each in phrase)


def _verb(tokens: Sequence[Token], first: int, last: int, way: Way, subjects: Subjects) -> _Said | None:
    """ "visits have slightly increased", "households are down"."""
    follower = tokens[last + 1] if last + 1 < len(tokens) else None
    if follower is not None and follower.is_word and follower.lower not in _FOLLOWERS and follower.lower not in _SIZES:
        beyond = tokens[last + 2].lower if last + 2 < len(tokens) else ""
        if not (follower.lower == "the" and beyond in _TIME) and not follower.lower.endswith("ly"):
            return None
    begin = clause_start(tokens, first)
    before = list(tokens[begin:first])
    if _not_yet(before, noun=False):
        return None
    helped = False
    is_form = tokens[last].lower.endswith("ing") or way is Way.SAME
    while before and (before[-1].lower in _HAVE or before[-1].lower in _SIZES or before[-1].lower.endswith("ly") or before[-1].lower in NOT or before[-1].lower in {"again", "also", "still", "then", "been"}):
        helped = helped or before[-1].lower in _HAVE
        before.pop()
    if is_form and not helped:
        return None
    if before and (before[-1].lower in {"a", "an", "the", "this", "of", "with", "to", "by", "for", "our", "more"} and len(before) > 0 and not helped):
        if before[-1].lower != "this" or len(before) > 1:
            return None
    if any(_is_first_person(each) for each in before):
        return None
    sizes = [*tokens[max(begin, first - 3) : first], *tokens[first : last + 1], *tokens[last + 1 : last + 3]]
    size = next((_SIZES[each.lower] for each in sizes if each.lower in _SIZES), None)
    negated = any(each.lower in NOT for each in tokens[begin:first])
    rows: tuple[Figures, ...] | None = subjects.of(before)
    if not before:
        turn = tokens[begin - 1].lower if begin else ""
        if turn in {"and", "but", "then", ","}:
            rows = None
        elif begin and not helped:
            return None
        elif begin and turn in {"which", "that", "who", "when", "where", "if"}:
            return None
        elif not begin and not helped and follower is not None and follower.lower in {"in", "and"} and way is not Way.SAME:
            rows = ()
    end = last + 1 if last + 1 < len(tokens) and tokens[last + 1].lower in _SIZES else last
    return _Said(way, begin, end, last, rows, size, negated)


def _adjective(tokens: Sequence[Token], place: int, subjects: Subjects) -> _Said | None:
    """ "visits are lower this month", "lower than in June last year". Not "lower than England"."""
    at = place - 1
    while at >= 0 and (tokens[at].lower in _SIZES or tokens[at].lower in {"much", "again", "even", "no", "not", "also", "still"}):
        at -= 1
    if at < 0 or tokens[at].lower not in _BE:
        return None
    after = tokens[place + 1 : place + 8]
    if not _compares_with_time(after):
        return None
    begin = clause_start(tokens, at)
    before = [each for each in tokens[begin:at] if each.lower not in _HAVE]
    if _not_yet(before, noun=False) or any(_is_first_person(each) for each in before):
        return None
    size = next((_SIZES[each.lower] for each in tokens[at:place] if each.lower in _SIZES), None)
    negated = any(each.lower in NOT for each in tokens[begin:place])
    return _Said(ADJECTIVES[tokens[place].lower], begin, place, place, subjects.of(before), size, negated)


def _amount(tokens: Sequence[Token], place: int, subjects: Subjects) -> _Said | None:
    """ "fewer visits than in May", "more visits this month"."""
    end = place + 1
    while end < len(tokens) and end - place < 8 and tokens[end].lower not in {"than", "this", "in", "compared"} and tokens[end].is_word:
        end += 1
    phrase = tokens[place + 1 : end]
    begin = clause_start(tokens, place)
    if not subjects.content(phrase) or not _compares_with_time(tokens[end : end + 7]) or _not_yet(tokens[begin:place], noun=True):
        return None
    first = place
    while first > begin and (tokens[first - 1].lower in _SIZES or tokens[first - 1].lower == "much"):
        first -= 1
    if first > begin and tokens[first - 1].number is not None:
        return None
    size = next((_SIZES[each.lower] for each in tokens[first:place] if each.lower in _SIZES), None)
    way = Way.UP if tokens[place].lower == "more" else Way.DOWN
    return _Said(way, first, end - 1, place, subjects.of(phrase), size, any(each.lower in NOT for each in tokens[begin:place]))


def _is_wished(after: Sequence[Token]) -> bool:
    """ "An improvement should be seen", "a fall is expected"."""
    words = [each.lower for each in after]
    return bool(words) and (
        words[0] in {"will", "would", "could", "should", "may", "might", "can"}
        or (words[0] in _BE and bool({"expected", "anticipated", "planned", "hoped", "likely", "needed"} & set(words)))
    )


def _compares_with_time(after: Sequence[Token]) -> bool:
    """Whether "higher" is meant of another month."""
    for token in after:
        if token.text in ".;," or token.lower in {"average", "mean", "target", "expected", "usual", "england"}:
            return False
        if token.lower in {"month", "months", "year"} or (token.lower in _MONTH_NAMES | {"may"} and token.text[0].isupper()):
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
        if token.lower in {"planned", "expected", "target", "plan", "plans", "need", "needs"} and not noun and token is not before[-1]:
            continue
        if token.lower in NOT_YET or token.lower in {"help", "helped"}:
            return True
        if token.lower == "previously" and token in before[-2:]:
            return True
    return False
