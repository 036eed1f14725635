"""What is wished, expected or only possible, and so says nothing of the figures."""

from collections.abc import Sequence

from .said import BE
from .tokens import Token
from .vocabulary import NOT_YET


def is_first_person(token: Token) -> bool:
    return token.lower in {"we", "our", "they"}


def is_wished(after: Sequence[Token]) -> bool:
    """ "An improvement should be seen", "a fall is expected"."""
    words = [each.lower for each in after]
    return bool(words) and (
        words[0] in {"will", "would", "could", "should", "may", "might", "can"}
        or (
            words[0] in BE
            and bool({"expected", "anticipated", "planned", "hoped", "likely", "needed"} & set(words))
        )
    )


def goes_on(before: Sequence[Token], place: int) -> bool:
    """Whether "to" is the one of "continues to meet": that has happened, and happens."""
    return before[place].lower == "to" and place > 0 and before[place - 1].lower.startswith("continu")


def not_yet(before: Sequence[Token], *, noun: bool) -> bool:
    """Whether the clause speaks of what is wished, expected or only possible."""
    for token in before:
        if token.lower == "may" and token.text[0].isupper():
            continue
        if noun and token.lower in {"to", "target", "plan", "plans", "need", "needs", "planned"}:
            continue
        if token.lower == "to" and token is not before[-1]:
            continue
        if (
            token.lower in {"planned", "expected", "target", "plan", "plans", "need", "needs"}
            and not noun
            and token is not before[-1]
        ):
            continue
        if token.lower in NOT_YET or token.lower in {"help", "helped"}:
            return True
        if token.lower == "previously" and token in before[-2:]:
            return True
    return False
