"""Figures as people read them: thousands commas, U+2212 for minus, symbols for what is missing."""

from decimal import Decimal

from indicators.calculations.movements import Movement
from indicators.calculations.rounding import round_half_up
from indicators.calculations.terms import Missing, Unit

MINUS = "\N{MINUS SIGN}"
NOT_AVAILABLE = "n/a"
SAME = "no change"

# z and : are the symbols of official statistics for "not applicable" and "not available".
_SYMBOLS = {Missing.NO_DENOMINATOR: "z", Missing.NOT_SUPPLIED: ":", None: ""}
_WORDS = {Missing.NO_DENOMINATOR: "no denominator", Missing.NOT_SUPPLIED: "not supplied", None: "no figure"}


def figure(value: Decimal | None, unit: Unit, decimals: int, missing: Missing | None = None) -> str:
    """Such as "1,433" or "22.6%"; without a value "z", ":" or, where nothing is recorded, nothing."""
    if value is None:
        return _SYMBOLS[missing]
    return number(value, decimals) + ("%" if unit == Unit.PERCENTAGE else "")


def missing_words(missing: Missing | None) -> str:
    """What the symbol of a month without a number stands for."""
    return _WORDS[missing]


def number(value: Decimal, decimals: int) -> str:
    """A number with its sign, commas and places, whatever its unit."""
    return f"{round_half_up(value, decimals):,f}".replace("-", MINUS)


def percent(movement: Movement) -> str:
    """The change with its sign, such as "+6%"; "0%", or "n/a" where there is none."""
    if movement.percent is None:
        return NOT_AVAILABLE
    return f"{movement.percent:+,}%".replace("-", MINUS) if movement.percent else "0%"


def difference(now: Decimal | None, before: Decimal | None, unit: Unit, decimals: int) -> str:
    """Such as "up 19.0 percentage points" or "down 124".

    "no change" where it rounds to nothing, "n/a" where either figure is missing.
    """
    if now is None or before is None:
        return NOT_AVAILABLE
    by = round_half_up(now - before, decimals)
    if by == 0:
        return SAME
    amount = number(abs(by), decimals)
    if unit == Unit.PERCENTAGE:
        amount += " percentage point" if amount == "1" else " percentage points"
    return f"{'up' if by > 0 else 'down'} {amount}"
