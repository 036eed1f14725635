"""Numbers given as a level: "stood at 79%", "462 visits were made", "from 440 to 462", "May (1,554)"."""

from collections.abc import Sequence
from datetime import date

from commentary.checks.facts import Facts, Figures
from indicators.calculations.terms import Unit

from .changes import nearest
from .clauses import clause_start
from .comparisons import others_named
from .movements import Movement
from .numbers import Found, QuotedUnit, Role
from .periods import Span, month_at
from .subjects import Subjects
from .tokens import Token

_LEVEL_VERBS = {"is", "was", "are", "were", "at", "reached", "totalled", "stood", "stands"}
_OWN = {"performance", "percentage", "it"}
# A number after these is a part of something.
_PARTS = {"of", "the", "these", "those", "to", "another", "further"}
_ENDS = {"this", "were", "was", "made", "overall"}
_VERBS = {"received", "completed", "started", "open", "held"}
_JOINS = {"at", "in", "on", "with", "to", "of", "a", "an", "the"}
_LONGEST_NAME = 10
_DONE = {
    "made", "received", "recorded", "reported", "seen", "counted", "held", "in", "at", "this", "date", "far",
    "financial",
}  # fmt: skip
_COMPARED = {"from", "since", "than", "with", "on", "against"}
_OTHER_TIME = {
    "last", "previous", "average", "target", "year", "usual", "peak", "highest", "lowest", "high", "low",
    "compared", "forecast", "maximum", "minimum", "baseline", "ago", "annual", "quarter", "quarterly", "term",
    "cumulative", "cumulatively",
}  # fmt: skip


def level_said(
    tokens: Sequence[Token],
    place: int,
    last: int,
    unit: QuotedUnit,
    said: Sequence[Movement],
    subjects: Subjects,
    facts: Facts,
) -> Found | None:
    """What a number that ends with token `last` is given as, if it is a level of a row."""
    before = tokens[place - 1].lower if place else ""
    moved = nearest(said, tokens, place)
    if moved is not None and moved.rows and before in {"to", "from"}:
        return _end_of(moved, place, facts.month) if before == "to" else _start_of(moved, place)
    in_brackets = _month_before(tokens, place, last, facts.month)
    if in_brackets is not None:
        return (Role.LEVEL, moved.rows, in_brackets, place) if moved is not None and moved.rows else None
    begin = clause_start(tokens, place)
    month = _month_said(tokens, begin, last, facts.month)
    if _is_rate(tokens, last):
        rows = _rate(tokens, begin, place, facts)
    elif unit is QuotedUnit.PER_CENT:
        rows = _share(tokens, begin, place, subjects)
    else:
        rows = _counted(tokens, place, last, subjects) or _stood(tokens, begin, place, last, subjects)
    role = Role.SO_FAR if unit is QuotedUnit.PLAIN and _is_so_far(tokens, begin, last) else Role.LEVEL
    return (role, rows, month, begin) if rows else None


def _is_so_far(tokens: Sequence[Token], begin: int, last: int) -> bool:
    """ "57 visits were made this year to date", "so far this year"."""
    words = [each.lower for each in tokens[begin : last + _LONGEST_NAME]]
    return any(
        words[at : at + 3] == ["year", "to", "date"]
        or (words[at : at + 3] == ["so", "far", "this"] and "year" in words[at + 3 : at + 5])
        for at in range(len(words))
    )


def _end_of(moved: Movement, place: int, month: date) -> Found:
    """ "rose to 462"."""
    span = moved.period.span
    at = moved.period.month if span is Span.WITHIN else None if span is Span.VAGUE else month
    return Role.LEVEL, moved.rows, at, place - 1


def _start_of(moved: Movement, place: int) -> Found:
    """ "from 25 in May"."""
    at = moved.period.month if moved.period.span is Span.SINCE else None
    return Role.EARLIER, moved.rows, at, place - 1


def _is_rate(tokens: Sequence[Token], last: int) -> bool:
    """ "54 per 10,000"."""
    return [each.text for each in tokens[last + 1 : last + 3]] in (["per", "10,000"], ["per", "10000"])


