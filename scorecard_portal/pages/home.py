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
    Progress,
    Strip,
    month_strip,
    month_work,
    progress,
    with_own_drafts,
)
from commentary.tables import WorkRow, work_row
from commentary.views.lists import groups_of, review_url, write_url
from commentary.workflow import Role, Status
from indicators.calculations import dates, months
from indicators.models import ReportingMonth
from indicators.people.http import SignedInRequest
from indicators.permissions import reach, seen_scorecards

from .home_targets import TargetTasks, target_tasks


@dataclass(frozen=True, slots=True)
class WorkList:
    """One heading of the page with its rows."""

    title: str
    aside: str
    rows: tuple[WorkRow, ...]


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
    to_sign: int
    first: WorkRow | None
    with_reporters: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    signed: int
    total: int
    targets: TargetTasks
    progress: Progress | None
    commentary_due: date | None
    sign_off_due: date | None
    returns_in: int
    returns_total: int
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
        "to_read": [each for each in scorecards if each.pk not in works_on],
        "next_month": _next_planned(works_on),
    }
    return render(request, "pages/home.html", context)


def _next_planned(scorecards: Iterable[int]) -> ReportingMonth | None:
    planned = ReportingMonth.objects.filter(scorecard__in=scorecards, status=ReportingMonth.PLANNED)
    return planned.order_by("month").first()


def _open_month(request: SignedInRequest, reporting_month: ReportingMonth) -> OpenMonth:
    """Fourteen or fifteen queries for a month, however many rows it has."""
    person = standing_of(request, reporting_month.scorecard)
    work = with_own_drafts(month_work(reporting_month), request.user.pk)
    targets = target_tasks(work, person)
    mine, to_sign = work.reported_by(person), work.owned_by(person)
    return OpenMonth(
        name=work.scorecard.name,
        slug=work.scorecard.slug,
        month=work.month,
        label=months.label(work.month),
        sentences=(*_sentences(work, mine, to_sign, request.today), *filter(None, [targets.sentence])),
        strip=month_strip(work, request.today),
        lists=(*_reporter_lists(work, mine, request.today), *_owner_lists(work, to_sign, request.today)),
        to_write=sum(item.is_with_reporter for item in mine),
        to_sign=sum(item.status is Status.SUBMITTED or item.summary.is_stale for item in to_sign),
        first=_first_to_write(work, mine),
        with_reporters=tuple(item.row.ref for item in to_sign if item.is_with_reporter),
        counts=_counts(mine or to_sign),
        signed=sum(item.is_signed for item in (mine or to_sign)),
        total=len(mine or to_sign),
        targets=targets,
        progress=progress(work, request.today) if person.is_administrator else None,
        commentary_due=work.commentary_due,
        sign_off_due=work.sign_off_due,
        returns_in=len(work.scorecard.rows) - len(work.missing_returns),
        returns_total=len(work.scorecard.rows),
        roles=_roles(person, mine, to_sign),
    )


def _roles(person: Standing, mine: tuple[Item, ...], to_sign: tuple[Item, ...]) -> frozenset[str]:
    found = {Role.ADMINISTRATOR} if person.is_administrator else set()
    found |= {Role.REPORTER} if mine else set()
    found |= {Role.OWNER} if to_sign else set()
    return frozenset(role.value for role in found)


def _reporter_lists(work: MonthWork, mine: tuple[Item, ...], today: date) -> list[WorkList]:
    due = _first_letter(dates.deadline(work.commentary_due, today))
    asides = {Status.SUBMITTED: "Until the owner opens one you can withdraw it", Status.APPROVED: ""}
    return [
        WorkList(
            group.title,
            asides.get(group.items[0].status, due),
            tuple(_writing_row(work, item) for item in group.items),
        )
        for group in groups_of(mine)
    ]


def _owner_lists(work: MonthWork, owned: tuple[Item, ...], today: date) -> list[WorkList]:
    """What came back and what waits. What is still with reporters is one line, never rows."""
    due = _first_letter(dates.deadline(work.sign_off_due, today))
    stale = tuple(_review_row(work, item) for item in owned if item.summary.is_stale)
    waiting = tuple(_review_row(work, item) for item in owned if item.status is Status.SUBMITTED)
    lists = (
        WorkList("Came back to you: signed, then changed", due, stale),
        WorkList("Waiting for your signature", due, waiting),
    )
    return [each for each in lists if each.rows]


def _writing_row(work: MonthWork, item: Item) -> WorkRow:
    return work_row(item, write_url(work, item))


def _review_row(work: MonthWork, item: Item) -> WorkRow:
    why = "A figure changed after it was signed" if item.summary.is_stale else f"From {item.row.reporter}"
    return work_row(item, review_url(work, item), why)


def _first_to_write(work: MonthWork, mine: tuple[Item, ...]) -> WorkRow | None:
    """What came back first, then what is begun, then the rest in printed order."""
    for status in (Status.RETURNED, Status.DRAFT, Status.NOT_STARTED):
        for item in mine:
            if item.status is status:
                return _writing_row(work, item)
    return None


def _counts(items: tuple[Item, ...]) -> tuple[tuple[str, int], ...]:
    words = (
        ("Not started", Status.NOT_STARTED),
        ("Draft", Status.DRAFT),
        ("Returned", Status.RETURNED),
        ("Submitted", Status.SUBMITTED),
        ("Signed, then changed", "stale"),
        ("Approved", Status.APPROVED),
    )
    return tuple((word, sum(item.shown_status == status for item in items)) for word, status in words)


def _sentences(
    work: MonthWork, mine: tuple[Item, ...], owned: tuple[Item, ...], today: date
) -> tuple[str, ...]:
    to_write = sum(item.is_with_reporter for item in mine)
    to_sign = sum(item.status is Status.SUBMITTED or item.summary.is_stale for item in owned)
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
