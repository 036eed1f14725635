"""One printed cell to a number. A reader's ValueError says what it expected ("a number such as '1433'")."""

import re
from dataclasses import dataclass
from decimal import Decimal

from indicators.calculations.terms import Arrow, Missing, Unit

PLACES = 4
# A percentage of 2,260 or a count larger than the country is a slip of the file, not a figure.
LIMITS = {Unit.COUNT: 99_999_999, Unit.PERCENTAGE: 1_000, Unit.RATE_PER_10000: 100_000}
NOTHING = ("-", "--", "n/a")
ARROWS = {"↑": Arrow.UP, "↓": Arrow.DOWN, "→": Arrow.SIMILAR, "⇒": Arrow.SIMILAR}

_NUMBER = re.compile(r"(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.([0-9]{1,6}))?(%?)")
_CHANGE = re.compile(r"-?[0-9]{1,6}%")


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure as printed, "34.50" or "22.6%", and as read; None where the cell says that there is none."""

    text: str
    value: Decimal | None
    places: int = 0


@dataclass(frozen=True, slots=True)
class PrintedChange:
    """A printed change in whole per cent with its arrow; None where the cell says "n/a" or "-"."""

    text: str
    glyph: str
    percent: int | None
    arrow: Arrow | None


def figure(text: str, unit: Unit) -> PrintedFigure:
    """A number of 0 or more: "1433", "1,433", "22.6%". A percentage carries its sign, nothing else does."""
    match = _NUMBER.fullmatch(text)
    if not match or bool(match[2]) != (unit is Unit.PERCENTAGE):
        raise ValueError(
            "a percentage such as '22.6%'" if unit is Unit.PERCENTAGE else "a number such as '1433'"
        )
    places = len(match[1] or "")
    if places > PLACES:
        raise ValueError(f"a number with at most {PLACES} decimals")
    value = Decimal(text.removesuffix("%").replace(",", ""))
    if value > LIMITS[unit]:
        raise ValueError(f"a number of at most {LIMITS[unit]:,}")
    return PrintedFigure(text, value, places)


def figure_or_nothing(text: str, unit: Unit) -> PrintedFigure:
    """A number, or "-", "--", "n/a" for none."""
    return PrintedFigure(text, None) if text.lower() in NOTHING else figure(text, unit)


def missing(unit: Unit) -> Missing:
    """What a dash in a month means: a percentage of nobody, or a figure that nobody gave."""
    return Missing.NO_DENOMINATOR if unit is Unit.PERCENTAGE else Missing.NOT_SUPPLIED


def change(glyph: str, text: str) -> PrintedChange:
    """A change from its two halves, "↓" and "-20%", or "-" and "n/a"."""
    if glyph not in ARROWS and glyph not in ("-", "--"):
        raise ValueError("an arrow and a change such as '↓ -20%', or '- n/a'")
    if text.lower() in NOTHING:
        percent = None
    elif _CHANGE.fullmatch(text):
        percent = int(text.removesuffix("%"))
    else:
        raise ValueError("a change in whole per cent such as '-20%', or 'n/a'")
    return PrintedChange(text, glyph, percent, ARROWS.get(glyph))
