"""What somebody should look at before a benchmark release is used."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from indicators import models
from indicators.calculations import formats
from indicators.calculations.terms import Unit
from indicators.models import Part

from .reference import Benchmarks
from .rows import Benchmark, Comparator


class Term(NamedTuple):
    """One indicator (None: a population) that is added to a side, or taken away from it."""

    other: int | None
    sign: int


Sides = dict[int, dict[str, list[Term]]]
Found = dict[tuple[int, int], list[str]]


def findings_of(
    indicators: Mapping[int, models.Indicator],
    comparators: tuple[Comparator, ...],
    now: Benchmarks,
    before: Benchmarks,
    sides: Sides,
) -> Found:
    """Sentences by indicator and comparator."""
    found: Found = defaultdict(list)
    for pk, indicator in indicators.items():
        for comparator in comparators:
            new = now.get(pk, {}).get(comparator.pk) or Benchmark(comparator)
            old = before.get(pk, {}).get(comparator.pk) or Benchmark(comparator)
            found[pk, comparator.pk] += _alone(indicator, new, old)
    for key, sentence in _parts_above_wholes(indicators, comparators, now, sides):
        if sentence not in found[key]:
            found[key].append(sentence)
    return found


def _alone(indicator: models.Indicator, new: Benchmark, old: Benchmark) -> Iterator[str]:
    if new.value is None:
        if old.value is not None:
            yield f"There was a value: {_figure(indicator, old.value)}."
        return
    if old.value is not None and abs(new.value - old.value) * 2 > abs(old.value):
        yield f"Moved by more than half, from {_figure(indicator, old.value)}."
    if indicator.unit == Unit.PERCENTAGE and new.value > 100:
        yield "A percentage over 100."


def _parts_above_wholes(
    indicators: Mapping[int, models.Indicator],
    comparators: tuple[Comparator, ...],
    now: Benchmarks,
    sides: Sides,
) -> Iterator[tuple[tuple[int, int], str]]:
    """Numerators of percentages that are more than what they are a part of."""
    for pk, roles in sides.items():
        numerator, denominator = roles.get(Part.NUMERATOR), roles.get(Part.DENOMINATOR)
        if pk not in indicators or indicators[pk].unit != Unit.PERCENTAGE or not (numerator and denominator):
            continue
        at = numerator[0].other
        if at is None or at not in indicators:
            continue
        for comparator in comparators:
            part, whole = _sum(numerator, comparator, now), _sum(denominator, comparator, now)
            if part is not None and whole is not None and part > whole:
                above = f"{_names(numerator, indicators)} is {formats.number(part, 0)}"
                below = f"{_names(denominator, indicators)} is {formats.number(whole, 0)}"
                yield (at, comparator.pk), f"A part above its whole: {above}, {below}."


def _sum(terms: list[Term], comparator: Comparator, now: Benchmarks) -> Decimal | None:
    """None where one of the terms is not known."""
    total = Decimal(0)
    for term in terms:
        known = now.get(term.other, {}).get(comparator.pk) if term.other is not None else None
        if known is None or known.value is None:
            return None
        total += term.sign * known.value
    return total


def _names(terms: list[Term], indicators: Mapping[int, models.Indicator]) -> str:
    named = [
        (" − " if term.sign < 0 else " + ") + indicators[term.other].ref
        for term in terms
        if term.other is not None and term.other in indicators
    ]
    return "".join(named).removeprefix(" + ")


def _figure(indicator: models.Indicator, value: Decimal) -> str:
    return formats.figure(value, Unit(indicator.unit), indicator.decimals)
