"""Figures beside statistical neighbours: this month, and last month with the benchmarks in force then."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.calculations import significance
from indicators.calculations.intervals import Verdict
from indicators.calculations.series import Cell

from . import reference
from .rows import Benchmark, Row, Scorecard

KIND = "statistical_neighbours"


@dataclass(frozen=True, slots=True)
class BesideNeighbours:
    """`figure` is what this month's verdict was made with."""

    now: Verdict | None
    before: Verdict | None
    figure: Decimal | None


def beside_neighbours(built: Scorecard) -> dict[int, BesideNeighbours]:
    """By row; empty for a scorecard that knows no neighbours. Two queries at most."""
    place = next((at for at, each in enumerate(built.comparators) if each.kind == KIND), None)
    if place is None:
        return {}
    neighbours = built.comparators[place].pk
    release = reference.release_for(built.pk, built.months[-2])
    earlier = reference.benchmarks_of(release, built.comparators)
    found = {}
    for row in built.rows:
        then = None if row.local else earlier.get(row.pk, {}).get(neighbours)
        found[row.pk] = BesideNeighbours(
            now=row.verdicts[place].verdict,
            before=_verdict(row, row.cells[-2], then.value if then else None),
            figure=row.benchmarks[place].value,
        )
    return found


def worse_than(row: Row) -> Benchmark | None:
    """The neighbours' figure, where the row's whole 95% interval is on the bad side of it. No query."""
    for benchmark, found in zip(row.benchmarks, row.verdicts, strict=True):
        if benchmark.comparator.kind == KIND:
            return benchmark if found.verdict is Verdict.WORSE else None
    return None


def _verdict(row: Row, cell: Cell, benchmark: Decimal | None) -> Verdict | None:
    return significance.verdict(
        numerator=cell.numerator,
        denominator=cell.denominator,
        multiplier=row.multiplier,
        unit=row.unit,
        polarity=row.polarity,
        benchmark=benchmark,
    ).verdict
