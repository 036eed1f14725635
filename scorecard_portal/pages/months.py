"""Reporting months for administrators: plan, open, close, reopen, deadlines."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from commentary.summaries import Item, is_by_exception, month_work
from commentary.workflow import Status
from indicators.actions import months as actions
from indicators.calculations import dates, months
from indicators.forms.months import ChangeDeadlinesForm, PlanMonthForm, seen_text, suggestion
from indicators.forms.reasons import ReasonForm
from indicators.models import ReportingMonth, Scorecard
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.permissions import get_administered
from indicators.scorecards.month_history import month_changes
from indicators.scorecards.readiness import opening_warnings
from indicators.views.form_pages import posted, show


def month_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """All months of a scorecard, and a form to plan the next."""
    scorecard = get_administered(request, slug)
    known = list(ReportingMonth.objects.filter(scorecard=scorecard))
    form = _plan_form(request, known)
    status = _try(
        form, lambda given: actions.plan(scorecard=scorecard, by=request.user, at=request.now, **given)
    )
    if status == 302:
        planned = months.label(form.cleaned_data["month"])
        messages.success(request, f"{planned} is planned. It is not open yet.")
        return redirect("months", slug)
    context = {"scorecard": scorecard, "months": known, "form": form, "changes": month_changes(scorecard)}
    return render(request, "pages/months.html", context, status=status)


def month_edit(request: SignedInRequest, slug: str, month: date) -> HttpResponse:
    scorecard, found = get_month(request, slug, month)
    deadlines = {name: getattr(found, name) for name in actions.DEADLINES}
    suggested = {name: deadlines[name] or day for name, day in suggestion(month).items()}
    form = ChangeDeadlinesForm(posted(request), initial={**suggested, "seen": seen_text(deadlines.values())})
    status = _try(
        form,
        lambda given: actions.set_deadlines(reporting_month=found, by=request.user, at=request.now, **given),
    )
    if status == 302:
        messages.success(request, f"The deadlines of {months.label(month)} are changed.")
        return redirect("months", slug)
    context = {
        "scorecard": scorecard,
        "month": found,
        "form": form,
        "suggested": any(day is None for day in deadlines.values()),
        "cancel_url": reverse("months", args=(slug,)),
    }
    return render(request, "pages/month_edit.html", context, status=status)


def month_open(request: SignedInRequest, slug: str, month: date) -> HttpResponse:
    """Says what opening does and which rows nobody would write or sign."""
    scorecard, found = get_month(request, slug, month)
    form = forms.Form(posted(request))
    status = _try(form, lambda _: actions.open_month(reporting_month=found, by=request.user, at=request.now))
    if status == 302:
        messages.success(request, f"{months.label(month)} is open.")
        return redirect("month_progress", slug, month)
    context = {
        "title": f"Open {months.label(month)}?",
        "action": f"Open {months.label(month)}",
        "consequences": [
            "Returns of the month can be recorded, and its commentary written and signed.",
            *(
                ["Commentary is required where its figures give a reason."]
                if scorecard.is_by_exception
                else []
            ),
            _deadlines(found),
            *opening_warnings(scorecard, month, on=request.today),
        ],
    }
    return _confirm(request, slug, form, status, context)


def month_close(request: SignedInRequest, slug: str, month: date) -> HttpResponse:
    """Says what is not approved before the month is closed."""
    _, found = get_month(request, slug, month)
    form = forms.Form(posted(request))
    status = _try(form, lambda _: actions.close(reporting_month=found, by=request.user, at=request.now))
    if status == 302:
        messages.success(request, f"{months.label(month)} is closed.")
        return redirect("months", slug)
    items = month_work(found).items
    context = {
        "title": f"Close {months.label(month)}?",
        "action": f"Close {months.label(month)}",
        "danger": any(item.lacks_signature for item in items),
        "consequences": [
            "Nobody can record a return of it, write or sign until it is reopened.",
            *_not_approved(items),
        ],
    }
    return _confirm(request, slug, form, status, context)


def month_reopen(request: SignedInRequest, slug: str, month: date) -> HttpResponse:
    _, found = get_month(request, slug, month)
    form = ReasonForm(posted(request))
    status = _try(
        form,
        lambda given: actions.reopen(reporting_month=found, by=request.user, at=request.now, **given),
    )
    if status == 302:
        messages.success(request, f"{months.label(month)} is open again.")
        return redirect("months", slug)
    context = {
        "title": f"Reopen {months.label(month)}?",
        "action": f"Reopen {months.label(month)}",
        "consequences": [
            "Its returns can be restated, its commentary written, signed and reopened again.",
            "The reason is kept in the month’s history.",
        ],
    }
    return _confirm(request, slug, form, status, context)


def _not_approved(items: tuple[Item, ...]) -> Iterator[str]:
    """What is required, or was sent; then what is optional and stays a draft."""
    required = [item.row.ref for item in items if item.lacks_signature and item.is_required]
    optional = [item.row.ref for item in items if item.lacks_signature and not item.is_required]
    drafts = [item.row.ref for item in items if item.is_skipped and item.status is Status.DRAFT]
    is_chosen = is_by_exception(items)
    changed = "not approved, or signed with figures that changed since"
    if required:
        yield f"{len(required)} {'required and ' if is_chosen else ''}{changed}: {', '.join(required)}."
    else:
        yield "Every required commentary is approved." if is_chosen else "Every commentary is approved."
    if optional:
        yield f"{len(optional)} optional, sent and {changed}: {', '.join(optional)}."
    if drafts:
        yield f"{len(drafts)} optional, in draft and shown to nobody: {', '.join(drafts)}."


def get_month(request: SignedInRequest, slug: str, month: date) -> tuple[Scorecard, ReportingMonth]:
    """The month, for a page of its administrators: 404 where it does not exist, else Refused."""
    scorecard = get_administered(request, slug)
    found = (
        ReportingMonth.objects.filter(scorecard=scorecard, month=month).select_related("scorecard").first()
    )
    if found is None:
        raise Http404("No such month")
    return scorecard, found


def _try(form: forms.Form, step: Callable[[dict[str, Any]], object]) -> int:
    """Take the step if the form is sent and valid, and give the page's status: 302 where it was taken."""
    if not form.is_bound:
        return 200
    if not form.is_valid():
        return 422
    try:
        step(form.cleaned_data)
    except (Invalid, Conflict) as problem:
        return show(form, problem)
    return 302


