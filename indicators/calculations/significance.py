"""Whether a figure differs from a benchmark by more than chance would give.

The benchmark is taken as exact, and compared with the figure's confidence interval: Wilson's for proportions,
exact and Byar's for rates (OHID technical guide "Confidence intervals"; the Fingertips convention).
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import isfinite

from indicators.calculations import formats, intervals
from indicators.calculations.intervals import Interval, Verdict
from indicators.calculations.limits import exact, line
from indicators.calculations.terms import Polarity, Unit

CONFIDENCE = Decimal("0.95")
# Per cent, and per 10,000 of a population.
MULTIPLIERS = {Unit.PERCENTAGE: 100, Unit.RATE_PER_10000: 10_000}


class Reason(StrEnum):
    """Why there is no verdict; a page with the rate at hand links it for COUNT."""

    COUNT = "count"
    NO_PARTS = "no_parts"
    NEGATIVE = "negative"
    ZERO_BASE = "zero_base"
    NO_PROPORTION = "no_proportion"
    NO_MULTIPLIER = "no_multiplier"
    NO_BENCHMARK = "no_benchmark"


REASON_WORDS = {
    Reason.COUNT: "A count is not judged against a bigger authority’s count: compare the rate",
    Reason.NO_PARTS: "No verdict: the numerator and denominator are not both known",
    Reason.NEGATIVE: "No verdict: the numerator or the denominator is below zero",
    Reason.ZERO_BASE: "No verdict: the denominator is zero",
    Reason.NO_PROPORTION: "No verdict: the numerator is greater than the denominator",
    Reason.NO_MULTIPLIER: "No verdict: the multiplier is not above zero",
    Reason.NO_BENCHMARK: "No verdict: there is no figure to compare with",
}
VERDICT_WORDS = {
    Verdict.BETTER: "Better",
    Verdict.WORSE: "Worse",
    Verdict.SIMILAR: "Similar",
    Verdict.HIGHER: "Higher",
    Verdict.LOWER: "Lower",
}


@dataclass(frozen=True, slots=True)
class Significance:
    """Either a `verdict` or a `reason` why there is none.

    `interval` is in the figure's own unit (per cent, per 10,000) and carried wherever the parts make one,
    with or without a benchmark.
    """

    verdict: Verdict | None
    reason: Reason | None
    interval: Interval | None
    benchmark: Decimal | None
    confidence: Decimal

    @property
    def word(self) -> str:
        """Such as "Worse"; "Not compared" where there is no verdict."""
        return VERDICT_WORDS[self.verdict] if self.verdict else "Not compared"


def verdict(
    *,
    numerator: Decimal | None,
    denominator: Decimal | None,
    multiplier: Decimal | int | None,
    unit: Unit,
    polarity: Polarity,
    benchmark: Decimal | None,
    confidence: Decimal = CONFIDENCE,
) -> Significance:
    """The figure `numerator` ÷ `denominator` × `multiplier` beside `benchmark`, which is in the same unit.

    `denominator` is the population for a rate. `multiplier` None is 100 for percentages, 10,000 for rates.
    A rate's events may exceed its population. Raises ValueError for a confidence outside 0 to 100%.
    """
    known = benchmark if benchmark is not None and isfinite(benchmark) else None

    def without(reason: Reason, interval: Interval | None = None) -> Significance:
        return Significance(None, reason, interval, known, confidence)

    if unit == Unit.COUNT:
        return without(Reason.COUNT)
    times = MULTIPLIERS[unit] if multiplier is None else multiplier
    reason = _flaw(numerator, denominator, times, unit)
    if reason:
        return without(reason)
    interval = _interval(numerator, denominator, times, unit, confidence)
    found = intervals.verdict(interval, known, polarity=polarity)
    if found is None:
        return without(Reason.NO_BENCHMARK, interval)
    return Significance(found, None, interval, known, confidence)


def in_words(found: Significance, *, unit: Unit, decimals: int) -> str:
    """Such as "Worse: the whole 95% interval, 40.8% to 56.1%, is below 77.0%"; the reason without a verdict.

    No full stop.
    """
    if found.reason:
        return REASON_WORDS[found.reason]
    assert found.verdict is not None
    assert found.interval is not None
    assert found.benchmark is not None
    places = max(decimals, 1)
    against = formats.figure(found.benchmark, unit, decimals)
    lower, upper = (line(each, unit, places, [found.benchmark]) for each in found.interval)
    name = f"{_per_cent(found.confidence)} interval"
    if found.verdict == Verdict.SIMILAR:
        return f"Similar: {against} is inside the {name}, {lower} to {upper}"
    side = "above" if exact(found.interval.lower) > found.benchmark else "below"
    return f"{found.word}: the whole {name}, {lower} to {upper}, is {side} {against}"


def interval_in_words(found: Significance, *, unit: Unit, decimals: int) -> str:
    """Such as "95% confidence interval: 40.8% to 56.1%"; empty where there is none."""
    if found.interval is None:
        return ""
    lower, upper = (line(each, unit, max(decimals, 1)) for each in found.interval)
    return f"{_per_cent(found.confidence)} confidence interval: {lower} to {upper}"


def _flaw(
    numerator: Decimal | None, denominator: Decimal | None, multiplier: Decimal | int, unit: Unit
) -> Reason | None:
    if numerator is None or denominator is None or not (isfinite(numerator) and isfinite(denominator)):
        return Reason.NO_PARTS
    if not isfinite(multiplier) or multiplier <= 0:
        return Reason.NO_MULTIPLIER
    if numerator < 0 or denominator < 0:
        return Reason.NEGATIVE
    if denominator == 0:
        return Reason.ZERO_BASE
    if unit == Unit.PERCENTAGE and numerator > denominator:
        return Reason.NO_PROPORTION
    return None


def _interval(
    numerator: Decimal | None,
    denominator: Decimal | None,
    multiplier: Decimal | int,
    unit: Unit,
    confidence: Decimal,
) -> Interval | None:
    if unit == Unit.PERCENTAGE:
        fraction = intervals.proportion_interval(numerator, denominator, confidence=confidence)
        return fraction.times(multiplier) if fraction else None
    return intervals.rate_interval(numerator, denominator, multiplier=multiplier, confidence=confidence)


def _per_cent(confidence: Decimal) -> str:
    share = confidence if confidence > 1 else confidence * 100
    return f"{share.normalize():f}%"
