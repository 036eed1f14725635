"""By hand, and against a slow version that tries every window in fractions."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.control_charts import Rule, control_chart
from indicators.calculations.fired_rules import fired_rules


def slow(values: list[int | None], index: int) -> set[tuple[Rule, bool]]:
    """Every rule that holds for `index` and its way, by trying all windows that hold it."""
    figures = [Fraction(each) for each in values if each is not None]
    place = sum(each is not None for each in values[:index])
    mean = sum(figures, Fraction(0)) / len(figures)
    ranges = [abs(later - earlier) for earlier, later in pairwise(figures)]
    limit = Fraction(266, 100) * sum(ranges, Fraction(0)) / len(ranges) if ranges else None
    away = [each - mean for each in figures]
    found = set()
    if limit is not None and abs(away[place]) > limit:
        found.add((Rule.OUTSIDE, away[place] > 0))
    for start in range(max(place - 6, 0), place + 1):
        seven, side = figures[start : start + 7], away[start : start + 7]
        if len(seven) < 7:
            continue
        for up in (True, False):
            way = 1 if up else -1
            if all(way * each > 0 for each in side):
                found.add((Rule.SHIFT, up))
            if all(way * (b - a) > 0 for a, b in pairwise(seven)):
                found.add((Rule.TREND, up))
    for start in range(max(place - 2, 0), place + 1):
        three = away[start : start + 3]
        if len(three) < 3 or limit is None:
            continue
        near = [limit * 2 / 3 < abs(each) <= limit for each in three]
        if near[place - start] and sum(near) >= 2 and (min(three) > 0 or max(three) < 0):
            found.add((Rule.TWO_OF_THREE, away[place] > 0))
    return found


@given(st.lists(st.none() | st.integers(0, 12), min_size=1, max_size=16))
def test_every_rule_that_holds_is_told_and_no_other(values: list[int | None]) -> None:
    chart = control_chart([None if each is None else Decimal(each) for each in values], polarity="none")
    for index, value in enumerate(values):
        fired = fired_rules(chart, index)
        if value is None:
            assert fired == ()
            continue
        assert {(each.rule, each.up) for each in fired} == slow(values, index)
        told = chart.signals.get(index)
        assert (told is None) == (fired == ())
        if told:
            assert (fired[0].rule, fired[0].kind) == (told.rule, told.kind)
        for each in fired:
            assert index in each.indexes
            assert set(each.indexes) <= set(each.among)
            assert list(each.indexes) == sorted(each.indexes)
            assert each.kind == ("high" if each.up else "low")


def test_a_point_may_be_outside_and_end_a_run_and_a_trend() -> None:
    values = [Decimal(each) for each in (1, 1, 1, 1, 1, 1, 1, 1, 6, 7, 8, 9, 10, 11, 30)]
    fired = fired_rules(control_chart(values, polarity="lower"), 14)
    # Mean 89 ÷ 15 = 5.93; mean range 29 ÷ 14 = 2.07, so the upper limit is 11.44.
    assert [(each.rule, each.kind, each.indexes) for each in fired] == [
        (Rule.OUTSIDE, "concern", (14,)),
        (Rule.TREND, "concern", tuple(range(7, 15))),
        (Rule.SHIFT, "concern", tuple(range(8, 15))),
    ]


def test_a_turning_point_belongs_to_both_trends_and_the_later_is_told_first() -> None:
    values = [Decimal(each) for each in (10, 20, 30, 40, 50, 60, 70, 60, 50, 40, 30, 20, 10)]
    fired = fired_rules(control_chart(values, polarity="higher"), 6)
    trends = [(each.up, each.kind, each.indexes) for each in fired if each.rule == Rule.TREND]
    assert trends == [
        (False, "concern", tuple(range(6, 13))),
        (True, "improvement", tuple(range(7))),
    ]


def test_a_run_stops_where_a_new_baseline_begins() -> None:
    values = [Decimal(each) for each in (1, 5, 1, 5, 1, 5, 1, 5, 8, 5, 8, 5, 8, 5, 8)]
    assert [each.rule for each in fired_rules(control_chart(values, polarity="none"), 14)] == ["shift"]
    assert fired_rules(control_chart(values, polarity="none", baseline_starts=[8]), 14) == ()


def test_a_missing_month_joins_its_neighbours() -> None:
    values = [Decimal(each) if each else None for each in (8, 5, 8, 5, 8, 5, 8, 2, 3, 0, 2, 3, 2, 3, 2)]
    (fired,) = fired_rules(control_chart(values, polarity="none"), 14)
    assert (fired.rule, fired.indexes) == ("shift", (7, 8, 10, 11, 12, 13, 14))


@pytest.mark.parametrize("values", [[None], [None, None], [Decimal(3)], [Decimal(3)] * 13, [Decimal("NaN")]])
def test_nothing_to_go_by_fires_nothing(values: list[Decimal | None]) -> None:
    chart = control_chart(values, polarity="higher", screen_outliers=True)
    assert fired_rules(chart, len(values) - 1) == ()


@pytest.mark.parametrize("index", [-1, 3])
def test_an_index_outside_the_chart_is_refused(index: int) -> None:
    with pytest.raises(IndexError):
        fired_rules(control_chart([Decimal(1)] * 3, polarity="none"), index)
