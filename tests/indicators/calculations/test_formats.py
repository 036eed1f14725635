from decimal import Decimal

import pytest

from indicators.calculations import formats
from indicators.calculations.movements import Movement
from indicators.calculations.terms import Missing, Unit

MINUS = "\u2212"


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        ("1433", Unit.COUNT, 0, "1,433"),
        ("1234567", Unit.COUNT, 0, "1,234,567"),
        ("0", Unit.COUNT, 0, "0"),
        ("34.5", Unit.COUNT, 2, "34.50"),
        ("22.6", Unit.PERCENTAGE, 1, "22.6%"),
        ("100", Unit.PERCENTAGE, 1, "100.0%"),
        ("43.1000", Unit.RATE_PER_10000, 0, "43"),
        ("506.5", Unit.COUNT, 0, "507"),
        ("-1433.5", Unit.COUNT, 1, f"{MINUS}1,433.5"),
        ("-0.3", Unit.COUNT, 0, "0"),
        ("1E+3", Unit.COUNT, 0, "1,000"),
    ],
)
def test_figures_at_their_places(value: str, unit: Unit, decimals: int, text: str) -> None:
    assert formats.figure(Decimal(value), unit, decimals) == text


@pytest.mark.parametrize(
    ("missing", "symbol", "words"),
    [
        (Missing.NO_DENOMINATOR, "z", "no denominator"),
        (Missing.NOT_SUPPLIED, ":", "not supplied"),
        (None, "", "no figure"),
    ],
)
def test_missing_figures_have_a_symbol_and_words(missing: Missing | None, symbol: str, words: str) -> None:
    assert formats.figure(None, Unit.PERCENTAGE, 1, missing) == symbol
    assert formats.missing_words(missing) == words


@pytest.mark.parametrize(
    ("percent", "text"),
    [(-8, f"{MINUS}8%"), (6, "+6%"), (0, "0%"), (None, "n/a"), (1850, "+1,850%"), (-100, f"{MINUS}100%")],
)
def test_changes_carry_their_sign(percent: int | None, text: str) -> None:
    assert formats.percent(Movement(percent, None)) == text


@pytest.mark.parametrize(
    ("before", "now", "unit", "decimals", "text"),
    [
        ("67.0", "48.0", Unit.PERCENTAGE, 1, "down 19.0 percentage points"),
        ("33.0", "51.6", Unit.PERCENTAGE, 1, "up 18.6 percentage points"),
        ("50", "51", Unit.PERCENTAGE, 0, "up 1 percentage point"),
        ("50.0", "51.0", Unit.PERCENTAGE, 1, "up 1.0 percentage points"),
        ("1554", "1433", Unit.COUNT, 0, "down 121"),
        ("0", "1433", Unit.COUNT, 0, "up 1,433"),
        ("54", "43", Unit.RATE_PER_10000, 0, "down 11"),
        ("5", "5.0", Unit.COUNT, 0, "no change"),
        ("5.0", "5.4", Unit.COUNT, 0, "no change"),
        (None, "5", Unit.COUNT, 0, "n/a"),
        ("5", None, Unit.COUNT, 0, "n/a"),
    ],
)
def test_differences(before: str | None, now: str | None, unit: Unit, decimals: int, text: str) -> None:
    amounts = [None if value is None else Decimal(value) for value in (now, before)]
    assert formats.difference(amounts[0], amounts[1], unit, decimals) == text
