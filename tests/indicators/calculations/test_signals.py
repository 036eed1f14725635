"""The sentences of the real scorecard for June 2018, and of charts made up for each rule."""

import csv
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.control_charts import ControlChart, Kind, Rule, control_chart
from indicators.calculations.months import months_to, parse_slug
from indicators.calculations.signals import SignalReading, assurance_words, read_signal
from indicators.calculations.terms import Unit

from .printed import FIGURES, rows_in_tests

JUNE = parse_slug("2018-06")
COUNT, PERCENTAGE = Unit.COUNT, Unit.PERCENTAGE
NEAR = "Two of three months in a row below 15.5%, nearer to the lower limit than to the mean"


def decimals_of(*values: str | int | None) -> list[Decimal | None]:
    return [None if value is None else Decimal(value) for value in values]


def read(values: list[Decimal | None], polarity: str = "higher", unit: Unit = COUNT) -> SignalReading:
    chart = control_chart(values, polarity=polarity)
    decimals = 1 if unit == PERCENTAGE else 0
    return read_signal(chart, months_to(JUNE, len(values)), unit=unit, decimals=decimals)


def june() -> dict[str, tuple[ControlChart, SignalReading]]:
    with FIGURES.open(encoding="utf-8-sig", newline="") as lines:
        terms = {row["ref"]: row for row in csv.DictReader(lines)}
    found = {}
    for row in rows_in_tests():
        of = terms[row.ref]
        chart = control_chart(row.values, polarity=of["polarity"])
        found[row.ref] = (
            chart,
            read_signal(chart, months_to(JUNE, 13), unit=Unit(of["unit"]), decimals=int(of["decimals"])),
        )
    return found


def test_the_signals_of_june_2018() -> None:
    signals = {
        ref: (reading.word, reading.explanations[0].sentence, reading.explanations[0].when)
        for ref, (_, reading) in june().items()
        if reading.explanations
    }
    seven = "December 2017 to June 2018"
    assert signals == {
        "EH3e%": ("Concern", "51.6% is above the upper limit of 48.7%", "June 2018"),
        "EH4-QL": ("Concern", "48.0% is below the lower limit of 51.3%", "June 2018"),
        "EH3d%": ("Concern", "Seven months in a row below the mean of 30.0%", seven),
        "NI147": ("Improvement", "91.3% is above the upper limit of 91.1%", "June 2018"),
        "LAC9 (val)": ("Improvement", "131 is below the lower limit of 133.2", "June 2018"),
        "LAC9": ("Improvement", "24.5% is below the lower limit of 25.4%", "June 2018"),
        "CP6B": ("Signal: high", "Seven months in a row above the mean of 309.4", seven),
        "CP6B-NI": ("Signal: high", "Seven months in a row above the mean of 62.1", seven),
        "M3": (
            "Signal: low",
            f"{NEAR}: April 2018 (14.9%) and June 2018 (15.0%)",
            "April 2018 to June 2018",
        ),
        "CP2b": ("Signal: low", "Seven months in a row below the mean of 1.6", seven),
        "LAC13": ("Signal: high", "Seven months in a row above the mean of 12.7", seven),
    }


@pytest.mark.parametrize(
    ("ref", "limits"),
    [
        ("EH4-QL", "Outside its limits (51.3% to 96.5%)"),
        ("EH3e%", "Outside its limits (3.5% to 48.7%)"),
        ("M8-QL", "Within its limits (52.7% to 88.2%)"),
        ("LAC1", "Within its limits (506 to 536)"),
        # −1.5 to 4.7, and 18.6% to 123.2%: cut at what a count and a percentage can be.
        # The 5 of July 2017 is above 4.7, not above 5.
        ("CP2b", "Within its limits (0 to 4.7)"),
        ("CP3-QL", "Within its limits (18.6% to 100.0%)"),
        # Nine months of 13: four have a denominator of none.
        ("CP2b %", "No limits: fewer than 10 months"),
    ],
)
def test_the_limits_of_june_2018(ref: str, limits: str) -> None:
    assert june()[ref][1].limits == limits


def test_short_words_and_clauses() -> None:
    readings = june()
    told = {
        ref: (readings[ref][1].explanations[0].short, readings[ref][1].explanations[0].clause)
        for ref in ("EH4-QL", "EH3d%", "M3")
    }
    assert told == {
        "EH4-QL": ("below lower limit", "below the lower limit of 51.3%"),
        "EH3d%": ("7 months below mean", "seven months in a row below the mean of 30.0%"),
        "M3": (
            "2 of 3 months near lower limit",
            "two of three months in a row below 15.5%, nearer to the lower limit than to the mean",
        ),
    }


def test_a_month_before_the_last_is_explained_too() -> None:
    row = next(row for row in rows_in_tests() if row.ref == "EH4-QL")
    chart = control_chart(row.values, polarity="higher")
    reading = read_signal(chart, months_to(JUNE, 13), unit=PERCENTAGE, decimals=1, index=5)
    (fired,) = reading.explanations
    assert (reading.word, fired.sentence) == (
        "Improvement",
        "Eight months in a row above the mean of 73.9%",
    )
    assert (fired.when, len(fired.months)) == ("August 2017 to March 2018", 8)


def test_a_trend_says_where_it_began() -> None:
    reading = read(decimals_of(5, 9, 4, 3, 4, 5, 6, 7, 8, 9, 10))
    told = reading.explanations[0]
    assert told.rule == Rule.TREND
    assert told.sentence == "Eight months in a row, each higher than the one before, from 3 to 10"
    assert (told.short, told.when) == ("8 months rising", "November 2017 to June 2018")


