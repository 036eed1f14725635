"""Files of one cell, for June, of a count, a percentage or a rate."""

from decimal import Decimal
from typing import Any

from indicators.calculations.terms import Unit
from indicators.imports.layouts.submission import Entry, Layout, Submission, SubmittedRow, Where
from indicators.imports.sources.book import SourceCell
from indicators.scorecards.known import KnownIndicator

from .worlds import JUNE, cell, indicator, submitted

M1 = indicator(1, "M1")
P1 = indicator(2, "P1", Unit.PERCENTAGE, multiplier=100)
R1 = indicator(3, "R1", Unit.RATE_PER_10000, multiplier=10_000)
JUNE_OF = {one.ref: (one.ref, "2018-06") for one in (M1, P1, R1)}
PAST = {"M1": ["40", ""], "P1": ["22.1", "23.0", ""], "R1": ["30", ""]}


def one_cell(
    one: KnownIndicator, text: str | SourceCell, *, layout: Layout = Layout.WIDE, **entry: Any
) -> Submission:
    """A file with one figure for June."""
    entries = (Entry(JUNE, Where("Page 1", 5, "N"), cell(text), **entry),)
    return submitted(SubmittedRow(Where("Page 1", 5), one.ref, entries), layout=layout)


def held(text: str, number: str) -> SourceCell:
    return SourceCell(text, Decimal(number))
