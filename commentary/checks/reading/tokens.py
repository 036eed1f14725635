"""A text as words, numbers and marks with their places, sentence by sentence.

Each character is looked at a fixed number of times, whatever the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

# Bounded repeats only: a long row of digits or commas must not be tried again and again.
_TOKEN = re.compile(
    r"(?P<number>[0-9]{1,12}(?:,[0-9]{3}){0,4}(?:\.[0-9]{1,6})?)(?P<suffix>%|st\b|nd\b|rd\b|th\b)?(?![^\W_])"
    r"|(?P<word>[^\W_]+(?:['’][^\W_]+){0,2})"
    r"|(?P<mark>[^\w\s]|_)"
)
_SHORTENED = {"mr", "mrs", "ms", "dr", "prof", "cllr", "approx", "inc"}
_BREAK = re.compile(r"\n")
_NUMBERS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
IN_WORDS = {word: number for number, word in enumerate(_NUMBERS)}
ORDINALS = {word: number for number, word in enumerate(_ORDINALS, start=1)}


@dataclass(frozen=True, slots=True)
class Token:
    """`lower` is what rules look at: without capitals, and with a straight apostrophe."""

    text: str
    lower: str
    start: int
    end: int
    number: Decimal | None = None
    suffix: str = ""

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum() and self.number is None

    @property
    def is_mark(self) -> bool:
        return not self.text[0].isalnum()

    @property
    def amount(self) -> int | None:
        """A whole number in digits or words."""
        if self.number is not None and self.number % 1 == 0 and self.suffix in ("", "%"):
            return int(self.number)
        return IN_WORDS.get(self.lower)

    @property
    def ordinal(self) -> int | None:
        if self.number is not None and self.suffix and self.suffix != "%":
            return int(self.number)
        return ORDINALS.get(self.lower)


@dataclass(frozen=True, slots=True)
class Sentence:
    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    def words(self) -> tuple[str, ...]:
        """For comparing sentences: marks and capitals do not count."""
        return tuple(token.lower for token in self.tokens if not token.is_mark)


def tokens(text: str) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(text):
        number = match["number"]
        value = None if number is None else Decimal(number.replace(",", ""))
        shown = match[0]
        lower = shown.lower().replace("’", "'")
        found.append(Token(shown, lower, match.start(), match.end(), value, match["suffix"] or ""))
    return found


def sentences(text: str) -> tuple[Sentence, ...]:
    """A sentence ends at a full stop, question or exclamation mark before a space, and with its line."""
    breaks = {match.start() for match in _BREAK.finditer(text)}
    return tuple(Sentence(tuple(part)) for part in _parts(tokens(text), text, sorted(breaks)) if part)


def _parts(found: Sequence[Token], text: str, breaks: Sequence[int]) -> Iterator[list[Token]]:
    part: list[Token] = []
    place = 0
    for token in found:
        while place < len(breaks) and breaks[place] < token.start:
            place += 1
            if part:
                yield part
                part = []
        part.append(token)
        if token.text == "." and len(part) > 1 and part[-2].lower in _SHORTENED:
            continue
        if token.text in ".!?" and (token.end == len(text) or text[token.end].isspace()):
            yield part
            part = []
    yield part
