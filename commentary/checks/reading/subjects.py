"""Which row a phrase speaks of: this one, one that shares its words, another, or something that is no row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from commentary.checks.facts import Facts, Figures
from indicators.calculations.terms import Unit

from .tokens import Token, tokens
from .vocabulary import (
    COUNT_WORDS,
    EMPTY,
    MEASURES,
    PERCENTAGE_WORDS,
    QUALITY_WORDS,
    RATE_WORDS,
    meanings,
    stem,
)

_LONGEST_INITIALS = 6
# By themselves they are whatever share the row gives.
_PART_DONE = {"completion", "coverage", "uptake"}
# In a title these say nothing that another title does not.
_NO_NAMES = MEASURES | {"end", "month", "period"}
_TITLE_WORDS = {"of", "and", "the", "in", "to", "for", "a", "or", "on", "at"}


@dataclass(frozen=True)
class Name:
    """A row by the words of its titles."""

    row: Figures

    def holds(self, meant: Iterable[frozenset[str]]) -> bool:
        """Whether a title has each word; `meant` are the stems that each may have in a title."""
        stems = _of_titles(self.row.title, self.row.short_title)
        return all(not each.isdisjoint(stems) for each in meant)

    def knows(self, token: Token) -> bool:
        return self.holds([meanings(token.lower)])


# Titles stay as they are while many texts are checked.
@lru_cache(maxsize=10_000)
def _of_titles(title: str, short_title: str) -> frozenset[str]:
    return _stems(title) | _stems(short_title)


def _stems(title: str) -> frozenset[str]:
    """Stems of its words, and the initials of words in a row: "Child Protection" is "cp"."""
    words = [token for token in tokens(title) if not token.is_mark and token.lower not in _NO_NAMES]
    initials = "".join(token.lower[0] for token in words if token.lower not in _TITLE_WORDS)
    return frozenset(stem(token.lower) for token in words) | {
        initials[start : start + length]
        for start in range(len(initials))
        for length in range(2, _LONGEST_INITIALS + 1)
        if start + length <= len(initials)
    }


@dataclass(frozen=True)
class Subjects:
    facts: Facts

    @cached_property
    def own(self) -> Name:
        return Name(self.facts.row)

    @cached_property
    def family(self) -> tuple[Name, ...]:
        return tuple(map(Name, self.facts.family))

    @cached_property
    def others(self) -> tuple[Name, ...]:
        return tuple(map(Name, self.facts.others))

    def content(self, phrase: Sequence[Token]) -> list[Token]:
        """The words of a phrase that say what is measured."""
        found = []
        for place, token in enumerate(phrase):
            if _is_over(phrase, place):
                found.append(replace(token, lower="over"))
            elif _is_time_of_year(phrase, place):
                continue
            elif not token.is_mark and token.lower.removesuffix("'s") not in EMPTY:
                found.append(token)
        return found

    def of(self, phrase: Sequence[Token]) -> tuple[Figures, ...]:
        """The rows that a phrase such as "the number of visits" speaks of; none where it is not known."""
        words = self.content(phrase)
        said = {token.lower for token in phrase}
        if self.own.row.unit is Unit.PERCENTAGE and {each.lower for each in words} <= _PART_DONE:
            words = []
        meant = [meanings(each.lower) for each in words]
        if self.own.holds(meant):
            return self._in_unit([self.own, *(each for each in self.family if each.holds(meant))], said)
        for known in (self.family, self.others):
            named = [each for each in known if each.holds(meant) and _fits(each.row, said)]
            if named:
                return (named[0].row,) if len(named) == 1 else ()
        return ()

    def is_own(self, token: Token) -> bool:
        """Whether a word is one of this row's titles or of those that share its words."""
        return token.lower not in EMPTY and any(each.knows(token) for each in (self.own, *self.family))

    def _in_unit(self, names: Sequence[Name], said: set[str]) -> tuple[Figures, ...]:
        own, rows = self.own.row, [each.row for each in names]
        wanted: list[Unit] = []
        if said & COUNT_WORDS:
            wanted.append(Unit.COUNT)
        if said & PERCENTAGE_WORDS:
            wanted.append(Unit.PERCENTAGE)
        if said & RATE_WORDS:
            has_rate = any(row.unit is Unit.RATE_PER_10000 for row in (own, *self.facts.family))
            wanted.append(Unit.RATE_PER_10000 if has_rate else Unit.PERCENTAGE)
        if not wanted:
            if said & QUALITY_WORDS and own.unit is Unit.COUNT:
                better = [row for row in self.facts.family if row.unit is Unit.PERCENTAGE]
                return (better[0],) if len(better) == 1 else (own,)
            return (own,)
        found = [self._one(rows, unit) for unit in wanted]
        return tuple(row for row in found if row is not None)

    def _one(self, rows: Sequence[Figures], unit: Unit) -> Figures | None:
        if rows[0].unit is unit:
            return rows[0]
        fitting = [row for row in (*rows[1:], *self.facts.family) if row.unit is unit]
        return fitting[0] if len({row.ref for row in fitting}) == 1 else None


def _is_over(phrase: Sequence[Token], place: int) -> bool:
    """ "over 40 days", "more than 40 days": not those within them."""
    at = place + 1
    if (
        phrase[place].lower in {"more", "longer", "greater"}
        and at < len(phrase)
        and phrase[at].lower == "than"
    ):
        at += 1
    elif phrase[place].lower != "over":
        return False
    return at < len(phrase) and phrase[at].number is not None


def _is_time_of_year(phrase: Sequence[Token], place: int) -> bool:
    """ "This time last year", "the same point in the previous year"."""
    return (
        phrase[place].lower in {"time", "point"} and place > 0 and phrase[place - 1].lower in {"this", "same"}
    )


def _fits(row: Figures, said: set[str]) -> bool:
    """Whether the unit that is spoken of is the row's; a bare name such as "contacts" is their number."""
    if not said & (COUNT_WORDS | PERCENTAGE_WORDS | RATE_WORDS):
        return row.unit is Unit.COUNT
    return not (
        (said & COUNT_WORDS and row.unit is not Unit.COUNT)
        or (said & PERCENTAGE_WORDS and row.unit is not Unit.PERCENTAGE)
        or (said & RATE_WORDS and row.unit is Unit.COUNT)
    )
