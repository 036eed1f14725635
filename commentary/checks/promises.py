"""A promise with a horizon, and what an action would be made of."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from indicators.calculations import months

from .findings import Finding, Horizon, Promise, Severity
from .reading.reading import Reading
from .reading.tokens import Token

NAME = "promise"
_INTENDS = {
    "will", "shall", "expect", "expects", "expected", "anticipate", "anticipates", "anticipated", "planned",
    "planning", "intend", "intends", "intended", "aim", "aims", "aiming", "going", "scheduled", "we'll",
    "hope", "hopes", "hoped", "committed",
}  # fmt: skip
_DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14}
_AHEAD = 7
_MONTH_DAYS = Decimal("30.4")
_COMING = {"coming", "next", "following"}
_MONTHS = frozenset(name.lower() for name in months.NAMES)
_SEASONS = {"spring", "summer", "autumn", "winter", "christmas", "easter"}


def check(reading: Reading) -> Iterator[Finding]:
    month = reading.facts.month
    for sentence in reading.sentences:
        tokens = sentence.tokens
        for place in range(len(tokens)):
            found = _horizon(tokens, place, month)
            if found is None:
                continue
            horizon, last, is_ahead = found
            begin = _begin(tokens, place)
            clause = tokens[begin : last + 1]
            if not (_intends(clause, tokens, last) or (is_ahead and _should(clause))):
                continue
            start, end = tokens[begin].start, tokens[_end(tokens, last, clause)].end
            yield Finding(
                NAME,
                Severity.HINT,
                start,
                end,
                "A promise with a time: as an action it is followed up until it is done.",
                Promise(reading.text[start:end], horizon),
            )
            break


def _end(tokens: Sequence[Token], last: int, clause: Sequence[Token]) -> int:
    """Of "From May the team will meet weekly, …" the promise comes after its time; of "will be in the July
    commentary" the month says which one."""
    if any(map(_is_intent, clause)) or _should(clause):
        names_one = tokens[last - 1].lower == "the" and tokens[last].lower in _MONTHS
        return last + 1 if names_one and tokens[last + 1 : last + 2] and _is_word(tokens[last + 1]) else last
    while last + 1 < len(tokens) and tokens[last + 1].text not in ",;:.!?–—":
        last += 1
    return last


def _intends(clause: Sequence[Token], tokens: Sequence[Token], last: int) -> bool:
    after = tokens[last + 1 : last + 8]
    stop = next((place for place, each in enumerate(after) if each.text in ",;:"), len(after))
    return any(map(_is_intent, (*clause, *after[:stop]))) or any(
        one.lower in {"plan", "plans", "set", "due"} and two.lower == "to" for one, two in pairwise(clause)
    )


def _is_word(token: Token) -> bool:
    return token.text.isalpha()


def _is_intent(token: Token) -> bool:
    return token.lower in _INTENDS


def _should(clause: Sequence[Token]) -> bool:
    return any(each.lower in {"should", "to"} for each in clause)


def _begin(tokens: Sequence[Token], place: int) -> int:
    """The clause of a horizon, with the intention in it."""
    at = place
    while (
        at
        and place - at < 40
        and tokens[at - 1].text not in ";:–—"
        and not (tokens[at - 1].text == "," and _has(tokens, at, place))
    ):
        at -= 1
    while at < place and tokens[at].lower in {"and", "but", "-"}:
        at += 1
    return at


def _has(tokens: Sequence[Token], begin: int, end: int) -> bool:
    return any(_is_intent(each) or each.lower == "should" for each in tokens[begin:end])


_Found = tuple[Horizon, int, bool]


def _horizon(tokens: Sequence[Token], place: int, month: date) -> _Found | None:
    """The time ahead that begins at a place, its last token, and whether it can only lie ahead."""
    word = tokens[place].lower
    if word in _COMING:
        return _coming(tokens, place)
    if word in {"within", "in"}:
        found = _amount(tokens, place + 1)
        if found is not None:
            days, last = found
            if last + 1 < len(tokens) and tokens[last + 1].lower in {"of", "ago"}:
                return None
            return Horizon(days=days), last, False
    if word in {"by", "on", "before", "from", "until", "in", "during", "end"}:
        return _dated(tokens, place, month)
    return None


