"""The same chart as places on paper: for print and for browsers without scripts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from indicators.calculations import months

from .labels import Label, pushed_apart
from .line import LineChart
from .points import SHAPES

WIDTH, HEIGHT = 900, 460
LEFT, TOP, BOTTOM = 66, 34, 40
BOLD_WIDTH = 9.2
CHARACTER_WIDTH = 7.4
MANY = 26
# Of a point, a signal, the latest point and the latest one where it is a signal.
SIZES, SIZES_OF_MANY = (4.5, 6.5, 7, 9), (2.8, 4.5, 6, 8)
# How far a stretch of lines goes beyond its last point where the months go on.
BEYOND = 0.4


@dataclass(frozen=True, slots=True)
class Mark:
    """`shape` is "good", "bad", "sig" or, for no signal, empty."""

    x: float
    y: float
    text: str = ""
    shape: str = ""
    size: float = 0


@dataclass(frozen=True, slots=True)
class Line:
    points: str
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """Room between the limits; no height where there are none. `lines` are paths' data."""

    x: float
    y: float
    width: float
    height: float
    mean: str
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Still:
    width: int
    height: int
    left: int
    right: float
    top: int
    bottom: int
    label_x: float
    axis_title: str
    rows: tuple[Mark, ...]
    columns: tuple[Mark, ...]
    bands: tuple[Band, ...]
    marks: tuple[Mark, ...]
    levels: tuple[Line, ...]
    target: Line | None
    lines: tuple[Line, ...]
    points: tuple[Mark, ...]
    latest: Mark | None
    latest_is_left: bool
    latest_aside: float
    labels: tuple[Label, ...]
    inside_x: float
    inside: tuple[Label, ...]


