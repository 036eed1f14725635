"""Days and times as people read them. Times are given in local time already."""

from datetime import date, datetime

from indicators.calculations import months, working_days

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


def working_days_in_words(count: int) -> str:
    """Such as "1 working day", "6 working days"."""
    return f"{count} working day{'' if count == 1 else 's'}"


def late_by(due: date | None, today: date) -> str:
    """Such as "2 working days"; "since the deadline" on the weekend after it; nothing before its end."""
    if due is None or today <= due:
        return ""
    late = working_days.days_late(due, today)
    return working_days_in_words(late) if late else "since the deadline"


def due_day(due: date, today: date) -> str:
    """Such as "due 31 July", "due today", "due 29 June, 6 working days late"; another year is named."""
    if due == today:
        return "due today"
    name = f"{due.day} {months.NAMES[due.month - 1]}" if due.year == today.year else day(due)
    if due > today:
        return f"due {name}"
    late = working_days.days_late(due, today)
    count = f"{working_days_in_words(late)} " if late else ""
    return f"due {name}, {count}late"


def deadline(due: date | None, today: date) -> str:
    """Such as "due tomorrow, Friday 13 July" or "2 working days late, due Tuesday 10 July".

    Nothing without a deadline.
    """
    if due is None:
        return ""
    name = near(due)
    days = (due - today).days
    if days < 0:
        late = working_days.days_late(due, today)
        count = f"{working_days_in_words(late)} " if late else ""
        return f"{count}late, due {name}"
    if days < 2:
        return f"due {'tomorrow' if days else 'today'}, {name}"
    return f"due {name}"
