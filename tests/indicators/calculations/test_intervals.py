"""Against published limits, by hand, and against slow versions that sum and search."""

import csv
from decimal import Decimal
from math import exp, inf, nan
from pathlib import Path
from statistics import NormalDist

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.calculations.intervals import Interval, proportion_interval, rate_interval, verdict

ROOT = Path(__file__).parents[3]
VERDICTS = ROOT.parent / "shared" / "seed" / "ci_vs_benchmark.csv"
POLARITIES = {"high": "higher", "low": "lower", "": "none"}


@pytest.mark.parametrize(
    ("numerator", "denominator", "lower", "upper"),
    [(65, 100, 0.552544, 0.736358), (1, 100, 0.001767, 0.054486)],
)
def test_published_wilson_limits(numerator: int, denominator: int, lower: float, upper: float) -> None:
    for confidence in (0.95, Decimal("0.95"), 95):
        interval = proportion_interval(Decimal(numerator), denominator, confidence=confidence)
        assert interval == pytest.approx((lower, upper), abs=1e-6)


@pytest.mark.parametrize(
    ("events", "population", "multiplier", "lower", "upper"),
    [
        (65, 1, 1, 50.163188, 82.849139),
        (1045, 1, 1, 982.593202, 1110.331213),
        (1, 100, 100, 0.025318, 5.571643),
        (5, 1, 1, 1.623486, 11.668332),
    ],
)
def test_published_limits_of_rates(
    events: int, population: int, multiplier: int, lower: float, upper: float
) -> None:
    interval = rate_interval(Decimal(events), population, multiplier=Decimal(multiplier), confidence=0.95)
    assert interval == pytest.approx((lower, upper), abs=1e-6)


def test_verdicts_on_the_real_scorecard() -> None:
    if not VERDICTS.exists():
        pytest.skip("../shared/seed is not on this machine")
    with VERDICTS.open() as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        numerator, denominator = Decimal(row["numerator"]), Decimal(row["denominator"])
        if row["method"] == "Wilson":
            fraction = proportion_interval(numerator, denominator, confidence=0.95)
            interval = fraction.times(100) if fraction else None
        else:
            interval = rate_interval(numerator, denominator, multiplier=10000, confidence=0.95)
        assert interval == pytest.approx((float(row["lower95"]), float(row["upper95"])), abs=5.1e-5)
        for area in ("sn", "eng", "se"):
            found = verdict(interval, Decimal(row[f"bench_{area}"]), polarity=POLARITIES[row["polarity"]])
            assert found == row[f"vs_{area}"], (row["ref"], area)
    assert len(rows) == 12


def test_nobody_and_everybody() -> None:
    # With z² = 3.841459: 0 of 17 reaches to z² ÷ (17 + z²), 17 of 17 down to 17 ÷ (17 + z²).
    assert proportion_interval(0, 17, confidence=0.95) == pytest.approx((0, 0.184318), abs=1e-6)
    assert proportion_interval(17, 17, confidence=0.95) == pytest.approx((0.815682, 1), abs=1e-6)
    for count in range(1, 200):
        assert proportion_interval(0, count, confidence=0.998).lower == 0  # type: ignore[union-attr]
        assert proportion_interval(count, count, confidence=0.998).upper == 1  # type: ignore[union-attr]


def test_no_events() -> None:
    # The chance of none is e to the minus mean: −ln 0.025, and −ln 0.001.
    for confidence, upper in ((0.95, 3.688879), (0.998, 6.907755)):
        interval = rate_interval(0, 1, multiplier=1, confidence=confidence)
        assert interval == pytest.approx((0, upper), abs=1e-6)
        assert interval is not None
        assert interval.lower == 0


@pytest.mark.parametrize(
    ("numerator", "denominator"),
    [
        (None, 10),
        (1, None),
        (0, 0),
        (5, 0),
        (-1, 10),
        (1, -10),
        (nan, 10),
        (1, nan),
        (1, inf),
        (Decimal("NaN"), 1),
    ],
)
def test_without_a_base_there_is_no_interval(numerator: float | None, denominator: float | None) -> None:
    assert proportion_interval(numerator, denominator, confidence=0.95) is None
    assert rate_interval(numerator, denominator, multiplier=10000, confidence=0.95) is None


