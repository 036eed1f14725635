"""Control charts of series without values, of one value, of the same value, and of what is no figure."""

from decimal import Decimal

import pytest

from indicators.calculations.control_charts import control_chart

from .test_control_charts import WAVE, rules


@pytest.mark.parametrize("screen_outliers", [False, True])
@pytest.mark.parametrize("values", [[], [None], [None] * 20])
def test_a_series_without_values_has_no_lines(values: list[None], *, screen_outliers: bool) -> None:
    chart = control_chart(values, polarity="higher", target=1, screen_outliers=screen_outliers)
    assert chart.points == ((None,) * 6,) * len(values)
    assert (chart.trial, chart.variation, chart.assurance) == (True, "common", None)


def test_one_value_has_a_mean_and_no_limits() -> None:
    chart = control_chart([None, Decimal("4.5")], polarity="higher", target=4)
    assert chart.points == (
        (None, 4.5, None, None, None, None),
        (Decimal("4.5"), 4.5, None, None, None, None),
    )
    assert chart.assurance is None
    # Further values are signals by their side alone.
    assert rules([4, *range(11, 4, -1)], baseline_length=1) == [None] + ["trend"] * 7
    assert rules([4, 9, 8, 9, 8, 9, 8, 9], baseline_length=1) == [None] + ["shift"] * 7


def test_a_constant_series() -> None:
    constant = [Decimal("0.1")] * 13
    plain = control_chart(constant, polarity="higher", target=Decimal("0.1"))
    assert plain.points[0][1:4] == pytest.approx((0.1, 0.1, 0.1))
    assert (dict(plain.signals), plain.assurance) == ({}, "hit_and_miss")
    screened = control_chart(constant, polarity="higher", target=1, screen_outliers=True)
    assert screened.points[0][2:4] == (None, None)
    assert (dict(screened.signals), screened.assurance) == ({}, None)
    later = [*constant, Decimal("0.2")]
    assert rules(later, baseline_length=13)[-1] == "outside"
    assert rules(later, baseline_length=13, screen_outliers=True)[-1] is None


def test_limits_below_zero_and_beyond_100_stay_as_they_are() -> None:
    lower, upper = control_chart([5, 95, 5, 95], polarity="lower").points[0][2:4]
    assert (lower, upper) == pytest.approx((50 - 2.66 * 90, 50 + 2.66 * 90))


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), Decimal("-Infinity"), Decimal("1e400"), 1e308])
def test_what_is_no_figure_is_as_good_as_missing(odd: float) -> None:
    chart = control_chart([4, odd, 6, odd, odd, 2, 8], polarity="higher", target=odd)
    assert chart.points[0][1:4] == control_chart([4, 6, 2, 8], polarity="higher").points[0][1:4]
    assert not chart.signals


@pytest.mark.parametrize("values", [[4, object()], [None, 4, [6]], [None, {}, None]])
def test_what_is_no_number_at_all_is_a_mistake(values: list[float]) -> None:
    with pytest.raises(TypeError):
        control_chart(values, polarity="higher")


def test_a_target_that_is_no_number_is_none() -> None:
    for target in (Decimal("NaN"), float("inf"), Decimal("-Infinity")):
        assert control_chart(WAVE, polarity="higher", target=target).assurance is None


def test_a_baseline_length_below_one_takes_one() -> None:
    assert control_chart([3, 4], polarity="none", baseline_length=0).points[1].mean == 3
