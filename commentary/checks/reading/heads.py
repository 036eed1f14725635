"""What a later part of a sentence speaks of: "462 visits were made, 22 more than in May"."""

from collections.abc import Sequence

from commentary.checks.facts import Figures
from indicators.calculations.months import NAMES, YEARS
from indicators.calculations.terms import Unit

from .clauses import clause_start
from .subjects import Subjects
from .tokens import Token
from .vocabulary import MEASURES

_SEGMENTS = 5
_THAN = {"more", "fewer", "less", "higher", "lower"}
_NO_FIGURES = {
    "days", "day", "months", "weeks", "hours", "years", "working", "year", "month", "week", "-", "–", "to",
    "per",
}  # fmt: skip
_VERBS = {
    "is", "was", "are", "were", "remains", "remain", "remained", "has", "had", "have", "rose", "fell",
    "stood", "stands", "per",
}  # fmt: skip
# Words between a subject and what is said of it.
CARRIERS = {
    "still", "well", "slightly", "remain", "remains", "remained", "continues", "continue", "s", "stand",
    "stands", "percent", "percentage", "points", "point", "currently", "being", "performing", "again",
    "city", "council", "authority", "much", "far", "significantly", "statistically", "at",
    "not", "no", "longer", "while", "now", "figure", "in", "marginally", "difference", "although", "up",
    "down", "equals", "equal", "came", "comes", "sits", "sit", "therefore", "meaning", "fully", "narrowly",
}  # fmt: skip


_NAMES = MEASURES - {"this", "it", "we", "these", "they"} - CARRIERS


def head(tokens: Sequence[Token], place: int, subjects: Subjects) -> tuple[Figures, ...]:
    """The rows that the words before a place speak of, looked for backwards, clause by clause.

    A figure says it best: who writes "12%" where one row is 12% means that row.
    """
    end = place
    for _ in range(_SEGMENTS):
        begin = clause_start(tokens, end)
        segment = tokens[begin:end]
        if begin and _is_change(segment):
            end = begin - 1
            continue
        figures = [token for place, token in enumerate(segment) if _is_figure(segment, place)]
        if figures:
            return _stated(figures, subjects)
        if names_something(segment, subjects):
            return subjects.of(without_carriers(segment)) or subjects.of(
                without_carriers(until_verb(segment))
            )
        if begin == 0:
            return (subjects.facts.row,)
        end = begin - 1
    return ()


def names_something(phrase: Sequence[Token], subjects: Subjects) -> bool:
    return any(each.lower in _NAMES for each in phrase) or any(
        each.amount is None and each.number is None and each.lower not in CARRIERS
        for each in subjects.content(phrase)
    )


def until_verb(phrase: Sequence[Token]) -> Sequence[Token]:
    phrase = phrase[_figure_first(phrase) :]
    verbs = (place for place, each in enumerate(phrase) if each.lower in _VERBS or each.number is not None)
    return phrase[: next(verbs, len(phrase))]


def _figure_first(phrase: Sequence[Token]) -> int:
    """How many tokens of "At 43 per 10,000 our rate is" come before what is spoken of."""
    if len(phrase) < 2 or phrase[0].lower not in {"at", "with"} or phrase[1].number is None:
        return 0
    return 4 if [each.text for each in phrase[2:4]] == ["per", "10,000"] else 2


def without_carriers(phrase: Sequence[Token]) -> list[Token]:
    return [
        each
        for each in phrase
        if each.lower not in CARRIERS
        and not each.lower.endswith("ly")
        and each.number is None
        and each.amount is None
    ]


def _is_change(segment: Sequence[Token]) -> bool:
    """ "22 more than in May", "up from 25 in May": what it is a change of is said before."""
    words = [each.lower for each in segment]
    return words[:1] in (["up"], ["down"]) or any(
        word in {"above", "below"} or (word in _THAN and words[place + 1 : place + 2] == ["than"])
        for place, word in enumerate(words)
    )


def _is_figure(segment: Sequence[Token], place: int) -> bool:
    """Not a day, a year or a length of time."""
    token = segment[place]
    if token.number is None or token.suffix not in ("", "%"):
        return False
    if not token.suffix and (
        token.number in YEARS
        or (place and segment[place - 1].lower in {"section", "per", "phase", "over", "under"})
    ):
        return False
    after = segment[place + 1].lower if place + 1 < len(segment) else ""
    return after not in _NO_FIGURES and after.capitalize() not in NAMES


def _stated(figures: Sequence[Token], subjects: Subjects) -> tuple[Figures, ...]:
    for token in figures:
        for row in (subjects.facts.row, *subjects.facts.family):
            if row.now == token.number and (token.suffix == "%") == (row.unit is Unit.PERCENTAGE):
                return (row,)
    return ()
