"""The line of an indicator's months with its limits, benchmarks and target: what browser and printer draw.

Pure: a row in, plain values out. Numbers become floats only here, as places on a screen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.calculations import formats, months
from indicators.calculations.control_charts import Kind
from indicators.calculations.limits import exact
from indicators.calculations.series import Cell
from indicators.calculations.signals import SignalReading
from indicators.calculations.terms import Unit
from indicators.scorecards import Release, Row

from .axis import Axis, axis_for
from .marks import ChartMark, Happening, chart_marks
from .notes import alternative, note
from .points import key_of, kinds_of, point_words
from .script_data import script_data
from .stretches import Stretch, stretches
from .target_path import TargetPath, march, target_path

DASHES = ((8, 4), (2, 3), (10, 3, 2, 3), (14, 4))
UNITS = {Unit.COUNT: "Number", Unit.PERCENTAGE: "Percentage", Unit.RATE_PER_10000: "Rate per 10,000"}


@dataclass(frozen=True, slots=True)
class Level:
    """One benchmark, drawn on every month."""

    name: str
    label: str
    value: Decimal
    dash: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """`values`, `kinds` and `words` are as long as the recorded months; `months` go on to March for a target.

    `key` has shape and word of each kind of point that occurs, `ends` what is written at the lines' ends.
    """

    title: str
    months: tuple[date, ...]
    values: tuple[Decimal | None, ...]
    kinds: tuple[Kind | None, ...]
    words: tuple[tuple[str, ...], ...]
    texts: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    ends: tuple[tuple[str, float], ...]
    levels: tuple[Level, ...]
    target: TargetPath | None
    marks: tuple[ChartMark, ...]
    key: tuple[tuple[str, str], ...]
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

    @property
    def ends_inside(self) -> bool:
        """Whether the lines end before the frame does, because a target goes on."""
        return bool(self.ends) and self.stretches[-1].last < len(self.months) - 1

    def data(self) -> dict[str, Any]:
        """For the script that draws it."""
        return script_data(self)


def line_chart(
    row: Row,
    release: Release | None,
    *,
    readings: Mapping[date, SignalReading] | None = None,
    happenings: Iterable[Happening] = (),
) -> LineChart | None:
    """The chart of all the row's months from the first recorded on; None where nothing is recorded.

    With `readings` all points say which rule made them a signal, without them the last one does.
    """
    cells = recorded(row.cells)
    if not any(cell.value is not None for cell in cells):
        return None
    shown = tuple(cell.month for cell in cells)
    lines = stretches(row.signal, shown)
    target = target_path(row, cells)
    levels = _levels(row, release)
    axis = _axis(row, cells, levels, lines, target)
    return LineChart(
        title=row.shown_title,
        months=shown if target is None else months.months_to(march(row), len(target.values)),
        values=tuple(cell.value for cell in cells),
        kinds=kinds_of(row, cells),
        words=point_words(row, cells, readings or {row.now.month: row.signal.reading}),
        texts=tuple(
            formats.figure(cell.value, row.unit, row.decimals) or formats.missing_words(cell.missing)
            for cell in cells
        ),
        stretches=lines,
        ends=lines[-1].named(row) if lines and lines[-1].last == len(cells) - 1 else (),
        levels=levels,
        target=target,
        marks=chart_marks(happenings, shown),
        key=key_of(row, cells),
        axis=axis,
        unit=UNITS[row.unit],
        alt=alternative(row, cells, [*(each.label for each in levels), *([target.label] if target else [])]),
        note=note(row, lines, release, axis, has_benchmarks=bool(levels)),
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


def _axis(
    row: Row,
    cells: tuple[Cell, ...],
    levels: tuple[Level, ...],
    lines: tuple[Stretch, ...],
    target: TargetPath | None,
) -> Axis:
    """It holds all that is drawn."""
    drawn = [cell.value for cell in cells if cell.value is not None]
    drawn += [level.value for level in levels]
    drawn += [value for value in (target.values if target else ()) if value is not None]
    drawn += [exact(value) for stretch in lines for value in stretch.values]
    return axis_for(drawn, row.unit)
