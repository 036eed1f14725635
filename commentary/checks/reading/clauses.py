"""Where one statement of a sentence ends and another begins."""

from collections.abc import Sequence

from .tokens import Token
from .vocabulary import TURNS

FARTHEST = 25
_ADDING = {
    "still", "its", "their", "our", "the", "a", "an", "above", "below", "just", "half", "well", "close",
    "although", "though", "despite", "albeit", "mainly", "largely", "mostly", "partly",
}  # fmt: skip


def clause_start(tokens: Sequence[Token], place: int) -> int:
    """Where the clause of a place begins; what stands in brackets is passed over."""
    at, farthest = place, max(place - FARTHEST, 0)
    while at > farthest:
        before = tokens[at - 1]
        if before.text == ")":
            opened = at - 2
            while opened >= farthest and tokens[opened].text != "(":
                opened -= 1
            if opened >= farthest:
                at = opened
                continue
            break
        if before.text in ',;:(–—"“”' or is_dash(tokens, at - 1):
            break
        if before.lower in TURNS and not joins(tokens, at - 1):
            break
        at -= 1
    return at


def is_dash(tokens: Sequence[Token], place: int) -> bool:
    """A hyphen with a space on both sides."""
    token = tokens[place]
    if token.text not in "-–—":
        return False
    apart = place == 0 or tokens[place - 1].end < token.start
    return apart and (place + 1 == len(tokens) or token.end < tokens[place + 1].start)


def joins(tokens: Sequence[Token], place: int) -> bool:
    """ "number and percentage", "as well as" do not begin a clause."""
    if tokens[place].lower != "and" or place == 0 or place + 1 == len(tokens):
        return False
    units = {"number", "percentage", "rate", "proportion", "count"}
    return tokens[place - 1].lower in units and (
        tokens[place + 1].lower in units or (place + 2 < len(tokens) and tokens[place + 2].lower in units)
    )


def clause_end(tokens: Sequence[Token], place: int, stop: int) -> int:
    """Where another clause with its own times may begin."""
    for at in range(place + 1, stop):
        if tokens[at].text == "," and at + 1 < stop and _adds(tokens, at + 1):
            return at
        if tokens[at].text in ";:" or tokens[at].lower in {
            "but",
            "because",
            "while",
            "whilst",
            "although",
            "which",
            "due",
            "however",
            "thanks",
        }:
            return at
        if (
            tokens[at].lower == "and"
            and at + 1 < stop
            and tokens[at + 1].lower in {"the", "we", "this", "there", "so", "it"}
        ):
            return at
    return stop


def _adds(tokens: Sequence[Token], place: int) -> bool:
    """ "…, still below April", "…, their lowest since May": something is added, with another time."""
    if tokens[place].lower in _ADDING:
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        return after is None or after.ordinal is None
    return False
