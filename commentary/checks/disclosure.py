"""Words by which somebody could recognise a child or a family."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from .findings import Finding, Severity
from .reading.periods import month_at
from .reading.reading import Reading
from .reading.tokens import Token

NAME = "disclosure"
# Official statistics of children in need suppress one to five.
MOST = 5
_NEAR = 4
_AROUND = 25
_KIN = {
    "family", "families", "sibling", "siblings", "brother", "brothers", "sister", "sisters", "twin",
    "twins", "mother", "father", "mum", "dad", "grandmother", "grandfather", "grandparent", "grandparents",
    "mothers", "fathers", "parent", "parents", "household", "son", "sons", "daughter", "daughters", "aunt",
    "uncle", "cousin", "cousins",
}  # fmt: skip
_YOUNG = {
    "child", "children", "baby", "babies", "boy", "boys", "girl", "girls", "teenager", "teenagers",
    "infant", "infants", "toddler", "toddlers", "pupil", "pupils", "youth", "youths",
}  # fmt: skip
_ONE = {
    "child", "baby", "boy", "girl", "teenager", "infant", "toddler", "family", "sibling", "mother",
    "father", "person", "youth",
}  # fmt: skip
_PEOPLE = _KIN | _YOUNG
# Between a number and the people: "two further young children", "one of the families".
_BETWEEN = {
    "of", "the", "these", "those", "further", "other", "more", "young", "younger", "older", "large",
    "small", "new", "our", "same", "looked", "after", "single", "sibling", "different", "vulnerable",
    "group", "groups", "a", "additional", "local",
}  # fmt: skip
_SERVICES = {
    "worker", "workers", "team", "teams", "practitioner", "practitioners", "support", "centre", "centres",
    "hub", "hubs",
    "protection", "court", "courts", "social", "services",
}  # fmt: skip
# Where a number is no count of particular people.
_GENERAL = {"per", "every", "each", "any", "no", "least", "aged"}


def check(reading: Reading) -> Iterator[Finding]:
    for sentence in reading.sentences:
        tokens = sentence.tokens
        told = -1
        for place in range(len(tokens)):
            if tokens[place].start < told:
                continue
            found = _few(tokens, place, reading) or _age(tokens, place) or _single(tokens, place, reading)
            if found is None:
                continue
            start, end, message = found
            if start < told:
                # "One family of four" is one thing.
                continue
            told = end
            yield Finding(NAME, Severity.WARNING, start, end, message)


_Found = tuple[int, int, str]


def _few(tokens: Sequence[Token], place: int, reading: Reading) -> _Found | None:
    """ "one family", "two of the children", "a sibling group of three"."""
    token = tokens[place]
    count = token.amount
    if count is None or not 1 <= count <= MOST or token.suffix:
        return None
    before = tokens[place - 1] if place else None
    if before is not None and (before.lower in _GENERAL or before.text in "-–./"):
        return None
    at = place + 1
    while at < len(tokens) and at - place <= _NEAR and tokens[at].lower in _BETWEEN:
        at += 1
    named = at < len(tokens) and _is_people(tokens, at)
    if not named:
        kin = {each.lower for each in tokens[max(place - 3, 0) : place]}
        if before is not None and before.lower == "of" and kin & (_KIN | {"twins"}):
            first = max(place - 3, 0)
            while tokens[first].lower not in _KIN:
                first += 1
            return tokens[first].start, token.end, _SMALL
        return None
    if at + 2 < len(tokens) and tokens[at + 1].lower == "in" and tokens[at + 2].amount is not None:
        # "One parent in four" is a share.
        return None
    if _is_own_figure(tokens, place, count, reading):
        return None
    return token.start, tokens[at].end, _SMALL


def _is_people(tokens: Sequence[Token], place: int) -> bool:
    word = tokens[place].lower
    after = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    if word in {"family", "child", "parent", "parents"} and after in _SERVICES:
        # "Five family workers" are no families.
        return False
    return word in _PEOPLE or (
        word in {"people", "person", "persons"} and place > 0 and tokens[place - 1].lower == "young"
    )


def _is_own_figure(tokens: Sequence[Token], place: int, count: int, reading: Reading) -> bool:
    """The count of the row itself, with nothing added to it: whoever reads it reads the figure too."""
    facts = reading.facts
    figures = [
        each
        for row in (facts.row, *facts.family)
        for each in (row.now if row.unit == "count" else None, row.numerator)
    ]
    if Decimal(count) not in figures:
        return False
    tokens = tokens[max(place - _AROUND, 0) : place + _AROUND]
    place = min(place, _AROUND)
    words = {each.lower for each in tokens}
    if words & (_KIN | {"aged", "age", "old", "girl", "girls", "boy", "boys", "same", "baby", "babies"}):
        return False
    others = [at for at in range(len(tokens)) if at != place and _is_count_of_people(tokens, at)]
    return not others and not any(_is_day(tokens, at, reading) for at in range(len(tokens)))


def _is_count_of_people(tokens: Sequence[Token], place: int) -> bool:
    count = tokens[place].amount
    return (
        count is not None
        and 1 <= count <= MOST
        and any(each.lower in _PEOPLE for each in tokens[place + 1 : place + 3])
    )


def _is_day(tokens: Sequence[Token], place: int, reading: Reading) -> bool:
    """ "12 June", "June 12th"."""
    if month_at(tokens, place, reading.facts.month) is None:
        return False
    beside = [*tokens[max(place - 1, 0) : place], *tokens[place + 1 : place + 2]]
    return any(each.number is not None and each.number <= 31 for each in beside)


def _age(tokens: Sequence[Token], place: int) -> _Found | None:
    """ "aged 4", "who is seven", "15 year old"; not "aged 13 and over", "aged 0 to 17"."""
    token = tokens[place]
    is_after = place > 1 and tokens[place - 2].lower == "who" and tokens[place - 1].lower in {"is", "was"}
    follower = tokens[place + 1] if place + 1 < len(tokens) else None
    if is_after and token.amount is not None and (follower is None or follower.is_mark):
        return tokens[place - 2].start, token.end, _AGE
    if token.lower in {"aged", "age"}:
        at = place + 1
        if at < len(tokens) and tokens[at].lower == "of":
            at += 1
        if at >= len(tokens) or tokens[at].amount is None:
            return None
        after = tokens[at + 1 : at + 3]
        words = [each.lower for each in after]
        if words[:1] and words[0] in {"+", "-", "–", "to", "plus", "or"}:
            return None
        if words in (
            ["and", "over"],
            ["and", "above"],
            ["and", "under"],
            ["and", "older"],
            ["and", "below"],
            ["and", "upwards"],
        ):
            return None
        if (
            token.lower == "age"
            and place
            and tokens[place - 1].lower in {"over", "under", "average", "school", "the", "of"}
        ):
            return None
        return token.start, tokens[at].end, _AGE
    if token.amount is None:
        return None
    words = [each.lower for each in tokens[place + 1 : place + 6] if each.text not in "-–"]
    if (
        len(words) > 1
        and words[0] in {"year", "years", "month", "months", "week", "weeks"}
        and words[1] in {"old", "olds"}
    ):
        before = tokens[place - 1].lower if place else ""
        if words[1] == "olds" or before in {"-", "–", "to", "and", "over", "under"}:
            return None
        last = place + 1
        while tokens[last].lower != "old":
            last += 1
        if any(each.lower in _PEOPLE for each in tokens[last + 1 : last + 2]):
            last += 1
        return token.start, tokens[last].end, _AGE
    return None


def _single(tokens: Sequence[Token], place: int, reading: Reading) -> _Found | None:
    """One person with a day or a place: "the girl moved to Elmfold on 12 June"."""
    token = tokens[place]
    if (
        token.lower not in _ONE
        or place == 0
        or tokens[place - 1].lower not in {"a", "the", "this", "that", "another", "old"}
    ):
        return None
    if token.lower in {"family", "child"} and not _is_people(tokens, place):
        return None
    for at in range(place + 1, min(place + 25, len(tokens))):
        if _is_day(tokens, at, reading):
            return token.start, tokens[at].end, _DETAIL
    return None


_SMALL = "A few people in a small group can be recognised: leave out the number, or what sets them apart."
_AGE = "An age can make a person known: leave it out, or give a range."
_DETAIL = "A day beside one person can make them known: leave it out."
