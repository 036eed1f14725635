"""A claim of significance, or of mere chance, that the interval or the control chart does not support."""

from collections.abc import Iterator, Sequence

from indicators.calculations.intervals import Verdict

from .facts import Comparator, Figures, Whom
from .findings import Finding, Severity
from .reading.comparisons import others_named
from .reading.reading import Reading
from .reading.tokens import Token
from .reading.vocabulary import NOT

NAME = "significance"
_NEAR = 40
_SOON = 10
_BEFORE = 6
_DEGREES = {
    "above", "below", "higher", "lower", "better", "worse", "different", "more", "fewer", "less",
}  # fmt: skip
_CHANCE = {
    ("normal", "variation"), ("natural", "variation"), ("usual", "range"), ("normal", "range"),
    ("expected", "range"), ("normal", "fluctuation"), ("normal", "limits"), ("control", "limits"),
    ("random", "variation"), ("usual", "variation"), ("expected", "variation"), ("normal", "fluctuations"),
}  # fmt: skip


def check(reading: Reading) -> Iterator[Finding]:
    for place, sentence in enumerate(reading.sentences):
        tokens = sentence.tokens
        rows = _rows(reading, place)
        told: set[str] = set()
        for at, token in enumerate(tokens):
            severity = Severity.CONTRADICTION
            if _is_of_degree(tokens, at):
                negated = any(each.lower in NOT for each in tokens[max(at - _BEFORE, 0) : at])
                severity = Severity.WARNING
                message = _beside(reading, tokens[at : at + _SOON], rows, negated)
                last = tokens[at + 1]
            elif token.lower == "statistically" and _significant(tokens, at + 1):
                negated = any(each.lower in NOT for each in tokens[max(at - _BEFORE, 0) : at])
                message = _difference(reading, tokens[max(at - _NEAR, 0) : at + _NEAR], rows, negated)
                last = tokens[at + 1]
            elif at + 1 < len(tokens) and (token.lower, tokens[at + 1].lower) in _CHANCE:
                outside = any(
                    each.lower in NOT | {"outside", "beyond", "exceeds"}
                    for each in tokens[max(at - _BEFORE, 0) : at]
                )
                message = _chart(rows, signal=outside)
                last = tokens[at + 1]
            else:
                continue
            if message and message not in told:
                told.add(message)
                yield Finding(NAME, severity, token.start, last.end, message)


def _significant(tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].lower in {"significant", "significantly"}


def _is_of_degree(tokens: Sequence[Token], place: int) -> bool:
    """ "Significantly below", "significantly different": most who read it think of the interval."""
    before = tokens[place - 1].lower if place else ""
    return (
        tokens[place].lower == "significantly"
        and before != "statistically"
        and place + 1 < len(tokens)
        and tokens[place + 1].lower in _DEGREES
    )


def _beside(reading: Reading, tokens: Sequence[Token], rows: Sequence[Figures], negated: bool) -> str:
    """Of the comparators named after it only: of a movement another check speaks."""
    stop = next((at for at, each in enumerate(tokens) if each.text in ",;:" or each.lower == "but"), None)
    named = others_named(tokens[:stop], reading.facts)
    for each in rows[0].comparators:
        if each.whom in named and each.verdict and (each.verdict is Verdict.SIMILAR) is not negated:
            return _interval(rows[0], each, negated)
    return ""


def _rows(reading: Reading, place: int) -> tuple[Figures, ...]:
    said = (*(each.rows for each in reading.compared[place]), *(each.rows for each in reading.moved[place]))
    return next(filter(None, said), (reading.facts.row,))


def _difference(reading: Reading, tokens: Sequence[Token], rows: Sequence[Figures], negated: bool) -> str:
    named = [each for each in others_named(tokens, reading.facts) if isinstance(each, Whom)]
    if not named:
        return _chart(rows, signal=not negated)
    row = rows[0]
    known = [each for each in row.comparators if each.whom in named]
    wrong = [
        each
        for each in known
        if each.verdict is not None and (each.verdict is Verdict.SIMILAR) is not negated
    ]
    if wrong:
        return _interval(row, wrong[0], negated)
    if not negated and not any(each.verdict for each in known):
        return f"{row.ref}: no interval is known for this figure, so the page cannot show this."
    return ""


def _interval(row: Figures, other: Comparator, negated: bool) -> str:
    value, now = row.shown(other.value), row.shown(row.now)
    if negated:
        return (
            f"{row.ref}: {now} and {value} ({other.name}) differ by more than chance, "
            f"as {value} is outside the 95% interval of {now}."
        )
    return (
        f"{row.ref}: {now} and {value} ({other.name}) may differ by chance alone, "
        f"as {value} is inside the 95% interval of {now}."
    )


def _chart(rows: Sequence[Figures], *, signal: bool) -> str:
    row = rows[0]
    if row.now is None or (row.signal is not None) is signal:
        return ""
    return (
        f"{row.ref}: the control chart shows no signal; this is within the usual range."
        if signal
        else f"{row.ref}: the control chart marks this month as a signal, not as usual variation."
    )
