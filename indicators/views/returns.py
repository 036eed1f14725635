"""One monthly return for administrators: record it, restate it, say why there is none."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from indicators import scorecards
from indicators.actions import returns
from indicators.calculations import months
from indicators.forms.returns import ReturnForm
from indicators.models import MonthlyReturn
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.people.kept_words import keeps_typed
from indicators.permissions import check_administers, get_indicator


@keeps_typed("value", "reason")
def record(request: SignedInRequest, slug: str, month: date, ref_slug: str) -> HttpResponse:
    """A form over the return as it stands. Refused where the action would refuse."""
    indicator = get_indicator(request, slug, ref_slug)
    check_administers(request.user, indicator.scorecard)
    returns.check_may_be_recorded(indicator, month)
    current = MonthlyReturn.objects.filter(indicator=indicator, month=month).first()
    form = ReturnForm(indicator, current, request.POST if request.method == "POST" else None)
    conflict = ""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            returns.record(
                indicator=indicator,
                month=month,
                figures=form.cleaned_data["figures"],
                seen_version=form.cleaned_data["seen_version"],
                reason=form.cleaned_data.get("reason", ""),
                by=request.user,
                at=request.now,
            )
        except Invalid as problem:
            form.add_error(problem.field if problem.field in form.fields else None, problem.reason)
        except Conflict as problem:
            conflict, status = problem.reason, 409
            current = MonthlyReturn.objects.filter(indicator=indicator, month=month).first()
            form = form.beside_theirs(current)
        else:
            messages.success(request, f"{indicator.ref} for {months.label(month)} is kept.")
            return redirect(f"{reverse('indicator', args=(slug, ref_slug))}?month={months.slug(month)}")
    row = scorecards.build(indicator.scorecard, month, only=[indicator.pk]).rows[0]
    context = {
        "indicator": indicator,
        "month": month,
        "row": row,
        "current": current,
        "form": form,
        "conflict": conflict,
        "title": f"{'Restate' if current else 'Record'} {indicator.ref}, {months.label(month)}",
        "action": "Restate it" if current else "Record it",
        "earlier": tuple(reversed(row.cells[:-1])),
        "cancel_url": reverse("indicator", args=(slug, ref_slug)),
    }
    return render(
        request, "indicators/return_record.html", context, status=422 if form.errors else status
    )
