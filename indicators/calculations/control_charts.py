"""Which points of a series are signals and which are noise: XmR charts by the rules of "Making Data Count".

Means and limits are floats; a point keeps its value as it was given.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, partial
from itertools import pairwise, repeat
from math import inf, isfinite
from operator import gt, lt, sub
from typing import NamedTuple

from indicators.calculations.numbers_among import numbers_among
from indicators.calculations.terms import Polarity

# In mean moving ranges: three and two sigma from the mean, and the limit of a moving range itself.
LIMIT = 2.66
NEAR_LIMIT = 2 * (LIMIT / 3)
SCREEN = 3.267
TRIAL_BELOW = 13
# Rows of ones and of zeros: seven points of a side; the six steps between seven points.
_ROWS = {
    (least, of): (bytes([of] * least), re.compile(b"%c{%d,}" % (of, least)))
    for least in (6, 7)
    for of in (0, 1)
}
# A figure this near to a line, relatively, is on it: 22.6 is not quite 22.6 in binary.
_ON_THE_LINE = 1e-12


class Rule(StrEnum):
    """Why a point is a signal; where several hold, the first of these."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    SHIFT = "shift"


class Kind(StrEnum):
    """What a signal says: high and low where neither way is good. COMMON is of a chart, never of a point."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    HIGH = "high"
    LOW = "low"
    COMMON = "common"


class Assurance(StrEnum):
    """Whether the process, left as it is, meets its target: always, never, or as chance has it."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    HIT_AND_MISS = "hit_and_miss"


class Point(NamedTuple):
    value: Decimal | float | None
    mean: float | None
    lower: float | None
    upper: float | None
    rule: Rule | None
    kind: Kind | None


# A third of the time that calling the class takes.
_POINT: Callable[[Iterable[object]], Point] = partial(tuple.__new__, Point)


class Signal(NamedTuple):
    rule: Rule
    kind: Kind


class Baseline(NamedTuple):
    """Values `start` up to `stop`, `numbers` of them present, and their lines.

    Limits may lie below 0 or above 100%. They are None where no moving range makes them (one value, or a
    constant series with screening); the mean is None where there is no number.
    """

    start: int
    stop: int
    numbers: int
    mean: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class ControlChart:
    """`signals` are by index into `values`; `variation` is of the last, `assurance` of the last baseline."""

    values: tuple[Decimal | float | None, ...]
    baselines: tuple[Baseline, ...]
    signals: Mapping[int, Signal]
    trial: bool
    variation: Kind
    assurance: Assurance | None

    # Made when asked for: a page of many rows reads the last signal only.
    @cached_property
    def points(self) -> tuple[Point, ...]:
        """One for each value, in order."""
        rules: list[Rule | None] = [None] * len(self.values)
        kinds: list[Kind | None] = [None] * len(self.values)
        for place, (rule, kind) in self.signals.items():
            rules[place], kinds[place] = rule, kind
        points: list[Point] = []
        for each in self.baselines:
            lines = map(repeat, (each.mean, each.lower, each.upper))
            span = slice(each.start, each.stop)
            points += map(_POINT, zip(self.values[span], *lines, rules[span], kinds[span], strict=False))
        return tuple(points)


# Signals up (above the mean, or rising), and down.
_Pair = tuple[Signal, Signal]
_SIGNALS: dict[Polarity, dict[Rule, _Pair]] = {
    polarity: {rule: (Signal(rule, up), Signal(rule, down)) for rule in Rule}
    for polarity, up, down in (
        (Polarity.HIGHER, Kind.IMPROVEMENT, Kind.CONCERN),
        (Polarity.LOWER, Kind.CONCERN, Kind.IMPROVEMENT),
        (Polarity.NONE, Kind.HIGH, Kind.LOW),
    )
}


def control_chart(
    values: Sequence[Decimal | float | None],
    *,
    polarity: Polarity | str,
    target: Decimal | float | None = None,
    baseline_starts: Iterable[int] = (),
    baseline_length: int | None = None,
    screen_outliers: bool = False,
) -> ControlChart:
    """The chart of `values`, which are in month order.

    `baseline_starts` are indexes where lines and rules begin anew; those outside `values` do nothing.
    `baseline_length` is how many numbers from each start (at least one) make its lines; all where it is None.
    `screen_outliers` leaves moving ranges that are themselves unusual out of the limits, once.
    A missing value joins its neighbours, and so does one that is not finite. `trial`: the last baseline has
    fewer than 13 numbers. Raises ValueError for a polarity that is none.
    """
    polarity = Polarity(polarity)
    named = _SIGNALS[polarity]
    starts = sorted({0, *(each for each in baseline_starts if 0 < each < len(values))})
    baselines: list[Baseline] = []
    signals: dict[int, Signal] = {}
    lines = None
    for start, stop in pairwise([*starts, len(values)]):
        figures, places = numbers_among(values, start, stop)
        taken = figures if baseline_length is None else figures[: max(baseline_length, 1)]
        lines = _lines(taken, screen_outliers) if taken else None
        baselines.append(Baseline(start, stop, len(figures), *(lines.drawn if lines else (None, None, None))))
        if lines:
            found = _signals(figures, lines, named)
            signals.update(zip(map(places.__getitem__, found), found.values(), strict=True))
    last = signals.get(len(values) - 1)
    return ControlChart(
        values=tuple(values),
        baselines=tuple(baselines),
        signals=signals,
        trial=baselines[-1].numbers < TRIAL_BELOW,
        variation=last.kind if last else Kind.COMMON,
        assurance=_assurance(target, lines, polarity),
    )


