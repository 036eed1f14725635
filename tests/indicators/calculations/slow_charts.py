"""Control charts the slow way: fractions, one definition after another, every window looked at."""

from fractions import Fraction
from itertools import pairwise


def slow_mean(values: list[Fraction]) -> Fraction | None:
    return sum(values) / Fraction(len(values)) if values else None


def slow(values: list[Fraction], length: int | None, *, screen: bool) -> list[tuple[str | None, str | None]]:
    """Rule and direction of each value of one baseline without gaps."""
    base = values[:length]
    ranges = [abs(b - a) for a, b in pairwise(base)]
    mean, mean_range = slow_mean(base), slow_mean(ranges)
    assert mean is not None
    if screen and mean_range is not None:
        mean_range = slow_mean([each for each in ranges if each < Fraction("3.267") * mean_range])
    return [slow_rule(values, place, mean, mean_range) for place in range(len(values))]


def slow_rule(
    values: list[Fraction], place: int, mean: Fraction, mean_range: Fraction | None
) -> tuple[str | None, str | None]:
    def side(value: Fraction) -> int:
        return (value > mean) - (value < mean)

    def beyond(value: Fraction, ranges: Fraction) -> bool:
        return mean_range is not None and abs(value - mean) > ranges * mean_range

    def near(value: Fraction) -> bool:
        return beyond(value, Fraction("2.66") * 2 / 3) and not beyond(value, Fraction("2.66"))

    def windows(size: int) -> list[list[Fraction]]:
        firsts = range(place - size + 1, place + 1)
        return [values[each : each + size] for each in firsts if each >= 0 and each + size <= len(values)]

    value = values[place]
    above = "up" if side(value) > 0 else "down"
    if beyond(value, Fraction("2.66")):
        return "outside", above
    for window in reversed(windows(7)):
        if window == sorted(set(window)):
            return "trend", "up"
        if window == sorted(set(window), reverse=True):
            return "trend", "down"
    threes = [each for each in windows(3) if abs(sum(map(side, each))) == 3 and sum(map(near, each)) > 1]
    if near(value) and threes:
        return "two_of_three", above
    if any(abs(sum(map(side, window))) == 7 for window in windows(7)):
        return "shift", above
    return None, None


def slow_lines(
    values: list[Fraction], length: int | None, *, screen: bool
) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """Mean and limits of one baseline without gaps."""
    base = values[:length]
    ranges = [abs(b - a) for a, b in pairwise(base)]
    mean, mean_range = slow_mean(base), slow_mean(ranges)
    if screen and mean_range is not None:
        mean_range = slow_mean([each for each in ranges if each < Fraction("3.267") * mean_range])
    if mean is None or mean_range is None:
        return mean, None, None
    away = Fraction("2.66") * mean_range
    return mean, mean - away, mean + away
