"""Which of the scorecard's indicators a ref or a title resembles."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from indicators.scorecards.known import KnownIndicator

OFFERED = 3
_LEAST = 0.5
_WORDS = re.compile(r"[^\W_]+|%")
# A file of another scorecard altogether has nothing near, and is not worth looking through for every row.
_REFS_LOOKED_UP, _TITLES_LOOKED_UP = 60, 3_000


class Nearest:
    """Indicators by resemblance; titles are compared without case, punctuation and spaces."""

    def __init__(self, indicators: Iterable[KnownIndicator]) -> None:
        self._indicators = tuple(indicators)
        self._refs = {one.pk: _folded_ref(one.ref) for one in self._indicators}
        self._words = {one.pk: frozenset(_words(one.title)) for one in self._indicators}
        self._titles = {one.pk: " ".join(_words(one.title)) for one in self._indicators}
        self._looked_up = 0
        self._better: dict[tuple[int, str], KnownIndicator | None] = {}

    def by_ref(self, ref: str, title: str) -> tuple[KnownIndicator, ...]:
        """At most three, the nearest first, by ref or by title."""
        self._looked_up += 1
        if self._looked_up > _REFS_LOOKED_UP:
            return ()
        folded, words = _folded_ref(ref), frozenset(_words(title))
        scores = []
        for place, one in enumerate(self._indicators):
            score = max(_ratio(folded, self._refs[one.pk]), _shared(words, self._words[one.pk]))
            if score >= _LEAST:
                scores.append((-score, place))
        return tuple(self._indicators[place] for _, place in sorted(scores)[:OFFERED])

    def is_titled(self, indicator: KnownIndicator, title: str) -> bool:
        return " ".join(_words(title)) == self._titles.get(indicator.pk)

    def better_titled(self, indicator: KnownIndicator, title: str) -> KnownIndicator | None:
        """The other indicator that the title fits best, where it fits it better than this one."""
        asked = indicator.pk, title
        if asked not in self._better and len(self._better) < _TITLES_LOOKED_UP:
            self._better[asked] = self._best_titled(indicator, title)
        if asked in self._better:
            return self._better[asked]
        # Further down only a title that is another's word for word counts.
        text = " ".join(_words(title))
        return next((one for one in self._indicators if self._titles[one.pk] == text), None)

    def _best_titled(self, indicator: KnownIndicator, title: str) -> KnownIndicator | None:
        text, words = " ".join(_words(title)), frozenset(_words(title))
        own = _ratio(text, " ".join(_words(indicator.title)))
        others = sorted(
            ((-_shared(words, self._words[one.pk]), place) for place, one in self._others(indicator))
        )[:OFFERED]
        scored = [(_ratio(text, self._titles[self._indicators[place].pk]), -place) for _, place in others]
        best, place = max(scored, default=(0.0, 0))
        return self._indicators[-place] if best > own and best >= _LEAST else None

    def _others(self, indicator: KnownIndicator) -> Iterator[tuple[int, KnownIndicator]]:
        return ((place, one) for place, one in enumerate(self._indicators) if one.pk != indicator.pk)


def _folded_ref(ref: str) -> str:
    return "".join(ref.casefold().split())


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _LEAST or matcher.quick_ratio() < _LEAST:
        return 0.0
    return matcher.ratio()


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that both have."""
    return len(one & other) / len(one | other) if one and other else 0.0