def test_rules_that_fire_together_are_all_told() -> None:
    reading = read(decimals_of(1, 1, 1, 1, 1, 1, 1, 1, 6, 7, 8, 9, 10, 11, 30), "lower")
    assert [(each.kind, each.short) for each in reading.explanations] == [
        (Kind.CONCERN, "above upper limit"),
        (Kind.CONCERN, "8 months rising"),
        (Kind.CONCERN, "7 months above mean"),
    ]


def test_a_long_run_is_in_digits_and_a_gap_in_it_is_said() -> None:
    high = [9, 5] * 6
    low: list[int | None] = [2, 3, 2, 3, None, 2, 3, 2, 3, 2, 3, 2]
    reading = read(decimals_of(*high, *low))
    # Mean (84 + 27) ÷ 23 = 4.8.
    assert reading.explanations[0].sentence == "11 months with a figure in a row below the mean of 4.8"
    assert len(reading.explanations[0].months) == 11


@pytest.mark.parametrize(
    ("values", "limits", "trial"),
    [
        # Means 5.5, mean ranges 1: limits 5.5 ± 2.66.
        ([5, 6] * 5, "Within its trial limits (3 to 8)", True),
        ([5, 6] * 6, "Within its trial limits (3 to 8)", True),
        ([5, 6] * 7, "Within its limits (3 to 8)", False),
        ([5, 6, 5, 6, 5, 6, 5, 6, 5], "No limits: fewer than 10 months", True),
        ([*[5, 6] * 4, 5, None], "No limits: fewer than 10 months", True),
    ],
)
def test_limits_from_10_months_on_and_trial_limits_below_13(
    values: list[int | None], limits: str, trial: bool
) -> None:
    reading = read(decimals_of(*values))
    assert (reading.limits, reading.trial) == (limits, trial)


def test_below_10_months_nothing_is_called_a_signal() -> None:
    values = decimals_of(5, 5, 6, 5, 6, 5, 6, 5, 60)
    assert control_chart(values, polarity="lower").variation == Kind.CONCERN
    reading = read(values, "lower")
    assert (reading.kind, reading.word, reading.explanations) == (None, "", ())


def test_a_month_without_a_figure_has_no_word() -> None:
    reading = read(decimals_of(*[5, 6] * 7, None))
    assert (reading.kind, reading.word) == (None, "")
    assert reading.limits == "No figure to compare with its limits (3 to 8)"


def test_usual_range_is_said_in_words() -> None:
    assert (read(decimals_of(*[5, 6] * 7)).kind, read(decimals_of(*[5, 6] * 7)).word) == (
        Kind.COMMON,
        "Usual range",
    )


def test_a_constant_series_has_one_limit_and_none_when_screened() -> None:
    values = decimals_of(*[7] * 13)
    assert read(values).limits == "Within its limits (7 to 7)"
    screened = control_chart(values, polarity="none", screen_outliers=True)
    reading = read_signal(screened, months_to(JUNE, 13), unit=COUNT, decimals=0)
    assert reading.limits == "No limits: the figures they would be made from do not differ"
    assert reading.kind is Kind.COMMON


@pytest.mark.parametrize("values", [[], [None], [None] * 20, ["1"]])
def test_nothing_or_next_to_nothing_has_no_limits(values: list[str | None]) -> None:
    reading = read(decimals_of(*values))
    assert reading == SignalReading(None, "", (), "No limits: fewer than 10 months", trial=True)


def test_a_figure_over_100_per_cent_is_held_to_the_calculated_limit() -> None:
    reading = read(decimals_of(*["98.0", "99.0"] * 6, "110.0"), "lower", PERCENTAGE)
    # Mean 99.38, mean range 22 ÷ 12 = 1.83, upper limit 104.3.
    assert reading.explanations[0].sentence == "110.0% is above the upper limit of 104.3%"
    assert reading.limits == "Outside its limits (94.5% to 100.0%)"


def test_months_and_values_must_match() -> None:
    with pytest.raises(ValueError, match="12 months for 13 values"):
        read_signal(
            control_chart([Decimal(1)] * 13, polarity="none"), months_to(JUNE, 12), unit=COUNT, decimals=0
        )


AMOUNTS = st.decimals(-(10**9), 10**9, places=2, allow_nan=False) | st.sampled_from(
    [Decimal("NaN"), Decimal("Infinity"), Decimal("-Infinity")]
)


@given(
    st.lists(st.none() | AMOUNTS, max_size=20),
    st.sampled_from(["higher", "lower", "none"]),
    st.sampled_from(Unit),
    st.lists(st.integers(-1, 21), max_size=2),
    st.none() | st.integers(0, 12),
    st.booleans(),
    st.none() | AMOUNTS,
)
def test_any_chart_has_words(
    values: list[Decimal | None],
    polarity: str,
    unit: Unit,
    starts: list[int],
    length: int | None,
    screen: bool,
    target: Decimal | None,
) -> None:
    chart = control_chart(
        values,
        polarity=polarity,
        target=target,
        baseline_starts=starts,
        baseline_length=length,
        screen_outliers=screen,
    )
    for index in range(len(values)):
        reading = read_signal(chart, months_to(JUNE, len(values)), unit=unit, decimals=1, index=index)
        assert bool(reading.explanations) == (reading.kind not in (None, Kind.COMMON))
        assert reading.limits
    assert not assurance_words(chart, target, unit=unit, decimals=1).endswith(".")
