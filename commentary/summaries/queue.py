"""What waits for an owner, over the open months of all their scorecards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import F, OuterRef, Subquery

from commentary.checks import Severity
from commentary.models import CommentaryEvent, Opening
from commentary.permissions import Roles, Standing, standing
from commentary.workflow import Status, Step, refusal
from indicators.calculations.control_charts import Kind
from indicators.models import ReportingMonth
from indicators.people.models import Cover, User

from .changes import Changes, since_signed
from .checked import Checks, checks_of_month
from .month import Item, MonthWork, month_work
from .questions import Threads, is_asked, of_item, threads_of_month

NO_CHANGES = Changes(())


class Group(StrEnum):
    """In which order an owner reads."""

    FLAGGED = "flagged"
    STALE = "stale"
    REQUIRED = "required"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Place:
    """One commentary in somebody's queue.

    `state` is waiting, stale, barred (submitted or stale, and somebody else must sign), approved or returned.
    `is_asked` says that a question about it has no answer yet, and the decision was put off.
    """

    work: MonthWork
    item: Item
    roles: Roles
    state: str
    group: Group
    changes: Changes
    checks: Checks
    threads: Threads
    is_asked: bool

    @property
    def waits(self) -> bool:
        return self.may_sign and not self.is_asked

    @property
    def may_sign(self) -> bool:
        """It is to be signed, and this person may."""
        return self.state in ("waiting", "stale")

    @property
    def mark(self) -> str:
        """What its square shows."""
        return "asked" if self.may_sign and self.is_asked else self.state


@dataclass(frozen=True, slots=True)
class WithReporter:
    """One that is still with its reporter, with what was asked about it."""

    work: MonthWork
    item: Item
    threads: Threads


@dataclass(frozen=True, slots=True)
class Queue:
    """`places` are in the order of their groups, in each the first deadline first, then as printed.

    `not_yet` are with their reporters, the optional ones too that nobody has written.
    """

    months: tuple[MonthWork, ...]
    places: tuple[Place, ...]
    not_yet: tuple[WithReporter, ...]

    def in_state(self, *states: str) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.state in states)

    @property
    def waiting(self) -> tuple[Place, ...]:
        """What this person can decide now, in the order of the queue."""
        return tuple(place for place in self.places if place.waits)

    @property
    def asked(self) -> tuple[Place, ...]:
        """What they have asked about and then decide."""
        return tuple(place for place in self.places if place.mark == "asked")

    @property
    def decided(self) -> int:
        return len(self.in_state("approved", "returned")) + len(self.asked)

    @property
    def with_reporters(self) -> tuple[WithReporter, ...]:
        """Those that are expected and have not been here: what was returned is counted as decided."""
        return tuple(
            each for each in self.not_yet if each.item.is_to_write and each.item.status is not Status.RETURNED
        )

    def owned_in(self, work: MonthWork) -> tuple[tuple[Item, Threads], ...]:
        """All that this person signs in one of the months, as printed, with what was asked about it."""
        every: tuple[Place | WithReporter, ...] = (*self.places, *self.not_yet)
        threads = {each.item.row.pk: each.threads for each in every if each.work is work}
        return tuple((item, threads[item.row.pk]) for item in work.items if item.row.pk in threads)

    def index(self, indicator_pk: int, month: date) -> int | None:
        keys = [(place.item.row.pk, place.work.month) for place in self.places]
        return keys.index((indicator_pk, month)) if (indicator_pk, month) in keys else None

    def next_waiting(self, after: int) -> Place | None:
        """The next one that waits, from the beginning again after the last."""
        around = self.places[after + 1 :] + self.places[:after]
        return next((place for place in around if place.waits), None)


def queue(user: User, on: date) -> Queue:
    """Two queries, and for each open month those of `month_work` and eleven more, however many rows."""
    acting_for = {user.pk, *Cover.objects.running(on).filter(deputy=user).values_list("user", flat=True)}
    months: list[MonthWork] = []
    places: list[Place] = []
    not_yet: list[WithReporter] = []
    for reporting_month in _open_months(acting_for):
        work = month_work(reporting_month)
        person = standing(user, reporting_month.scorecard, on)
        threads = threads_of_month(work.scorecard.pk, work.month)
        places += places_of(work, person, threads)
        not_yet += [
            WithReporter(work, item, of_item(threads, item))
            for item in work.owned_by(person)
            if item.is_with_reporter
        ]
        months.append(work)
    return Queue(tuple(months), tuple(_in_order(places)), tuple(not_yet))


def opened_by(user: User, places: Iterable[Place]) -> frozenset[tuple[int, str]]:
    """What this person themself has opened of what is submitted now, as key of the commentary and fingerprint
    of the figures beside it. One query."""
    last = CommentaryEvent.objects.filter(
        commentary=OuterRef("submission__commentary"), step=Step.SUBMIT
    ).order_by("-pk")
    found = Opening.objects.filter(
        by=user, submission__commentary__in=[place.item.summary.pk for place in places]
    ).annotate(present=Subquery(last.values("pk")[:1]))
    present = found.filter(submission=F("present"))
    return frozenset(present.values_list("submission__commentary", "figures_hash"))


def places_of(work: MonthWork, person: Standing, threads: Mapping[int, Threads]) -> list[Place]:
    """What has come to somebody in one month, in the order of the queue. Seven queries."""
    owned = work.owned_by(person)
    found = []
    for item in owned:
        roles = person.roles(owner=item.row.owner_pk, reporter=item.row.reporter_pk)
        if state := _state(item, person.user_pk, roles):
            found.append((item, roles, state))
    changes = since_signed(work, owned)
    as_decided = _as_returned([item for item, _, _ in found])
    checks = checks_of_month(work, as_decided, person)
    return _in_order(
        Place(
            work=work,
            item=item,
            roles=roles,
            state=state,
            group=_group(item, checks.get(item.row.pk, Checks())),
            changes=changes.get(item.row.pk, NO_CHANGES),
            checks=checks.get(item.row.pk, Checks()),
            threads=of_item(threads, item),
            is_asked=is_asked(of_item(threads, item), item.summary),
        )
        for item, roles, state in found
    )


def _in_order(places: Iterable[Place]) -> list[Place]:
    return sorted(places, key=lambda place: list(Group).index(place.group))


def _group(item: Item, checks: Checks) -> Group:
    """What is decided stays where it was, so that no other number changes: what was signed again stays among
    those that came back, and a returned one is judged by the words that were returned."""
    if item.summary.is_stale or item.summary.is_signed_again:
        return Group.STALE
    if not item.is_required:
        return Group.OPTIONAL
    return Group.FLAGGED if is_flagged(item, checks) else Group.REQUIRED


def is_flagged(item: Item, checks: Checks) -> bool:
    """Something asks for the owner's eyes: a check that is open and more than advice, words that go against a
    figure though they were left as they are, or a signal of concern on any row that shares the words."""
    return (
        any(each.severity is not Severity.HINT for each in checks.open)
        or any(each.severity is Severity.CONTRADICTION for each in checks.kept)
        or any(row.signal.kind == Kind.CONCERN for row in item.family)
    )


def _as_returned(items: Iterable[Item]) -> list[Item]:
    """The same, those that were returned with the words that they had then. One query, or none."""
    every = list(items)
    pks = [item.summary.pk for item in every if item.status is Status.RETURNED]
    if not pks:
        return every
    events = CommentaryEvent.objects.filter(commentary__in=pks, step__in=(Step.RETURN, Step.REOPEN))
    texts = dict(events.order_by("pk").values_list("commentary", "text"))
    return [item.with_text(texts.get(item.summary.pk or 0, item.summary.text)) for item in every]


def _open_months(owners: set[int]) -> list[ReportingMonth]:
    found = ReportingMonth.objects.open().filter(scorecard__indicators__owner__in=owners).distinct()
    return list(found.select_related("scorecard").order_by("sign_off_due", "month", "pk"))


def _state(item: Item, user_pk: int, roles: Roles) -> str:
    situation = item.summary.situation(user_pk=user_pk, roles=roles, month_is_open=True)
    match item.status:
        case Status.SUBMITTED:
            return "barred" if refusal(Step.APPROVE, situation) else "waiting"
        case Status.APPROVED if item.summary.is_stale:
            return "barred" if refusal(Step.CONFIRM, situation) else "stale"
        case Status.APPROVED:
            return "approved"
        case Status.RETURNED:
            return "returned"
        case _:
            return ""
