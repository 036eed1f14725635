"""Who could be mailed about the open months, and what they have said about it. Read once for everybody."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q

from commentary.models import CommentaryEvent, Digest, TurnedDown
from commentary.summaries import MonthWork, Threads, month_work, threads_of_month
from indicators.models import Membership, ReportingMonth
from indicators.models import Scorecard as ScorecardModel
from indicators.people.models import Cover, User
from indicators.scorecards import Row

# Who had no mail for longer than this is not told what was approved before.
NEWS_FOR = timedelta(days=7)
# A deputy of further back is not told of late work.
DEPUTIES_FOR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Month:
    """An open month. `administrators` are keys of people, `members` of all who see it by themselves."""

    work: MonthWork
    scorecard: ScorecardModel
    administrators: frozenset[int]
    members: frozenset[int]
    threads: Mapping[int, Threads]


@dataclass(frozen=True, slots=True)
class Addressees:
    """`covered` gives whom somebody covers today, `deputy` whose deputy would be told of late work.

    `turned_down` are the kinds somebody wants no mail about, `last` when they were last sent one, and
    `approved` when each commentary was approved, by its key.
    """

    months: tuple[Month, ...]
    users: Mapping[int, User]
    covered: Mapping[int, frozenset[int]]
    deputy: Mapping[int, int]
    turned_down: Mapping[int, frozenset[str]]
    last: Mapping[int, datetime]
    approved: Mapping[int, datetime]


def addressees(*, on: date, at: datetime) -> Addressees:
    """Seven queries, and two more than those of `month_work` for each open month, however many people."""
    months = _months()
    named = {pk for month in months for row in month.work.scorecard.rows for pk in _named(row)}
    covered: dict[int, set[int]] = defaultdict(set)
    deputy: dict[int, int] = {}
    lately = Cover.objects.filter(user__in=named, ends_on__gte=on - DEPUTIES_FOR).order_by("starts_on", "pk")
    for user, each, starts_on, ends_on in lately.values_list("user", "deputy", "starts_on", "ends_on"):
        if starts_on <= on <= ends_on:
            covered[each].add(user)
        deputy[user] = each
    people = named | set(deputy.values()) | {pk for month in months for pk in month.administrators}
    users = User.objects.filter(pk__in=people, is_active=True)
    return Addressees(
        months=months,
        users={user.pk: user for user in users},
        covered={pk: frozenset(each) for pk, each in covered.items()},
        deputy=deputy,
        turned_down=_turned_down(people),
        last=dict(_last(people, on, at)),
        approved=_approved(months, since=at - NEWS_FOR),
    )


def _months() -> tuple[Month, ...]:
    in_order = (F("sign_off_due").asc(nulls_last=True), "month", "pk")
    found = list(ReportingMonth.objects.open().select_related("scorecard").order_by(*in_order))
    roles: dict[int, dict[int, str]] = defaultdict(dict)
    members = Membership.objects.filter(scorecard__in={each.scorecard_id for each in found}).order_by()
    for scorecard, user, role in members.values_list("scorecard", "user", "role"):
        roles[scorecard][user] = role
    return tuple(_month(each, roles[each.scorecard_id]) for each in found)


def _month(reporting_month: ReportingMonth, roles: Mapping[int, str]) -> Month:
    work = month_work(reporting_month)
    return Month(
        work=work,
        scorecard=reporting_month.scorecard,
        administrators=frozenset(pk for pk, role in roles.items() if role == Membership.ADMINISTRATOR),
        members=frozenset(roles) | {pk for row in work.scorecard.rows for pk in _named(row)},
        threads=threads_of_month(work.scorecard.pk, work.month),
    )


def _named(row: Row) -> Iterable[int]:
    return (pk for pk in (row.owner_pk, row.reporter_pk) if pk is not None)


def _turned_down(people: Iterable[int]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for user, kind in TurnedDown.objects.filter(user__in=people).values_list("user", "kind"):
        found[user].add(kind)
    return {user: frozenset(kinds) for user, kinds in found.items()}


def _last(people: Iterable[int], on: date, at: datetime) -> Iterable[tuple[int, datetime]]:
    """The last one that is known to have gone, of a day before."""
    sent = Digest.objects.filter(user__in=people, status=Digest.SENT, day__lt=on, at__gt=at - NEWS_FOR)
    return sent.order_by("day").values_list("user", "at")


def _approved(months: Iterable[Month], *, since: datetime) -> dict[int, datetime]:
    """The last approval of each, not the signing again of what was approved before."""
    at_work = Q()
    for month in months:
        at_work |= Q(commentary__indicator__scorecard=month.scorecard, commentary__month=month.work.month)
    events = CommentaryEvent.objects.filter(at_work, step="approve", at__gt=since).order_by("pk")
    return dict(events.values_list("commentary_id", "at")) if at_work else {}
