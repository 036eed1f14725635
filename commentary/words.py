"""What a text must be before it is kept, and how two texts differ. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

MAX_LENGTH = 10_000

# Beyond this many pairs of equal words an exact comparison takes seconds.
_MOST_PAIRS = 300_000
_FEWEST_KEPT = 2


class WordsNotKept(ValueError):
    """The text cannot be kept; str() is a sentence for the person who typed it."""


def cleaned(text: str, name: str = "commentary", limit: int = MAX_LENGTH) -> str:
    """The text with line ends as newlines and nothing around it: what is counted, compared and hashed.

    Raises WordsNotKept for a text over `limit` characters or with control characters; `name` is what the
    sentence calls the text.
    """
    kept = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(kept) > limit:
        raise WordsNotKept(
            f"The {name} has {len(kept):,} characters and may have {limit:,}. "
            f"Take out {len(kept) - limit:,}; nothing you typed is lost."
        )
    for place, character in enumerate(kept, start=1):
        if character not in "\n\t" and (ord(character) < 32 or 127 <= ord(character) < 160):
            raise WordsNotKept(
                f"Character {place:,} is a control character (U+{ord(character):04X}), which cannot be kept. "
                "It often comes with text pasted from another program: delete it there and type it again."
            )
    return kept


def count(text: str) -> int:
    return len(text.split())


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is in both texts, or in one of them: `change` is "", "added" or "removed".

    `is_marked` says that a check speaks of it, `numbers` which end with it.
    """

    text: str
    change: str = ""
    is_marked: bool = False
    numbers: tuple[int, ...] = ()


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """What has to be taken out of `before` and added to it for `after`, word by word."""
    old, new = _tokens(before), _tokens(after)
    left, right = [token.strip() for token in old], [token.strip() for token in new]
    seen = Counter(left)
    pairs = sum(seen[token] for token in right)
    matcher = SequenceMatcher(None, left, right, autojunk=pairs > _MOST_PAIRS)
    pieces: list[Piece] = []
    for same, i1, i2, j1, j2 in _stretches(matcher, len(left), len(right)):
        if same:
            pieces.append(Piece("".join(new[j1:j2])))
            continue
        pieces += [
            Piece("".join(tokens), change)
            for tokens, change in ((old[i1:i2], "removed"), (new[j1:j2], "added"))
            if tokens
        ]
    return tuple(pieces)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` up to `end` of a text, and the number under which something is said of them."""

    start: int
    end: int
    number: int


def marked(pieces: Iterable[Piece], spans: Iterable[Span]) -> tuple[Piece, ...]:
    """The pieces, cut where a span of the later text begins or ends, and marked inside it."""
    wanted = tuple(span for span in spans if span.start < span.end)
    cuts = sorted({place for span in wanted for place in (span.start, span.end)})
    found: list[Piece] = []
    at = 0
    for piece in pieces:
        if piece.change == "removed":
            found.append(piece)
            continue
        end = at + len(piece.text)
        bounds = [at, *(cut for cut in cuts if at < cut < end), end]
        for start, stop in pairwise(bounds):
            found.append(
                Piece(
                    piece.text[start - at : stop - at],
                    piece.change,
                    any(span.start <= start and stop <= span.end for span in wanted),
                    tuple(sorted(span.number for span in wanted if start < span.end == stop)),
                )
            )
        at = end
    return tuple(found)


def share_kept(pieces: Iterable[Piece]) -> float:
    """How much of the later text stood in the earlier one already, from 0 to 1."""
    lengths = Counter[str]()
    for piece in pieces:
        lengths[piece.change] += len(piece.text)
    later = lengths[""] + lengths["added"]
    return lengths[""] / later if later else 0.0


def _stretches(
    matcher: SequenceMatcher[str], old: int, new: int
) -> Iterator[tuple[bool, int, int, int, int]]:
    """Same and changed stretches in turn. One or two equal words between changes join them."""
    i = j = 0
    for a, b, size in matcher.get_matching_blocks():
        at_an_end = a + size == old or b + size == new or (a, b) == (0, 0)
        if 0 < size <= _FEWEST_KEPT and not at_an_end:
            continue
        if (i, j) != (a, b):
            yield (False, i, a, j, b)
        if size:
            yield (True, a, a + size, b, b + size)
        i, j = a + size, b + size


def _tokens(text: str) -> list[str]:
    """Words, numbers and marks, each with the space that follows it."""
    return re.findall(r"(?:\w+(?:[.,’'\-/]\w+)*%?|[^\w\s])\s*", text)
