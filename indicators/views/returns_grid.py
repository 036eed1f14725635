"""The month's returns as a grid: typed, pasted, saved row by row."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from indicators.actions import returns
from indicators.calculations import dates, months
from indicators.forms.returns_grid import ReturnsShowForm
from indicators.models import ReportingMonth, Scorecard
from indicators.people.errors import Refused
from indicators.people.http import SignedInRequest
from indicators.permissions import get_administered, get_indicator, reach, seen_scorecards
from indicators.scorecards.returns_grid import ReturnsGrid, checked_with, month_to_enter, returns_grid

from .return_lines import Typed, line_of, reporters_of, sections_of, shows_of
from .return_saving import row_form, save_all, save_row


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """On to the returns of the first scorecard that the person administers."""
    administered = reach(request).as_administrator
    for scorecard in seen_scorecards(request):
        if scorecard.pk in administered:
            return redirect("indicators:returns", scorecard.slug)
    raise Refused("Only administrators of a scorecard enter returns. Ask the performance team.")


@require_safe
def latest(request: SignedInRequest, slug: str) -> HttpResponse:
    """On to the month that is open, or to the one asked for with `month`."""
    scorecard = get_administered(request, slug)
    month = month_to_enter(scorecard)
    if asked := request.GET.get("month"):
        try:
            month = months.parse_slug(asked)
        except ValueError as problem:
            raise Http404(str(problem)) from None
    if month is None:
        return render(request, "indicators/returns_grid_none.html", {"scorecard": scorecard})
    return redirect("indicators:returns_grid", slug, month)


@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: SignedInRequest, slug: str, month: date) -> HttpResponse:
    """The grid; posted without a script, every row that was changed is saved for itself."""
    scorecard = get_administered(request, slug)
    read = returns_grid(scorecard, month)
    if request.method != "POST":
        return _page(request, scorecard, read)
    if not read.is_open:
        raise Refused(f"Nothing was saved. {closed_words(read)}")
    saved, typed, status = save_all(scorecard, read, request.POST, by=request.user, at=request.now)
    if not typed:
        said = f"{_returns(saved)} saved." if saved else "No return is different from what is saved."
        messages.add_message(request, messages.SUCCESS if saved else messages.INFO, said)
        return redirect(_address(request, scorecard, month))
    return _page(request, scorecard, returns_grid(scorecard, month), typed, saved=saved, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def cell(request: SignedInRequest, slug: str, month: date, ref_slug: str) -> HttpResponse:
    """One row as a fragment; posted, it is saved first, and the rows checked with it come along."""
    scorecard = get_administered(request, slug)
    indicator = get_indicator(request, slug, ref_slug)
    status, typed = 200, None
    if request.method == "POST":
        form = row_form(indicator, month, request.POST)
        try:
            _check_is_open(scorecard, month)
            status, typed = save_row(form, month, by=request.user, at=request.now)
        except Refused as problem:
            return HttpResponse(problem.reason, status=403, content_type="text/plain; charset=utf-8")
    read = returns_grid(scorecard, month)
    wanted = {indicator.pk} if typed else checked_with(read, indicator.pk)
    if indicator.pk not in read.by_pk():
        raise Http404("This indicator is not reported for this month")
    lines = [line_of(row, typed if row.pk == indicator.pk else None) for row in read.rows if row.pk in wanted]
    context = _said(request, scorecard, read) | {
        "lines": lines,
        "said": _outcome(indicator.ref, status, typed),
    }
    return render(request, "indicators/returns_grid_saved.html", context, status=status)


def closed_words(read: ReturnsGrid) -> str:
    """Why the month cannot be typed into."""
    label = months.label(read.month)
    found = read.reporting_month
    if found is None and all(each.month > read.month for each in read.reporting_months):
        return f"{label} is from before the first month kept here: it holds history only."
    if found is None:
        return f"{label} has not been planned. Plan and open it under Months first."
    if found.status == ReportingMonth.PLANNED:
        return f"{label} is planned and not open yet. Open it under Months to enter its returns."
    return f"{label} is closed. Its figures can be read. To enter figures, reopen it under Months."


def _check_is_open(scorecard: Scorecard, month: date) -> None:
    if returns.month_statuses(scorecard.pk).get(month) != ReportingMonth.OPEN:
        raise Refused(f"{months.label(month)} is not open. An administrator can open or reopen it.")


def _page(
    request: SignedInRequest,
    scorecard: Scorecard,
    read: ReturnsGrid,
    typed: dict[int, Typed] | None = None,
    *,
    saved: int = 0,
    status: int = 200,
) -> HttpResponse:
    chosen = ReturnsShowForm(request.GET).chosen()
    typed = typed or {}
    sections = sections_of(read, chosen, typed)
    context = _said(request, scorecard, read) | {
        "sections": sections,
        "chosen": chosen,
        "reporters": reporters_of(read.rows),
        "form": {"errors": _errors(read, typed)},
        "saved_words": f"{_returns(saved)} saved. " if saved else "",
        "common_reason": request.POST.get("reason", ""),
        "action": _address(request, scorecard, read.month),
    }
    return render(request, "indicators/returns_grid.html", context, status=status)


def _said(request: SignedInRequest, scorecard: Scorecard, read: ReturnsGrid) -> dict[str, Any]:
    """What the page and a saved row's fragment both say."""
    status = read.reporting_month
    later = any(each.is_open and each.month > read.month for each in read.reporting_months)
    return {
        "scorecard": scorecard,
        "month": read.month,
        "last_month": months.shift(read.month, -1),
        "last_year": months.shift(read.month, -12),
        "grid": read,
        "shows": shows_of(read),
        "due": dates.deadline(status.returns_due, request.today) if status and status.is_open else "",
        "closed": "" if read.is_open else closed_words(read),
        "may_restate": not read.is_open
        and later
        and (status is None or status.status != ReportingMonth.PLANNED),
        "first_empty": next((row.pk for row in read.rows if not row.is_in), None),
        "first_to_look_at": next((row.pk for row in read.rows if row.is_to_look_at), None),
    }


def _errors(read: ReturnsGrid, typed: dict[int, Typed]) -> list[tuple[str, str]]:
    """Where and what, for the summary above the grid."""
    found = []
    for row in read.rows:
        if problem := typed.get(row.pk):
            line = line_of(row, problem)
            told = f"{problem.theirs} You typed {line.wanted}. Nothing was overwritten."
            text = told if problem.is_conflict else problem.error
            field = "value" if problem.is_conflict else problem.field
            found.append((f"#{line.name}-{field}", f"{row.ref}: {text}"))
    return found


def _outcome(ref: str, status: int, typed: Typed | None) -> str:
    """One sentence for whoever does not see the row change."""
    if typed is None:
        return f"{ref} saved."
    return f"{ref} not saved. {typed.theirs or typed.error}" if status != 200 else ""


def _returns(count: int) -> str:
    return f"{count} return{'' if count == 1 else 's'}"


def _address(request: SignedInRequest, scorecard: Scorecard, month: date) -> str:
    query = request.GET.urlencode()
    address = reverse("indicators:returns_grid", args=(scorecard.slug, month))
    return f"{address}?{query}" if query else address
