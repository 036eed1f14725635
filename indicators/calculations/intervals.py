"""How sure a proportion or a rate is, and what that makes of a benchmark, as OHID's technical guide has it.

Proportions by Wilson's method; rates by exact Poisson limits below 10 events, by Byar's method from 10 on.
"""

from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from math import exp, isfinite, lgamma, log, sqrt
from statistics import NormalDist
from typing import NamedTuple

from indicators.calculations.terms import Polarity

BYAR_FROM = 10


class Interval(NamedTuple):
    """Limits of a proportion from 0 to 1, or of a rate per its multiplier."""

    lower: float
    upper: float

    def times(self, multiplier: Decimal | float) -> "Interval":
        """Such as in per cent, by 100."""
        return Interval(self.lower * float(multiplier), self.upper * float(multiplier))


class Verdict(StrEnum):
    """A figure beside a benchmark; HIGHER and LOWER where neither way is good."""

    BETTER = "better"
    WORSE = "worse"
    SIMILAR = "similar"
    HIGHER = "higher"
    LOWER = "lower"


# The verdict on a figure above the benchmark, and on one below it.
_VERDICTS = {
    Polarity.HIGHER: (Verdict.BETTER, Verdict.WORSE),
    Polarity.LOWER: (Verdict.WORSE, Verdict.BETTER),
    Polarity.NONE: (Verdict.HIGHER, Verdict.LOWER),
}


def proportion_interval(
    numerator: Decimal | float | None, denominator: Decimal | float | None, *, confidence: Decimal | float
) -> Interval | None:
    """Wilson's limits, from 0 to 1.

    `confidence` is such as 0.95 (or 95); raises ValueError outside 0 to 100%. None where a part is not known
    or below zero, the denominator is zero, or the numerator exceeds it: that is no proportion.
    """
    z = _z(confidence)
    x, n = _known(numerator), _known(denominator)
    if x is None or not n or x > n:
        return None
    middle = 2 * x + z * z
    reach = z * sqrt(z * z + 4 * x * (1 - x / n))
    base = 2 * (n + z * z)
    # Exactly 0 and 1 at the ends, whatever the last digit of the root.
    return Interval(
        0.0 if x == 0 else (middle - reach) / base,
        1.0 if x == n else (middle + reach) / base,
    )


def rate_interval(
    events: Decimal | float | None,
    population: Decimal | float | None,
    *,
    multiplier: Decimal | float,
    confidence: Decimal | float,
) -> Interval | None:
    """Limits of `events` per `multiplier` of `population`.

    `confidence` is such as 0.95 (or 95); raises ValueError outside 0 to 100%. None where a part is not known
    or below zero, and where the population is zero.
    """
    z = _z(confidence)
    x, n = _known(events), _known(population)
    if x is None or not n:
        return None
    limits = _byar(x, z) if x >= BYAR_FROM else _exact(x, (1 - _share(confidence)) / 2)
    return limits.times(float(multiplier) / n)


def verdict(
    interval: Interval | None, benchmark: Decimal | float | None, *, polarity: Polarity | str
) -> Verdict | None:
    """`benchmark`, taken as exact and in the interval's unit, is similar within the limits or on them."""
    above, below = _VERDICTS[Polarity(polarity)]
    if interval is None or benchmark is None:
        return None
    if interval.lower > float(benchmark):
        return above
    return below if interval.upper < float(benchmark) else Verdict.SIMILAR


def _share(confidence: Decimal | float) -> float:
    share = float(confidence) / 100 if confidence > 1 else float(confidence)
    if not 0 < share < 1:
        raise ValueError(f"A confidence is between 0 and 100%, not {confidence}.")
    return share


def _z(confidence: Decimal | float) -> float:
    return NormalDist().inv_cdf(0.5 + _share(confidence) / 2)


def _known(value: Decimal | float | None) -> float | None:
    """None for what is no amount, too."""
    return None if value is None or not isfinite(value) or value < 0 else float(value)


def _byar(events: float, z: float) -> Interval:
    def limit(x: float, z: float) -> float:
        return float(x * (1 - 1 / (9 * x) + z / (3 * sqrt(x))) ** 3)

    return Interval(limit(events, -z), limit(events + 1, z))


def _exact(events: float, tail: float) -> Interval:
    """Means of the Poisson distributions that reach `events` from below, and from above, so seldom."""
    return Interval(_gamma_quantile(events, tail) if events else 0.0, _gamma_quantile(events + 1, 1 - tail))


@lru_cache(maxsize=1000)
def _gamma_quantile(shape: float, probability: float) -> float:
    """Half the chi-square quantile of 2 × `shape` degrees of freedom, by bisection."""
    low, high = 0.0, 1.0
    # The ends are where floats give out: confidence a hair below 100%, a fraction of an event near zero.
    while high < 512 and _gamma_probability(shape, high) < probability:
        high *= 2
    while high - low > max(1e-12 * high, 1e-300):
        middle = (low + high) / 2
        if _gamma_probability(shape, middle) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _gamma_probability(shape: float, x: float) -> float:
    """The regularised lower incomplete gamma function, by its power series."""
    term = total = 1.0
    step = shape
    while term > 1e-17 * total:
        step += 1
        term *= x / step
        total += term
    return total * exp(shape * log(x) - x - lgamma(shape + 1))
