"""The figures that a text is held against. Plain values; whoever calls has read them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from indicators.calculations import formats, months
from indicators.calculations.control_charts import Kind
from indicators.calculations.intervals import Verdict
from indicators.calculations.terms import Direction, Polarity, TargetStatus, Unit


class Whom(StrEnum):
    """Which words name a comparator."""

    NEIGHBOURS = "neighbours"
    NATIONAL = "national"
    REGION = "region"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Comparator:
    """Another authority's figure. `verdict` is None where no interval is known."""

    whom: Whom
    name: str
    value: Decimal
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """`compared` is what is read against `against` now: the month, the path or the year so far."""

    value: Decimal
    compared: Decimal | None = None
    against: Decimal | None = None
    status: TargetStatus | None = None
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """One row. `values` are oldest first and end with the month written about.

    `signal` is what the control chart says of the month, None where it says nothing.
    """

    ref: str
    title: str
    unit: Unit
    polarity: Polarity
    decimals: int
    month: date
    values: tuple[Decimal | None, ...]
    short_title: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    mean_12: Decimal | None = None
    comparators: tuple[Comparator, ...] = ()
    target: TargetFacts | None = None
    signal: Kind | None = None

    @property
    def now(self) -> Decimal | None:
        return self.values[-1] if self.values else None

    def at(self, month: date) -> Decimal | None:
        """The figure of a month; None where it is not among those known."""
        back = (self.month.year - month.year) * 12 + self.month.month - month.month
        return self.values[-1 - back] if 0 <= back < len(self.values) else None

    def before(self, back: int) -> Decimal | None:
        return self.at(months.shift(self.month, -back))

    def shown(self, value: Decimal | None) -> str:
        return formats.figure(value, self.unit, self.decimals)


@dataclass(frozen=True, slots=True)
class OtherWords:
    """What stands on a row that does not share the text."""

    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class EarlierWords:
    month: date
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """`row` is where the text stands.

    `family` are the other rows that share or state its words, or give the same thing in another unit;
    `others` the rest of the scorecard. `elsewhere` are the texts of rows that do not share it, `earlier`
    the row's own of other months, `glossary` the acronyms explained.
    """

    row: Figures
    family: tuple[Figures, ...] = ()
    others: tuple[Figures, ...] = ()
    elsewhere: tuple[OtherWords, ...] = ()
    earlier: tuple[EarlierWords, ...] = ()
    glossary: frozenset[str] = frozenset()

    @property
    def month(self) -> date:
        return self.row.month
