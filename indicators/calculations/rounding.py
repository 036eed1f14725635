"""The one rounding rule of the scorecard."""

from decimal import ROUND_HALF_UP, Decimal


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Half away from zero, as DfE's dfeR `round_five_up`; never minus zero."""
    # Adding zero turns -0 into 0, which would print with a sign.
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + 0
