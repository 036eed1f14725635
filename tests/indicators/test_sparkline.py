from decimal import Decimal

from indicators.charts.sparkline import sparkline


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
