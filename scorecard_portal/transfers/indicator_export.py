"""One indicator's figures as CSV, a row a month. There are no words in it."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from indicators.calculations import months, trajectories
from indicators.calculations.limits import exact
from indicators.calculations.rounding import round_half_up
from indicators.calculations.signals import SignalReading
from indicators.charts.line import recorded
from indicators.scorecards import Benchmark, Cell, Release, Row
from indicators.scorecards.signals import chart_of

from .cells import cell_text

COLUMNS = (
    *("month", "value", "missing", "numerator", "denominator"),
    *("mean", "lower", "upper", "signal", "rule", "target_asked", "target_basis"),
)
# Lines are worked out, so they have more places than the figures.
_MORE_PLACES = 4


def figures_csv(row: Row, release: Release | None, readings: Mapping[date, SignalReading]) -> str:
    """All months of `row`, oldest first.

    Limits are as calculated, which may lie outside what the unit can be. What a target asks for is by the
    end of the month, of an annual total the sum since April. Benchmarks are those in force for the last
    month.
    """
    text = io.StringIO(newline="")
    compared = {f"benchmark_{each.comparator.slug}": _benchmark(each) for each in row.benchmarks}
    writer = csv.DictWriter(text, (*COLUMNS, *compared, "benchmark_release"))
    writer.writeheader()
    last = {**compared, "benchmark_release": cell_text(release.label) if release else ""}
    lines, asked = _lines(row), _asked(row)
    for cell in recorded(row.cells) or row.cells[-1:]:
        writer.writerow(
            _figures(row, cell)
            | lines.get(cell.month, {})
            | _signal(readings.get(cell.month))
            | asked.get(cell.month, {})
            | last
        )
    return text.getvalue()


def _figures(row: Row, cell: Cell) -> dict[str, str]:
    return {
        "month": months.slug(cell.month),
        "value": "" if cell.value is None else f"{round_half_up(cell.value, row.decimals):f}",
        "missing": cell.missing or "",
        "numerator": _plain(cell.numerator),
        "denominator": _plain(cell.denominator),
    }


def _lines(row: Row) -> dict[date, dict[str, str]]:
    """Nothing for a baseline of too few figures."""
    made = chart_of(row.cells, row.signal.starts, polarity=row.polarity)
    drawn = {cell.month: each for cell, each in zip(row.cells, row.signal.lines, strict=True)}
    return {
        month: {"mean": _line(point.mean), "lower": _line(point.lower), "upper": _line(point.upper)}
        for month, point in zip(made.months, made.chart.points, strict=True)
        if drawn[month].mean is not None
    }


def _signal(reading: SignalReading | None) -> dict[str, str]:
    if reading is None or reading.kind is None:
        return {}
    return {"signal": reading.kind, "rule": " ".join(each.rule for each in reading.explanations)}


def _asked(row: Row) -> dict[date, dict[str, str]]:
    """Of the target of this financial year and of the last."""
    cells = {cell.month: cell.value for cell in row.cells}
    found = {}
    for target in row.targets[:2]:
        if target.basis is None or target.is_tbc:
            continue
        march = date(target.financial_year + 1, 3, 1)
        for each in trajectories.path(cells, month=march, target=target.value, basis=target.basis):
            if months.financial_year(each.month) == target.financial_year:
                asked = f"{round_half_up(each.value, row.decimals + 1).normalize():f}"
                found[each.month] = {"target_asked": asked, "target_basis": str(target.basis)}
    return found


def _line(value: float | None) -> str:
    return "" if value is None else f"{round_half_up(exact(value), _MORE_PLACES):f}"


def _plain(value: Decimal | None) -> str:
    """Without the zeros that the database adds."""
    return "" if value is None else f"{value.normalize():f}"


def _benchmark(benchmark: Benchmark) -> str:
    return "Local" if benchmark.local else _plain(benchmark.value)
