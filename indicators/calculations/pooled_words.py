"""Why the pooled 12 month figure is not the mean of the monthly ones."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from indicators.calculations import formats, series
from indicators.calculations.rounding import round_half_up
from indicators.calculations.series import Cell
from indicators.calculations.terms import Unit

_NAMES = {Unit.PERCENTAGE: "percentages", Unit.RATE_PER_10000: "rates"}


def pooled_in_words(cells: Sequence[Cell], *, unit: Unit, multiplier: Decimal | int, decimals: int) -> str:
    """One sentence for the twelve `cells` of m11 to m0, with its full stop.

    Such as "Pooled over 12 months it is 73.9% (363 of 491), where every case counts the same; the mean of 12
    monthly percentages is 72.4%, …". Empty for counts and where there is nothing to pool or no mean.
    """
    pooled = series.pooled(cells, unit, multiplier, decimals)
    mean = series.mean(cells, decimals)
    if pooled is None or mean is None:
        return ""
    parts = [_Parts(cell.numerator, cell.denominator) for cell in cells if _has_parts(cell)]
    valued = [cell for cell in cells if cell.value is not None]
    numerator = formats.number(sum((each.numerator for each in parts), Decimal(0)), _places(parts, 0))
    denominator = formats.number(sum((each.denominator for each in parts), Decimal(0)), _places(parts, 1))
    return ""
