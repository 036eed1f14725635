"""The small trend line of a table's row, as SVG geometry."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH = 112
HEIGHT = 38
# Room for the last point's mark, which is drawn over the line's end.
MARGIN = 5


@dataclass(frozen=True, slots=True)
class Sparkline:
    """`line` is the path's data, empty without figures; `x` and `y` are the last figure's place.

    `is_current` says that the last figure is that of the last month.
    """

    line: str
    x: str
    y: str
    is_current: bool


def sparkline(
    values: Sequence[Decimal | None], *, width: int = WIDTH, height: int = HEIGHT, margin: int = MARGIN
) -> Sparkline:
    """The line through `values`, oldest first, on a scale of its own. A missing value leaves a gap."""
    known = [float(value) for value in values if value is not None]
    if not known:
        return Sparkline("", "", "", is_current=False)
    low, high = min(known), max(known)
    rise = (height - 2 * margin) / (high - low) if high > low else 0.0
    step = (width - 2 * margin) / max(len(values) - 1, 1)
    parts: list[str] = []
    x = y = ""
    pen = "M"
    for index, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        x = f"{margin + index * step:.1f}"
        y = f"{height - margin - (float(value) - low) * rise if rise else height / 2:.1f}"
        alone = pen == "M" and (index + 1 == len(values) or values[index + 1] is None)
        parts.append(f"{pen}{x} {y}{'h0' if alone else ''}")
        pen = "L"
    return Sparkline("".join(parts), x, y, is_current=values[-1] is not None)
