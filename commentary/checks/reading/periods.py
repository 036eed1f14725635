"""The time that a statement is about, as far as its sentence says it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from indicators.calculations import months

from .said import NOUNS
from .tokens import Token

_MONTHS = {name.lower(): number for number, name in enumerate(months.NAMES, start=1)}
_MONTHS |= {name.lower(): number for number, name in enumerate(months.SHORT_NAMES, start=1)} | {"sept": 9}
_ROW = {"consecutive", "successive", "running"}
_PAST = {"last", "past", "previous", "preceding"}
_SEASONS = {"spring", "summer", "autumn", "winter", "christmas", "easter"}
_SOON = 3
_COMPARED = {"since", "with", "on", "against", "to", "above", "below"}
_VAGUE = {
    "overall", "trend", "quarter", "annually", "term", "years", "averages", "generally", "historically",
}  # fmt: skip


class Span(Enum):
    """`SINCE` compares with one month, `WITHIN` is a month's own change, `RUN` and `WINDOW` take several."""

    SINCE = auto()
    WITHIN = auto()
    RUN = auto()
    WINDOW = auto()
    VAGUE = auto()


@dataclass(frozen=True, slots=True)
class Period:
    span: Span
    month: date
    count: int = 0
    is_each: bool = False
    start: int | None = None
    end: int | None = None


def month_at(tokens: Sequence[Token], place: int, month: date) -> date | None:
    """The month named at a place, the latest up to `month`; "may" is a month with its capital only."""
    token = tokens[place]
    number = _MONTHS.get(token.lower.removesuffix("'s"))
    if number is None or not token.text[0].isupper():
        return None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is not None and after.number is not None and after.number in months.YEARS and not after.suffix:
        return date(int(after.number), number, 1)
    if _said(tokens, place + 1, ("last", "year")):
        return date(month.year - 1, number, 1)
    return date(month.year if number <= month.month else month.year - 1, number, 1)


def period(tokens: Sequence[Token], month: date) -> Period:
    """The first time said in `tokens`; the month against the one before where none is."""
    for place, token in enumerate(tokens):
        for reader in (_run, _each_since, _window, _year, _last_month):
            found = reader(tokens, place, month)
            if found is not None:
                return found
        named = month_at(tokens, place, month)
        if named is not None and named > months.shift(month, -1):
            continue
        if named is not None and _may_be_ahead(tokens, place, month):
            return _at(Period(Span.VAGUE, month), tokens, place, 1)
        if named is not None and _is_between(tokens, place):
            later = _next_month(tokens, place, month)
            span = Span.SINCE if later == month else Span.VAGUE
            return _at(Period(span, named), tokens, place, 3)
        if named is not None:
            before = tokens[place - 1].lower if place else ""
            earlier = {each.lower for each in tokens[max(place - 6, 0) : place]}
            compared = before in _COMPARED or bool(earlier & {"than", "from", "after", "following"})
            compared = compared or before == "as" or (before == "in" and _said(tokens, place - 2, ("as",)))
            return _at(Period(Span.SINCE if compared else Span.WITHIN, named), tokens, place, 1)
        if token.lower in _VAGUE or _is_year(token) or _is_since_season(tokens, place):
            return _at(Period(Span.VAGUE, month), tokens, place, 1)
    return Period(Span.SINCE, months.shift(month, -1))


def _is_year(token: Token) -> bool:
    """A bare "2017"."""
    return (
        token.number is not None
        and not token.suffix
        and token.number in months.YEARS
        and len(token.text) == 4
    )


def _is_since_season(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].lower in {"since", "from"} and any(
        each.lower in _SEASONS for each in tokens[place + 1 : place + 4]
    )


def _may_be_ahead(tokens: Sequence[Token], place: int, month: date) -> bool:
    """A month without a year that comes soon rather than having gone by long ago."""
    number = _MONTHS[tokens[place].lower.removesuffix("'s")]
    has_year = place + 1 < len(tokens) and _is_year(tokens[place + 1])
    return (
        not has_year
        and not _said(tokens, place + 1, ("last", "year"))
        and 0 < (number - month.month) % 12 <= _SOON
    )


def _is_between(tokens: Sequence[Token], place: int) -> bool:
    """ "Between May and June", "from May to June": two months, of which this is the first."""
    words = {"between": "and", "from": "to"}
    before = tokens[place - 1].lower if place else ""
    at = place + 1
    if at < len(tokens) and _is_year(tokens[at]):
        at += 1
    return before in words and _said(tokens, at, (words[before],)) and _is_a_month(tokens, at + 1)


