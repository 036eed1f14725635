from decimal import Decimal

import pytest

from indicators.calculations.control_charts import Kind
from indicators.charts.sparkline import sparkline
from indicators.scorecards.signals import Lines


def points(*values):
    return [None if value is None else Decimal(value) for value in values]


def test_line_runs_from_margin_to_margin_and_high_is_up():
    drawn = sparkline(points(0, 10, 5), width=100, height=30, margin=5)
    assert drawn.line == "M5.0 25.0L50.0 5.0L95.0 15.0"
    assert (drawn.x, drawn.y) == ("95.0", "15.0")
    assert drawn.is_current


def test_missing_value_leaves_a_gap():
    drawn = sparkline(points(0, 10, None, 10, 0), width=100, height=30, margin=0)
    assert drawn.line == "M0.0 30.0L25.0 0.0M75.0 0.0L100.0 30.0"


def test_value_between_gaps_is_a_dot():
    drawn = sparkline(points(0, None, 10, None), width=90, height=30, margin=0)
    assert drawn.line == "M0.0 30.0h0M60.0 0.0h0"
    assert not drawn.is_current


def test_equal_values_are_a_line_in_the_middle():
    assert sparkline(points(7, 7), width=100, height=30, margin=5).line == "M5.0 15.0L95.0 15.0"


def test_no_values_no_line():
    assert sparkline(points(None, None)).line == ""


def test_the_scale_has_room_for_the_limits():
    drawn = sparkline(points(4, 6), lines=[Lines(5, 0, 10)] * 2, width=100, height=30, margin=5)
    assert drawn.line == "M5.0 17.0L95.0 13.0"
    assert drawn.band == "M0.0 5.0H100.0V25.0H0.0z"
    assert drawn.mean == "M0.0 15.0H100.0"
    assert drawn.marks == ""


def test_limits_step_half_way_to_the_month_that_begins_anew():
    lines = [Lines(1, 0, 2), Lines(1, 0, 2), Lines(9, 8, 10)]
    drawn = sparkline(points(1, 1, 9), lines=lines, width=110, height=20, margin=5)
    assert drawn.mean == "M0.0 14.0H80.0M80.0 6.0H110.0"
    assert drawn.band == "M0.0 13.0H80.0V15.0H0.0zM80.0 5.0H110.0V7.0H80.0z"


def test_months_without_limits_have_no_band():
    none = Lines(None, None, None)
    drawn = sparkline(points(0, 10), lines=[none, none], width=100, height=30, margin=5)
    assert (drawn.band, drawn.mean) == ("", "")
    assert drawn.line == "M5.0 25.0L95.0 5.0"


def test_limits_on_one_line_are_drawn_in_the_middle():
    drawn = sparkline(points(5, 5), lines=[Lines(5, 5, 5)] * 2, width=100, height=30, margin=5)
    assert drawn.mean == "M0.0 15.0H100.0"


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        (Kind.IMPROVEMENT, "M2.8 25.0a", "M90.5 5.0a"),
        (Kind.CONCERN, "M5.0 22.4l", "M95.0 -0.4l"),
        (Kind.HIGH, "M3.0 23.0h", "M91.0 1.0h"),
        (Kind.LOW, "M3.0 23.0h", "M91.0 1.0h"),
    ],
)
def test_each_month_of_a_signal_has_its_shape_and_the_last_a_larger_one(kind, first, last):
    drawn = sparkline(points(0, 5, 10), kind=kind, signal_from=[0, 2], width=100, height=30, margin=5)
    assert drawn.marks.startswith(first)
    assert last in drawn.marks
    assert drawn.marks.count("M") == 2
