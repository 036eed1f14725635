"""Every statement of movement in a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .adjectives import adjective_said, amount_said
from .clauses import clause_start
from .nouns import LINKS, noun_said, rows_after
from .said import ADJECTIVES, MOVES, NOUNS, VERBS, Said, Way
from .subjects import Subjects
from .tokens import Token
from .verbs import verb_said
from .wishes import not_yet

_BASES = {
    "rise": Way.UP, "increase": Way.UP, "grow": Way.UP, "fall": Way.DOWN, "decrease": Way.DOWN,
    "drop": Way.DOWN, "decline": Way.DOWN, "improve": Way.BETTER, "worsen": Way.WORSE,
}  # fmt: skip


def statements(tokens: Sequence[Token], subjects: Subjects) -> Iterator[Said]:
    for place, token in enumerate(tokens):
        if (
            token.lower in _BASES
            and tokens[max(place - 1, 0)].lower == "not"
            and place > 1
            and tokens[place - 2].lower in {"did", "does", "do"}
        ):
            if verb := verb_said(tokens, place - 2, place, _BASES[token.lower], subjects):
                yield replace(verb, is_negated=True)
        elif token.lower in NOUNS and (noun := noun_said(tokens, place, subjects)):
            yield noun
        elif token.lower in VERBS and (verb := verb_said(tokens, place, place, VERBS[token.lower], subjects)):
            yield verb
        elif token.lower in {"up", "down"} and place and tokens[place - 1].lower in MOVES:
            way = Way.UP if token.lower == "up" else Way.DOWN
            if verb := verb_said(tokens, place - 1, place, way, subjects):
                yield verb
        elif token.lower in ADJECTIVES and (adjective := adjective_said(tokens, place, subjects)):
            yield adjective
        elif token.lower in {"fewer", "more"} and (amount := amount_said(tokens, place, subjects)):
            yield amount
        elif token.lower == "change" and (same := _no_change(tokens, place, subjects)):
            yield same


def _no_change(tokens: Sequence[Token], place: int, subjects: Subjects) -> Said | None:
    """ "there was no change", "little change in visits"."""
    if not place or tokens[place - 1].lower not in {"no", "little"}:
        return None
    begin = clause_start(tokens, place - 1)
    before = [each for each in tokens[begin : place - 1] if each.lower not in LINKS]
    if not_yet(tokens[begin:place], noun=True) or subjects.content(before):
        return None
    rows, last = rows_after(tokens, place, subjects)
    return Said(Way.SAME, place - 1, last, place, subjects.of(()) if rows is None else rows, None, False)
