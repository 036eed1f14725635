"""Where an indicator's chart begins anew, for administrators: the list, one more, withdraw."""

from datetime import date
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators.actions import baselines
from indicators.actions.reasons import checked_reason
from indicators.calculations import months
from indicators.forms.baselines import BaselineForm
from indicators.forms.reasons import ReasonForm
from indicators.models import Baseline, Indicator
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.http import SignedInRequest
from indicators.permissions import check_administers, get_indicator
from indicators.scorecards.baselines import Effect, baseline_changes, begun, charted

from .form_pages import posted, show


@require_safe
def baseline_list(request: SignedInRequest, slug: str, ref_slug: str) -> HttpResponse:
    """Each with its reason, and what it does to limits and signals now."""
    found = _get_indicator(request, slug, ref_slug)
    chart = charted(found)
    context = {
        "indicator": found,
        "scorecard": found.scorecard,
        "chart": chart,
        "begun": begun(chart),
        "may_begin": bool(chart.choices(request.today)),
        "changes": baseline_changes(found),
    }
    return render(request, "indicators/baselines.html", context)


def baseline_add(request: SignedInRequest, slug: str, ref_slug: str) -> HttpResponse:
    """Asks for month and reason, says what that would do, and does it once that was seen."""
    found = _get_indicator(request, slug, ref_slug)
    chart = charted(found)
    choices = chart.choices(request.today)
    if not choices:
        raise Refused(f"{found.ref} has no earlier figure, so its chart has nothing to begin anew after.")
    form, effect, starts = BaselineForm(choices, posted(request)), None, None
    if form.is_valid():
        starts, reason = form.cleaned_data["starts"], form.cleaned_data["reason"]
        try:
            checked_reason(reason)
            baselines.check_may_begin(found, starts, request.now)
            effect = chart.beginning(starts)
            if form.cleaned_data["seen"] == _mark(starts, effect):
                baselines.begin(
                    indicator=found, starts=starts, reason=reason, by=request.user, at=request.now
                )
                messages.success(request, f"{found.ref} has a baseline from {months.label(starts)} on.")
                return redirect("indicators:baselines", slug, ref_slug)
        except Invalid as problem:
            show(form, problem)
    context = {
        "chart": chart,
        "form": form,
        "effect": effect,
        "starts": starts,
        "seen": _mark(starts, effect) if starts and effect else "",
    }
    return _page(
        request, "indicators/baseline_add.html", found, form, f"Begin a baseline of {found.ref}", context
    )


def baseline_withdraw(request: SignedInRequest, slug: str, ref_slug: str, pk: int) -> HttpResponse:
    """Says what withdrawing does, and asks why."""
    found = _get_indicator(request, slug, ref_slug)
    baseline = _get_baseline(request, found, pk)
    form = ReasonForm(posted(request))
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            baselines.withdraw(baseline=baseline, reason=reason, by=request.user, at=request.now)
            messages.success(request, f"The baseline from {months.label(baseline.starts)} is withdrawn.")
            return redirect("indicators:baselines", slug, ref_slug)
        except Invalid as problem:
            show(form, problem)
    chart = charted(found)
    title = f"Withdraw the baseline from {months.label(baseline.starts)}?"
    context = {"chart": chart, "baseline": baseline, "effect": chart.withdrawing(baseline.starts)}
    return _page(request, "indicators/baseline_withdraw.html", found, form, title, context)


def _page(
    request: SignedInRequest,
    template: str,
    found: Indicator,
    form: ReasonForm,
    title: str,
    context: dict[str, Any],
) -> HttpResponse:
    context |= {
        "indicator": found,
        "scorecard": found.scorecard,
        "form": form,
        "title": title,
        "cancel_url": reverse("indicators:baselines", args=(found.scorecard.slug, found.ref_slug)),
    }
    return render(request, template, context, status=422 if form.errors else 200)


def _mark(starts: date, effect: Effect) -> str:
    """Which effect a page has shown."""
    return sha256(f"{starts} {effect}".encode()).hexdigest()


def _get_indicator(request: SignedInRequest, slug: str, ref_slug: str) -> Indicator:
    found = get_indicator(request, slug, ref_slug)
    check_administers(request.user, found.scorecard)
    return found


def _get_baseline(request: SignedInRequest, indicator: Indicator, pk: int) -> Baseline:
    """404 where there is none, but for somebody who was about to withdraw it a Conflict."""
    found = indicator.baselines.select_related("indicator__scorecard", "by").filter(pk=pk).first()
    if found is not None:
        return found
    if request.method == "POST" and Baseline.history.filter(id=pk, indicator_id=indicator.pk).exists():
        raise Conflict(baselines.GONE)
    raise Http404("No such baseline")
