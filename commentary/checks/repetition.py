"""A sentence that stands on another row, or stood here in an earlier month."""

from collections.abc import Iterator
from functools import lru_cache

from indicators.calculations import months

from .findings import Finding, Severity
from .reading.reading import Reading
from .reading.tokens import Sentence, sentences

NAME = "repetition"
# Shorter ones are said alike by anybody.
LEAST_WORDS = 5
LEAST_CHARACTERS = 25
# From here on a text is a copy, and one finding says more than one for each sentence.
COPY = 0.5

_Words = tuple[str, ...]


def check(reading: Reading) -> Iterator[Finding]:
    own = [(each, each.words()) for each in reading.sentences]
    own = [(sentence, words) for sentence, words in own if is_long(sentence, words)]
    length = sum(len(words) for _, words in own)
    told: set[_Words] = set()
    rows: dict[_Words, list[str]] = {}
    copied: list[str] = []
    for other in reading.facts.elsewhere:
        theirs = said_in(other.text)
        shared = [words for _, words in own if words in theirs]
        if length and sum(map(len, shared)) >= COPY * length and len(own) > 1:
            copied.append(other.ref)
            told.update(shared)
            continue
        for words in shared:
            rows.setdefault(words, []).append(other.ref)
    if copied:
        yield Finding(
            NAME,
            Severity.HINT,
            0,
            0,
            f"Most of these words also stand on {_listed(copied)}. "
            "Share one commentary, or say what is different here.",
        )
    for sentence, words in own:
        if words in rows and words not in told:
            yield _finding(sentence, f"This sentence also stands on {_listed(rows[words])}.")
    yield from _earlier(reading, own)


# A month's texts are held against each other, each many times.
@lru_cache(maxsize=1_000)
def said_in(text: str) -> frozenset[_Words]:
    return frozenset(each.words() for each in sentences(text))


def _earlier(reading: Reading, own: list[tuple[Sentence, _Words]]) -> Iterator[Finding]:
    """The latest month that a sentence stood in; a whole text that did not change is another check's."""
    whole = [each.words() for each in reading.sentences]
    stood: dict[_Words, str] = {}
    for other in sorted(reading.facts.earlier, key=lambda each: each.month, reverse=True):
        theirs = [each.words() for each in sentences(other.text)]
        if theirs == whole:
            return
        for words in theirs:
            stood.setdefault(words, months.label(other.month))
    for sentence, words in own:
        if words in stood:
            yield _finding(sentence, f"This sentence stood here in {stood[words]}: is it still so?")


def is_long(sentence: Sentence, words: _Words) -> bool:
    return len(words) >= LEAST_WORDS and sentence.end - sentence.start > LEAST_CHARACTERS


def _finding(sentence: Sentence, message: str) -> Finding:
    return Finding(NAME, Severity.HINT, sentence.start, sentence.end, message)


def _listed(refs: list[str]) -> str:
    shown = refs if len(refs) <= 3 else [*refs[:2], f"{len(refs) - 2} other rows"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
