"""What the pages, tables, charts and exports read. Frozen; nothing here queries or computes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.calculations.movements import Movement
from indicators.calculations.series import Cell
from indicators.calculations.significance import Significance
from indicators.calculations.targets import TargetReading
from indicators.calculations.terms import Basis, Direction, Judgement, Polarity, Unit
from indicators.calculations.trajectories import TargetPosition

from .signals import RowSignal


@dataclass(frozen=True, slots=True)
class Comparator:
    pk: int
    name: str
    short_name: str
    slug: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    pk: int
    label: str
    source: str
    data_year: str
    published_on: date | None
    in_force_from: date


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One comparator's value; `local` where no comparator exists; a symbol or nothing where none is known.

    `data_year` is given where it differs from the release's.
    """

    comparator: Comparator
    value: Decimal | None = None
    symbol: str = ""
    local: bool = False
    data_year: str = ""
    derivation: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What is wanted for one financial year; no basis where nothing has been set at all."""

    financial_year: int
    value: Decimal | None = None
    is_tbc: bool = False
    basis: Basis | None = None
    direction: Direction | None = None
    tolerance: Decimal = Decimal(5)

    @property
    def monthly(self) -> Decimal | None:
        """The level that each month is held to."""
        return self.value if self.basis is Basis.LEVEL and not self.is_tbc else None


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator in one month. `cells` are oldest first; names of people fall back to the printed ones.

    `verdicts` has one for each of `benchmarks`. `target_position` is of a target that has a basis.
    """

    pk: int
    ref: str
    ref_slug: str
    title: str
    short_title: str
    outcome: str
    definition: str
    unit: Unit
    decimals: int
    polarity: Polarity
    multiplier: int | None
    section_pk: int
    section: str
    owner_pk: int | None
    owner: str
    reporter_pk: int | None
    reporter: str
    shares_with_pk: int | None
    local: bool
    cells: tuple[Cell, ...]
    restated: frozenset[date]
    change_month: Movement
    change_year: Movement
    judgement_month: Judgement | None
    judgement_year: Judgement | None
    mean_12: Decimal | None
    max_12: Decimal | None
    min_12: Decimal | None
    pooled_12: Decimal | None
    benchmarks: tuple[Benchmark, ...]
    targets: tuple[Target, ...]
    target_reading: TargetReading | None
    target_position: TargetPosition | None
    signal: RowSignal
    verdicts: tuple[Significance, ...]
    active_from: date | None = None

    @property
    def now(self) -> Cell:
        return self.cells[-1]

    @property
    def shown_title(self) -> str:
        return self.short_title or self.title

    @property
    def target_now(self) -> Target:
        """The target of the financial year that the month is in: the middle one of three."""
        return self.targets[1]

    @property
    def monthly_target(self) -> Decimal | None:
        """What each month is held to; None for a yearly total or a path."""
        return self.target_now.monthly


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A scorecard for one month. `months` are 13 and `years` three financial years, oldest first."""

    pk: int
    name: str
    slug: str
    month: date
    months: tuple[date, ...]
    years: tuple[int, ...]
    comparators: tuple[Comparator, ...]
    release: Release | None
    rows: tuple[Row, ...]

    def by_pk(self) -> dict[int, Row]:
        return {row.pk: row for row in self.rows}
