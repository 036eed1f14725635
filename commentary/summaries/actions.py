"""Actions as lists and pages show them. A fixed number of queries, frozen answers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from commentary.models import Action, ActionEvent, Commentary
from commentary.permissions import Roles
from commentary.workflow import Status
from indicators.calculations import dates
from indicators.models import Indicator, Membership, Scorecard
from indicators.models.scorecard import Reach
from indicators.people.models import Cover, User


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action as it stands on a day. `when` is such as "due 29 June, 6 working days late".

    `promise` are the words of the commentary of `month` that it is made of, empty for one made by hand.
    """

    pk: int
    indicator_pk: int
    ref: str
    title: str
    slug: str
    ref_slug: str
    month: date
    text: str
    promise: str
    who_pk: int
    who: str
    due: date
    when: str
    is_late: bool
    is_open: bool
    outcome: str
    closed_on: date | None


def actions_of(indicators: Iterable[int], *, on: date) -> tuple[ActionRow, ...]:
    """Of these indicators: open ones by due date, then closed ones, the last closed first. One query."""
    rows = _rows(Action.objects.filter(indicator__in=tuple(indicators)), on)
    return (*(row for row in rows if row.is_open), *sorted(_closed(rows), key=_closed_last, reverse=True))


def open_actions_of(indicators: Iterable[int], *, on: date) -> tuple[ActionRow, ...]:
    """Late ones first. One query."""
    return tuple(_rows(Action.objects.open().filter(indicator__in=tuple(indicators)), on))


def actions_read_by(
    roles: Roles, indicators: Iterable[int], *, user_pk: int, on: date
) -> tuple[ActionRow, ...]:
    """Those of a family of indicators that this reader may read. Two queries.

    Who works on the indicator reads all, the person it is for reads theirs. Everybody else reads what was
    promised in words that they read too: those of an approved commentary, as long as they stand there.
    """
    every = actions_of(indicators, on=on)
    if roles or not every:
        return every
    approved = _approved({row.indicator_pk for row in every}, {row.month for row in every})
    return tuple(
        row
        for row in every
        if row.who_pk == user_pk or (row.promise and row.promise in approved[row.indicator_pk, row.month])
    )


def _approved(indicators: Collection[int], of_months: Collection[date]) -> Mapping[tuple[int, date], str]:
    found: dict[tuple[int, date], str] = defaultdict(str)
    rows = Commentary.objects.filter(
        indicator__in=indicators, month__in=of_months, status=Status.APPROVED.value
    )
    for pk, month, text in rows.values_list("indicator_id", "month", "text"):
        found[pk, month] = text
    return found


def theirs(reader: Reach, user_pk: int) -> QuerySet[Action]:
    """Actions that this person has to do, themselves or for somebody they cover."""
    return _seen(reader).filter(who__in={user_pk, *reader.covered})


def in_their_hands(reader: Reach, user_pk: int) -> QuerySet[Action]:
    """Those, and all of the indicators they own, report, cover or administer."""
    people = {user_pk, *reader.covered}
    works_on = (
        Q(indicator__owner__in=people)
        | Q(indicator__reporter__in=people)
        | Q(indicator__scorecard__in=reader.as_administrator)
    )
    return _seen(reader).filter(works_on | Q(who__in=people))


def _seen(reader: Reach) -> QuerySet[Action]:
    every = Action.objects.order_by("due", "pk")
    return every if reader.sees_all else every.filter(indicator__scorecard__in=reader.scorecards)


def to_do(reader: Reach, user_pk: int, *, on: date) -> tuple[ActionRow, ...]:
    """For My work: open ones to do, and the late ones of indicators they own. One query."""
    people = {user_pk, *reader.covered}
    late_of_theirs = Q(indicator__owner__in=people, due__lt=on)
    rows = _seen(reader).filter(Q(who__in=people) | late_of_theirs, closed_at=None)
    return tuple(_rows(rows, on))


def as_rows(rows: QuerySet[Action] | Iterable[Action], *, on: date) -> tuple[ActionRow, ...]:
    """Rows of a page of a list, already in order. They have their indicator, scorecard and person at hand."""
    return tuple(_row(each, on) for each in rows)


def people_who_see(scorecard: Scorecard, *, on: date) -> QuerySet[User]:
    """The active people who could be given something to do: members, owners, reporters, their covers."""
    rows = Indicator.objects.filter(scorecard=scorecard)
    rows = rows.filter(Q(active_until=None) | Q(active_until__gte=on.replace(day=1)))
    named = Q(pk__in=rows.values("owner")) | Q(pk__in=rows.values("reporter"))
    covers = Cover.objects.running(on).filter(user__in=User.objects.filter(named))
    members = Membership.objects.filter(scorecard=scorecard)
    return User.objects.filter(
        named | Q(pk__in=members.values("user")) | Q(pk__in=covers.values("deputy")), is_active=True
    )


def history_of_action(pk: int) -> tuple[ActionEvent, ...]:
    """Everything that was done to it, newest first. One query."""
    events = ActionEvent.objects.filter(action_id=pk).order_by("-pk")
    return tuple(events.select_related("by", "who"))


def _rows(rows: QuerySet[Action], on: date) -> list[ActionRow]:
    in_order = rows.select_related("indicator__scorecard", "who").order_by("due", "pk")
    return [_row(each, on) for each in in_order]


def _row(each: Action, on: date) -> ActionRow:
    indicator = each.indicator
    is_open = each.closed_at is None
    return ActionRow(
        pk=each.pk,
        indicator_pk=indicator.pk,
        ref=indicator.ref,
        title=indicator.shown_title,
        slug=indicator.scorecard.slug,
        ref_slug=indicator.ref_slug,
        month=each.month,
        text=each.text,
        promise=each.promise,
        who_pk=each.who_id,
        who=each.who.full_name,
        due=each.due,
        when=dates.due_day(each.due, on),
        is_late=is_open and each.due < on,
        is_open=is_open,
        outcome=each.outcome,
        closed_on=_day(each.closed_at),
    )


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def _closed(rows: Iterable[ActionRow]) -> list[ActionRow]:
    return [row for row in rows if not row.is_open]


def _closed_last(row: ActionRow) -> Any:
    return row.closed_on, row.pk
