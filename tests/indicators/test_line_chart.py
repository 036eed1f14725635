"""The chart's data and its still picture, from rows."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from indicators.calculations import months
from indicators.calculations.terms import Basis, Direction, Polarity, Unit
from indicators.charts.axis import axis_for
from indicators.charts.labels import Label, pushed_apart
from indicators.charts.line import LineChart, line_chart
from indicators.charts.marks import Happening, chart_marks
from indicators.charts.still import still_of
from indicators.scorecards import Row, Target
from indicators.scorecards.month_readings import month_readings
from indicators.scorecards.signals import Earlier, row_signal
from tests.indicators.rows import EH4_QL, JUNE, LAC1, RELEASE, row_of


def chart_of(row: Row) -> LineChart:
    chart = line_chart(row, RELEASE)
    assert chart is not None
    return chart


def percentages(values=EH4_QL, **fields) -> Row:
    return row_of(values, unit=Unit.PERCENTAGE, decimals=1, **fields)


def ticks(values: list[str], unit: Unit = Unit.COUNT) -> list[str]:
    return [tick.label for tick in axis_for([Decimal(value) for value in values], unit).ticks]


def test_all_months_are_drawn() -> None:
    chart = chart_of(row_of([str(n) for n in range(100, 160)]))
    data = chart.data()
    assert (len(data["values"]), data["labels"][0], data["labels"][-1]) == (60, "Jul 13", "Jun 18")
    assert data["latestLabel"] == "159 in June 2018"


def test_months_before_the_first_recorded_are_left_out() -> None:
    assert chart_of(row_of(["4", "5", "6"])).data()["labels"] == ["Apr 18", "May 18", "Jun 18"]


def test_missing_months_are_gaps() -> None:
    chart = chart_of(percentages(["50", None, "75", "80"]))
    assert chart.data()["values"] == [50.0, None, 75.0, 80.0]
    assert chart.data()["sentences"][1] == "April 2018: no denominator."
    still = still_of(chart)
    assert len(still.points) == 3
    assert len(still.lines) == 1, "a month alone beside a gap has a point and no line"


def test_benchmarks_are_told_apart_by_dash_and_label() -> None:
    levels = chart_of(percentages(benchmarks=("77.0", "80.1", "90.2"))).data()["levels"]
    assert [level["label"] for level in levels] == [
        "Neighbours 77.0% (2016-17)",
        "England 80.1% (2016-17)",
        "South East 90.2% (2016-17)",
    ]
    assert len({level["dash"] for level in levels}) == 3


def test_missing_benchmark_leaves_the_others_their_dash() -> None:
    both = chart_of(percentages(benchmarks=("77.0", "80.1"))).levels
    (one,) = chart_of(percentages(benchmarks=(None, "80.1"))).levels
    assert one.dash == both[1].dash


def test_path_to_a_year_end_target_goes_on_to_march() -> None:
    target = Target(2018, Decimal(460), basis=Basis.YEAR_END, direction=Direction.AT_MOST)
    data = chart_of(row_of(LAC1, target=target)).data()
    assert data["labels"][-1] == "Mar 19"
    assert len(data["values"]) == 13
    assert data["target"]["label"] == "Target 460 by March 2019"
    drawn = dict(zip(data["labels"], data["target"]["values"], strict=True))
    assert (drawn["Feb 18"], drawn["Mar 18"], drawn["Jun 18"], drawn["Mar 19"]) == (None, 522, 506.5, 460)


def test_path_without_a_start_is_a_point_in_march() -> None:
    target = Target(2018, Decimal(20), basis=Basis.YEAR_END, direction=Direction.AT_LEAST)
    data = chart_of(row_of(["5", "6"], target=target)).data()
    assert [value for value in data["target"]["values"] if value is not None] == [20]


def test_annual_total_is_drawn_as_a_twelfth() -> None:
    target = Target(2018, Decimal(336), basis=Basis.ANNUAL_TOTAL, direction=Direction.AT_LEAST)
    data = chart_of(row_of(LAC1, target=target)).data()
    assert data["target"]["label"] == "Target 336 a year: 28.0 a month"
    assert set(data["target"]["values"]) == {None, 28.0}


def test_target_to_be_confirmed_is_not_drawn() -> None:
    chart = chart_of(row_of(LAC1, target=Target(2018, None, is_tbc=True, basis=Basis.LEVEL)))
    assert chart.data()["target"] is None
    assert chart.data()["labels"][-1] == "Jun 18"


def test_nothing_recorded_is_no_chart() -> None:
    assert line_chart(row_of([]), None) is None
    assert line_chart(percentages([None, None]), None) is None


@pytest.mark.parametrize(
    ("values", "unit", "expected"),
    [
        (["48", "91", "90.2"], Unit.PERCENTAGE, ["40%", "50%", "60%", "70%", "80%", "90%", "100%"]),
        (["50", "100"], Unit.PERCENTAGE, ["0%", "20%", "40%", "60%", "80%", "100%"]),
        (
            ["97.6", "98.1"],
            Unit.PERCENTAGE,
            ["97.5%", "97.6%", "97.7%", "97.8%", "97.9%", "98.0%", "98.1%", "98.2%"],
        ),
        (["0", "0"], Unit.COUNT, ["0", "1"]),
        (["0", "2"], Unit.COUNT, ["0", "1", "2", "3"]),
        (["100", "100"], Unit.PERCENTAGE, ["99.9%", "100.0%"]),
        (
            ["997", "1649"],
            Unit.COUNT,
            ["900", "1,000", "1,100", "1,200", "1,300", "1,400", "1,500", "1,600", "1,700"],
        ),
    ],
)
def test_axis_has_round_steps_that_hold_all_values(
    values: list[str], unit: Unit, expected: list[str]
) -> None:
    assert ticks(values, unit) == expected


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("most", ["0", "1", "3", "9.5", "99.9", "100", "512", "12345", "999999999"])
@pytest.mark.parametrize("share", ["0", "0.3", "0.7", "0.99", "1"])
def test_axis_holds_whatever_comes(unit: Unit, most: str, share: str) -> None:
    values = [Decimal(most), Decimal(most) * Decimal(share)]
    axis = axis_for(values, unit)
    assert axis.low <= min(values) <= max(values) <= axis.high
    assert axis.low >= 0
    assert 2 <= len(axis.ticks) <= 12


def test_cut_axis_is_said() -> None:
    assert "does not start at zero" in chart_of(row_of(LAC1)).note
    assert "does not start at zero" not in chart_of(row_of(["0", "3"])).note


def test_alternative_says_the_latest_figure_and_the_lines() -> None:
    alt = chart_of(percentages(benchmarks=("77.0",))).alt
    assert "percentage by month, June 2017 to June 2018. June 2018: 48.0%, signal: low." in alt
    assert "Neighbours 77.0% (2016-17)" in alt


def test_points_are_told_apart_by_shape() -> None:
    """EH4-QL of the real scorecard: eight months above the mean, then one below the lower limit."""
    row = percentages(polarity=Polarity.HIGHER)
    chart = line_chart(row, RELEASE, readings=month_readings(row))
    assert chart is not None
    shapes = chart.data()["shapes"]
    assert shapes == ["", "", *["good"] * 8, "", "", "bad"]
    assert [point.shape for point in still_of(chart).points] == shapes
    assert chart.key == (("", "Usual range"), ("good", "Improvement"), ("bad", "Concern"))
    assert chart.data()["sentences"][-1] == (
        "June 2018: 48.0%. Concern: below lower limit. Mean 73.9%, limits 51.3% to 96.5%."
    )
    assert [label for label, _ in chart.ends] == ["Upper limit 96.5%", "Mean 73.9%", "Lower limit 51.3%"]


def test_key_has_only_what_occurs() -> None:
    assert chart_of(row_of(LAC1)).key == (("", "Usual range"),)
    assert chart_of(row_of(["4", "5"])).key == (("", "Too few months for limits"),)
    assert chart_of(percentages()).key[-1] == ("sig", "Signal: low")


def test_percentages_end_at_100_and_so_do_their_limits() -> None:
    # Mean 95, moving range 8: the calculated upper limit is 116.3.
    chart = chart_of(percentages(["99", "91"] * 7))
    (stretch,) = chart.stretches
    assert stretch.lower == pytest.approx(95 - 2.66 * 8)
    assert stretch.upper == 100
    assert chart.axis.high == 100
    assert "Limits are drawn no further than 100%; the calculated ones decide." in chart.note


def test_limits_of_counts_are_not_drawn_below_zero() -> None:
    (stretch,) = chart_of(row_of(["0", "9"] * 7)).stretches
    assert stretch.lower == 0
    assert stretch.upper == pytest.approx(4.5 + 2.66 * 9)


def test_above_100_per_cent_is_drawn_where_it_is() -> None:
    chart = chart_of(percentages(["90", "105", "120"]))
    assert chart.axis.high >= 120
    assert all(0 < point.y < 460 for point in still_of(chart).points)


def test_lines_step_where_they_begin_anew() -> None:
    starts = {1: (months.shift(JUNE, -11),)}
    row = row_of([*["10", "12"] * 6, *["30", "34"] * 6])
    row = replace(
        row,
        signal=row_signal(
            1, row.cells, Earlier({}, starts), unit=row.unit, decimals=0, polarity=row.polarity
        ),
    )
    chart = chart_of(row)
    assert [(each.first, each.last, each.mean) for each in chart.stretches] == [(0, 11, 11), (12, 23, 32)]
    first, second = still_of(chart).bands
    assert first.x + first.width == pytest.approx(second.x)
    assert second.y < first.y


def test_baseline_of_too_few_figures_has_no_lines() -> None:
    starts = {1: (months.shift(JUNE, -4),)}
    row = row_of([*["10", "12"] * 6, "30"])
    row = replace(
        row,
        signal=row_signal(
            1, row.cells, Earlier({}, starts), unit=row.unit, decimals=0, polarity=row.polarity
        ),
    )
    chart = chart_of(row)
    assert chart.ends == ()
    assert (
        "No limits: they need 10 months with a figure, and a baseline begins in February 2018." in chart.note
    )
    assert chart.stretches == ()


def test_constant_series_has_lines_and_no_signal() -> None:
    chart = chart_of(row_of(["7"] * 14))
    assert set(chart.kinds) == {None}
    assert [(each.lower, each.mean, each.upper) for each in chart.stretches] == [(7, 7, 7)]
    assert still_of(chart).bands[0].height == 0


def test_one_value_is_a_chart() -> None:
    chart = chart_of(row_of(["7"]))
    still = still_of(chart)
    assert (len(still.points), still.bands, still.lines) == (1, (), ())


def test_negative_figures_are_held_by_the_axis() -> None:
    axis = axis_for([Decimal(-5), Decimal(3)], Unit.COUNT)
    assert axis.low <= -5
    assert axis.high >= 3
    constant = axis_for([Decimal(-5)], Unit.COUNT)
    assert constant.low < -5 < constant.high


def test_marks_have_a_letter_each_month() -> None:
    shown = months.months_to(JUNE, 13)
    found = chart_marks(
        [Happening(shown[4], "Two."), Happening(shown[2], "One."), Happening(shown[4], "Three.")], shown
    )
    assert [(each.letter, each.place, each.what) for each in found] == [
        ("A", 2, "One."),
        ("B", 4, "Two. Three."),
    ]
    assert chart_marks([Happening(months.shift(JUNE, 1), "Later.")], shown) == ()


def test_labels_are_pushed_apart_and_stay_inside() -> None:
    labels = pushed_apart([Label("a", 400, 0), Label("b", 402, 0), Label("c", 418, 0)], 30, 420)
    places = [label.moved_to for label in labels]
    assert [label.text for label in labels] == ["a", "b", "c"]
    assert all(below - above >= 16.9 for above, below in pairwise(places))
    assert places[-1] <= 420


def test_still_lies_inside_its_frame() -> None:
    target = Target(2018, Decimal(460), basis=Basis.YEAR_END, direction=Direction.AT_MOST)
    still = still_of(chart_of(row_of(LAC1, target=target, benchmarks=("462", "478", "517"))))
    for mark in still.points:
        assert still.left <= mark.x <= still.right
        assert 0 < mark.y <= still.bottom
    assert [label.text for label in still.labels][-1] == "Target 460 by March 2019"
    assert still.latest is not None
    assert still.latest.text == "534 in June 2018"
    inside = [label.text for label in still.inside]
    assert inside == ["Upper limit 536", "Mean 521.4", "Lower limit 506"], (
        "the path goes on beyond the limits"
    )


def test_the_latest_figure_stands_near_its_point() -> None:
    """Three months back the line was far up; the label, 130 wide, reaches over its lower half only."""
    still = still_of(chart_of(row_of(["0", "0", "1", "1", "0", "0", "2", "0", "0", "1", "0", "0", "0"])))
    assert still.latest is not None
    one = still.points[-4]
    assert (still.latest.y - one.y) * -0.7 < still.latest_aside < 0


def test_the_latest_figure_is_not_written_on_the_target_s_line() -> None:
    values = [*["82"] * 12, *["88"] * 10, "92", "91.3"]
    target = Target(2018, Decimal(93), basis=Basis.LEVEL, direction=Direction.AT_LEAST)
    without, with_target = (still_of(chart_of(percentages(values, **f))) for f in ({}, {"target": target}))
    assert without.latest_is_left
    assert with_target.latest_is_left
    assert without.latest_aside < 0 < with_target.latest_aside
