"""Control charts of any series: against a slow version in fractions, and what must always hold."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indicators.calculations.control_charts import Kind, control_chart

from .slow_charts import slow, slow_lines

DIRECTIONS = {Kind.IMPROVEMENT: "up", Kind.CONCERN: "down", None: None}
tenths = st.integers(min_value=-60, max_value=60).map(lambda number: Decimal(number) / 10)
steps = st.lists(st.sampled_from([-1, 0, 1, 1, 1, 2]), min_size=1, max_size=40)
series = st.one_of(
    st.lists(tenths, min_size=1, max_size=40),
    # Few different values: ties with the mean and its limits.
    st.lists(st.integers(min_value=0, max_value=4).map(Decimal), min_size=1, max_size=40),
    # Walks: trends and shifts.
    steps.map(lambda moves: [Decimal(sum(moves[:count])) / 10 for count in range(1, len(moves) + 1)]),
)


@given(series, st.none() | st.integers(min_value=1, max_value=20), st.booleans())
@example([Decimal(each) for each in (3, 1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1, 3)], None, False)
def test_it_agrees_with_a_slow_version(values: list[Decimal], length: int | None, screen: bool) -> None:
    chart = control_chart(values, polarity="higher", baseline_length=length, screen_outliers=screen)
    exact = [Fraction(each) for each in values]
    expected = slow(exact, length, screen=screen)
    assert [(point.rule, DIRECTIONS[point.kind]) for point in chart.points] == expected
    drawn = [None if each is None else float(each) for each in slow_lines(exact, length, screen=screen)]
    for point in chart.points:
        assert point[1:4] == pytest.approx(tuple(drawn), abs=1e-9)


@given(
    st.lists(st.none() | tenths, max_size=40), st.lists(st.integers(min_value=-2, max_value=42), max_size=3)
)
def test_gaps_and_baselines_only_cut_a_series_up(values: list[Decimal | None], starts: list[int]) -> None:
    chart = control_chart(values, polarity="higher", baseline_starts=starts)
    edges = sorted({0, len(values), *(each for each in starts if 0 < each < len(values))})
    expected: list[tuple[str | None, str | None]] = []
    for start, stop in pairwise(edges):
        numbers = [Fraction(each) for each in values[start:stop] if each is not None]
        found = iter(slow(numbers, None, screen=False) if numbers else [])
        expected += [(None, None) if each is None else next(found) for each in values[start:stop]]
    assert [(point.rule, DIRECTIONS[point.kind]) for point in chart.points] == expected


@given(st.lists(tenths, min_size=1, max_size=40))
def test_the_other_polarity_says_the_opposite(values: list[Decimal]) -> None:
    other = {None: None, "improvement": "concern", "concern": "improvement"}
    higher = control_chart(values, polarity="higher").points
    lower = control_chart(values, polarity="lower").points
    mirrored = control_chart([-each for each in values], polarity="lower").points
    assert [other[point.kind] for point in higher] == [point.kind for point in lower]
    assert [point[4:] for point in higher] == [point[4:] for point in mirrored]
