"""The trend of a headline, on a drawing of 216 by 72 with a margin of 8."""

from decimal import Decimal

import pytest

from indicators.calculations.control_charts import Kind
from indicators.charts.trend import Trend, trend_of
from indicators.scorecards.signals import Lines

NONE = Lines(None, None, None)


def drawn(
    *values: int | None, lines: Lines | list[Lines] = NONE, kinds: str = "", target: int | None = None
) -> Trend:
    """`kinds` has a letter for each value: c concern, i improvement, h high, - none."""
    letters = {"c": Kind.CONCERN, "i": Kind.IMPROVEMENT, "h": Kind.HIGH, "-": None}
    found = trend_of(
        [None if value is None else Decimal(value) for value in values],
        lines=lines if isinstance(lines, list) else [lines] * len(values),
        kinds=[letters[each] for each in kinds] if kinds else [None] * len(values),
        target=None if target is None else Decimal(target),
    )
    assert found is not None
    return found


def test_line_runs_from_margin_to_margin_and_high_is_up() -> None:
    trend = drawn(0, 10, 5)
    assert trend.line == "M8.0 64.0L108.0 8.0L208.0 36.0"
    assert (trend.x, trend.y) == ("208.0", "36.0")
    assert (trend.band, trend.mean, trend.target, trend.marks) == ("", "", "", ())


def test_a_missing_month_leaves_a_gap_and_has_no_place() -> None:
    trend = drawn(0, None, 10, None)
    assert trend.line.count("M") == 2
    assert trend.line.count("h0") == 2
    assert (trend.x, trend.y) == ("", "")


def test_limits_and_target_stand_on_the_scale_of_the_figures() -> None:
    """From 0 to 100: 56 high, so 20 to 60 is 30.4 to 52.8 from the top."""
    trend = drawn(0, 50, lines=Lines(40.0, 20.0, 60.0), target=100)
    assert trend.target == "M0 8.0H216"
    assert trend.band == "M0.0 30.4H216.0V52.8H0.0Z"
    assert trend.mean == "M0.0 41.6H216.0"
    assert trend.line == "M8.0 64.0L208.0 36.0"


def test_a_new_baseline_begins_between_two_months() -> None:
    trend = drawn(0, 10, 10, lines=[NONE, Lines(10.0, 10.0, 10.0), Lines(10.0, 10.0, 10.0)])
    assert trend.mean == "M58.0 8.0H216.0"


@pytest.mark.parametrize(
    ("kinds", "marks"),
    [("---c", 1), ("cccc", 4), ("c-cc", 3), ("ccc-", 0), ("iccc", 3), ("iiii", 4), ("-hhh", 3)],
)
def test_months_of_the_last_signal_s_kind_are_marked(kinds: str, marks: int) -> None:
    trend = drawn(1, 2, 3, 4, kinds=kinds)
    assert len(trend.marks) == marks
    assert {each.kind for each in trend.marks} <= {
        {"c": "concern", "i": "improvement", "h": "high"}.get(kinds[-1])
    }


def test_a_month_without_a_figure_has_no_mark() -> None:
    assert len(drawn(1, 2, None, 4, kinds="-c-c").marks) == 2


def test_shapes_tell_the_kinds_apart_and_the_last_is_the_largest() -> None:
    concern, improvement, high = (drawn(1, 2, kinds=kind * 2).marks for kind in "cih")
    assert concern[1].path == "M208.0 1.5l6.5 6.5l-6.5 6.5l-6.5 -6.5z"
    assert concern[0].path.startswith("M8.0 60.5l3.5")
    assert "a5.5 5.5" in improvement[1].path
    assert high[1].path.startswith("M202.5 2.5h11")


def test_equal_figures_are_in_the_middle_and_none_draw_nothing() -> None:
    assert drawn(7, 7).line == "M8.0 36.0L208.0 36.0"
    assert trend_of([None], lines=[NONE], kinds=[None]) is None
