"""One monthly return for administrators: record it, restate it, say why there is none."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from indicators import scorecards
from indicators.actions import returns
from indicators.calculations import months
from indicators.forms.returns import ReturnForm
from indicators.models import Indicator, MonthlyReturn
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.people.kept_words import keeps_typed, mark_of, take
from indicators.permissions import check_administers, get_indicator

from .form_pages import show


@keeps_typed("missing", "value", "numerator", "denominator", "reason")
def record(request: SignedInRequest, slug: str, month: date, ref_slug: str) -> HttpResponse:
    """A form over the return as it stands, for whom and when the action would take it."""
    indicator = get_indicator(request, slug, ref_slug)
    check_administers(request.user, indicator.scorecard)
    returns.check_may_be_recorded(indicator, month)
    current = _current(indicator, month)
    context: dict[str, Any] = {"indicator": indicator, "month": month, "typed_by": mark_of(request.user)}
    page = f"{reverse('indicator', args=(slug, ref_slug))}?month={months.slug(month)}"
    if request.method == "POST":
        form = ReturnForm(indicator, current, request.POST)
        try:
            if form.is_valid():
                given = form.cleaned_data
                returns.record(indicator=indicator, month=month, by=request.user, at=request.now, **given)
                restated = _figure(current) is not None
                messages.success(request, _done(indicator, month, restated=restated))
                return redirect(page)
        except Invalid as problem:
            show(form, problem)
        except Conflict as problem:
            current = _current(indicator, month)
            form, context["conflict"] = form.beside_theirs(current), problem.reason
    else:
        form = ReturnForm(indicator, current, typed=take(request))
    context |= _stands(indicator, month, current) | {"form": form, "cancel_url": page}
    status = 409 if "conflict" in context else 422 if form.errors else 200
    return render(request, "indicators/return_record.html", context, status=status)


def _done(indicator: Indicator, month: date, *, restated: bool) -> str:
    """What was done, and which figures made of this one still stand as they were recorded."""
    said = f"{indicator.ref} for {months.label(month)} is {'restated' if restated else 'recorded'}."
    made_of_it = MonthlyReturn.objects.reported().filter(month=month, indicator__parts__other=indicator)
    refs = made_of_it.order_by("indicator__section__order", "indicator__order").values_list(
        "indicator__ref", flat=True
    )
    if restated and (found := list(dict.fromkeys(refs))):
        said += f" Worked out with it, and not changed by this: {', '.join(found)}. Restate those too."
    return said


def _current(indicator: Indicator, month: date) -> MonthlyReturn | None:
    return MonthlyReturn.objects.filter(indicator=indicator, month=month).first()


def _figure(current: MonthlyReturn | None) -> MonthlyReturn | None:
    """The return that says something: a withdrawn one is as none."""
    return None if current is None or current.is_withdrawn else current


def _stands(indicator: Indicator, month: date, current: MonthlyReturn | None) -> dict[str, Any]:
    """What the page says beside the form."""
    row = scorecards.build(indicator.scorecard, month, only=[indicator.pk]).rows[0]
    current = _figure(current)
    return {
        "row": row,
        "current": current,
        "earlier": row.cells[-2::-1],
        "title": f"{'Restate' if current else 'Record'} {indicator.ref}, {months.label(month)}",
        "action": "Restate it" if current else "Record it",
    }
