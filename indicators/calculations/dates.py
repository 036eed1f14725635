"""Days and times as people read them. Times are given in local time already."""

from datetime import date, datetime

from indicators.calculations import months

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day(when: date) -> str:
    """Such as "5 July 2018"."""
    return f"{when.day} {months.label(when)}"


def weekday(when: date) -> str:
    """Such as "Thursday 5 July 2018"."""
    return f"{near(when)} {when.year}"


def near(when: date) -> str:
    """Such as "Thursday 5 July", where the year is plain."""
    return f"{WEEKDAYS[when.weekday()]} {when.day} {months.NAMES[when.month - 1]}"


def time_of_day(when: datetime) -> str:
    """Such as "9:31am"."""
    return f"{when.hour % 12 or 12}:{when.minute:02}{'am' if when.hour < 12 else 'pm'}"


def moment(when: datetime) -> str:
    """Such as "5 July 2018, 9:31am"."""
    return f"{day(when)}, {time_of_day(when)}"


def deadline(due: date | None, today: date) -> str:
    """Such as "due tomorrow, Friday 13 July" or "2 days late, due Tuesday 10 July"; nothing without one."""
    if due is None:
        return ""
    name = near(due)
    days = (due - today).days
    if days < 0:
        return f"{-days} day{'s' if days < -1 else ''} late, due {name}"
    if days < 2:
        return f"due {'tomorrow' if days else 'today'}, {name}"
    return f"due {name}"
