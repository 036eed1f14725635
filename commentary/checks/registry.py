"""Every check, in the order in which findings of one place are shown."""

from collections.abc import Callable, Iterator

from . import (
    acronyms,
    comparisons,
    direction,
    disclosure,
    duration,
    extremes,
    names,
    numbers,
    points,
    position,
    promises,
    repetition,
    significance,
    size,
    unchanged,
)
from .facts import Facts
from .findings import Finding
from .reading.reading import Reading

CHECKS: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    direction.check,
    size.check,
    duration.check,
    extremes.check,
    numbers.check,
    points.check,
    comparisons.check,
    significance.check,
    disclosure.check,
    names.check,
    unchanged.check,
    repetition.check,
    position.check,
    acronyms.check,
    promises.check,
)


def check_commentary(text: str, facts: Facts) -> list[Finding]:
    """What the checks say of `text`, in its order. They advise; nothing here keeps anybody from anything."""
    reading = Reading(text, facts)
    found = [finding for check in CHECKS for finding in check(reading)]
    return sorted(found, key=lambda each: (each.start, each.end))
