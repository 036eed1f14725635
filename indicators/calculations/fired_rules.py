"""Every rule that holds for one point of a control chart, and the points that make it hold.

A chart names the first rule of each point; whoever asks why is told them all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import inf, isfinite
from typing import NamedTuple

from indicators.calculations.control_charts import LIMIT, Baseline, ControlChart, Kind, Rule

LEAST = 7
# As in the chart: a figure this near to a line, relatively, is on it.
_ON_THE_LINE = 1e-12
_OPPOSITE = {
    Kind.IMPROVEMENT: Kind.CONCERN,
    Kind.CONCERN: Kind.IMPROVEMENT,
    Kind.HIGH: Kind.LOW,
    Kind.LOW: Kind.HIGH,
}


@dataclass(frozen=True, slots=True)
class FiredRule:
    """`up`: above the mean, or rising.

    `indexes` are of the values that make the rule hold, `among` of all that were looked at for it (two of
    three), oldest first and without missing values.
    """

    rule: Rule
    kind: Kind
    up: bool
    indexes: tuple[int, ...]
    among: tuple[int, ...]


def baseline_at(chart: ControlChart, index: int) -> Baseline:
    """The baseline that a value belongs to. Raises IndexError for an index that is none."""
    for each in chart.baselines:
        if each.start <= index < each.stop:
            return each
    raise IndexError(f"The chart has no value {index}.")


def fired_rules(chart: ControlChart, index: int) -> tuple[FiredRule, ...]:
    """The rules that hold for value `index`, the chart's own first; none where it is missing or no signal.

    Raises IndexError for an index outside the chart.
    """
    baseline = baseline_at(chart, index)
    found = {
        at: float(value)
        for at in range(baseline.start, baseline.stop)
        if (value := chart.values[at]) is not None and isfinite(value)
    }
    if index not in found or index not in chart.signals or baseline.mean is None:
        return ()
    run = _Run(found, baseline, index)
    # A turning point ends one trend and begins another: the chart tells the later, which is first here.
    held = [*run.outside(), *run.trends(), *run.two_of_three(), *run.shift()]
    told = chart.signals[index]
    return tuple(
        FiredRule(each.rule, told.kind if each.up == held[0].up else _OPPOSITE[told.kind], *each[1:])
        for each in held
    )


class _Held(NamedTuple):
    rule: Rule
    up: bool
    indexes: tuple[int, ...]
    among: tuple[int, ...]


class _Run:
    """The present values of a baseline as distances from its mean, looked at from one of them."""

    def __init__(self, found: Mapping[int, float], baseline: Baseline, index: int) -> None:
        assert baseline.mean is not None
        self.indexes, self.values = [*found], [*found.values()]
        self.away = [value - baseline.mean for value in self.values]
        self.place = self.indexes.index(index)
        self.limit = inf if baseline.upper is None else baseline.upper - baseline.mean
        mean_range = 0.0 if self.limit == inf else self.limit / LIMIT
        self.width = _ON_THE_LINE * (abs(baseline.mean) + mean_range)

    def held(self, rule: Rule, up: bool, places: Iterable[int], among: Iterable[int] | None = None) -> _Held:
        indexes = tuple(self.indexes[each] for each in places)
        return _Held(rule, up, indexes, tuple(self.indexes[each] for each in among) if among else indexes)

    def outside(self) -> list[_Held]:
        away = self.away[self.place]
        if abs(away) <= self.limit + self.width:
            return []
        return [self.held(Rule.OUTSIDE, away > 0, [self.place])]

    def shift(self) -> list[_Held]:
        side = self._side(self.place)
        if not side:
            return []
        same = [self._side(each) == side for each in range(len(self.away))]
        places = self._stretch(same)
        return [self.held(Rule.SHIFT, side > 0, places)] if len(places) >= LEAST else []

    def trends(self) -> list[_Held]:
        """The later one first where this point turns one into another."""
        steps = [(later > earlier) - (later < earlier) for earlier, later in pairwise(self.values)]
        found = []
        for way in (1, -1):
            first = last = self.place
            while first and steps[first - 1] == way:
                first -= 1
            while last < len(steps) and steps[last] == way:
                last += 1
            if last - first + 1 >= LEAST:
                found.append(self.held(Rule.TREND, way > 0, range(first, last + 1)))
        return sorted(found, key=lambda each: each.indexes[-1], reverse=True)

    def two_of_three(self) -> list[_Held]:
        """The near points of the threes that this point, itself near, is in."""
        if not self._near(self.place):
            return []
        together: set[int] = set()
        among: set[int] = set()
        for start in range(max(self.place - 2, 0), min(self.place, len(self.away) - 3) + 1):
            three = range(start, start + 3)
            near = {each for each in three if self._near(each)}
            if len(near) >= 2 and abs(sum(map(self._side, three))) == 3:
                together |= near
                among.update(three)
        up = self.away[self.place] > 0
        return [self.held(Rule.TWO_OF_THREE, up, sorted(together), sorted(among))] if together else []

    def _near(self, place: int) -> bool:
        """In the outer third, and not outside."""
        return self.limit * 2 / 3 + self.width < abs(self.away[place]) <= self.limit + self.width

    def _side(self, place: int) -> int:
        """1 above the mean, −1 below, 0 on it."""
        away = self.away[place]
        return (away > self.width) - (away < -self.width)

    def _stretch(self, holds: list[bool]) -> range:
        """As far as it holds both ways without a break."""
        first = last = self.place
        while first and holds[first - 1]:
            first -= 1
        while last + 1 < len(holds) and holds[last + 1]:
            last += 1
        return range(first, last + 1)