def _next_month(tokens: Sequence[Token], place: int, month: date) -> date | None:
    """The second of two months."""
    at = place + 2 + _is_year(tokens[place + 1])
    return month_at(tokens, at, month)


def _is_a_month(tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].lower in _MONTHS and tokens[place].text[0].isupper()


def _run(tokens: Sequence[Token], place: int, month: date) -> Period | None:
    """ "for the third month running", "five consecutive months", "for two months"."""
    token = tokens[place]
    if token.ordinal is not None and token.ordinal >= 2:
        step = place + 1
        in_a_row = step < len(tokens) and tokens[step].lower in _ROW
        step += in_a_row
        if step < len(tokens) and tokens[step].lower in NOUNS and _in_a_row(tokens, step + 1):
            return _at(Period(Span.RUN, month, token.ordinal), tokens, place, step + 2 - place)
        if _said(tokens, step, ("month",)):
            row = in_a_row or _in_a_row(tokens, step + 1) or _said(tokens, place - 2, ("for", "the"))
            row = row or _said(tokens, place - 2, ("for", "a"))
            of = _said(tokens, step + 1, ("of",))
            if row or of:
                return _at(Period(Span.RUN, month, token.ordinal), tokens, place, step + 1 - place)
    if token.amount is not None and token.amount >= 2 and not token.suffix:
        step = place + 1
        in_a_row = step < len(tokens) and tokens[step].lower in _ROW
        step += in_a_row
        if _said(tokens, step, ("months",)):
            bare = place > 0 and tokens[place - 1].lower == "for"
            if in_a_row or bare or _in_a_row(tokens, step + 1):
                return _at(Period(Span.RUN, month, token.amount), tokens, place, step + 1 - place)
    return None


def _each_since(tokens: Sequence[Token], place: int, month: date) -> Period | None:
    """ "every month since February"."""
    if tokens[place].lower not in {"each", "every"} or not _said(tokens, place + 1, ("month", "since")):
        return None
    first = month_at(tokens, place + 3, month) if place + 3 < len(tokens) else None
    if first is None or first >= month:
        return None
    count = (month.year - first.year) * 12 + month.month - first.month
    return _at(Period(Span.RUN, month, count), tokens, place, 4)


def _window(tokens: Sequence[Token], place: int, month: date) -> Period | None:
    """ "over the last four months", "for the past year"."""
    if tokens[place].lower not in _PAST or place + 1 >= len(tokens):
        return None
    if place and tokens[place - 1].lower not in {"the", "these", "over", "in", "during", "for", "our"}:
        return None
    count = tokens[place + 1].amount
    if count is not None and count >= 2 and _said(tokens, place + 2, ("months",)):
        each = _said(tokens, place - 2, ("for",)) or (place > 0 and tokens[place - 1].lower == "for")
        return _at(Period(Span.WINDOW, month, count, is_each=each), tokens, place, 3)
    over = place > 1 and tokens[place - 2].lower in {"over", "during", "throughout", "across"}
    if over and _said(tokens, place + 1, ("year",)):
        return _at(Period(Span.WINDOW, month, 13), tokens, place, 2)
    return None


def _year(tokens: Sequence[Token], place: int, month: date) -> Period | None:
    back = months.shift(month, -12)
    for words in (
        ("last", "year"),
        ("a", "year", "ago"),
        ("year", "on", "year"),
        ("year", "-", "on", "-", "year"),
        ("12", "months", "ago"),
        ("twelve", "months", "ago"),
        ("previous", "year"),
    ):
        if _said(tokens, place, words):
            return _at(Period(Span.SINCE, back), tokens, place, len(words))
    return None


def _last_month(tokens: Sequence[Token], place: int, month: date) -> Period | None:
    if tokens[place].lower in {"this", "previous", "last"} and _said(tokens, place + 1, ("month",)):
        return _at(Period(Span.SINCE, months.shift(month, -1)), tokens, place, 2)
    return None


def _in_a_row(tokens: Sequence[Token], place: int) -> bool:
    return _said(tokens, place, ("running",)) or _said(tokens, place, ("in", "a", "row"))


def _said(tokens: Sequence[Token], place: int, words: Sequence[str]) -> bool:
    if place < 0 or place + len(words) > len(tokens):
        return False
    return all(tokens[place + step].lower == word for step, word in enumerate(words))


def _at(period: Period, tokens: Sequence[Token], place: int, length: int) -> Period:
    last = min(place + length, len(tokens)) - 1
    return replace(period, start=tokens[place].start, end=tokens[last].end)
