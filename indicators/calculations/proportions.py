"""A percentage or rate against the numerator and denominator that it is made of."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median_low

from indicators.calculations.formats import figure, number
from indicators.calculations.rounding import round_half_up
from indicators.calculations.series import Cell
from indicators.calculations.terms import Unit


def made_of_parts(cell: Cell, multiplier: int | None, decimals: int) -> Decimal | None:
    """Numerator / denominator x multiplier at `decimals` (DESIGN section 5); None without one of them."""
    if not multiplier or cell.numerator is None or not cell.denominator:
        return None
    return round_half_up(cell.numerator * multiplier / cell.denominator, decimals)


def disagrees(cells: Sequence[Cell], multiplier: int | None, decimals: int) -> bool:
    """Whether the last cell's value is not what its parts make.

    It is compared at the places that the series is given with, half of it at least: a row that is printed in
    whole per cent is right with 48 where its parts make 48.4. A value with more places is taken at its word.
    """
    last = cells[-1]
    if last.value is None or made_of_parts(last, multiplier, decimals) is None:
        return False
    usual = median_low([_places(cell.value) for cell in cells if cell.value is not None])
    places = min(max(usual, _places(last.value)), decimals)
    return made_of_parts(last, multiplier, places) != round_half_up(last.value, places)


def disagreement(
    ref: str, cells: Sequence[Cell], *, unit: Unit, multiplier: int | None, decimals: int
) -> str:
    """Such as "EH4-QL is 48.4%; its parts give 51.2%: 77 ÷ 159."; empty where they agree or cannot."""
    if not disagrees(cells, multiplier, decimals):
        return ""
    last = cells[-1]
    made = made_of_parts(last, multiplier, decimals)
    parts = [number(part, _places(part)) for part in (last.numerator, last.denominator) if part is not None]
    gives = f"its parts give {figure(made, unit, decimals)}: {' ÷ '.join(parts)}"
    return f"{ref} is {figure(last.value, unit, decimals)}; {gives}."


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
