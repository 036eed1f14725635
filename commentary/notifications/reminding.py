"""What a reminder by hand says to one person of one month: all that they have left, whoever presses."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from commentary.models import Reminder
from commentary.summaries import MonthWork, Person
from commentary.workflow import Status
from indicators.calculations import dates, months

from . import pages
from .duties import Task, group_of
from .letter import Letter, Reminding, Section, one_line

# Everything is named: who is reminded by hand is to find no "and 7 more".
MOST_LINES = 1000
_KINDS = ("overdue", "returned", "to_write", "stale", "waiting")
_DUTIES = (Reminder.WRITE, Reminder.SIGN)


def reminding(work: MonthWork, duties: Iterable[Person], on: date) -> Reminding:
    """One mail for all `duties` of one person who can be reminded of each of them.

    Who covers them gets a copy, or the mail itself where the person's account is closed. No query.
    """
    asked = list(duties)
    person = asked[0]
    assert person.user is not None
    to, *others = person.receivers
    whose = "" if to.pk == person.user.pk else person.name
    tasks = sorted((task for each in asked for task in _tasks(work, each, whose)), key=_place)
    groups = tuple(
        group_of(work, key, list(found), is_administrator=False, on=on, most=MOST_LINES)
        for key, found in groupby(tasks, key=lambda task: (task.kind, task.duty, task.whose))
    )
    section = Section(one_line(work.scorecard.name), months.label(work.month), groups)
    return Reminding(
        letter=Letter(to.pk, one_line(to.full_name), to.email, (section,)),
        copies=tuple(user.email for user in others),
        copied=_copied(person, {user.pk for user in others}),
    )


def _tasks(work: MonthWork, person: Person, whose: str) -> Iterator[Task]:
    path = pages.write if person.duty == Reminder.WRITE else pages.review
    for each in person.reminded_of:
        item = each.item
        if person.duty == Reminder.WRITE:
            kind = "returned" if item.status is Status.RETURNED else "overdue" if each.is_late else "to_write"
        else:
            kind = "stale" if item.summary.is_stale else "overdue" if each.is_late else "waiting"
        yield Task(kind, person.duty, whose, pages.line(work, item, path))


def _place(task: Task) -> tuple[int, int]:
    return _KINDS.index(task.kind), _DUTIES.index(task.duty)


def _copied(person: Person, others: set[int]) -> str:
    """Such as "Deputy gets a copy: they cover for you until 20 July 2018."."""
    covering = [deputy for deputy in person.deputies if deputy.user.pk in others]
    for_whom = "you" if person.user and person.user.is_active else one_line(person.name)
    names = [(one_line(deputy.user.full_name), dates.day(deputy.until)) for deputy in covering]
    return " ".join(f"{name} gets a copy: they cover for {for_whom} until {day}." for name, day in names)
