"""A financial year as lines on paper: this year, the last, and what the target asks for."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.calculations import months
from indicators.calculations.terms import Unit
from indicators.scorecards.year_view import Amount, YearView

from .axis import axis_for
from .labels import Label, pushed_apart

WIDTH, HEIGHT = 900, 320
LEFT, TOP, BOTTOM = 66, 30, 36
CHARACTER_WIDTH = 8.4


@dataclass(frozen=True, slots=True)
class YearLine:
    """`look` is a class of the style sheet; `points` are places, and the path through them without gaps."""

    look: str
    path: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class YearChart:
    width: int
    height: int
    left: int
    right: float
    bottom: int
    rows: tuple[tuple[float, str], ...]
    columns: tuple[tuple[float, str], ...]
    lines: tuple[YearLine, ...]
    labels: tuple[Label, ...]
    label_x: float
    alt: str
    note: str


def year_chart(view: YearView, unit: Unit) -> YearChart | None:
    """None where nothing of the year is known."""
    sides = (
        ("asked", "Target’s pace" if view.adds_up else "Target", [line.asked for line in view.lines]),
        ("last", view.last_label, [line.last for line in view.lines]),
        ("this", view.label, [line.this for line in view.lines]),
    )
    drawn = [each.value for _, _, amounts in sides for each in amounts if each.value is not None]
    if not any(line.this.value is not None for line in view.lines):
        return None
    axis = axis_for(drawn, unit)
    named = [
        (look, f"{name}: {_last(amounts).text}", amounts) for look, name, amounts in sides if _any(amounts)
    ]
    right = WIDTH - 20 - round(max(len(text) for _, text, _ in named) * CHARACTER_WIDTH)
    bottom = HEIGHT - BOTTOM
    span = float(axis.high - axis.low)

    def x(place: int) -> float:
        return round(LEFT + (right - LEFT) * place / 11, 1)

    def y(value: Decimal) -> float:
        return round(bottom - (bottom - TOP) * (float(value) - float(axis.low)) / span, 1)

    lines, labels = [], []
    for look, text, amounts in named:
        places = [None if each.value is None else (x(at), y(each.value)) for at, each in enumerate(amounts)]
        lines.append(YearLine(look, _path(places), tuple(each for each in places if each is not None)))
        value = _last(amounts).value
        assert value is not None
        labels.append(Label(text, y(value), 0, look))
    return YearChart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=right,
        bottom=bottom,
        rows=tuple((y(tick.value), tick.label) for tick in axis.ticks),
        columns=tuple(
            (x(place), months.short_label(line.month))
            for place, line in enumerate(view.lines)
            if not place % 2
        ),
        lines=tuple(lines),
        labels=pushed_apart(labels, TOP, bottom),
        label_x=right + 14,
        alt=f"Line chart of {view.label}, month by month: {'; '.join(text for _, text, _ in named)}. "
        "The table has every figure.",
        note="The axis does not start at zero." if axis.low > 0 else "",
    )


def _any(amounts: list[Amount]) -> bool:
    return any(each.value is not None for each in amounts)


def _last(amounts: list[Amount]) -> Amount:
    return [each for each in amounts if each.value is not None][-1]


def _path(places: list[tuple[float, float] | None]) -> str:
    parts, pen = [], "M"
    for place in places:
        if place is None:
            pen = "M"
            continue
        parts.append(f"{pen}{place[0]} {place[1]}")
        pen = "L"
    return "".join(parts)
