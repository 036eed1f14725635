"""What waits for an owner, over the open months of all their scorecards."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commentary.permissions import Roles, Standing, standing
from commentary.workflow import Status, Step, refusal
from indicators.models import ReportingMonth
from indicators.people.models import Cover, User

from .changes import Changes, since_signed
from .checked import Checks, checks_of_month
from .month import Item, MonthWork, month_work

NO_CHANGES = Changes(())


@dataclass(frozen=True, slots=True)
class Place:
    """One commentary in somebody's queue.

    `state` is waiting, stale, barred (submitted or stale, and somebody else must sign), approved or returned.
    """

    work: MonthWork
    item: Item
    roles: Roles
    state: str
    changes: Changes
    person: Standing

    @property
    def waits(self) -> bool:
        return self.state in ("waiting", "stale")


@dataclass(frozen=True, slots=True)
class Queue:
    """`places` are in printed order, the first deadline first; `not_yet` are still to be written."""

    months: tuple[MonthWork, ...]
    places: tuple[Place, ...]
    not_yet: tuple[tuple[MonthWork, Item], ...]

    def in_state(self, *states: str) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.state in states)

    @property
    def waiting(self) -> tuple[Place, ...]:
        """What this person can decide now: what was submitted, then what came back."""
        return self.in_state("waiting") + self.in_state("stale")

    def index(self, indicator_pk: int, month: date) -> int | None:
        keys = [(place.item.row.pk, place.work.month) for place in self.places]
        return keys.index((indicator_pk, month)) if (indicator_pk, month) in keys else None

    def next_waiting(self, after: int) -> Place | None:
        """The next one that waits, from the beginning again after the last."""
        around = self.places[after + 1 :] + self.places[:after]
        return next((place for place in around if place.waits), None)


def queue(user: User, on: date) -> Queue:
    """Two queries, and for each open month those of `month_work` and three more, however many rows."""
    acting_for = {user.pk, *Cover.objects.running(on).filter(deputy=user).values_list("user", flat=True)}
    months: list[MonthWork] = []
    places: list[Place] = []
    not_yet: list[tuple[MonthWork, Item]] = []
    for reporting_month in _open_months(acting_for):
        work = month_work(reporting_month)
        person = standing(user, reporting_month.scorecard, on)
        owned = work.owned_by(person)
        changes = since_signed(work, owned)
        for item in owned:
            roles = person.roles(owner=item.row.owner_pk, reporter=item.row.reporter_pk)
            if item.is_to_write:
                not_yet.append((work, item))
            if state := _state(item, user.pk, roles):
                places.append(Place(work, item, roles, state, changes.get(item.row.pk, NO_CHANGES), person))
        months.append(work)
    return Queue(tuple(months), tuple(places), tuple(not_yet))


def checks_of_places(places: Iterable[Place]) -> dict[tuple[int, date], Checks]:
    """What the checks say of the words of these, by indicator and month. Four queries for each month."""
    together: dict[tuple[int, date], list[Place]] = defaultdict(list)
    for place in places:
        together[place.work.scorecard.pk, place.work.month].append(place)
    return {
        (pk, month): checks
        for (_, month), them in together.items()
        for pk, checks in checks_of_month(
            them[0].work, [place.item for place in them], them[0].person
        ).items()
    }


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