def test_more_than_all_is_no_proportion_but_may_be_a_rate() -> None:
    assert proportion_interval(11, 10, confidence=0.95) is None
    assert rate_interval(11, 10, multiplier=1, confidence=0.95) is not None


@pytest.mark.parametrize("confidence", [0, 100, -1, 101, nan])
def test_a_confidence_is_a_share(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        proportion_interval(1, 2, confidence=confidence)
    with pytest.raises(ValueError, match="confidence"):
        rate_interval(1, 2, multiplier=1, confidence=confidence)


@pytest.mark.parametrize("events", [1e-12, 0.5, 9.999, 9, 0])
@pytest.mark.parametrize("confidence", [1e-12, 1 - 1e-15])
def test_far_ends_have_an_answer(events: float, confidence: float) -> None:
    interval = rate_interval(events, 1, multiplier=1, confidence=confidence)
    assert interval is not None
    assert 0 <= interval.lower <= interval.upper < inf


def test_the_two_methods_meet_at_ten() -> None:
    exact = rate_interval(9.9999999, 1, multiplier=1, confidence=0.95)
    byar = rate_interval(10, 1, multiplier=1, confidence=0.95)
    assert exact is not None
    assert byar is not None
    assert tuple(exact) == pytest.approx(tuple(byar), rel=2e-3)


def test_verdicts() -> None:
    interval = Interval(10.0, 20.0)
    assert [verdict(interval, each, polarity="higher") for each in (9.9, 10, 20, 20.1)] == [
        "better",
        "similar",
        "similar",
        "worse",
    ]
    assert [verdict(interval, Decimal(each), polarity="lower") for each in (9, 21)] == ["worse", "better"]
    assert [verdict(interval, each, polarity="none") for each in (9, 21)] == ["higher", "lower"]
    assert verdict(None, 9, polarity="none") is None
    assert verdict(interval, None, polarity="none") is None


whole = st.integers(min_value=0, max_value=2000)
confidences = st.sampled_from([0.8, 0.95, 0.998])


@given(whole, whole, confidences)
def test_wilsons_limits_are_where_the_normal_test_just_rejects(
    part: int, rest: int, confidence: float
) -> None:
    count = part + rest
    assume(count > 0)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    interval = proportion_interval(part, count, confidence=confidence)
    assert interval is not None
    assert 0 <= interval.lower <= part / count <= interval.upper <= 1
    for limit in interval:
        assert (part / count - limit) ** 2 == pytest.approx(z * z * limit * (1 - limit) / count, abs=1e-12)


@given(st.integers(min_value=0, max_value=9), confidences)
def test_exact_limits_are_where_the_poisson_tails_are(events: int, confidence: float) -> None:
    def at_most(count: int, mean: float) -> float:
        term = total = exp(-mean)
        for each in range(1, count + 1):
            term *= mean / each
            total += term
        return total if count >= 0 else 0.0

    tail = (1 - confidence) / 2
    interval = rate_interval(events, 1, multiplier=1, confidence=confidence)
    assert interval is not None
    assert at_most(events, interval.upper) == pytest.approx(tail, abs=1e-10)
    if events:
        assert 1 - at_most(events - 1, interval.lower) == pytest.approx(tail, abs=1e-10)


@given(whole, st.integers(min_value=1, max_value=10**6), confidences)
def test_a_rate_lies_within_its_limits(events: int, population: int, confidence: float) -> None:
    interval = rate_interval(events, population, multiplier=10000, confidence=confidence)
    wider = rate_interval(events, population, multiplier=10000, confidence=0.999)
    assert interval is not None
    assert wider is not None
    assert interval.lower <= 10000 * events / population <= interval.upper
    assert wider.lower <= interval.lower
    assert interval.upper < wider.upper
