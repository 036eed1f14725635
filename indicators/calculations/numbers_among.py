"""The numbers among values of which some are missing."""

from collections.abc import Sequence
from decimal import Decimal
from math import isfinite

# Sums of larger figures could leave the range of a float.
_LARGEST = 1e300


def numbers_among(
    values: Sequence[Decimal | float | None], start: int, stop: int
) -> tuple[list[float], Sequence[int]]:
    """The numbers among values `start` up to `stop`, and their indexes."""
    part = values[start:stop]
    figures: list[float] = []
    gaps: list[int] = []
    numbers = map(float, part)  # type: ignore[arg-type]  # a missing value fails, and is rare
    while True:
        try:
            # What came before one that fails is kept, and what comes after it follows.
            figures.extend(numbers)
            break
        except TypeError:
            gaps.append(len(figures) + len(gaps))
            if part[gaps[-1]] is not None:
                raise
    places: Sequence[int] = range(start, stop)
    if gaps:
        places = [*places]
        for gap in reversed(gaps):
            del places[gap]
    if not isfinite(sum(figures)):
        finite = {place: each for place, each in zip(places, figures, strict=True) if abs(each) < _LARGEST}
        places, figures = [*finite], [*finite.values()]
    return figures, places
