"""What a text says of a row's movement: which way, how much, since when."""

from dataclasses import dataclass
from datetime import date

from commentary.checks.facts import Figures

from .amounts import amounts
from .clauses import FARTHEST, clause_end
from .periods import Period, period
from .said import Size, Way
from .statements import statements
from .subjects import Subjects
from .tokens import Sentence

_STEADY = {"steadily", "consistently", "steady"}


@dataclass(frozen=True, slots=True)
class Movement:
    """`rows` is empty where it is not known what has moved; the words are `start` up to `end`."""

    way: Way
    rows: tuple[Figures, ...]
    period: Period
    start: int
    end: int
    size: Size | None = None
    is_negated: bool = False
    is_steady: bool = False
    is_amount: bool = False
    words: str = ""


def movements(sentence: Sentence, subjects: Subjects, month: date, text: str) -> tuple[Movement, ...]:
    tokens = sentence.tokens
    said = sorted(
        [*statements(tokens, subjects), *amounts(tokens, subjects, month)], key=lambda each: each.anchor
    )
    found: list[Movement] = []
    rows: tuple[Figures, ...] = ()
    for place, each in enumerate(said):
        rows = rows if each.rows is None else each.rows
        # The time of a first statement may stand before it: "Over the last four months visits fell." That of
        # "the same as in May" does not.
        begin = 0 if place == 0 and tokens[each.last].lower != "as" else each.first
        stop = said[place + 1].first if place + 1 < len(said) else len(tokens)
        around = tokens[
            max(begin, each.first - FARTHEST) : min(clause_end(tokens, each.last, stop), each.last + FARTHEST)
        ]
        when = period(around, month)
        found.append(
            Movement(
                way=each.way,
                rows=rows,
                period=when,
                start=tokens[each.first].start,
                end=tokens[each.last].end,
                size=each.size,
                is_negated=each.is_negated,
                is_amount=any(token.number is not None for token in tokens[each.first : each.last + 1])
                and each.anchor in (each.first, each.last),
                is_steady=when.is_each or any(token.lower in _STEADY for token in around),
                words=text[tokens[each.first].start : tokens[each.last].end],
            )
        )
    return tuple(sorted(found, key=lambda each: each.start))
