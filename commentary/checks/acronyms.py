"""Acronyms that nobody has explained."""

from collections.abc import Iterator, Sequence

from .findings import Finding, Severity
from .reading.reading import Reading
from .reading.tokens import Token, tokens

NAME = "acronym"
_LENGTHS = range(2, 8)
# What any reader of a council's papers knows, and months of tables.
_KNOWN = {
    "UK", "GP", "NHS", "DFE", "HR", "IT", "TV", "PM", "AM", "OK", "EU", "BBC", "PDF", "CSV", "MP", "ID",
    "FAQ", "PC", "US", "A&E", "CEO", "NB", "RE", "AOB", "ETC", "QA", "YTD", "FTE", "COVID", "JAN", "FEB",
    "MAR", "APR", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC", "II", "III", "IV", "VI",
}  # fmt: skip
# In a text in capitals every word looks like one.
_CAPITALS = 0.5


def explained_in(text: str) -> frozenset[str]:
    """Acronyms that a text gives with their words: "Child Protection Plan (CPP)"."""
    return frozenset(_explained(tokens(text)))


def check(reading: Reading) -> Iterator[Finding]:
    found = [token for sentence in reading.sentences for token in sentence.tokens]
    words = [token for token in found if token.is_word]
    candidates = [token for token in words if _is_acronym(token)]
    if not candidates or len(candidates) > _CAPITALS * len(words):
        return
    facts = reading.facts
    known = set(_KNOWN) | {each.upper() for each in facts.glossary} | _explained(found)
    for row in (facts.row, *facts.family, *facts.others):
        known.update(token.text.upper() for token in tokens(row.ref))
    for token in candidates:
        name = _name(token)
        if name in known or name.removesuffix("S") in known:
            continue
        known.add(name)
        yield Finding(
            NAME,
            Severity.HINT,
            token.start,
            token.end,
            f"{name} is not in the glossary: write it out once, with {name} in brackets.",
        )


def _name(token: Token) -> str:
    return token.text.removesuffix("'s").removesuffix("’s").removesuffix("s")


def _is_acronym(token: Token) -> bool:
    name = _name(token)
    return len(name) in _LENGTHS and name.isupper() and sum(each.isalpha() for each in name) >= 2


def _explained(found: Sequence[Token]) -> set[str]:
    explained = set()
    for place, token in enumerate(found):
        if not _is_acronym(token) or place < 2:
            continue
        name = _name(token)
        if found[place - 1].text == "(":
            reach = [each for each in found[max(place - len(name) - 4, 0) : place - 1] if each.is_word]
            if any(each.text[0].upper() == name[0] for each in reach):
                explained.add(name)
        elif (
            place + 2 < len(found)
            and found[place + 1].text == "("
            and found[place + 2].text[0].upper() == name[0]
        ):
            explained.add(name)
    return explained
