"""Days and times as people read them. Times are given in local time already."""

from datetime import date, datetime


def day(when: date) -> str:
    """Such as "5 July 2018"."""
    return f"{when.day} {when:%B %Y}"


def weekday(when: date) -> str:
    """Such as "Thursday 5 July 2018"."""
    return f"{when:%A} {day(when)}"


def time_of_day(when: datetime) -> str:
    """Such as "9:31am"."""
    return f"{when.hour % 12 or 12}:{when:%M}{'am' if when.hour < 12 else 'pm'}"


def moment(when: datetime) -> str:
    """Such as "5 July 2018, 9:31am"."""
    return f"{day(when)}, {time_of_day(when)}"