def still_of(chart: LineChart) -> Still:
    named = [level.label for level in chart.levels] + ([chart.target.label] if chart.target else [])
    named += [] if chart.ends_inside else [text for text, _ in chart.ends]
    right = WIDTH - 20 - round(max(map(len, named), default=0) * CHARACTER_WIDTH)
    bottom = HEIGHT - BOTTOM
    steps = max(len(chart.months) - 1, 1)
    span = float(chart.axis.high - chart.axis.low)

    def x(place: float) -> float:
        return round(LEFT + (right - LEFT) * min(max(place, 0), steps) / steps, 1)

    def y(value: Decimal | float) -> float:
        return round(bottom - (bottom - TOP) * (float(value) - float(chart.axis.low)) / span, 1)

    sizes = SIZES if len(chart.values) <= MANY else SIZES_OF_MANY
    marks = [
        None
        if value is None
        else Mark(
            x(place),
            y(value),
            shape=SHAPES[kind] if kind else "",
            size=sizes[2 * (place == chart.latest) + bool(kind)],
        )
        for place, (value, kind) in enumerate(zip(chart.values, chart.kinds, strict=True))
    ]
    latest = marks[-1]
    is_left = latest is None or latest.x > LEFT + (right - LEFT) * 0.6
    target = chart.target
    path = [
        None if v is None else Mark(x(place), y(v)) for place, v in enumerate(target.values if target else ())
    ]
    every = -(-len(chart.months) // 8)
    ends = [Label(level.label, y(level.value), 0) for level in chart.levels]
    if target is not None and target.values[-1] is not None:
        ends.append(Label(target.label, y(target.values[-1]), 0, "tgt"))
    lines_ends = [Label(text, y(value), 0, "ln") for text, value in chart.ends]
    # Beside the latest point its own words stand among those of the lines.
    if chart.ends_inside and latest is not None and not is_left:
        lines_ends.append(Label(chart.latest_label, latest.y, 0, "now"))
    inside = pushed_apart(lines_ends, TOP, bottom - 10) if chart.ends_inside else ()
    aside = next((each.moved_to - latest.y for each in inside if latest and each.look == "now"), 0.0) + 6
    return Still(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=right,
        top=TOP,
        bottom=bottom,
        label_x=right + 14,
        axis_title=chart.unit,
        rows=tuple(Mark(LEFT, y(tick.value), tick.label) for tick in chart.axis.ticks),
        columns=tuple(
            Mark(x(place), bottom, months.short_label(month))
            for place, month in enumerate(chart.months)
            if place % every == 0
        ),
        bands=_bands(chart, x, y),
        marks=tuple(Mark(x(each.place - 0.5), TOP, each.letter) for each in chart.marks),
        levels=tuple(
            Line(f"{LEFT},{y(level.value)} {right},{y(level.value)}", _dashes(level.dash))
            for level in chart.levels
        ),
        target=None
        if target is None
        else Line(_joined([mark for mark in path if mark is not None]), _dashes(target.dash)),
        lines=tuple(Line(_joined(run)) for run in _runs(marks) if len(run) > 1),
        points=tuple(mark for mark in marks if mark is not None),
        latest=None if latest is None else replace(latest, text=chart.latest_label),
        latest_is_left=is_left,
        latest_aside=_aside(marks, path, chart.latest_label, bottom) if is_left else round(aside, 1),
        labels=pushed_apart(ends if chart.ends_inside else ends + lines_ends, TOP, bottom),
        inside_x=x(chart.latest + BEYOND) + 6,
        inside=tuple(each for each in inside if each.look != "now"),
    )


def _bands(
    chart: LineChart, x: Callable[[float], float], y: Callable[[Decimal | float], float]
) -> tuple[Band, ...]:
    """One for each stretch; neighbours meet half way between their months."""
    found = []
    for each in chart.stretches:
        goes_on = each.last < len(chart.values) - 1
        left, right = x(each.first - 0.5), x(each.last + (0.5 if goes_on else BEYOND))
        top, bottom = y(each.upper or 0), y(each.lower or 0)
        has_limits = each.upper is not None and each.lower is not None
        found.append(
            Band(
                x=left,
                y=top if has_limits else y(each.mean),
                width=round(right - left, 1),
                height=round(bottom - top, 1) if has_limits else 0,
                mean=f"M{left} {y(each.mean)}H{right}",
                limits=tuple(f"M{left} {level}H{right}" for level in (top, bottom)) if has_limits else (),
            )
        )
    return tuple(found)


def _aside(marks: list[Mark | None], path: list[Mark | None], text: str, bottom: float) -> int:
    """How far the label before the latest point stands off it: clear of the line and of the target's."""
    latest = marks[-1]
    if latest is None or len(marks) < 2:
        return -9
    left = latest.x - 21 - len(text) * BOLD_WIDTH
    beside, target = _heights(marks, left, latest.x), _heights(path, left, latest.x)
    above, below = min(beside) - 13, max(beside) + 25

    def hits_target(baseline: float) -> bool:
        return any(abs(height + 6 - baseline) < 14 for height in target)

    if below > bottom - 4:
        return round(above - latest.y)
    is_below = below - latest.y < latest.y - above and not hits_target(below)
    return round((below if above < TOP or hits_target(above) or is_below else above) - latest.y)


def _heights(line: list[Mark | None], left: float, right: float) -> list[float]:
    """Of the line's points from `left` to `right`, and where the line enters there."""
    found = [mark.y for mark in line if mark is not None and left <= mark.x <= right]
    for mark, after in pairwise(line):
        if mark is not None and after is not None and mark.x < left < after.x:
            found.append(mark.y + (after.y - mark.y) * (left - mark.x) / (after.x - mark.x))
    return found


def _runs(marks: list[Mark | None]) -> list[list[Mark]]:
    """The marks between the gaps."""
    runs: list[list[Mark]] = [[]]
    for mark in marks:
        if mark is None:
            runs.append([])
        else:
            runs[-1].append(mark)
    return runs


def _joined(marks: list[Mark]) -> str:
    return " ".join(f"{mark.x},{mark.y}" for mark in marks)


def _dashes(dash: tuple[int, ...]) -> str:
    return " ".join(map(str, dash))