class _Lines(NamedTuple):
    """The mean; how far limits and near limits are from it, infinite where there are none."""

    mean: float
    limit: float
    near: float
    # A figure no further from a line is on it.
    width: float

    @property
    def drawn(self) -> tuple[float | None, float | None, float | None]:
        """Mean, lower and upper limit."""
        if self.limit == inf:
            return self.mean, None, None
        return self.mean, self.mean - self.limit, self.mean + self.limit


def _lines(figures: list[float], screen_outliers: bool) -> _Lines:
    mean = sum(figures) / len(figures)
    ranges = [*map(abs, map(sub, figures[1:], figures))]
    if screen_outliers and ranges:
        most = SCREEN * sum(ranges) / len(ranges)
        ranges = [each for each in ranges if each < most]
    if not ranges:
        return _Lines(mean, inf, inf, _ON_THE_LINE * abs(mean))
    mean_range = sum(ranges) / len(ranges)
    width = _ON_THE_LINE * (abs(mean) + mean_range)
    return _Lines(mean, LIMIT * mean_range, NEAR_LIMIT * mean_range, width)


# What follows speaks of places among the figures.


def _signals(figures: list[float], lines: _Lines, named: Mapping[Rule, _Pair]) -> dict[int, Signal]:
    # Where two rules hold, the later one here is told.
    found = _shifts(figures, lines, named[Rule.SHIFT])
    low, high = lines.mean - lines.near - lines.width, lines.mean + lines.near + lines.width
    far = [place for place, figure in enumerate(figures) if not low <= figure <= high]
    limit = lines.limit + lines.width
    near = [place for place in far if abs(figures[place] - lines.mean) <= limit]
    found |= _two_of_three(near, figures, lines, named[Rule.TWO_OF_THREE])
    found |= _trends(figures, named[Rule.TREND])
    if len(near) < len(far):
        up, down = named[Rule.OUTSIDE]
        outside = {*far} - {*near}
        found |= {each: up if figures[each] > lines.mean else down for each in outside}
    return found


def _two_of_three(near: list[int], figures: list[float], lines: _Lines, pair: _Pair) -> dict[int, Signal]:
    """The near points of any three neighbours of which two or more are near and all lie on one side."""
    found: dict[int, Signal] = {}
    for first, second in pairwise(near):
        if second - first > 2 or (figures[first] > lines.mean) != (figures[second] > lines.mean):
            continue
        up = figures[first] > lines.mean
        # The threes that hold both: what is the third of each?
        for start in range(max(second - 2, 0), min(first, len(figures) - 3) + 1):
            away = figures[3 * start + 3 - first - second] - lines.mean
            if (away if up else -away) > lines.width:
                found[first] = found[second] = pair[0] if up else pair[1]
    return found


def _shifts(figures: list[float], lines: _Lines, pair: _Pair) -> dict[int, Signal]:
    """Seven or more in a row on one side; a point on the mean ends a row."""
    found: dict[int, Signal] = {}
    above = bytes(map(lt, repeat(lines.mean + lines.width), figures))
    for start, stop in _runs(above, 7):
        found |= dict.fromkeys(range(start, stop), pair[0])
    # Seven that are below are seven that are not above, without one on the mean.
    edge = lines.mean - lines.width
    for first, last in _runs(above, 7, of=0):
        if max(figures[first:last]) < edge:
            found |= dict.fromkeys(range(first, last), pair[1])
            continue
        below = bytes(map(gt, repeat(edge), figures[first:last]))
        for start, stop in _runs(below, 7):
            found |= dict.fromkeys(range(first + start, first + stop), pair[1])
    return found


def _trends(figures: list[float], pair: _Pair) -> dict[int, Signal]:
    """Seven or more in a row that all rise or all fall; a turning point belongs to the later trend."""
    rising = bytes(map(lt, figures, figures[1:]))
    runs = [(start, stop, pair[0]) for start, stop in _runs(rising, 6)]
    for first, last in _runs(rising, 6, of=0):
        falling = bytes(map(gt, figures[first:last], figures[first + 1 : last + 1]))
        runs += [(first + start, first + stop, pair[1]) for start, stop in _runs(falling, 6)]
    return {place: signal for start, stop, signal in sorted(runs) for place in range(start, stop + 1)}


def _runs(mask: bytes, least: int, *, of: int = 1) -> list[tuple[int, int]]:
    """Where `least` or more ones (or zeros) stand in a row, from and up to."""
    shortest, pattern = _ROWS[least, of]
    # Looking first is five times as fast, and mostly all that is needed.
    return [run.span() for run in pattern.finditer(mask)] if shortest in mask else []


def _assurance(target: Decimal | float | None, lines: _Lines | None, polarity: Polarity) -> Assurance | None:
    """Against the limits in force at the end."""
    if target is None or not isfinite(target) or lines is None:
        return None
    if lines.limit == inf or polarity == Polarity.NONE:
        return None
    above_mean = float(target) - lines.mean
    if abs(above_mean) <= lines.limit + lines.width:
        return Assurance.HIT_AND_MISS
    return Assurance.FAIL if (above_mean > 0) == (polarity == Polarity.HIGHER) else Assurance.PASS
