"""The points of a chart: which shape each has, and what is said of it."""

from collections.abc import Mapping, Sequence
from datetime import date

from indicators.calculations import formats, months
from indicators.calculations.control_charts import Kind
from indicators.calculations.series import Cell
from indicators.calculations.signals import KIND_WORDS, SignalReading
from indicators.scorecards import Row

from .stretches import in_words

# Small places of a chart have a shape for a good sign, one for a bad, one for neither.
SHAPES = {Kind.IMPROVEMENT: "good", Kind.CONCERN: "bad", Kind.HIGH: "sig", Kind.LOW: "sig"}
_IN_ORDER = (Kind.IMPROVEMENT, Kind.CONCERN, Kind.HIGH, Kind.LOW)


def kinds_of(row: Row, cells: Sequence[Cell]) -> tuple[Kind | None, ...]:
    """Of the last months of the row."""
    return row.signal.kinds[-len(cells) :]


def key_of(row: Row, cells: Sequence[Cell]) -> tuple[tuple[str, str], ...]:
    """Shape and word of each kind of point that is there."""
    kinds = kinds_of(row, cells)
    lines = row.signal.lines[-len(cells) :]
    found = [(SHAPES[kind], KIND_WORDS[kind]) for kind in _IN_ORDER if kind in kinds]
    plain = [
        of.mean is not None
        for cell, kind, of in zip(cells, kinds, lines, strict=True)
        if cell.value is not None and kind is None
    ]
    words = {KIND_WORDS[Kind.COMMON]: any(plain), "Too few months for limits": not all(plain)}
    usual = [word for word, holds in words.items() if holds]
    if usual:
        found.insert(0, ("", ", or ".join([usual[0], *map(_lower, usual[1:])])))
    return tuple(found)


def point_words(
    row: Row, cells: Sequence[Cell], readings: Mapping[date, SignalReading]
) -> tuple[tuple[str, ...], ...]:
    """Of each month its figure, then its signal with the rule, then its lines; where there are any."""
    kinds, lines = kinds_of(row, cells), row.signal.lines[-len(cells) :]
    found = []
    for cell, kind, of in zip(cells, kinds, lines, strict=True):
        said = [formats.figure(cell.value, row.unit, row.decimals) or formats.missing_words(cell.missing)]
        if cell.month in row.restated:
            said[0] += " (restated)"
        if kind:
            said.append(signal_words(kind, readings.get(cell.month)))
        elif cell.value is not None and of.mean is not None:
            said.append(KIND_WORDS[Kind.COMMON])
        if of.mean is not None:
            said.append(_upper(in_words(of, row)))
        found.append(tuple(said))
    return tuple(found)


def signal_words(kind: Kind, reading: SignalReading | None) -> str:
    """Such as "Concern: below lower limit"."""
    rules = "; ".join(each.short for each in reading.explanations) if reading else ""
    return f"{KIND_WORDS[kind]}: {rules}" if rules else KIND_WORDS[kind]


def sentence(month: date, words: Sequence[str]) -> str:
    """Such as "June 2018: 48.0%. Concern: below lower limit. Mean 73.9%, limits 51.3% to 96.5%."."""
    return f"{months.label(month)}: {'. '.join(words)}."


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
