"""The trend line of a row or a headline, as SVG geometry."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from indicators.calculations.control_charts import Kind
from indicators.scorecards.signals import Lines

WIDTH = 112
HEIGHT = 38
# Room for the last point's mark, which is drawn over the line's end.
MARGIN = 5
# Half the width of a mark: of the signal itself, and of each earlier month that belongs to it.
MARKS = (4.5, 2.2)


@dataclass(frozen=True, slots=True)
class Sparkline:
    """`line` is the path's data, empty without figures; `x` and `y` are the last figure's place.

    `is_current` says that the last figure is that of the last month. `band` is between the limits, `mean`
    the line in its middle, `target` a line too, `marks` the shapes of a signal's months, of that `kind`; each
    is empty where there is none.
    """

    line: str
    x: str
    y: str
    is_current: bool
    band: str = ""
    mean: str = ""
    target: str = ""
    marks: str = ""
    kind: str = ""


def sparkline(
    values: Sequence[Decimal | None],
    *,
    lines: Sequence[Lines] = (),
    kind: Kind | None = None,
    signal_from: Sequence[int] = (),
    target: Decimal | None = None,
    width: int = WIDTH,
    height: int = HEIGHT,
    margin: int = MARGIN,
    marks: tuple[float, float] = MARKS,
) -> Sparkline:
    """The line through `values`, oldest first, on a scale of its own. A missing value leaves a gap.

    The scale has room for `lines`, each month's mean and limits, and for `target`. `kind` is that of the last
    value where it is a signal, and `signal_from` are the places of all values that belong to it.
    """
    known = [float(value) for value in values if value is not None]
    if not known:
        return Sparkline("", "", "", is_current=False)
    reach = [*known, *(each for line in set(lines) for each in line if each is not None)]
    if target is not None:
        reach.append(float(target))
    scale = _Scale(len(values), min(reach), max(reach), width, height, margin)
    parts: list[str] = []
    x = y = ""
    pen = "M"
    for index, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        x, y = f"{scale.x(index):.1f}", f"{scale.y(float(value)):.1f}"
        alone = pen == "M" and (index + 1 == len(values) or values[index + 1] is None)
        parts.append(f"{pen}{x} {y}{'h0' if alone else ''}")
        pen = "L"
    stretches = [*_stretches(lines)]
    return Sparkline(
        "".join(parts),
        x,
        y,
        is_current=values[-1] is not None,
        band="".join(scale.band(*each) for each in stretches),
        mean="".join(scale.mean(*each) for each in stretches),
        target="" if target is None else f"M0 {scale.y(float(target)):.1f}H{width}",
        kind=kind or "",
        marks="".join(
            scale.mark(kind, place, float(value), marks[place + 1 < len(values)])
            for place in signal_from
            if (value := values[place]) is not None
        )
        if kind
        else "",
    )


def _stretches(lines: Sequence[Lines]) -> Iterator[tuple[int, int, Lines]]:
    """First and last place of months with the same lines, and these."""
    start = 0
    for line, months in groupby(lines):
        stop = start + len([*months])
        yield start, stop - 1, line
        start = stop


class _Scale:
    def __init__(self, count: int, low: float, high: float, width: int, height: int, margin: int) -> None:
        self.last, self.low = count - 1, low
        self.width, self.height, self.margin = width, height, margin
        self.rise = (height - 2 * margin) / (high - low) if high > low else 0.0
        self.step = (width - 2 * margin) / max(count - 1, 1)

    def x(self, place: float) -> float:
        return self.margin + place * self.step

    def y(self, value: float) -> float:
        return self.height - self.margin - (value - self.low) * self.rise if self.rise else self.height / 2

    def band(self, first: int, last: int, lines: Lines) -> str:
        if lines.lower is None or lines.upper is None:
            return ""
        left, right = self._sides(first, last)
        top, bottom = self.y(lines.upper), self.y(lines.lower)
        return f"M{left:.1f} {top:.1f}H{right:.1f}V{bottom:.1f}H{left:.1f}z"

    def mean(self, first: int, last: int, lines: Lines) -> str:
        if lines.mean is None:
            return ""
        left, right = self._sides(first, last)
        return f"M{left:.1f} {self.y(lines.mean):.1f}H{right:.1f}"

    def mark(self, kind: Kind, place: int, value: float, half: float) -> str:
        """A circle for good, a diamond for bad, a square for neither."""
        x, y = self.x(place), self.y(value)
        match kind:
            case Kind.IMPROVEMENT:
                arc = f"a{half} {half} 0 1 1"
                return f"M{x - half:.1f} {y:.1f}{arc} {2 * half} 0{arc} {-2 * half} 0z"
            case Kind.CONCERN:
                # A diamond as wide as a circle would look smaller.
                half = round(half * 1.2, 1)
                return f"M{x:.1f} {y - half:.1f}l{half} {half}-{half} {half}-{half}-{half}z"
            case _:
                half = round(half * 0.9, 1)
                side = round(2 * half, 1)
                return f"M{x - half:.1f} {y - half:.1f}h{side}v{side}h-{side}z"

    def _sides(self, first: int, last: int) -> tuple[float, float]:
        """The lines of a stretch reach half way to the months beside it, and to the edges."""
        left = 0 if first == 0 else self.x(first - 0.5)
        return left, self.width if last == self.last else self.x(last + 0.5)
