"""The numbers a text gives of a row: as its level, or as its change."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from commentary.checks.facts import Facts, Figures
from indicators.calculations import months
from indicators.calculations.terms import Unit

from .clauses import clause_start
from .movements import Movement
from .periods import month_at
from .said import NOUNS, VERBS
from .subjects import Subjects
from .tokens import Sentence, Token
from .vocabulary import APPROXIMATELY

_NEAR = 60
_LEVEL_VERBS = {"is", "was", "are", "were", "at", "reached", "totalled", "stood", "stands"}
_DONE = {"made", "received", "recorded", "reported", "seen", "counted", "held", "in", "at", "this"}
_UNITS_OF_TIME = {
    "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minutes",
    "working", "consecutive", "quarters", "quarter", "old", "st", "nd", "rd", "th", "am", "pm",
    "successive", "yr", "yrs",
}  # fmt: skip
_OTHER_TIME = {
    "last", "previous", "average", "target", "year", "usual", "peak", "highest", "lowest", "high", "low",
    "compared", "forecast", "maximum", "minimum", "baseline", "ago", "annual", "to", "of",
}  # fmt: skip


class Role(Enum):
    LEVEL = auto()
    EARLIER = auto()
    CHANGE = auto()


class QuotedUnit(Enum):
    PLAIN = auto()
    PER_CENT = auto()
    POINTS = auto()


@dataclass(frozen=True, slots=True)
class Quoted:
    """`month` is the one it is said of; None where another time is spoken of, or any."""

    role: Role
    unit: QuotedUnit
    value: Decimal
    row: Figures
    month: date | None
    start: int
    end: int
    places: int

    def is_value(self, value: Decimal | None) -> bool:
        """Whether it is this figure, at the places it is quoted with."""
        if value is None:
            return False
        unit = Decimal(1).scaleb(-self.places)
        return abs(value - self.value) <= unit / 2


def quoted(
    sentence: Sentence, said: Sequence[Movement], subjects: Subjects, facts: Facts
) -> Iterator[Quoted]:
    tokens = sentence.tokens
    for place, token in enumerate(tokens):
        if (
            token.number is None
            or token.suffix not in ("", "%")
            or not _is_figure(tokens, place, facts.month)
        ):
            continue
        unit, last = unit_of(tokens, place)
        found = _change(tokens, place, last, said, facts) or _level(
            tokens, place, last, unit, said, subjects, facts
        )
        if found is None:
            continue
        role, rows, month, first = found
        row = next((each for each in rows if _suits(each, unit, role)), None)
        if row is None:
            continue
        exponent = token.number.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) else 0
        if role is Role.CHANGE and last + 1 < len(tokens) and tokens[last + 1].text == ")":
            last += 1
        yield Quoted(role, unit, token.number, row, month, tokens[first].start, tokens[last].end, places)


_Found = tuple[Role, tuple[Figures, ...], date | None, int]


def _suits(row: Figures, unit: QuotedUnit, role: Role) -> bool:
    if role is Role.CHANGE:
        return unit is not QuotedUnit.POINTS or row.unit is Unit.PERCENTAGE
    return (unit is QuotedUnit.PER_CENT) == (row.unit is Unit.PERCENTAGE)


def _is_figure(tokens: Sequence[Token], place: int, month: date) -> bool:
    """Not a date, a time, an age, a range, a section or "10,000" of a rate."""
    token = tokens[place]
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is not None and (after.lower in _UNITS_OF_TIME or after.text in "+/"):
        return False
    if after is not None and after.text in "-–" and place + 2 < len(tokens) and after.start == token.end:
        return False
    if after is not None and month_at(tokens, place + 1, month) is not None:
        return False
    if before is not None:
        if before.text in "-–/£#." and before.end == token.start:
            return False
        if before.lower in {
            "per",
            "section",
            "phase",
            "aged",
            "age",
            "stage",
            "tier",
            "band",
            "level",
            "part",
            "week",
            "year",
            "under",
        }:
            return False
        if month_at(tokens, place - 1, month) is not None:
            return False
        near = {each.lower for each in tokens[max(place - 3, 0) : place]}
        if near & APPROXIMATELY - {"up", "than"} or before.lower == "than":
            return False
    return not (
        token.number is not None
        and not token.suffix
        and token.number in months.YEARS
        and "," not in token.text
    )


def unit_of(tokens: Sequence[Token], place: int) -> tuple[QuotedUnit, int]:
    """The unit, and the last token of the number with it."""
    at = place + 1
    words = [each.lower for each in tokens[at : at + 2]]
    if tokens[place].suffix == "%":
        return QuotedUnit.PER_CENT, place
    if words == ["per", "cent"]:
        return QuotedUnit.PER_CENT, place + 2
    if words[:1] == ["percent"]:
        return QuotedUnit.PER_CENT, place + 1
    if words and words[0] in {"percentage", "per"} and len(words) > 1 and words[1].startswith("point"):
        return QuotedUnit.POINTS, place + 2
    if words and (words[0].startswith("point") or words[0] == "pp"):
        return QuotedUnit.POINTS, place + 1
    return QuotedUnit.PLAIN, place


def _change(
    tokens: Sequence[Token], place: int, last: int, said: Sequence[Movement], facts: Facts
) -> _Found | None:
    """ "fell by 9%", "a reduction of 27%", "a decrease (48%)", "a 5% rise"."""
    before = [each.lower for each in tokens[max(place - 3, 0) : place]]
    before_it = _last(said, tokens[place].end)
    moved = next((each for each in before_it if each.is_amount and tokens[place].start < each.end), None)
    first = place
    if moved is not None:
        pass
    elif before[-1:] == ["by"] or (before[-1:] == ["of"] and len(before) > 1 and before[-2] in NOUNS):
        moved = _nearest(said, tokens, place)
    elif before[-1:] == ["("] and len(before) > 1 and (before[-2] in NOUNS or before[-2] in VERBS):
        if last + 1 < len(tokens) and tokens[last + 1].text == ")":
            moved = _nearest(said, tokens, place)
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


def _nearest(said: Sequence[Movement], tokens: Sequence[Token], place: int) -> Movement | None:
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


def _level(
    tokens: Sequence[Token],
    place: int,
    last: int,
    unit: QuotedUnit,
    said: Sequence[Movement],
    subjects: Subjects,
    facts: Facts,
) -> _Found | None:
    before = tokens[place - 1].lower if place else ""
    begin = clause_start(tokens, place)
    moved = _nearest(said, tokens, place)
    if (
        (before in {"to", "from"}
        and moved is not None
        and moved.rows
        and moved.size is None)
        or (before in {"to", "from"} and moved is not None and moved.rows)
    ):
        if before == "to":
            return Role.LEVEL, moved.rows, facts.month, _first(tokens, place, moved)
        return _earlier(tokens, place, moved)
    in_brackets = _month_before(tokens, place, last, facts.month)
    if in_brackets is not None:
        if moved is None or not moved.rows:
            return None
        return Role.LEVEL, moved.rows, in_brackets, place
    month = _month_said(tokens, begin, last, facts.month)
    follower = tokens[last + 1] if last + 1 < len(tokens) else None
    if unit is QuotedUnit.PER_CENT:
        stood = before in _LEVEL_VERBS
        subject = [each for each in tokens[begin:place] if each.lower not in _LEVEL_VERBS]
        if stood and any(
            subjects.is_own(each) or each.lower in {"performance", "percentage", "it"} for each in subject
        ):
            rows = subjects.of([each for each in subject if not each.lower.endswith("ly")])
            return (Role.LEVEL, rows, month, begin) if rows else None
        return None
    end = last + 1
    while end < len(tokens) and end - last < 6 and subjects.is_own(tokens[end]):
        end += 1
    phrase = tokens[last + 1 : end]
    if phrase and follower is not None and _stands_alone(tokens, end, subjects):
        near = tokens[end : end + 2]
        if before in {"of", "the", "these", "those", "to", "another", "further"} or any(
            each.lower in {"more", "fewer", "less"} for each in near
        ):
            return None
        rows = subjects.of(phrase)
        return (Role.LEVEL, rows, month, begin) if rows else None
    if (
        before in _LEVEL_VERBS
        and unit is QuotedUnit.PLAIN
        and (follower is None or follower.is_mark or follower.lower in {"in", "this", "at"})
    ):
        subject = [each for each in tokens[begin:place] if each.lower not in _LEVEL_VERBS]
        rows = subjects.of(subject)
        return (Role.LEVEL, rows, month, begin) if rows and subject else None
    return None


def _month_before(tokens: Sequence[Token], place: int, last: int, month: date) -> date | None:
    """The month of "May (1,554)" and "June 2017 (53.3%)"."""
    if place < 2 or tokens[place - 1].text != "(" or last + 1 >= len(tokens) or tokens[last + 1].text != ")":
        return None
    at = place - 2
    if tokens[at].number is not None and at:
        at -= 1
    return month_at(tokens, at, month)


def _stands_alone(tokens: Sequence[Token], end: int, subjects: Subjects) -> bool:
    """Nothing narrows it down to a part, as in "12 visits to schools"."""
    if end >= len(tokens):
        return True
    token = tokens[end]
    if token.is_mark:
        return token.text not in "(-"
    if token.lower in {"in", "at", "during"} and end + 1 < len(tokens):
        return tokens[end + 1].lower in {"the", "june", "this", "total"} or tokens[end + 1].text[0].isupper()
    if token.lower in {"were", "was"} and end + 1 < len(tokens):
        done = []
        for each in tokens[end + 1 : end + 7]:
            if each.is_mark:
                break
            done.append(each)
        said = [each for each in subjects.content(done) if each.lower not in _DONE and each.number is None]
        return all(map(subjects.is_own, said))
    return token.lower in {
        "this",
        "were",
        "was",
        "made",
        "received",
        "completed",
        "started",
        "open",
        "overall",
        "held",
    }


def _earlier(tokens: Sequence[Token], place: int, moved: Movement) -> _Found:
    """ "from 25 in May": the figure the change starts at."""
    first = _first(tokens, place, moved)
    if moved.period.count == 0 and moved.period.span.name == "SINCE":
        return Role.EARLIER, moved.rows, moved.period.month, first
    return Role.EARLIER, moved.rows, None, first


def _first(tokens: Sequence[Token], place: int, moved: Movement) -> int:
    del moved
    return place - 1 if place else place


def _month_said(tokens: Sequence[Token], begin: int, last: int, month: date) -> date | None:
    """The month of a level: this one, unless the words near it speak of another time."""
    near = tokens[max(begin, last - 12) : min(last + 10, len(tokens))]
    for at in range(len(near)):
        named = month_at(near, at, month)
        if named is not None:
            if any(
                each.lower in {"from", "since", "than", "with", "on"} for each in near[max(at - 2, 0) : at]
            ):
                continue
            return named
    return None if any(each.lower in _OTHER_TIME - {"to", "of"} for each in near) else month
