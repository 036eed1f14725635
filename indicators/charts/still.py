"""The same chart as places on paper: for print and for browsers without scripts."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.calculations import months

from .line import LineChart

WIDTH, HEIGHT = 900, 460
LEFT, TOP, BOTTOM = 66, 34, 40
BOLD_WIDTH = 9.2
CHARACTER_WIDTH = 7.4
LINE_HEIGHT = 17
POINT, LATEST_POINT = 4.5, 7


@dataclass(frozen=True, slots=True)
class Label:
    """Words at the right end of a line; a leader joins them where they had to move."""

    text: str
    y: float
    moved_to: float
    is_target: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    x: float
    y: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    points: str
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Still:
    width: int
    height: int
    left: int
    right: float
    bottom: int
    label_x: float
    axis_title: str
    rows: tuple[Mark, ...]
    columns: tuple[Mark, ...]
    levels: tuple[Line, ...]
    target: Line | None
    lines: tuple[Line, ...]
    points: tuple[Mark, ...]
    radius: float
    latest: Mark | None
    latest_is_left: bool
    latest_aside: int
    labels: tuple[Label, ...]


def still_of(chart: LineChart) -> Still:
    named = [level.label for level in chart.levels] + ([chart.target.label] if chart.target else [])
    right = WIDTH - 20 - round(max(map(len, named), default=0) * CHARACTER_WIDTH)
    bottom = HEIGHT - BOTTOM
    steps = max(len(chart.months) - 1, 1)
    span = float(chart.axis.high - chart.axis.low)

    def x(place: int) -> float:
        return round(LEFT + (right - LEFT) * place / steps, 1)

    def y(value: Decimal) -> float:
        return round(bottom - (bottom - TOP) * (float(value) - float(chart.axis.low)) / span, 1)

    marks = [None if value is None else Mark(x(place), y(value)) for place, value in enumerate(chart.values)]
    latest = marks[-1]
    is_left = latest is None or latest.x > LEFT + (right - LEFT) * 0.6
    target = chart.target
    ends = [Label(level.label, y(level.value), 0) for level in chart.levels]
    if target is not None and target.values[-1] is not None:
        ends.append(Label(target.label, y(target.values[-1]), 0, is_target=True))
    every = -(-len(chart.months) // 8)
    return Still(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=right,
        bottom=bottom,
        label_x=right + 14,
        axis_title=chart.unit,
        rows=tuple(Mark(LEFT, y(tick.value), tick.label) for tick in chart.axis.ticks),
        columns=tuple(
            Mark(x(place), bottom, months.short_label(month))
            for place, month in enumerate(chart.months)
            if place % every == 0
        ),
        levels=tuple(
            Line(f"{LEFT},{y(level.value)} {right},{y(level.value)}", _dashes(level.dash))
            for level in chart.levels
        ),
        target=None
        if target is None
        else Line(
            _joined([Mark(x(place), y(v)) for place, v in enumerate(target.values) if v is not None]),
            _dashes(target.dash),
        ),
        lines=tuple(Line(_joined(run)) for run in _runs(marks) if len(run) > 1),
        points=tuple(mark for mark in marks if mark is not None),
        radius=POINT if len(marks) <= 26 else 3.2,
        latest=None if latest is None else Mark(latest.x, latest.y, chart.latest_label),
        latest_is_left=is_left,
        latest_aside=_aside(marks, chart.latest_label, bottom) if is_left else 6,
        labels=pushed_apart(ends, TOP, bottom),
    )


def _aside(marks: list[Mark | None], text: str, bottom: float) -> int:
    """How far the label before the latest point stands off it: clear of the points it reaches over."""
    latest = marks[-1]
    if latest is None or len(marks) < 2:
        return -9
    step = (latest.x - LEFT) / (len(marks) - 1)
    reach = latest.x - 13 - len(text) * BOLD_WIDTH - step
    beside = [mark.y for mark in marks if mark is not None and mark.x >= reach]
    above, below = min(beside) - 13 - latest.y, max(beside) + 25 - latest.y
    if latest.y + below > bottom - 4:
        return round(above)
    return round(below if latest.y + above < TOP or below < -above else above)


def pushed_apart(labels: list[Label], top: float, bottom: float) -> tuple[Label, ...]:
    """The labels from top to bottom, none nearer to the next than a line's height."""
    ordered = sorted(labels, key=lambda label: label.y)
    places = [label.y for label in ordered]
    for _ in range(60):
        for below in range(1, len(places)):
            short = LINE_HEIGHT - (places[below] - places[below - 1])
            if short > 0:
                places[below] += short / 2
                places[below - 1] -= short / 2
    over = max((places[-1] if places else bottom) - bottom, 0)
    return tuple(
        Label(label.text, label.y, round(place - over, 1), label.is_target)
        for label, place in zip(ordered, places, strict=True)
    )


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
