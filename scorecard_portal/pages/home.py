"""My work: what waits for this person, by deadline, over all their scorecards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commentary.permissions import Standing, standing_of
from commentary.summaries import (
    Item,
    MonthWork,
    Strip,
    is_by_exception,
    month_strip,
    month_work,
    threads_of_month,
    with_own_drafts,
)
from commentary.tables import WorkRow, work_row
from commentary.views.lists import groups_of, write_url
from commentary.workflow import Role, Status
from indicators.calculations import dates, months
from indicators.models import ReportingMonth, Scorecard
from indicators.people.http import SignedInRequest
from indicators.permissions import reach, seen_scorecards

from .home_actions import promises
from .home_not_yet import NotYet, not_yet
from .home_owner import OwnerTasks, WorkList, owner_tasks
from .home_questions import QuestionTasks, question_tasks
from .home_targets import TargetTasks, target_tasks
from .progress import Stands, stands


@dataclass(frozen=True, slots=True)
class Done:
    """How far this person is, such as 1 of 6 "required sent"."""

    done: int
    total: int
    words: str
    is_required: bool = False

    @property
    def all_sent(self) -> int:
        """How many were required, when all of them are sent."""
        return self.total if self.is_required and self.done == self.total else 0


@dataclass(frozen=True, slots=True)
class OpenMonth:
    """One open month as it concerns this person."""

    name: str
    slug: str
    month: date
    label: str
    sentences: tuple[str, ...]
    strip: Strip
    lists: tuple[WorkList, ...]
    to_write: int
    first: WorkRow | None
    first_words: str
    not_yet: NotYet
    counts: tuple[tuple[str, int], ...]
    done: Done | None
    targets: TargetTasks
    questions: QuestionTasks
    as_owner: OwnerTasks
    stands: Stands | None
    roles: frozenset[str]


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    known, scorecards = reach(request), seen_scorecards(request)
    works_on = known.as_owner | known.as_reporter | known.as_administrator
    open_months = ReportingMonth.objects.open().filter(
        scorecard__in=works_on & {each.pk for each in scorecards}
    )
    work = [
        _open_month(request, reporting_month)
        for reporting_month in open_months.select_related("scorecard").order_by("sign_off_due", "month")
    ]
    context = {
        "open_months": work,
        "strip": work[0].strip if len(work) == 1 else None,
        "works": bool(works_on),
        "to_read": _to_read(each for each in scorecards if each.pk not in works_on),
        "next_month": _next_planned(works_on),
        "promises": promises(request),
    }
    return render(request, "pages/home.html", context)


def _to_read(scorecards: Iterable[Scorecard]) -> list[tuple[Scorecard, date | None]]:
    """Each with its latest open month. One query, or none."""
    every = list(scorecards)
    if not every:
        return []
    open_months = ReportingMonth.objects.open().filter(scorecard__in=every).order_by("month")
    latest = dict(open_months.values_list("scorecard", "month"))
    return [(each, latest.get(each.pk)) for each in every]


def _next_planned(scorecards: Iterable[int]) -> ReportingMonth | None:
    planned = ReportingMonth.objects.filter(scorecard__in=scorecards, status=ReportingMonth.PLANNED)
    return planned.order_by("month").first()


def _open_month(request: SignedInRequest, reporting_month: ReportingMonth) -> OpenMonth:
    """However many rows: the queries of the month's work, one more, two for who reports or owns a row of it,
    nine besides for an owner, and three for an administrator.
    """
    person = standing_of(request, reporting_month.scorecard)
    work = with_own_drafts(month_work(reporting_month), request.user.pk)
    targets = target_tasks(work, person)
    mine, owned = work.reported_by(person), work.owned_by(person)
    first = _first_to_write(work, mine)
    threads = threads_of_month(work.scorecard.pk, work.month) if mine or owned else {}
    sign_off = _first_letter(dates.deadline(work.sign_off_due, request.today))
    as_owner = owner_tasks(work, person, threads, sign_off)
    return OpenMonth(
        name=work.scorecard.name,
        slug=work.scorecard.slug,
        month=work.month,
        label=months.label(work.month),
        sentences=(
            *_sentences(work, mine, as_owner.waiting, request.today),
            *filter(None, [targets.sentence]),
        ),
        strip=month_strip(work, request.today),
        lists=(*_reporter_lists(work, mine, request.today), *as_owner.lists),
        as_owner=as_owner,
        to_write=sum(item.is_to_write for item in mine),
        first=first,
        first_words=_first_words(first, mine),
        not_yet=not_yet(work, owned, request.today),
        counts=_counts(mine or owned, "With the owner" if mine else "Waiting for you"),
        done=_done(mine, owned),
        targets=targets,
        questions=question_tasks(work, mine, owned, threads),
        stands=stands(work, request.today) if person.is_administrator else None,
        roles=_roles(person, mine, owned),
    )


def _roles(person: Standing, mine: tuple[Item, ...], owned: tuple[Item, ...]) -> frozenset[str]:
    found = {Role.ADMINISTRATOR} if person.is_administrator else set()
    found |= {Role.REPORTER} if mine else set()
    found |= {Role.OWNER} if owned else set()
    return frozenset(role.value for role in found)


def _reporter_lists(work: MonthWork, mine: tuple[Item, ...], today: date) -> list[WorkList]:
    due = dates.deadline(work.commentary_due, today)
    return [
        WorkList(
            group.title,
            group.aside(due),
            tuple(_writing_row(work, item) for item in group.items),
        )
        for group in groups_of(mine)
    ]


def _writing_row(work: MonthWork, item: Item) -> WorkRow:
    return work_row(item, write_url(work, item))


def _first_to_write(work: MonthWork, mine: tuple[Item, ...]) -> WorkRow | None:
    """What came back first, then what is begun, then the rest in printed order."""
    for status in (Status.RETURNED, Status.DRAFT, Status.NOT_STARTED):
        for item in mine:
            if item.status is status and item.is_to_write:
                return _writing_row(work, item)
    return None


def _first_words(first: WorkRow | None, mine: tuple[Item, ...]) -> str:
    """Such as "EH4-QL, Assessments completed in 45 working days. Then 4 required, in order."."""
    if first is None:
        return ""
    then = sum(item.is_to_write and item.is_required and item.row.ref != first.ref for item in mine)
    more = (
        f". Then {then} required{', in order' if then > 1 else ''}." if is_by_exception(mine) and then else ""
    )
    return f"{first.ref}, {first.title}{more}"


def _done(mine: tuple[Item, ...], owned: tuple[Item, ...]) -> Done | None:
    """Of a reporter by exception what was asked for, of others what is signed of all that is to be."""
    if mine and is_by_exception(mine):
        required = [item for item in mine if item.is_required]
        return Done(
            sum(not item.is_with_reporter for item in required),
            len(required),
            "required sent",
            is_required=True,
        )
    wanted = [item for item in mine or owned if not item.is_skipped]
    return Done(sum(item.is_signed for item in wanted), len(wanted), "signed off") if wanted else None


def _counts(items: tuple[Item, ...], submitted: str) -> tuple[tuple[str, int], ...]:
    if is_by_exception(items):
        kinds = (
            ("Returned", lambda item: item.status is Status.RETURNED),
            ("Required, to write", lambda item: item.is_to_write and item.status is not Status.RETURNED),
            ("Optional, not sent", lambda item: item.is_skipped),
            (submitted, lambda item: item.status is Status.SUBMITTED),
            ("Signed, then changed", lambda item: item.summary.is_stale),
            ("Signed off", lambda item: item.is_signed),
        )
        return tuple((word, sum(map(holds, items))) for word, holds in kinds)
    words = (
        ("Not started", Status.NOT_STARTED),
        ("Draft", Status.DRAFT),
        ("Returned", Status.RETURNED),
        ("Submitted", Status.SUBMITTED),
        ("Signed, then changed", "stale"),
        ("Approved", Status.APPROVED),
    )
    return tuple((word, sum(item.shown_status == status for item in items)) for word, status in words)


def _sentences(work: MonthWork, mine: tuple[Item, ...], to_sign: int, today: date) -> tuple[str, ...]:
    to_write = sum(item.is_to_write for item in mine)
    found = []
    if to_write:
        found.append(
            _sentence(to_write, "commentary to write", "commentaries to write", work.commentary_due, today)
        )
    if to_sign:
        found.append(
            _sentence(to_sign, "commentary to sign", "commentaries to sign", work.sign_off_due, today)
        )
    return tuple(found)


def _sentence(number: int, one: str, more: str, due: date | None, today: date) -> str:
    when = dates.deadline(due, today)
    return f"{number} {one if number == 1 else more}{f', {when}' if when else ''}."


def _first_letter(text: str) -> str:
    return text[:1].upper() + text[1:]
