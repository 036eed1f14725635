"""Working days in England: Monday to Friday, bank holidays left out. Deadlines of a month in them."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from . import months


class Deadlines(NamedTuple):
    """In their order; each ends with its day."""

    returns_due: date
    commentary_due: date
    sign_off_due: date


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """The working days of the month after, counted from 1, on which the three are due."""

    returns: int = 4
    commentary: int = 7
    sign_off: int = 10


USUAL_RULE = DeadlineRule()


def proposed(month: date, rule: DeadlineRule = USUAL_RULE) -> Deadlines:
    """5, 10 and 13 July 2018 for June 2018."""
    eve = months.shift(month, 1) - timedelta(1)
    return Deadlines(*(after(eve, each) for each in (rule.returns, rule.commentary, rule.sign_off)))


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def after(day: date, count: int) -> date:
    """The working day that is `count` (1 or more) of them after `day`."""
    while count > 0:
        day += timedelta(1)
        count -= is_working(day)
    return day


def between(start: date, end: date) -> int:
    """Working days after `start`, up to `end` and including it; 0 where `end` is not later."""
    days = max((end - start).days, 0)
    weeks, rest = divmod(days, 7)
    weekdays = 5 * weeks + sum((start + timedelta(back)).weekday() < 5 for back in range(1, rest + 1))
    holidays = (day for year in range(start.year, end.year + 1) for day in _bank_holidays(year))
    return weekdays - sum(start < day <= end and day.weekday() < 5 for day in holidays)


def days_late(due: date, today: date) -> int:
    """Working days since a deadline. On the weekend after it none has gone by."""
    return between(due, today)


@lru_cache(maxsize=400)
def _bank_holidays(year: int) -> frozenset[date]:
    # The library loads every country there is, a tenth of a second that most processes never need.
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=year, expand=False))
