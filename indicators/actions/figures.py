"""What a monthly return says, and what it must be before it is kept."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.calculations.rounding import round_half_up
from indicators.calculations.terms import Missing, Unit
from indicators.models import Indicator
from indicators.people.errors import Invalid

LARGEST = 999_999_999
PLACES = 4


@dataclass(frozen=True, slots=True)
class Figures:
    """What a return says: a number at the indicator's decimals, or the reason why there is none."""

    value: Decimal | None = None
    missing: Missing | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.missing is None):
            raise Invalid("Give a number, or say why there is none.", field="value")


def checked(indicator: Indicator, figures: Figures) -> Figures:
    """The figures, if they can be this indicator's. Raises Invalid, with the field it belongs to."""
    if figures.value is not None:
        _check_value(indicator, figures.value)
    _check_parts(indicator, figures)
    return figures


def _check_value(indicator: Indicator, value: Decimal) -> None:
    if value < 0:
        raise Invalid("A figure cannot be below zero.", field="value")
    if value > LARGEST:
        raise Invalid(f"A figure cannot be above {LARGEST:,}.", field="value")
    at_its_places = round_half_up(value, indicator.decimals)
    if at_its_places != value:
        meant = f"write {at_its_places} if that is what you mean"
        if indicator.unit == Unit.PERCENTAGE and value < 1:
            meant = (
                f"write {(value * 100).normalize():f} for {(value * 100).normalize():f}%, or {at_its_places}"
            )
        raise Invalid(f"{indicator.ref} is kept {_places(indicator.decimals)}: {meant}.", field="value")
    if indicator.unit == Unit.PERCENTAGE and value > 100:
        raise Invalid("A percentage cannot be above 100.", field="value")


def _check_parts(indicator: Indicator, figures: Figures) -> None:
    """Numerator and denominator come together, and the value follows from them."""
    numerator, denominator = figures.numerator, figures.denominator
    if numerator is None and denominator is None:
        return
    if indicator.unit == Unit.COUNT:
        raise Invalid("A count has no number and out of: leave them empty.", field="numerator")
    if numerator is None:
        raise Invalid("Give the number too, or leave both empty.", field="numerator")
    if denominator is None:
        raise Invalid("Say out of how many, or leave both empty.", field="denominator")
    for field, part in (("numerator", numerator), ("denominator", denominator)):
        if not 0 <= part <= LARGEST or round_half_up(part, PLACES) != part:
            raise Invalid(
                f"This must be a number from 0 to {LARGEST:,} with at most {PLACES} decimal places.",
                field=field,
            )
    if figures.value is None:
        if denominator:
            raise Invalid(
                f"With {denominator.normalize():f} to divide by there is a figure: give it, "
                "or leave the number and out of empty.",
                field="denominator",
            )
        return
    if denominator == 0:
        raise Invalid(
            "With nothing to divide by there is no value: choose “No cases to divide by”.",
            field="denominator",
        )
    expected = worked_out(indicator, numerator, denominator)
    if expected is not None and expected != figures.value:
        raise Invalid(
            f"{numerator.normalize():f} out of {denominator.normalize():f} makes {expected}, "
            f"not {round_half_up(figures.value, indicator.decimals)}. Correct one of the three.",
            field="value",
        )


def worked_out(indicator: Indicator, numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """Numerator over denominator times the multiplier, at the indicator's decimals; None without one."""
    if not indicator.multiplier or not denominator:
        return None
    return round_half_up(numerator * indicator.multiplier / denominator, indicator.decimals)


def _places(decimals: int) -> str:
    match decimals:
        case 0:
            return "as a whole number"
        case 1:
            return "with 1 decimal place"
        case _:
            return f"with {decimals} decimal places"
