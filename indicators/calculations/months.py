"""Months and financial years. A month is a date on the first; a financial year is named by its April."""

import re
from datetime import date
from functools import lru_cache

# Not strftime: its names follow the server's locale.
NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SHORT_NAMES = tuple(name[:3] for name in NAMES)
# Outside these nothing is kept, and the months around a month would leave the calendar.
YEARS = range(1900, 2200)


def first_of(day: date) -> date:
    """The month a day is in."""
    return date(day.year, day.month, 1)


def shift(month: date, by: int) -> date:
    """The month `by` months later, or earlier when negative."""
    years, index = divmod(month.month - 1 + by, 12)
    return date(month.year + years, index + 1, 1)


@lru_cache(maxsize=1_000)
def months_to(month: date, count: int) -> tuple[date, ...]:
    """The `count` months that end with `month`, oldest first."""
    return tuple(shift(month, -back) for back in reversed(range(count)))


def parse_slug(text: str) -> date:
    """The month of an address, "2018-06", from 1900 to 2199. Raises ValueError for anything else."""
    match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text)
    if not match or int(match[1]) not in YEARS:
        raise ValueError(f"“{text}” is not a month: write it like 2018-06.")
    return date(int(match[1]), int(match[2]), 1)


def slug(month: date) -> str:
    """Such as "2018-06"."""
    return f"{month.year:04}-{month.month:02}"


def parse_heading(text: str) -> date:
    """The month of a column headed "Jun-17", in this century. Raises ValueError for anything else."""
    match = re.fullmatch(r"([A-Za-z]{3})-([0-9]{2})", text.strip())
    if not match or match[1].title() not in SHORT_NAMES:
        raise ValueError(f"“{text}” is not a month: a column is headed like Jun-17.")
    return date(2000 + int(match[2]), SHORT_NAMES.index(match[1].title()) + 1, 1)


def label(month: date) -> str:
    """Such as "June 2018"."""
    return f"{NAMES[month.month - 1]} {month.year}"


def short_label(month: date) -> str:
    """Such as "Jun 18"."""
    return f"{SHORT_NAMES[month.month - 1]} {month.year % 100:02}"


def financial_year(month: date) -> int:
    """2018 from April 2018 to March 2019."""
    return month.year if month.month >= 4 else month.year - 1


def financial_year_label(year: int) -> str:
    """Such as "2018-19"."""
    return f"{year}-{(year + 1) % 100:02}"


def financial_year_months(year: int) -> tuple[date, ...]:
    """April to March."""
    return months_to(date(year + 1, 3, 1), 12)


class MonthInAddress:
    """The month in an address, such as 2018-06, for Django's path converters."""

    regex = r"[0-9]{4}-[0-9]{2}"

    def to_python(self, text: str) -> date:
        return parse_slug(text)

    def to_url(self, month: date) -> str:
        return slug(month)