def _confirm(
    request: SignedInRequest, slug: str, form: forms.Form, status: int, context: dict[str, Any]
) -> HttpResponse:
    context |= {"form": form, "cancel_url": reverse("months", args=(slug,))}
    return render(request, "layouts/confirm.html", context, status=status)


def _plan_form(request: SignedInRequest, known: list[ReportingMonth]) -> PlanMonthForm:
    """With the deadlines suggested for the next month, or for the one that was typed."""
    suggests = "suggest" in request.POST
    month = request.POST.get("month", "").strip() if suggests else _next_month(known)
    try:
        days = suggestion(months.parse_slug(month))
    except ValueError:
        suggests, days = False, {}
    return PlanMonthForm(None if suggests else posted(request), initial={"month": month, **days})


def _deadlines(month: ReportingMonth) -> str:
    """Such as "Returns are due 5 July 2018, commentary 10 July 2018, sign-off 13 July 2018."."""
    days = [getattr(month, name) for name in actions.DEADLINES]
    if None in days:
        return "Not all of its deadlines are set: set them first, or nobody is reminded."
    returns, commentary, sign_off = map(dates.day, days)
    return f"Returns are due {returns}, commentary {commentary}, sign-off {sign_off}."


def _next_month(known: list[ReportingMonth]) -> str:
    return months.slug(months.shift(max(each.month for each in known), 1)) if known else ""
