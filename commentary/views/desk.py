"""The desk: one person's whole month of writing."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commentary import summaries
from commentary.permissions import Standing, check_has_desk, standing_of
from commentary.summaries import Item, MonthWork
from commentary.tables import work_row
from indicators.calculations import dates, months
from indicators.models import ReportingMonth, Scorecard
from indicators.people.http import SignedInRequest
from indicators.permissions import get_scorecard, reach

from .lists import Group, groups_of, write_url, written_by
from .months import get_month, why_not_open


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """To the desk of the newest open month in which this person writes, else of the newest one at all."""
    known = reach(request)
    begun = ReportingMonth.objects.filter(scorecard__in=known.as_reporter | known.as_administrator)
    newest_first = (
        begun.exclude(status=ReportingMonth.PLANNED)
        .select_related("scorecard")
        .order_by("-month", "scorecard__name")
    )
    found = newest_first.open().first() or newest_first.first()
    if found is None:
        return render(request, "commentary/no_desk.html")
    return redirect("commentary:desk", found.scorecard.slug, found.month)


@require_safe
def desk(request: SignedInRequest, slug: str, month: date) -> HttpResponse:
    scorecard = get_scorecard(request, slug)
    person = standing_of(request, scorecard)
    check_has_desk(person, scorecard)
    reporting_month = get_month(scorecard, month)
    work = summaries.with_own_drafts(summaries.month_work(reporting_month), request.user.pk)
    mine = written_by(work, person)
    deadline = dates.deadline(work.commentary_due, request.today) if work.is_open else ""
    context = {
        "work": work,
        "month_label": months.label(month),
        "strip": summaries.month_strip(work, request.today) if work.is_open else None,
        "why_not_open": why_not_open(reporting_month),
        "deadline": deadline,
        "to_write": sum(item.is_to_write for item in mine),
        "required": sum(item.is_required and item.is_to_write for item in mine),
        "total": sum(not item.is_skipped for item in mine),
        "optional": sum(item.is_skipped for item in mine),
        "is_by_exception": work.is_by_exception,
        "groups": [_list(work, group, person, deadline) for group in groups_of(mine)],
        "other_months": _other_months(scorecard, month),
        "is_administrator": person.is_administrator,
    }
    return render(request, "commentary/desk.html", context)


def _list(work: MonthWork, group: Group, person: Standing, deadline: str) -> dict[str, Any]:
    rows = [work_row(item, write_url(work, item), _why(item, person)) for item in group.items]
    return {"title": group.title, "aside": group.aside(deadline) if work.is_open else "", "rows": rows}


def _why(item: Item, person: Standing) -> str:
    """For whom it is written, where it is not one's own."""
    if item.row.reporter_pk == person.user_pk:
        return ""
    if item.row.reporter_pk in person.covered:
        return f"For {item.row.reporter}, whom you cover"
    return f"Reporter: {item.row.reporter or 'nobody named'}"


def _other_months(scorecard: Scorecard, month: date) -> list[tuple[str, str]]:
    others = scorecard.reporting_months.exclude(month=month).exclude(status=ReportingMonth.PLANNED)
    return [
        (reverse("commentary:desk", args=(scorecard.slug, other.month)), months.label(other.month))
        for other in others.order_by("-month")[:3]
    ]
