"""A month as people write it above a column or beside a figure."""

import re
from datetime import date

from indicators.calculations.months import NAMES, SHORT_NAMES, YEARS, first_of, shift

_NUMBERS = {
    **{name.casefold(): number for number, name in enumerate(NAMES, 1)},
    **{name.casefold(): number for number, name in enumerate(SHORT_NAMES, 1)},
    "sept": 9,
}
_WORDS = re.compile(
    r"(?:(?P<day>[0-9]{1,2})[ /-])?(?P<name>[A-Za-z]{3,9})\.?[ /-]{0,2}['\u2019]?(?P<year>[0-9]{4}|[0-9]{2})"
)
_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{1,2})(?:[-/](?P<day>[0-9]{1,2})(?:[ T]00:00(?::00)?)?)?"
)
_YEAR_LAST = re.compile(
    r"(?:(?P<day>[0-9]{1,2})[/.-])?(?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})(?: 00:00(?::00)?)?"
)


def spelled_month(text: str) -> date | None:
    """The month of "Jun-18", "June 2018", "2018-06", "06/2018", "01/06/2018" or "30 June 2018".

    None for anything else: a day is the first or the last of its month, and a date that reads otherwise in
    another country (06/01/2018) or is cut short (06/18) is not guessed.
    """
    tidy = " ".join(text.split())
    if match := _WORDS.fullmatch(tidy):
        number = _NUMBERS.get(match["name"].casefold())
    elif match := _YEAR_FIRST.fullmatch(tidy) or _YEAR_LAST.fullmatch(tidy):
        number = int(match["month"])
    else:
        return None
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    if number is None or not 1 <= number <= 12 or year not in YEARS:
        return None
    month = date(year, number, 1)
    return month if _is_edge(match["day"], month) else None


def _is_edge(day: str | None, month: date) -> bool:
    last = shift(month, 1) - first_of(month)
    return day is None or int(day) in (1, last.days)
