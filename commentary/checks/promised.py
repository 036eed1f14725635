"""What was promised: by when, and whether two texts promise the same."""

import re
from calendar import monthrange
from datetime import date, timedelta

from .findings import Horizon

# Of the words of two promises, how many both must have.
_ALIKE = 0.6


def promised_by(horizon: Horizon, written_on: date) -> date | None:
    """The last day that the words allow, None where they name none.

    Days count from the day of writing: four weeks from 9 July are 6 August.
    """
    if horizon.day is not None:
        return horizon.day
    if horizon.month is not None:
        return horizon.month.replace(day=monthrange(horizon.month.year, horizon.month.month)[1])
    return None if horizon.days is None else written_on + timedelta(days=horizon.days)


def promise_the_same(one: str, other: str) -> bool:
    """Whether most words of both are the same, whatever their order."""
    first, second = _words(one), _words(other)
    return bool(first) and len(first & second) >= _ALIKE * len(first | second)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))
