"""Reminding people by hand: an administrator those who are ticked, an owner the reporter of one row."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from commentary.actions import reminders
from commentary.actions.reminders import Outcome
from indicators.models import ReportingMonth
from indicators.people.errors import Invalid
from indicators.people.http import SignedInRequest
from indicators.permissions import get_indicator
from scorecard_portal.accounts import links
from scorecard_portal.accounts.views.people import address_of

from .months import get_month


@require_POST
def remind_people(request: SignedInRequest, slug: str, month: date) -> HttpResponse:
    _, found = get_month(request, slug, month)
    back = redirect("home") if request.POST.get("back") == "home" else redirect("month_progress", slug, month)
    try:
        outcome = reminders.remind(
            month=found,
            keys=request.POST.getlist("remind"),
            by=request.user,
            at=request.now,
            address=_address(request),
        )
    except Invalid as problem:
        messages.error(request, problem.reason)
    else:
        _tell(request, outcome, says_why=True)
    return back


@require_POST
def remind_reporter(request: SignedInRequest, slug: str, month: date, ref_slug: str) -> HttpResponse:
    indicator = get_indicator(request, slug, ref_slug)
    found = (
        ReportingMonth.objects.filter(scorecard=indicator.scorecard, month=month)
        .select_related("scorecard")
        .first()
    )
    if found is None:
        raise Http404("No such month")
    outcome = reminders.remind_reporter(
        indicator=indicator, month=found, by=request.user, at=request.now, address=_address(request)
    )
    _tell(request, outcome, says_why=False)
    return redirect("home" if request.POST.get("back") == "home" else "commentary:queue")


def _address(request: SignedInRequest) -> str:
    return links.own_address() if settings.SITE_ADDRESS else address_of(request)


def _tell(request: SignedInRequest, outcome: Outcome, *, says_why: bool) -> None:
    """What the mail server said is for administrators."""
    if outcome.reminded:
        number = len(outcome.reminded)
        people = f"{number} {'person' if number == 1 else 'people'}"
        messages.success(request, f"Reminded {people}: {'; '.join(outcome.reminded)}.")
    for sentence in outcome.not_again:
        messages.info(request, sentence)
    for name, problem in outcome.failed:
        why = problem if says_why else "the mail server did not take it"
        messages.error(request, f"{name} could not be reminded: {why}. You can try again.")
