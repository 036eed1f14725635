"""The trend of a headline: thirteen months with their limits, as SVG geometry."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from indicators.calculations.control_charts import Kind
from indicators.scorecards import Row
from indicators.scorecards.signals import Lines

WIDTH, HEIGHT = 216, 72
# Room for the last month's mark.
MARGIN = 8
LARGE, SMALL = 6.5, 3.5


@dataclass(frozen=True, slots=True)
class Mark:
    """A month that is a signal; `path` is the shape's data."""

    kind: Kind
    path: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Data of paths, empty where there is nothing to draw. `x` and `y` are the last month's place.

    `marks` are the months of the last month's kind.
    """

    line: str
    band: str
    mean: str
    target: str
    marks: tuple[Mark, ...]
    x: str
    y: str


def trend(row: Row) -> Trend | None:
    """Of the row's last 13 months; None without any figure. Marked are those its signal is made of."""
    signal, cells = row.signal, row.cells[-13:]
    told = signal.reading.explanations[0].months if signal.kind else ()
    return trend_of(
        [cell.value for cell in cells],
        lines=signal.lines[-13:],
        kinds=[signal.kind if cell.month in told else None for cell in cells],
        target=row.monthly_target,
    )


def trend_of(
    values: Sequence[Decimal | None],
    *,
    lines: Sequence[Lines],
    kinds: Sequence[Kind | None],
    target: Decimal | None = None,
) -> Trend | None:
    """`lines` and `kinds` have one for each of `values`, oldest first."""
    known = [float(value) for value in values if value is not None]
    if not known:
        return None
    drawn = _Drawing(values, lines, kinds, target)
    return Trend(
        line=drawn.line(),
        band=drawn.band(),
        mean=drawn.mean(),
        target="" if target is None else f"M0 {drawn.y(float(target)):.1f}H{WIDTH}",
        marks=drawn.marks(),
        x="" if values[-1] is None else f"{drawn.x(len(values) - 1):.1f}",
        y="" if values[-1] is None else f"{drawn.y(float(values[-1])):.1f}",
    )


class _Drawing:
    """One scale for figures, limits and target."""

    def __init__(
        self,
        values: Sequence[Decimal | None],
        lines: Sequence[Lines],
        kinds: Sequence[Kind | None],
        target: Decimal | None,
    ) -> None:
        self.values = [None if value is None else float(value) for value in values]
        self.lines, self.kinds = lines, kinds
        known = [
            value
            for value in (*self.values, *(each for three in lines for each in three))
            if value is not None
        ]
        if target is not None:
            known.append(float(target))
        self.low, high = min(known), max(known)
        self.rise = (HEIGHT - 2 * MARGIN) / (high - self.low) if high > self.low else 0.0
        self.step = (WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)

    def x(self, place: float) -> float:
        return MARGIN + place * self.step

    def y(self, value: float) -> float:
        return HEIGHT - MARGIN - (value - self.low) * self.rise if self.rise else HEIGHT / 2

    def line(self) -> str:
        """A missing value leaves a gap."""
        parts, pen = [], "M"
        for place, value in enumerate(self.values):
            if value is None:
                pen = "M"
                continue
            alone = pen == "M" and (place + 1 == len(self.values) or self.values[place + 1] is None)
            parts.append(f"{pen}{self.x(place):.1f} {self.y(value):.1f}{'h0' if alone else ''}")
            pen = "L"
        return "".join(parts)

    def band(self) -> str:
        return "".join(
            f"M{left:.1f} {self.y(each.upper):.1f}H{right:.1f}V{self.y(each.lower):.1f}H{left:.1f}Z"
            for each, left, right in self._runs()
            if each.lower is not None and each.upper is not None
        )

    def mean(self) -> str:
        return "".join(
            f"M{left:.1f} {self.y(each.mean):.1f}H{right:.1f}"
            for each, left, right in self._runs()
            if each.mean is not None
        )

    def _runs(self) -> list[tuple[Lines, float, float]]:
        """Months with the same lines, from edge to edge; a new baseline begins between two months."""
        found, place = [], 0
        for lines, months in groupby(self.lines):
            after = place + len(list(months))
            left = 0.0 if place == 0 else self.x(place - 0.5)
            right = float(WIDTH) if after == len(self.lines) else self.x(after - 0.5)
            found.append((lines, left, right))
            place = after
        return found

    def marks(self) -> tuple[Mark, ...]:
        kind, found = self.kinds[-1], []
        if kind is None:
            return ()
        for place, value in enumerate(self.values):
            if value is not None and self.kinds[place] == kind:
                size = LARGE if place == len(self.values) - 1 else SMALL
                found.append(Mark(kind, _shape(kind, self.x(place), self.y(value), size)))
        return tuple(found)


def _shape(kind: Kind, x: float, y: float, size: float) -> str:
    """Concern is a diamond, improvement a circle, neither a square."""
    if kind == Kind.CONCERN:
        return f"M{x:.1f} {y - size:.1f}l{size} {size}l-{size} {size}l-{size} -{size}z"
    half = size * 0.85
    if kind == Kind.IMPROVEMENT:
        arc = f"a{half:.1f} {half:.1f} 0 1 0"
        return f"M{x:.1f} {y - half:.1f}{arc} 0 {2 * half:.1f}{arc} 0 {-2 * half:.1f}z"
    return f"M{x - half:.1f} {y - half:.1f}h{2 * half:.1f}v{2 * half:.1f}h-{2 * half:.1f}z"
