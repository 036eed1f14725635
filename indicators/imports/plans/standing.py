"""Whether a file says what is on record already."""

from indicators.imports.layouts.submission import Entry
from indicators.scorecards.known import Known, KnownIndicator, Recorded

from .candidates import Settled
from .cells import BLANK, read_cell


def is_same(settled: Settled, before: Recorded, *, is_dash: bool) -> bool:
    """Whether the figure is the one recorded. A dash gives no reason, and the parts need not be said."""
    if settled.value != before.value:
        return False
    if settled.value is None and before.missing is None:
        return False
    if settled.missing != before.missing and not is_dash:
        return False
    if settled.numerator is None and settled.denominator is None:
        return True
    return (settled.numerator, settled.denominator) == (before.numerator, before.denominator)


def says_nothing_new(entries: tuple[Entry, ...], indicator: KnownIndicator, known: Known) -> bool:
    """Whether every cell is plainly what is recorded, or empty."""
    recorded = known.recorded.get(indicator.pk, {})
    return all(_stands(entry, indicator, recorded.get(entry.month)) for entry in entries)


def _stands(entry: Entry, indicator: KnownIndicator, before: Recorded | None) -> bool:
    if entry.missing or entry.numerator or entry.denominator:
        return False
    reading = read_cell(entry.cell, indicator.unit, indicator.decimals)
    if reading.kind == BLANK:
        return True
    settled = Settled(reading.value, reading.missing)
    return not reading.kind and before is not None and is_same(settled, before, is_dash=reading.is_dash)
