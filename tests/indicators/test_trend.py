"""A row's trend, small in a table and larger beside a headline."""

from decimal import Decimal

import pytest

from indicators.calculations.terms import Basis, Direction, Polarity
from indicators.charts.trend import large, small
from indicators.scorecards import Target

from .rows import EH4_QL, row_of

# Seven below the mean, so that the last month's signal is made of seven.
SHIFT = ("60", "40", "60", "40", "60", "40", "20", "21", "20", "21", "20", "21", "20")


@pytest.mark.parametrize(("values", "kind", "months"), [(SHIFT, "concern", 7), (EH4_QL, "concern", 1)])
def test_both_mark_the_months_that_the_signal_is_made_of(values: tuple[str], kind: str, months: int) -> None:
    row = row_of(values, polarity=Polarity.HIGHER)
    for drawn in (small(row), large(row)):
        assert (drawn.kind, drawn.marks.count("M")) == (kind, months)
        assert drawn.band.count("M") == drawn.mean.count("M") == 1


def test_two_of_three_months_are_marked_though_one_between_them_is_not() -> None:
    # Mean 52.2, upper limit 59.8: beyond 57.2 is near.
    row = row_of(["50", "52"] * 5 + ["58", "53", "58"])
    assert row.signal.short == "2 of 3 months near upper limit"
    for drawn in (small(row), large(row)):
        assert (drawn.kind, drawn.marks.count("M")) == ("high", 2)


def test_only_thirteen_months_are_drawn() -> None:
    row = row_of(["900"] * 7 + ["5", "6"] * 6 + ["5"])
    assert large(row).line.count("L") == 12


def test_the_large_one_has_room_for_the_monthly_target() -> None:
    target = Target(2018, Decimal(100), basis=Basis.LEVEL, direction=Direction.AT_LEAST)
    row = row_of(["0", "50"], target=target)
    drawn = large(row)
    # From 0 to 100 on 56 of 72: the last, 50, is half way up.
    assert (drawn.target, drawn.x, drawn.y) == ("M0 8.0H216", "208.0", "36.0")
    assert small(row).target == ""


def test_a_yearly_total_is_no_line() -> None:
    target = Target(2018, Decimal(100), basis=Basis.ANNUAL_TOTAL, direction=Direction.AT_LEAST)
    assert large(row_of(["0", "50"], target=target)).target == ""


def test_without_a_figure_nothing_is_drawn() -> None:
    assert large(row_of([None] * 13)).line == ""
