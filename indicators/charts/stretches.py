"""Mean and limits of a chart: a stretch of months for each baseline, and what is written at their ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indicators.calculations.limits import drawn_line
from indicators.scorecards import Row
from indicators.scorecards.signals import Lines, RowSignal


@dataclass(frozen=True, slots=True)
class Stretch:
    """The places `first` to `last` of a chart have these lines; without limits only the mean."""

    first: int
    last: int
    mean: float
    lower: float | None
    upper: float | None

    @property
    def values(self) -> tuple[float, ...]:
        return tuple(each for each in (self.lower, self.mean, self.upper) if each is not None)

    def named(self, row: Row) -> tuple[tuple[str, float], ...]:
        """Such as ("Upper limit 96.5%", 96.5), from the top down."""
        lines = (("Upper limit", self.upper), ("Mean", self.mean), ("Lower limit", self.lower))
        return tuple((f"{name} {line_of(row, value)}", value) for name, value in lines if value is not None)


def stretches(signal: RowSignal, shown: Sequence[date]) -> tuple[Stretch, ...]:
    """`shown` are the last months of the row; those of too few figures have no stretch."""
    found: list[Stretch] = []
    before: Lines | None = None
    for place, (month, lines) in enumerate(zip(shown, signal.lines[-len(shown) :], strict=True)):
        mean = lines.mean
        if mean is not None and lines == before and month not in signal.starts:
            found[-1] = Stretch(found[-1].first, place, *lines_of(lines, mean))
        elif mean is not None:
            found.append(Stretch(place, place, *lines_of(lines, mean)))
        before = lines
    return tuple(found)


def lines_of(lines: Lines, mean: float) -> tuple[float, float | None, float | None]:
    return mean, lines.lower, lines.upper


def line_of(row: Row, value: float) -> str:
    """A mean or a limit of `row`."""
    return drawn_line(value, row.unit, row.decimals, [cell.value for cell in row.cells])


def in_words(lines: Lines, row: Row) -> str:
    """Such as "mean 73.9%, limits 51.3% to 96.5%"; empty where there are no lines."""
    if lines.mean is None:
        return ""
    said = f"mean {line_of(row, lines.mean)}"
    if lines.lower is None or lines.upper is None:
        return said
    return f"{said}, limits {line_of(row, lines.lower)} to {line_of(row, lines.upper)}"
