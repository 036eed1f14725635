"""Benchmarks in force and targets, as the rows show them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from indicators import models
from indicators.calculations import months
from indicators.calculations.series import Cell
from indicators.calculations.targets import TargetReading, read_target
from indicators.calculations.terms import Basis, Direction
from indicators.calculations.trajectories import TargetPosition, target_position

from .rows import Benchmark, Comparator, Release, Target

# By indicator and comparator.
Benchmarks = dict[int, dict[int, Benchmark]]


def comparators_of(scorecard_pk: int) -> tuple[Comparator, ...]:
    rows = models.Comparator.objects.filter(scorecard_id=scorecard_pk)
    return tuple(Comparator(*row) for row in rows.values_list("pk", "name", "short_name", "slug", "kind"))


def release_for(scorecard_pk: int, month: date) -> Release | None:
    """The release in force for the month. One query."""
    row = (
        models.BenchmarkRelease.objects.filter(scorecard_id=scorecard_pk)
        .in_force_for(month)
        .values_list("pk", "label", "source", "data_year", "published_on", "in_force_from")
        .first()
    )
    return Release(*row) if row else None


def benchmarks_of(release: Release | None, comparators: tuple[Comparator, ...]) -> Benchmarks:
    """By indicator and comparator. One query."""
    if release is None:
        return {}
    by_pk = {comparator.pk: comparator for comparator in comparators}
    found: Benchmarks = defaultdict(dict)
    rows = models.Benchmark.objects.filter(release_id=release.pk).values_list(
        "indicator_id", "comparator_id", "value", "symbol", "data_year", "derivation"
    )
    for pk, comparator_pk, value, symbol, data_year, derivation in rows:
        found[pk][comparator_pk] = Benchmark(
            by_pk[comparator_pk], value, symbol, data_year=data_year, derivation=derivation
        )
    return found


def benchmarks_for_row(
    pk: int, *, local: bool, comparators: tuple[Comparator, ...], benchmarks: Benchmarks
) -> tuple[Benchmark, ...]:
    """One for each comparator, in their order."""
    if local:
        return tuple(Benchmark(comparator, local=True) for comparator in comparators)
    known = benchmarks.get(pk, {})
    return tuple(known.get(comparator.pk) or Benchmark(comparator) for comparator in comparators)


def years_around(month: date) -> tuple[int, int, int]:
    """The financial years shown: the one before, this one, the next."""
    year = months.financial_year(month)
    return (year - 1, year, year + 1)


def targets_of(scorecard_pk: int, years: tuple[int, ...]) -> dict[int, dict[int, Target]]:
    """By indicator and year. One query."""
    found: dict[int, dict[int, Target]] = defaultdict(dict)
    rows = models.Target.objects.filter(indicator__scorecard_id=scorecard_pk, financial_year__in=years)
    for pk, year, value, is_tbc, basis, direction, tolerance in rows.order_by().values_list(
        "indicator_id", "financial_year", "value", "is_tbc", "basis", "direction", "tolerance"
    ):
        found[pk][year] = Target(
            year, value, is_tbc, Basis(basis), Direction(direction) if direction else None, tolerance
        )
    return found


def read(target: Target, cells: tuple[Cell, ...], month: date) -> TargetReading | None:
    """The month read against its year's target; None where no target has been set."""
    if target.basis is None:
        return None
    values: Mapping[date, Decimal | None] = {cell.month: cell.value for cell in cells}
    return read_target(
        cells=values,
        month=month,
        value=target.value,
        is_tbc=target.is_tbc,
        basis=target.basis,
        direction=target.direction,
        tolerance=target.tolerance,
    )


def position(
    reading: TargetReading | None, target: Target, cells: tuple[Cell, ...], month: date
) -> TargetPosition | None:
    """Where the month stands on the way to its year's target; None where no target has been set."""
    if reading is None or target.basis is None:
        return None
    return target_position(
        reading,
        cells={cell.month: cell.value for cell in cells},
        month=month,
        value=target.value,
        is_tbc=target.is_tbc,
        basis=target.basis,
        direction=target.direction,
    )
