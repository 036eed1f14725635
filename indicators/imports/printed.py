"""A scorecard as its file prints it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from indicators.calculations.series import Cell
from indicators.calculations.terms import Polarity, Unit
from indicators.imports.findings import Finding
from indicators.imports.numbers import PrintedChange, PrintedFigure

LOCAL: Final = "Local"
TBC: Final = "TBC"

PrintedBenchmark = Decimal | Literal["Local"] | None
PrintedTarget = Decimal | Literal["TBC"] | None


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One indicator. Percentages are as printed: 22.6 is 22.6%.

    `cells` are the 13 months, oldest first; `benchmarks` by comparator; `targets` by the year in which the
    financial year begins; `decimals` the most that a month prints; `commentary` is "" for a blank or a dash.
    `is_shifted` where the row lacked its DoT cell; `sheet` is "" in a text file.
    """

    line: int
    ref: str
    ref_slug: str
    title: str
    owner_name: str
    reporter_name: str
    outcome: str
    cells: tuple[Cell, ...]
    unit: Unit
    decimals: int
    polarity: Polarity
    change_month: PrintedChange
    change_year: PrintedChange
    mean_12: PrintedFigure
    max_12: PrintedFigure
    benchmarks: Mapping[str, PrintedBenchmark]
    targets: Mapping[int, PrintedTarget]
    commentary: str
    is_shifted: bool = False
    sheet: str = ""

    @property
    def is_local(self) -> bool:
        """No comparator exists for it."""
        return LOCAL in self.benchmarks.values()


@dataclass(frozen=True, slots=True)
class PrintedRelease:
    """The benchmarks' note. `published` is its month, `data_year` reads "2016-17"; empty where not said."""

    line: int
    label: str
    published: date | None
    data_year: str


@dataclass(frozen=True, slots=True)
class PrintedScorecard:
    """`months` are 13, oldest first; `target_years` the years in which the financial years begin.

    `findings` tell of columns and sheets that nobody reads.
    """

    months: tuple[date, ...]
    comparators: tuple[str, ...]
    target_years: tuple[int, ...]
    release: PrintedRelease | None
    rows: tuple[PrintedRow, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def month(self) -> date:
        """The month shown, the last of the header."""
        return self.months[-1]