def _coming(tokens: Sequence[Token], place: int) -> _Found | None:
    found = _amount(tokens, place + 1)
    if found is not None:
        return Horizon(days=found[0]), found[1], True
    at = place + 1
    if at < len(tokens) and tokens[at].lower == "few":
        at += 1
    if (
        at < len(tokens)
        and tokens[at].lower
        in {"days", "weeks", "months", "year", "month", "week", "quarter", "term"} | _SEASONS
    ):
        named = tokens[at].lower
        days = {"week": 7, "month": 31, "year": 365}.get(named)
        if tokens[place].lower == "following" and named in {"month", "week", "year"}:
            return None
        return Horizon(days=days), at, True
    return None


def _amount(tokens: Sequence[Token], place: int) -> tuple[int, int] | None:
    """ "six weeks", "4-6 weeks", "four to six weeks": the most days, and the last token."""
    at, count = place, None
    while at < len(tokens) and at - place < 4:
        token = tokens[at]
        if token.amount is not None and not token.suffix:
            count = token.amount
        elif token.text not in "-–" and token.lower not in {"to", "or", "the", "about", "around"}:
            break
        at += 1
    if count is None or at >= len(tokens) or count > 1000:
        return None
    working = tokens[at].lower == "working"
    at += working
    unit = tokens[at].lower if at < len(tokens) else ""
    if unit in _DAYS:
        days = count * _DAYS[unit]
        return (days * 7 // 5 if working else days), at
    if unit in {"month", "months"}:
        return int(count * _MONTH_DAYS + Decimal("0.5")), at
    return None


def _dated(tokens: Sequence[Token], place: int, month: date) -> _Found | None:
    """ "by the end of September", "on 30th July 2018", "in the autumn"."""
    at = place + 1
    skipped = 0
    named_season = False
    while (
        at < len(tokens)
        and tokens[at].lower
        in {"the", "end", "of", "early", "late", "mid", "beginning", "start", "this", "-"}
        and skipped < 6
    ):
        named_season = named_season or tokens[at].lower in {"the", "this"}
        at += 1
        skipped += 1
    if at >= len(tokens):
        return None
    sure = named_season or tokens[place].lower in {"by", "before"}
    if tokens[at].lower in _SEASONS and sure and tokens[place].lower in {"by", "before", "in", "from"}:
        return Horizon(), at, False
    day = _day_number(tokens[at])
    if day is not None:
        at += 1
        if at < len(tokens) and tokens[at].lower == "of":
            at += 1
    named = _month(tokens, at, month)
    if named is None:
        return None
    when, last = named
    if when <= month:
        return None
    return Horizon(month=when, day=_day(when, day)), last, False


def _day_number(token: Token) -> int | None:
    """Of "30th" and "30"."""
    if token.number is None or token.suffix == "%" or token.number % 1 or not 1 <= token.number <= 31:
        return None
    return int(token.number)


def _month(tokens: Sequence[Token], place: int, month: date) -> tuple[date, int] | None:
    """The month named at a place, the next one where it has no year, and its last token."""
    if place >= len(tokens) or not tokens[place].text[0].isupper():
        return None
    names = [name.lower() for name in months.NAMES]
    word = tokens[place].lower
    if word not in names:
        return None
    number = names.index(word) + 1
    ahead = (number - month.month) % 12
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is not None and after.number is not None and after.number in months.YEARS and not after.suffix:
        return date(int(after.number), number, 1), place + 1
    # Without a year a month is the nearest of its name: in June, May is over and October is to come.
    return (months.shift(month, ahead), place) if 0 < ahead <= _AHEAD else None


def _day(month: date, day: int | None) -> date | None:
    if not day:
        return None
    try:
        return month.replace(day=day)
    except ValueError:
        return None
