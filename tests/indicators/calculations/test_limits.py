from decimal import Decimal

import pytest

from indicators.calculations.limits import drawn_limits, line
from indicators.calculations.terms import Unit

COUNT, PERCENTAGE, RATE = Unit.COUNT, Unit.PERCENTAGE, Unit.RATE_PER_10000


@pytest.mark.parametrize(
    ("lower", "upper", "unit", "drawn"),
    [
        (52.7, 88.2, PERCENTAGE, (52.7, 88.2)),
        (-3.0, 123.2, PERCENTAGE, (0.0, 100.0)),
        (-3.0, 123.2, COUNT, (0.0, 123.2)),
        (-0.5, 4.0, RATE, (0.0, 4.0)),
        (100.0, 100.0, PERCENTAGE, (100.0, 100.0)),
        # All of it beyond what the unit allows: figures that are negative, or over 100%.
        (-9.0, -2.0, COUNT, (-9.0, -2.0)),
        (104.0, 130.0, PERCENTAGE, (104.0, 130.0)),
        (None, None, PERCENTAGE, (None, None)),
        (-1.0, None, COUNT, (0.0, None)),
        (None, 120.0, PERCENTAGE, (None, 100.0)),
    ],
)
def test_limits_are_cut_for_drawing_and_kept_for_deciding(
    lower: float | None, upper: float | None, unit: Unit, drawn: tuple[float | None, float | None]
) -> None:
    limits = drawn_limits(lower, upper, unit)
    assert (limits.lower, limits.upper) == drawn
    assert (limits.calculated_lower, limits.calculated_upper) == (lower, upper)
    assert limits.is_clipped == (drawn != (lower, upper))


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "apart_from", "text"),
    [
        (48.70321794871795, PERCENTAGE, 1, [], "48.7%"),
        (1234.5, COUNT, 0, [], "1,235"),
        (-2.4, COUNT, 0, [], "−2"),
        (12.692307692307692, COUNT, 0, ["13"], "12.7"),
        (12.96, COUNT, 0, ["13"], "12.96"),
        (12.3, COUNT, 0, ["13"], "12"),
        (12.0, COUNT, 0, ["12"], "12"),
        # Nothing reasonable keeps them apart: as it would be anyhow.
        (12.99999999, COUNT, 0, ["13"], "13"),
        (1e-9, COUNT, 0, [], "0"),
        (Decimal("17.25"), RATE, 1, [], "17.3"),
    ],
)
def test_a_line_is_written_on_its_side_of_the_figures(
    value: float, unit: Unit, decimals: int, apart_from: list[str], text: str
) -> None:
    assert line(value, unit, decimals, map(Decimal, apart_from)) == text
