"""Reminding people by hand of what a month still waits for: once a day for each person and duty.

Making the row claims the day, in one transaction with the activity log; the mail goes when that is
committed. So a second press, or a second administrator at the same moment, mails nobody twice. What failed
is claimed again by the next press. It goes whatever somebody chose about the daily email: a person asks.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.utils import timezone

from commentary.models import Reminder
from commentary.notifications import reminding
from commentary.permissions import check_reminds, roles_on
from commentary.summaries import Chase, MonthWork, Person, chase, month_work
from indicators.actions.locks import held_open
from indicators.calculations import dates, months
from indicators.models import Indicator, ReportingMonth
from indicators.people import activity
from indicators.people.errors import Invalid, Refused
from indicators.people.models import User
from indicators.permissions import check_administers, check_month_is_open

from .deliveries import Deliveries
from .reminder_mail import reminder_mail


@dataclass(frozen=True, slots=True)
class Outcome:
    """`reminded` are names. `not_again` are sentences on who needed none or had theirs.

    `failed` are names with what the mail server said.
    """

    reminded: tuple[str, ...] = ()
    not_again: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Claimed:
    """The rows that are this sender's to settle, and the one mail for them."""

    name: str
    reminders: tuple[int, ...]
    message: EmailMultiAlternatives


def remind(*, month: ReportingMonth, keys: Collection[str], by: User, at: datetime, address: str) -> Outcome:
    """Mail everybody whom an administrator ticked. `keys` are those of `Person`, such as "write-12".

    Raises Refused, or Invalid where a key is nobody's of this month or nobody is named.
    """
    check_administers(by, month.scorecard)
    work, found = _read(month, at)
    people = [found.of(key) for key in dict.fromkeys(keys)]
    known = [person for person in people if person is not None]
    if not known or len(known) < len(people):
        raise Invalid("Tick who is to be reminded. Nobody was mailed.", field="remind")
    return _remind(work, month, known, by, at, address)


def remind_reporter(
    *, indicator: Indicator, month: ReportingMonth, by: User, at: datetime, address: str
) -> Outcome:
    """Mail the reporter of one row about all that they have left, asked by its owner or an administrator.

    Raises Refused.
    """
    check_reminds(roles_on(by, indicator, timezone.localdate(at)))
    work, found = _read(month, at)
    leader = indicator.shares_commentary_with_id or indicator.pk
    item = next((each for each in work.items if each.row.pk == leader), None)
    if item is None or not item.is_to_write:
        return Outcome(not_again=(f"{indicator.ref} is not waited for now, so nobody was reminded of it.",))
    person = found.of(f"{Reminder.WRITE}-{item.row.reporter_pk}")
    if person is None:
        nobody = f"Nobody is named as reporter of {indicator.ref}: tell the performance team."
        return Outcome(not_again=(nobody,))
    return _remind(work, month, [person], by, at, address)


def not_again(person: Person) -> str:
    """Why somebody who cannot be reminded now is not, as a sentence."""
    if person.last and person.last.is_open:
        return had_theirs(person.name, person.last.by, person.last.at)
    if not person.left:
        return f"{person.name} has nothing left, so was not reminded."
    if not person.receivers:
        return f"{person.name} could not be reminded: the account is closed, and nobody covers for them."
    return f"{person.name} may not sign what waits, because they wrote some of it: name a deputy."


def had_theirs(name: str, by: str, at: datetime) -> str:
    """Such as "Reporter was reminded today at 9:12am by Manager, so was not reminded again."."""
    time = dates.time_of_day(timezone.localtime(at))
    return f"{name} was reminded today at {time} by {by}, so was not reminded again."


def _read(month: ReportingMonth, at: datetime) -> tuple[MonthWork, Chase]:
    check_month_is_open(month)
    work = month_work(month)
    return work, chase(work, timezone.localdate(at))


def _remind(
    work: MonthWork, month: ReportingMonth, people: Iterable[Person], by: User, at: datetime, address: str
) -> Outcome:
    today = timezone.localdate(at)
    asked: dict[int, list[Person]] = defaultdict(list)
    said: list[str] = []
    for person in people:
        if person.user and person.can_be_reminded:
            asked[person.user.pk].append(person)
        else:
            said.append(not_again(person))
    claimed: list[_Claimed] = []
    with transaction.atomic(durable=True):
        if month.month not in held_open(month.scorecard_id):
            raise Refused("This month was closed meanwhile, so nobody was reminded.")
        # In the order of keys, so that two senders wait for one another and not each for the other.
        for pk in sorted(asked):
            mine, theirs = _claim(asked[pk], month, by, at, today)
            said += theirs
            if mine:
                claimed.append(_claimed(work, mine, by, today, address))
        if claimed:
            activity.record(
                verb="reminded people",
                by=by,
                at=at,
                on=month,
                on_label=months.label(month.month),
                scorecard=month.scorecard,
                after={"people": [each.name for each in claimed]},
            )
    return _send(claimed, tuple(said))


def _claim(
    person_duties: list[Person], month: ReportingMonth, by: User, at: datetime, today: date
) -> tuple[list[tuple[int, Person]], list[str]]:
    """What is this sender's to send, with the keys of its rows; and what somebody else has sent already."""
    mine, theirs = [], []
    for person in sorted(person_duties, key=lambda each: each.duty):
        assert person.user is not None
        key = {
            "scorecard": month.scorecard,
            "month": month.month,
            "user": person.user,
            "duty": person.duty,
            "day": today,
        }
        held = Reminder.objects.filter(**key)
        if held.filter(status=Reminder.FAILED).update(status=Reminder.SENDING, by=by, at=at, problem=""):
            mine.append((held.get().pk, person))
            continue
        try:
            with transaction.atomic():
                mine.append((Reminder.objects.create(**key, by=by, at=at).pk, person))
        except IntegrityError:
            first = held.select_related("by").get()
            theirs.append(had_theirs(person.name, first.by.full_name, first.at))
    return mine, theirs


def _claimed(
    work: MonthWork, mine: list[tuple[int, Person]], by: User, today: date, address: str
) -> _Claimed:
    people = [person for _, person in mine]
    said = reminding(work, people, today)
    keys = "-".join(str(pk) for pk, _ in mine)
    message = reminder_mail(said, by=by, day=today, name=f"reminder-{keys}", address=address)
    return _Claimed(people[0].name, tuple(pk for pk, _ in mine), message)


def _send(claimed: list[_Claimed], said: tuple[str, ...]) -> Outcome:
    deliveries = Deliveries()
    reminded, failed = [], []
    for each in claimed:
        problem = deliveries.send(each.message)
        status = Reminder.FAILED if problem else Reminder.SENT
        Reminder.objects.filter(pk__in=each.reminders).update(status=status, problem=problem)
        if problem:
            failed.append((each.name, problem))
        else:
            reminded.append(each.name)
    return Outcome(tuple(reminded), said, tuple(failed))