def _rate(tokens: Sequence[Token], begin: int, place: int, facts: Facts) -> tuple[Figures, ...]:
    """ "A rate of 54 per 10,000", unless it is somebody else's."""
    if not place or tokens[place - 1].lower not in _LEVEL_VERBS | {"of"}:
        return ()
    if others_named(tokens[begin:place], facts):
        return ()
    rows = [each for each in (facts.row, *facts.family) if each.unit is Unit.RATE_PER_10000]
    return tuple(rows) if len(rows) == 1 else ()


def _share(tokens: Sequence[Token], begin: int, place: int, subjects: Subjects) -> tuple[Figures, ...]:
    """ "completion stood at 79%"."""
    if not place or tokens[place - 1].lower not in _LEVEL_VERBS:
        return ()
    subject = [each for each in tokens[begin:place] if each.lower not in _LEVEL_VERBS]
    if not any(subjects.is_own(each) or each.lower in _OWN for each in subject):
        return ()
    return subjects.of([each for each in subject if not each.lower.endswith("ly")])


def _counted(tokens: Sequence[Token], place: int, last: int, subjects: Subjects) -> tuple[Figures, ...]:
    """ "462 visits were made"."""
    end = last + 1
    while (
        end < len(tokens) and end - last < _LONGEST_NAME and _goes_on(tokens, end, subjects, end > last + 1)
    ):
        end += 1
    if end == last + 1 or not _stands_alone(tokens, end, subjects):
        return ()
    in_total = place > 1 and tokens[place - 2].lower == "total"
    if place and tokens[place - 1].lower in _PARTS and not in_total:
        return ()
    if any(each.lower in {"more", "fewer", "less"} for each in tokens[end : end + 2]):
        return ()
    return subjects.of(tokens[last + 1 : end])


def _stood(
    tokens: Sequence[Token], begin: int, place: int, last: int, subjects: Subjects
) -> tuple[Figures, ...]:
    """ "the number of visits was 462"."""
    if not place or tokens[place - 1].lower not in _LEVEL_VERBS:
        return ()
    follower = tokens[last + 1] if last + 1 < len(tokens) else None
    if follower is not None and not follower.is_mark and follower.lower not in {"in", "this", "at"}:
        return ()
    subject = [each for each in tokens[begin:place] if each.lower not in _LEVEL_VERBS]
    return subjects.of(subject) if subject else ()


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
    if token.lower in {"were", "was", "have", "has"} and end + 1 < len(tokens):
        done = []
        for each in tokens[end + 1 : end + 7]:
            if each.is_mark:
                break
            done.append(each)
        said = [each for each in subjects.content(done) if each.lower not in _DONE and each.number is None]
        return all(map(subjects.is_own, said))
    # "21 children started": of a row of all the children it is a part.
    return token.lower in _ENDS or (token.lower in _VERBS and subjects.is_own(token))


def _goes_on(tokens: Sequence[Token], place: int, subjects: Subjects, is_begun: bool) -> bool:
    """Whether a name of a row goes on: "children at initial conferences"."""
    if subjects.is_own(tokens[place]):
        return True
    after = tokens[place + 1 : place + 3]
    if not is_begun or tokens[place].lower not in _JOINS or not after:
        return False
    return subjects.is_own(after[0]) or (after[0].lower in _JOINS and any(map(subjects.is_own, after[1:])))


def _month_said(tokens: Sequence[Token], begin: int, last: int, month: date) -> date | None:
    """The month of a level: this one, unless its clause speaks of another time."""
    end = last + 1
    while end < len(tokens) and end - last < 10 and tokens[end].text not in ",;:(":
        end += 1
    near = tokens[max(begin, last - 12) : end]
    for at in range(len(near)):
        named = month_at(near, at, month)
        compared = any(each.lower in _COMPARED for each in near[max(at - 4, 0) : at])
        if named is not None and not compared:
            return named
    return None if any(each.lower in _OTHER_TIME for each in near) else month
