"""The verdicts of the real scorecard, and an answer to whatever makes no sense."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.significance import (
    REASON_WORDS,
    Reason,
    Significance,
    in_words,
    interval_in_words,
    verdict,
)
from indicators.calculations.terms import Polarity, Unit

ROOT = Path(__file__).parents[3]
HERE = ROOT / "tests" / "data" / "verdicts_2018_06.csv"
SEED = ROOT.parent / "shared" / "seed" / "ci_vs_benchmark.csv"
POLARITIES = {"high": Polarity.HIGHER, "low": Polarity.LOWER, "": Polarity.NONE}
UNITS = {"Wilson": Unit.PERCENTAGE, "Byar's": Unit.RATE_PER_10000}


def judge(
    numerator: str | None,
    denominator: str | None,
    benchmark: str | None,
    *,
    unit: Unit = Unit.PERCENTAGE,
    polarity: Polarity = Polarity.HIGHER,
    multiplier: int | None = None,
    confidence: str = "0.95",
) -> Significance:
    return verdict(
        numerator=None if numerator is None else Decimal(numerator),
        denominator=None if denominator is None else Decimal(denominator),
        multiplier=multiplier,
        unit=unit,
        polarity=polarity,
        benchmark=None if benchmark is None else Decimal(benchmark),
        confidence=Decimal(confidence),
    )


@pytest.mark.parametrize("path", [HERE, SEED], ids=["here", "seed"])
def test_verdicts_of_june_2018(path: Path) -> None:
    if not path.exists():
        pytest.skip("../shared/seed is not on this machine")
    with path.open() as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 12
    for row in rows:
        for area in ("sn", "eng", "se"):
            found = judge(
                row["numerator"],
                row["denominator"],
                row[f"bench_{area}"],
                unit=UNITS[row["method"]],
                polarity=POLARITIES[row["polarity"]],
            )
            assert (found.verdict, found.reason) == (row[f"vs_{area}"], None), (row["ref"], area)
            limits = (float(row["lower95"]), float(row["upper95"]))
            assert found.interval == pytest.approx(limits, abs=5.1e-5)


@pytest.mark.parametrize(
    ("polarity", "below", "above"),
    [
        (Polarity.HIGHER, "worse", "better"),
        (Polarity.LOWER, "better", "worse"),
        (Polarity.NONE, "lower", "higher"),
    ],
)
def test_polarity_names_the_side(polarity: Polarity, below: str, above: str) -> None:
    # 65 of 100: 55.3% to 73.6%.
    found = [judge("65", "100", other, polarity=polarity).verdict for other in ("80", "65", "40")]
    assert found == [below, "similar", above]


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "reason"),
    [
        ("5", "10", Unit.COUNT, Reason.COUNT),
        (None, None, Unit.COUNT, Reason.COUNT),
        (None, "10", Unit.PERCENTAGE, Reason.NO_PARTS),
        ("5", None, Unit.RATE_PER_10000, Reason.NO_PARTS),
        ("NaN", "10", Unit.PERCENTAGE, Reason.NO_PARTS),
        ("5", "Infinity", Unit.PERCENTAGE, Reason.NO_PARTS),
        ("-5", "10", Unit.PERCENTAGE, Reason.NEGATIVE),
        ("5", "-10", Unit.RATE_PER_10000, Reason.NEGATIVE),
        ("0", "0", Unit.PERCENTAGE, Reason.ZERO_BASE),
        ("5", "0", Unit.RATE_PER_10000, Reason.ZERO_BASE),
        ("18", "17", Unit.PERCENTAGE, Reason.NO_PROPORTION),
    ],
)
def test_without_a_sound_base_there_is_a_reason_instead(
    numerator: str | None, denominator: str | None, unit: Unit, reason: Reason
) -> None:
    found = judge(numerator, denominator, "50", unit=unit)
    assert (found.verdict, found.reason, found.interval) == (None, reason, None)
    assert (found.word, in_words(found, unit=unit, decimals=1)) == ("Not compared", REASON_WORDS[reason])
    assert interval_in_words(found, unit=unit, decimals=1) == ""


def test_a_count_says_compare_the_rate() -> None:
    found = judge("534", "49880", "462", unit=Unit.COUNT)
    assert in_words(found, unit=Unit.COUNT, decimals=0) == (
        "A count is not judged against a bigger authority’s count: compare the rate"
    )


@pytest.mark.parametrize("benchmark", [None, "NaN", "Infinity"])
def test_without_a_benchmark_the_interval_is_still_there(benchmark: str | None) -> None:
    found = judge("65", "100", benchmark)
    assert (found.verdict, found.reason, found.benchmark) == (None, Reason.NO_BENCHMARK, None)
    assert interval_in_words(found, unit=Unit.PERCENTAGE, decimals=1) == (
        "95% confidence interval: 55.3% to 73.6%"
    )


@pytest.mark.parametrize("multiplier", [0, -100])
def test_a_multiplier_that_is_none_makes_no_figure(multiplier: int) -> None:
    assert judge("65", "100", "50", multiplier=multiplier).reason is Reason.NO_MULTIPLIER


def test_events_may_exceed_the_population() -> None:
    # 65 events among 10: Byar's 50.163188 to 82.849139, per 10.
    found = judge("65", "10", "9", unit=Unit.RATE_PER_10000, multiplier=10)
    assert found.interval == pytest.approx((50.163188, 82.849139), abs=1e-6)
    assert found.verdict == "better"


def test_below_10_events_limits_are_exact() -> None:
    found = judge("5", "1", "12", unit=Unit.RATE_PER_10000, multiplier=1, polarity=Polarity.LOWER)
    assert found.interval == pytest.approx((1.623486, 11.668332), abs=1e-6)
    assert found.verdict == "better"


def test_a_wider_confidence_asks_for_more() -> None:
    # 65 of 100 at 99.8% reaches to 78.1%.
    assert [judge("65", "100", "75", confidence=each).verdict for each in ("0.95", "0.998", "99.8")] == [
        "worse",
        "similar",
        "similar",
    ]
    with pytest.raises(ValueError, match="confidence"):
        judge("65", "100", "75", confidence="0")


def test_verdicts_in_words() -> None:
    def words(benchmark: str, polarity: Polarity = Polarity.HIGHER) -> str:
        return in_words(judge("77", "159", benchmark, polarity=polarity), unit=Unit.PERCENTAGE, decimals=1)

    assert words("77.0") == "Worse: the whole 95% interval, 40.8% to 56.1%, is below 77.0%"
    assert words("77.0", Polarity.NONE) == "Lower: the whole 95% interval, 40.8% to 56.1%, is below 77.0%"
    assert words("40.0") == "Better: the whole 95% interval, 40.8% to 56.1%, is above 40.0%"
    assert words("50") == "Similar: 50.0% is inside the 95% interval, 40.8% to 56.1%"
    # 40.789 and 40.8 are told apart.
    assert words("40.8") == "Similar: 40.8% is inside the 95% interval, 40.79% to 56.1%"


def test_a_rate_in_words_has_a_place_more_than_the_scorecard() -> None:
    found = judge("83", "49880", "13", unit=Unit.RATE_PER_10000, polarity=Polarity.NONE)
    assert in_words(found, unit=Unit.RATE_PER_10000, decimals=0) == (
        "Higher: the whole 95% interval, 13.3 to 20.6, is above 13"
    )


AMOUNTS = st.none() | st.decimals(-100, 10**7, places=2, allow_nan=False) | st.just(Decimal("NaN"))


@given(
    AMOUNTS,
    AMOUNTS,
    AMOUNTS,
    st.none() | st.integers(-1, 10**6),
    st.sampled_from(Unit),
    st.sampled_from(Polarity),
)
def test_any_input_has_a_verdict_or_a_reason(
    numerator: Decimal | None,
    denominator: Decimal | None,
    benchmark: Decimal | None,
    multiplier: int | None,
    unit: Unit,
    polarity: Polarity,
) -> None:
    found = verdict(
        numerator=numerator,
        denominator=denominator,
        multiplier=multiplier,
        unit=unit,
        polarity=polarity,
        benchmark=benchmark,
    )
    assert (found.verdict is None) == (found.reason is not None)
    assert (found.interval is not None) == (found.reason in (None, Reason.NO_BENCHMARK))
    assert in_words(found, unit=unit, decimals=1)
