"""Targets as a grid: typed, looked at again with what it does, saved with a reason."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from indicators.actions import targets
from indicators.calculations import dates, months
from indicators.forms.grids import DAMAGED, ShowForm
from indicators.forms.targets import ReasonsForm, TargetForms, TargetRowForm, name_of, posted_rows
from indicators.models import Scorecard
from indicators.people.errors import Conflict
from indicators.people.http import SignedInRequest
from indicators.permissions import get_administered, get_indicator
from indicators.scorecards.target_effects import TargetEffect, effect_of
from indicators.scorecards.target_grid import TargetGrid, month_to_read, target_grid
from indicators.scorecards.target_history import target_history

from .target_lines import lines_of, shows_of


def grid(request: SignedInRequest, slug: str) -> HttpResponse:
    """The grid; posted, the changes to look at before they are saved."""
    scorecard = get_administered(request, slug)
    read = target_grid(scorecard, month_to_read(scorecard, request.today))
    if request.method != "POST":
        return _grid_page(request, scorecard, read, TargetForms(()))
    posted = TargetForms(posted_rows(read, request.POST))
    if problem := _problem(request, scorecard, read, posted):
        return problem
    if "edit" in request.POST:
        return _grid_page(request, scorecard, read, posted)
    if not posted.changes:
        messages.info(request, "No target is different from what is saved.")
        return redirect(_back(request, scorecard))
    typed = _typed_reasons(request)
    return _review_page(request, scorecard, posted, ReasonsForm(_effects(read, posted), initial=typed))


@require_POST
def save(request: SignedInRequest, slug: str) -> HttpResponse:
    """Save what was looked at, each change with its reason."""
    scorecard = get_administered(request, slug)
    read = target_grid(scorecard, month_to_read(scorecard, request.today))
    posted = TargetForms(posted_rows(read, request.POST))
    if problem := _problem(request, scorecard, read, posted):
        return problem
    reasons = ReasonsForm(_effects(read, posted), request.POST)
    if not reasons.is_valid():
        return _review_page(request, scorecard, posted, reasons, status=422)
    changes = [replace(each, reason=reasons.reason_for(*each.key)) for each in posted.changes]
    try:
        saved = targets.change(
            scorecard=scorecard, changes=changes, first_year=read.years[1], by=request.user, at=request.now
        )
    except Conflict as conflict:
        messages.error(request, conflict.reason)
        return _review_page(request, scorecard, posted, reasons, status=409)
    messages.success(request, f"{saved} {'change' if saved == 1 else 'changes'} saved.")
    return redirect(_back(request, scorecard))


@require_safe
def history(request: SignedInRequest, slug: str, ref_slug: str | None = None) -> HttpResponse:
    """Every change of every target, or of one indicator's."""
    scorecard = get_administered(request, slug)
    indicator = get_indicator(request, slug, ref_slug) if ref_slug else None
    events = target_history(scorecard, indicator=indicator)
    page = Paginator(events, 100).get_page(request.GET.get("page"))
    context = {"scorecard": scorecard, "indicator": indicator, "page": page}
    return render(request, "indicators/targets_history.html", context)


def _problem(
    request: SignedInRequest, scorecard: Scorecard, read: TargetGrid, posted: TargetForms
) -> HttpResponse | None:
    """The grid with what is wrong at its cells, and everything typed in them; None where nothing is."""
    if posted.errors:
        return _grid_page(request, scorecard, read, posted, status=422)
    if not any(form.conflicts() for form in posted.forms):
        return None
    forms = tuple(_beside_theirs(form, scorecard) if form.conflicts() else form for form in posted.forms)
    return _grid_page(request, scorecard, read, TargetForms(forms), status=409)


def _beside_theirs(form: TargetRowForm, scorecard: Scorecard) -> TargetRowForm:
    again = form.beside_theirs()
    events = target_history(scorecard)
    for name, change in form.conflicts().items():
        year = change.wanted.financial_year
        known = (event for event in events if (event.indicator_pk, event.year) == (form.row.pk, year))
        if (theirs := next(known, None)) is None:
            again.add_error(name, DAMAGED)
            continue
        cell = f"{form.row.ref}, {months.financial_year_label(year)}"
        who, when = theirs.by or "A command", dates.moment(timezone.localtime(theirs.at))
        again.add_error(
            name,
            f"{cell}: {who} changed this on {when} to “{theirs.after or 'no target'}”, while you typed. "
            "Nothing was overwritten. Review again to use yours, or write theirs in the cell.",
        )
    return again


def _effects(read: TargetGrid, posted: TargetForms) -> list[TargetEffect]:
    rows = read.by_pk()
    return [effect_of(rows[each.indicator], each.seen, each.wanted, read.month) for each in posted.changes]


def _typed_reasons(request: SignedInRequest) -> dict[str, str]:
    """Reasons that were typed already, on their way back to the grid and again to the review."""
    return {name: str(text) for name, text in request.POST.items() if name.startswith("reason") and text}


def _grid_page(
    request: SignedInRequest, scorecard: Scorecard, read: TargetGrid, posted: TargetForms, status: int = 200
) -> HttpResponse:
    shows = shows_of(read)
    show, section = ShowForm(request.GET).chosen(*(each.key for each in shows))
    bound = {form.row.pk: form for form in posted.forms}
    context = {
        "scorecard": scorecard,
        "read": read,
        "lines": lines_of(read, show, section, bound),
        "shows": shows,
        "show": show,
        "section": section,
        "sections": dict.fromkeys((row.section_pk, row.section) for row in read.rows),
        "form": posted,
        "reasons": _typed_reasons(request),
        "action": _back(request, scorecard),
    }
    return render(request, "indicators/targets.html", context, status=status)


def _review_page(
    request: SignedInRequest,
    scorecard: Scorecard,
    posted: TargetForms,
    reasons: ReasonsForm,
    status: int = 200,
) -> HttpResponse:
    query = request.GET.urlencode()
    context: dict[str, Any] = {
        "scorecard": scorecard,
        "posted": [form for form in posted.forms if form.changes],
        "form": reasons,
        "cards": [(each, reasons[name_of(each.row.pk, each.year)]) for each in reasons.effects],
        "query": f"?{query}" if query else "",
        "back": _back(request, scorecard),
    }
    return render(request, "indicators/targets_review.html", context, status=status)


def _back(request: SignedInRequest, scorecard: Scorecard) -> str:
    query = request.GET.urlencode()
    return reverse("indicators:targets", args=[scorecard.slug]) + (f"?{query}" if query else "")
