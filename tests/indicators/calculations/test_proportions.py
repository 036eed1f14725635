"""A figure against its numerator and denominator."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from indicators.calculations import months
from indicators.calculations.proportions import disagreement, disagrees
from indicators.calculations.series import Cell
from indicators.calculations.terms import Unit
from tests.factories import JUNE


def cells(values: Sequence[str], numerator: str | None, denominator: str | None) -> tuple[Cell, ...]:
    """Months that end with June 2018; the last one has the parts."""
    shown = months.months_to(JUNE, len(values))
    made = [Cell(month, Decimal(value)) for month, value in zip(shown, values, strict=True)]
    part = [None if each is None else Decimal(each) for each in (numerator, denominator)]
    return (*made[:-1], Cell(JUNE, made[-1].value, None, *part))


def said(values: Sequence[str], numerator: str | None = "77", denominator: str | None = "159") -> str:
    """77 of 159 is 48.43%."""
    return disagreement(
        "EH4-QL", cells(values, numerator, denominator), unit=Unit.PERCENTAGE, multiplier=100, decimals=1
    )


def test_says_both_figures_and_the_parts() -> None:
    assert said(["67.3", "74.1", "51.2"]) == "EH4-QL is 51.2%; its parts give 48.4%: 77 ÷ 159."


@pytest.mark.parametrize(
    ("values", "agrees"),
    [
        (["67.3", "74.1", "48.4"], True),
        (["67.3", "74.1", "48.5"], False),
        (["67", "74", "48"], True),  # a row of whole per cents
        (["67", "74", "49"], False),
        (["67", "74", "48.4"], True),
        (["67", "74", "48.3"], False),  # more places than usual are taken at their word
        (["67.3", "74.1", "48"], False),  # 48.0 in a row with a decimal place
        (["48"], True),
    ],
)
def test_compares_at_the_places_the_row_is_given_with(values: Sequence[str], agrees: bool) -> None:
    assert (said(values) == "") is agrees


@pytest.mark.parametrize(
    ("numerator", "denominator"), [(None, "159"), ("77", None), ("77", "0"), (None, None)]
)
def test_says_nothing_without_both_parts(numerator: str | None, denominator: str | None) -> None:
    assert said(["67.3", "99.9"], numerator, denominator) == ""


def test_a_numerator_of_none_is_a_part_too() -> None:
    assert said(["67.3", "1.0"], "0", "17") == "EH4-QL is 1.0%; its parts give 0.0%: 0 ÷ 17."


def test_no_value_and_no_multiplier_are_nothing_to_compare() -> None:
    nothing = (Cell(JUNE, None, None, Decimal(77), Decimal(159)),)
    assert not disagrees(nothing, 100, 1)
    assert not disagrees(cells(["99"], "77", "159"), None, 1)
