"""The line of an indicator's months with its benchmarks and target: what the browser and the printer draw.

Pure: a row in, plain values out. Numbers become floats only here, as places on a screen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.calculations import formats, months
from indicators.calculations.series import Cell
from indicators.calculations.terms import Basis, Unit
from indicators.scorecards import Release, Row

from .axis import Axis, axis_for

DASHES = ((8, 4), (2, 3), (10, 3, 2, 3), (14, 4))
TARGET_DASH = (7, 4)
UNITS = {Unit.COUNT: "Number", Unit.PERCENTAGE: "Percentage", Unit.RATE_PER_10000: "Rate per 10,000"}


@dataclass(frozen=True, slots=True)
class Level:
    """One benchmark, drawn on every month."""

    name: str
    label: str
    value: Decimal
    dash: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TargetPath:
    """What the target asks for in each month; None where it does not ask."""

    name: str
    label: str
    values: tuple[Decimal | None, ...]
    dash: tuple[int, ...] = TARGET_DASH


@dataclass(frozen=True, slots=True)
class LineChart:
    """`values` are as long as the recorded months, `months` go on to March where a target is drawn."""

    title: str
    months: tuple[date, ...]
    values: tuple[Decimal | None, ...]
    texts: tuple[str, ...]
    levels: tuple[Level, ...]
    target: TargetPath | None
    axis: Axis
    unit: str
    alt: str
    note: str

    @property
    def latest(self) -> int:
        """The place of the month shown, the last of the values."""
        return len(self.values) - 1

    @property
    def latest_label(self) -> str:
        if self.values[-1] is None:
            return ""
        return f"{self.texts[-1]} in {months.label(self.months[self.latest])}"

    def data(self) -> dict[str, Any]:
        """For the script that draws it."""
        return {
            "labels": [months.short_label(month) for month in self.months],
            "months": [months.label(month) for month in self.months],
            "values": [_place(value) for value in self.values],
            "texts": self.texts,
            "title": self.title,
            "latest": self.latest,
            "latestLabel": self.latest_label,
            "levels": [
                {"label": each.label, "value": _place(each.value), "dash": each.dash} for each in self.levels
            ],
            "target": self.target
            and {
                "label": self.target.label,
                "values": [_place(value) for value in self.target.values],
                "dash": self.target.dash,
            },
            "axis": {
                "title": self.unit,
                "low": _place(self.axis.low),
                "high": _place(self.axis.high),
                "step": _place(self.axis.step),
                "ticks": [{"value": _place(tick.value), "label": tick.label} for tick in self.axis.ticks],
            },
        }


def line_chart(row: Row, release: Release | None) -> LineChart | None:
    """The chart of all the row's months from the first recorded on; None where nothing is recorded."""
    cells = recorded(row.cells)
    if not any(cell.value is not None for cell in cells):
        return None
    shown = tuple(cell.month for cell in cells)
    target = _target(row, cells)
    if target is not None:
        shown += months.months_to(_march(row), len(target.values))[len(cells) :]
    levels = _levels(row, release)
    values = tuple(cell.value for cell in cells)
    drawn = [value for value in values if value is not None]
    drawn += [level.value for level in levels]
    drawn += [value for value in (target.values if target else ()) if value is not None]
    axis = axis_for(drawn, row.unit)
    return LineChart(
        title=row.shown_title,
        months=shown,
        values=values,
        texts=tuple(
            formats.figure(cell.value, row.unit, row.decimals) or formats.missing_words(cell.missing)
            for cell in cells
        ),
        levels=levels,
        target=target,
        axis=axis,
        unit=UNITS[row.unit],
        alt=_alt(row, cells, levels, target),
        note=_note(levels, release, axis),
    )


def recorded(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Without the months before the first that something was recorded for."""
    first = next(
        (place for place, cell in enumerate(cells) if cell.value is not None or cell.missing), len(cells)
    )
    return cells[first:]


def _levels(row: Row, release: Release | None) -> tuple[Level, ...]:
    found = []
    for place, benchmark in enumerate(row.benchmarks):
        if benchmark.value is None:
            continue
        year = benchmark.data_year or (release.data_year if release else "")
        value = formats.figure(benchmark.value, row.unit, row.decimals)
        name = benchmark.comparator.short_name or benchmark.comparator.name
        label = f"{name} {value} ({year})" if year else f"{name} {value}"
        found.append(Level(name, label, benchmark.value, DASHES[place % len(DASHES)]))
    return tuple(found)


def _march(row: Row) -> date:
    return date(row.target_now.financial_year + 1, 3, 1)


def _target(row: Row, cells: tuple[Cell, ...]) -> TargetPath | None:
    """A level or a twelfth of the year's total for each month, or the straight line to March."""
    target = row.target_now
    if target.value is None or target.basis is None:
        return None
    year = months.financial_year_months(target.financial_year)
    wanted = formats.figure(target.value, row.unit, row.decimals)
    asked: Mapping[date, Decimal] = dict.fromkeys(year, target.value)
    name, label = "Target", f"Target {wanted}"
    if target.basis is Basis.ANNUAL_TOTAL:
        monthly = target.value / 12
        asked, name = dict.fromkeys(year, monthly), "Target, a twelfth of the year"
        label = f"Target {wanted} a year: {formats.number(monthly, 1)} a month"
    elif target.basis is Basis.YEAR_END:
        asked, name = _path(target.value, year, cells), "Path to target"
        label = f"Target {wanted} by March {year[-1].year}"
    first = cells[0].month
    length = (year[-1].year - first.year) * 12 + year[-1].month - first.month + 1
    return TargetPath(name, label, tuple(asked.get(month) for month in months.months_to(year[-1], length)))


def _path(wanted: Decimal, year: tuple[date, ...], cells: tuple[Cell, ...]) -> dict[date, Decimal]:
    """Straight from last March's value to the target; only next March where there is no such value."""
    march = months.shift(year[0], -1)
    start = next((cell.value for cell in cells if cell.month == march), None)
    if start is None:
        return {year[-1]: wanted}
    path = {month: start + (wanted - start) * gone / 12 for gone, month in enumerate(year, start=1)}
    return {march: start, **path}


def _alt(row: Row, cells: tuple[Cell, ...], levels: tuple[Level, ...], target: TargetPath | None) -> str:
    first, last = months.label(cells[0].month), months.label(cells[-1].month)
    now = formats.figure(row.now.value, row.unit, row.decimals) or formats.missing_words(row.now.missing)
    lines = "; ".join([*(level.label for level in levels), *([target.label] if target else [])])
    return (
        f"Line chart. {row.shown_title}, {UNITS[row.unit].lower()} by month, {first} to {last}. "
        f"{last}: {now}.{f' Also drawn: {lines}.' if lines else ''} The table has every figure."
    )


def _note(levels: tuple[Level, ...], release: Release | None, axis: Axis) -> str:
    sentences = []
    if axis.low > 0:
        sentences.append("The axis does not start at zero.")
    if levels:
        of_year = f" for {release.data_year}" if release and release.data_year else ""
        sentences.append(f"Benchmarks are annual figures{of_year}, drawn on every month for comparison.")
    return " ".join(sentences)


def _place(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
