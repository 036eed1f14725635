"""Whom a month waits for: what each has left, how late, who covers them, when they were last reminded."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from commentary.models import Reminder
from commentary.permissions import Standing
from commentary.workflow import Status, Step, refusal
from indicators.calculations import dates, working_days
from indicators.people.models import Cover, User

from .month import Item, MonthWork, count, is_late


@dataclass(frozen=True, slots=True)
class Left:
    """One commentary that somebody has still to write or to sign.

    `is_barred`: of those who could be asked nobody may sign it, because they wrote some of the words.
    """

    item: Item
    state: str
    is_late: bool
    is_barred: bool = False


@dataclass(frozen=True, slots=True)
class Deputy:
    """Somebody active who covers a person today; `until` is the last day."""

    user: User
    until: date


@dataclass(frozen=True, slots=True)
class LastReminder:
    """The last reminder by hand of this duty. `when` is such as "Today, 9:12am".

    `is_open`: it is of today, and another may not be sent.
    """

    by: str
    at: datetime
    when: str
    status: str
    problem: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Person:
    """One reporter ("write") or owner ("sign") of a month. `user` is None where nobody is named or matched.

    `days_late` are working days: 0 on the weekend after a deadline, though something is late.
    """

    duty: str
    user: User | None
    name: str
    deputies: tuple[Deputy, ...]
    items: tuple[Item, ...]
    left: tuple[Left, ...]
    days_late: int
    longest_wait: str
    last: LastReminder | None

    @property
    def key(self) -> str:
        """What names this person and duty in a form."""
        return f"{self.duty}-{self.user.pk}" if self.user else ""

    @property
    def late(self) -> int:
        return sum(each.is_late for each in self.left)

    @property
    def required(self) -> int:
        return sum(item.is_required for item in self.items)

    @property
    def written(self) -> int:
        """Of the required ones."""
        return sum(item.is_required and not item.is_with_reporter for item in self.items)

    @property
    def optional(self) -> int:
        return len(self.items) - self.required

    @property
    def optional_written(self) -> int:
        return sum(not item.is_required and not item.is_with_reporter for item in self.items)

    @property
    def waiting(self) -> int:
        return count(self.items, Status.SUBMITTED)

    @property
    def stale(self) -> int:
        return sum(item.summary.is_stale for item in self.items)

    @property
    def returned(self) -> int:
        return count(self.items, Status.RETURNED)

    @property
    def signed(self) -> int:
        return sum(item.is_signed for item in self.items)

    @property
    def receivers(self) -> tuple[User, ...]:
        """Who would be mailed: themselves, and who covers them."""
        own = (self.user,) if self.user and self.user.is_active else ()
        return (*own, *(deputy.user for deputy in self.deputies))

    @property
    def reminded_of(self) -> tuple[Left, ...]:
        return tuple(each for each in self.left if not each.is_barred)

    @property
    def can_be_reminded(self) -> bool:
        """There is something to say, somebody to say it to, and it was not said today."""
        return bool(self.reminded_of and self.receivers) and not (self.last and self.last.is_open)

    @property
    def is_ticked(self) -> bool:
        """Who is late comes ticked."""
        return self.can_be_reminded and any(each.is_late for each in self.reminded_of)

    @property
    def late_by(self) -> str:
        """Such as "2 working days late"; nothing before the deadline."""
        if not self.late:
            return ""
        return (
            f"{dates.working_days_in_words(self.days_late)} late"
            if self.days_late
            else "late since the deadline"
        )

    @property
    def groups(self) -> tuple[tuple[str, tuple[Item, ...]], ...]:
        """What is left, by the words for its state."""
        found: dict[str, list[Item]] = defaultdict(list)
        for each in self.left:
            found[each.state].append(each.item)
        return tuple((state, tuple(items)) for state, items in found.items())


@dataclass(frozen=True, slots=True)
class Chase:
    """Everybody with something to write or to sign in a month, who is late first."""

    reporters: tuple[Person, ...]
    owners: tuple[Person, ...]

    @property
    def people(self) -> tuple[Person, ...]:
        return self.reporters + self.owners

    @property
    def ticked(self) -> int:
        """How many different people come ticked."""
        return len({each.user.pk for each in self.people if each.user and each.is_ticked})

    @property
    def can_remind(self) -> bool:
        return any(each.can_be_reminded for each in self.people)

    def of(self, key: str) -> Person | None:
        return next((each for each in self.people if key and each.key == key), None)


def chase(work: MonthWork, today: date) -> Chase:
    """Three queries, however many rows and people."""
    known = _known(work, today)
    return Chase(
        reporters=_people(Reminder.WRITE, work, known, today),
        owners=_people(Reminder.SIGN, work, known, today),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    users: Mapping[int, User]
    deputies: Mapping[int, tuple[Deputy, ...]]
    last: Mapping[tuple[int, str], LastReminder]


def _known(work: MonthWork, today: date) -> _Known:
    named = {pk for item in work.items for pk in (item.row.owner_pk, item.row.reporter_pk) if pk is not None}
    deputies: dict[int, dict[int, Deputy]] = defaultdict(dict)
    covers = Cover.objects.running(today).filter(user__in=named, deputy__is_active=True)
    for cover in covers.select_related("deputy").order_by("ends_on", "pk"):
        deputies[cover.user_id][cover.deputy_id] = Deputy(cover.deputy, cover.ends_on)
    sent = Reminder.objects.filter(scorecard_id=work.scorecard.pk, month=work.month).select_related("by")
    return _Known(
        users=User.objects.in_bulk(named),
        deputies={pk: tuple(each.values()) for pk, each in deputies.items()},
        last={(each.user_id, each.duty): _last(each, today) for each in sent.order_by("at", "pk")},
    )


def _last(reminder: Reminder, today: date) -> LastReminder:
    local = timezone.localtime(reminder.at)
    day = "Today" if local.date() == today else dates.near(local.date())
    return LastReminder(
        by=reminder.by.full_name,
        at=reminder.at,
        when=f"{day}, {dates.time_of_day(local)}",
        status=reminder.status,
        problem=reminder.problem,
        is_open=reminder.day == today and reminder.status != Reminder.FAILED,
    )


def _people(duty: str, work: MonthWork, known: _Known, today: date) -> tuple[Person, ...]:
    together: dict[tuple[int | None, str], list[Item]] = defaultdict(list)
    for item in work.items:
        row = item.row
        pk, name = (row.reporter_pk, row.reporter) if duty == Reminder.WRITE else (row.owner_pk, row.owner)
        together[pk, name].append(item)
    people = (_person(duty, pk, name, items, work, known, today) for (pk, name), items in together.items())
    return tuple(sorted(people, key=lambda person: (-person.late, not person.left)))


def _person(
    duty: str,
    pk: int | None,
    name: str,
    items: list[Item],
    work: MonthWork,
    known: _Known,
    today: date,
) -> Person:
    user = known.users.get(pk) if pk is not None else None
    deputies = known.deputies.get(pk, ()) if pk is not None else ()
    due = work.commentary_due if duty == Reminder.WRITE else work.sign_off_due
    late = is_late(due, today)
    signs = duty == Reminder.SIGN
    left = tuple(
        Left(item, _state(item), late, signs and _is_barred(item, user, deputies))
        for item in items
        if (item.is_to_sign if signs else item.is_to_write)
    )
    return Person(
        duty=duty,
        user=user,
        name=name or "Nobody named",
        deputies=deputies,
        items=tuple(items),
        left=left,
        days_late=working_days.days_late(due, today) if due else 0,
        longest_wait=_longest_wait(items, today),
        last=known.last.get((pk, duty)) if pk is not None else None,
    )


def _state(item: Item) -> str:
    match item.status:
        case Status.NOT_STARTED:
            return "not started"
        case Status.RETURNED if item.summary.returned:
            near = dates.near(timezone.localdate(item.summary.returned.at))
            return f"returned on {near}"
        case Status.SUBMITTED:
            return "to sign"
        case Status.APPROVED:
            return "to sign again"
        case _:
            return str(item.status)


def _is_barred(item: Item, user: User | None, deputies: Iterable[Deputy]) -> bool:
    """Whether neither the owner nor who covers them may sign it."""
    step = Step.CONFIRM if item.summary.is_stale else Step.APPROVE
    own = [user] if user and user.is_active else []
    for each in (*own, *(deputy.user for deputy in deputies)):
        covered = {} if user is None or each.pk == user.pk else {user.pk: ""}
        standing = Standing(each.pk, is_administrator=False, covered=covered)
        roles = standing.roles(owner=item.row.owner_pk, reporter=item.row.reporter_pk)
        situation = item.summary.situation(user_pk=each.pk, roles=roles, month_is_open=True)
        if not refusal(step, situation):
            return False
    return True


def _longest_wait(items: Iterable[Item], today: date) -> str:
    """Such as "4 working days (M1)"; nothing where nothing waits."""
    waiting = (item for item in items if item.status is Status.SUBMITTED)
    sent = [(item.summary.submitted.at, item.row.ref) for item in waiting if item.summary.submitted]
    if not sent:
        return ""
    at, ref = min(sent)
    days = working_days.between(timezone.localdate(at), today)
    return f"{dates.working_days_in_words(days) if days else 'under 1 working day'} ({ref})"
