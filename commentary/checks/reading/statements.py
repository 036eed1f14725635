"""Every statement of movement in a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .adjectives import adjective_said, amount_said, compares_with_time
from .clauses import clause_start
from .heads import without_carriers
from .nouns import LINKS, noun_said, rows_after
from .said import ADJECTIVES, MOVES, NOUNS, VERBS, Said, Way
from .subjects import Subjects
from .tokens import Token
from .verbs import verb_said
from .vocabulary import MEASURES, NOT
from .wishes import is_first_person, not_yet

_BASES = {
    "rise": Way.UP, "increase": Way.UP, "grow": Way.UP, "climb": Way.UP, "fall": Way.DOWN,
    "decrease": Way.DOWN, "drop": Way.DOWN, "decline": Way.DOWN, "reduce": Way.DOWN, "improve": Way.BETTER,
    "worsen": Way.WORSE, "deteriorate": Way.WORSE,
}  # fmt: skip
_GOES_ON = {"continue", "continues", "continued", "continuing", "began", "begun", "started", "starting"}
_ROUGHLY = {"broadly", "roughly", "much", "about", "around", "almost", "exactly", "received"}
_FAILS = {"failed", "fails", "fail"}
_ANY = {"real", "significant", "major", "material", "noticeable", "great", "marked", "discernible", "overall"}


def statements(tokens: Sequence[Token], subjects: Subjects) -> Iterator[Said]:
    for place, token in enumerate(tokens):
        if token.lower in _BASES and (is_negated := _base(tokens, place)) is not None:
            if verb := verb_said(tokens, place - 2, place, _BASES[token.lower], subjects):
                yield replace(verb, is_negated=verb.is_negated is not is_negated)
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
        elif token.lower == "same" and (alike := _the_same_as(tokens, place, subjects)):
            yield alike


def _base(tokens: Sequence[Token], place: int) -> bool | None:
    """Whether the verb is denied, as in "did not fall" and "failed to improve"; False of "continues to rise".

    None where it says nothing of what has happened: "to rise", "will rise".
    """
    one, two = (tokens[at].lower if at >= 0 else "" for at in (place - 1, place - 2))
    if one == "not" and two in {"did", "does", "do"}:
        return True
    if one != "to" or two not in _GOES_ON | _FAILS:
        return None
    return two in _FAILS


def _no_change(tokens: Sequence[Token], place: int, subjects: Subjects) -> Said | None:
    """ "there was no change", "little real change in visits"."""
    first = place - 1
    if first > 0 and tokens[first].lower in _ANY:
        first -= 1
    if first < 0 or tokens[first].lower not in {"no", "little"}:
        return None
    begin = clause_start(tokens, first)
    before = [each for each in tokens[begin:first] if each.lower not in LINKS]
    if not_yet(tokens[begin:place], noun=True) or subjects.content(before):
        return None
    rows, last = rows_after(tokens, place, subjects)
    return Said(Way.SAME, first, last, place, subjects.of(()) if rows is None else rows, None, False)


def _the_same_as(tokens: Sequence[Token], place: int, subjects: Subjects) -> Said | None:
    """ "visits are at much the same level as in May"; not "the same as England"."""
    at = place + 1
    while at < len(tokens) and at - place < 3 and tokens[at].lower in MEASURES:
        at += 1
    if at >= len(tokens) or tokens[at].lower != "as" or not compares_with_time(tokens[at + 1 : at + 6]):
        return None
    begin = clause_start(tokens, place)
    before = tokens[begin:place]
    if not_yet(before, noun=True) or any(is_first_person(each) for each in before):
        return None
    rows = subjects.of([each for each in without_carriers(before) if each.lower not in _ROUGHLY])
    return Said(Way.SAME, place, at, place, rows, None, any(each.lower in NOT for each in before))
