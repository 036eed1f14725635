"""What the last month's signal adds to the one before, and what limits say about a target."""

from decimal import Decimal
from itertools import pairwise

import pytest

from indicators.calculations.control_charts import control_chart
from indicators.calculations.signals import assurance_words, is_new
from indicators.calculations.terms import Unit

from .test_signals import decimals_of

BY_CHANCE = "some months will meet it and some will miss it, by chance"


def test_a_signal_is_new_where_last_months_chart_had_none_of_its_kind() -> None:
    values = decimals_of(*[5, 6] * 7, 12)
    now, before = (control_chart(each, polarity="higher") for each in (values, values[:-1]))
    assert is_new(now, before)
    assert not is_new(before, before)
    # The seventh month of a run marks the six before it; only the seventh is news.
    run = decimals_of(*[9, 6] * 4, *[3, 2] * 4)
    seventh = [control_chart(run[:count], polarity="higher") for count in (14, 15, 16)]
    assert [chart.variation for chart in seventh] == ["common", "concern", "concern"]
    assert is_new(seventh[1], seventh[0])
    assert not is_new(seventh[2], seventh[1])


def test_the_first_signal_that_is_told_is_new() -> None:
    values = decimals_of(5, 6, 5, 6, 5, 6, 5, 6, 30, 30)
    charts = [control_chart(values[:count], polarity="lower") for count in (8, 9, 10)]
    # The ninth is outside already, but of nine months nothing is told.
    assert [chart.variation for chart in charts] == ["common", "concern", "concern"]
    assert [is_new(now, before) for before, now in pairwise(charts)] == [False, True]


@pytest.mark.parametrize(
    ("target", "polarity", "decimals", "words"),
    [
        # Limits 52.9 to 62.1.
        (
            "95",
            "higher",
            0,
            "The target of 95% is outside the limits: most months will miss it unless the usual range moves",
        ),
        (
            "95",
            "lower",
            1,
            (
                "The target of 95.0% is outside the limits: "
                "most months will meet it unless the usual range moves"
            ),
        ),
        (
            "40",
            "higher",
            1,
            (
                "The target of 40.0% is outside the limits: "
                "most months will meet it unless the usual range moves"
            ),
        ),
        (
            "57.25",
            "higher",
            1,
            f"The target of 57.25% is inside the limits: {BY_CHANCE}",
        ),
        ("95", "none", 1, ""),
        (None, "higher", 1, ""),
    ],
)
def test_assurance_in_words(target: str | None, polarity: str, decimals: int, words: str) -> None:
    wanted = None if target is None else Decimal(target)
    chart = control_chart([*map(Decimal, ["57", "58"] * 7)], polarity=polarity, target=wanted)
    assert assurance_words(chart, wanted, unit=Unit.PERCENTAGE, decimals=decimals) == words


def test_assurance_of_trial_limits_says_so_and_of_fewer_is_not_given() -> None:
    target = Decimal(95)

    def words(count: int) -> str:
        chart = control_chart([Decimal(57), Decimal(58)] * count, polarity="higher", target=target)
        return assurance_words(chart, target, unit=Unit.PERCENTAGE, decimals=0)

    assert words(5).startswith("The target of 95% is outside the trial limits: ")
    assert words(4) == ""
