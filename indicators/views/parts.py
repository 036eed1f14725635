"""How an indicator is worked out, for administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from indicators import scorecards
from indicators.actions import parts
from indicators.calculations.terms import Unit
from indicators.forms.parts import PartsForm
from indicators.models import Indicator
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.http import SignedInRequest
from indicators.permissions import check_administers, get_indicator
from indicators.scorecards.formulas import formula_of
from indicators.scorecards.indicator_set_up import month_at_work
from indicators.scorecards.quality import parts_disagree

from .form_pages import posted, show


def parts_edit(request: SignedInRequest, slug: str, ref_slug: str) -> HttpResponse:
    """Numerator, denominator, multiplier; beside them what they make of the month at work."""
    found = _get_worked_out(request, slug, ref_slug)
    form, conflict = PartsForm(found, posted(request)), ""
    if "more" in request.POST:
        return _page(request, found, _with_more(request, found, form))
    if form.is_valid():
        try:
            parts.change(indicator=found, by=request.user, at=request.now, **form.given)
            messages.success(request, f"How {found.ref} is worked out is kept. No figure changes by it.")
            return redirect("indicators:parts", slug, ref_slug)
        except Invalid as problem:
            show(form, Invalid(problem.reason, field=form.place_of(problem.field)))
        except Conflict as problem:
            found = _get_worked_out(request, slug, ref_slug)
            form, conflict = PartsForm(found, typed=form.typed()), problem.reason
    return _page(request, found, form, conflict)


def _page(request: SignedInRequest, found: Indicator, form: PartsForm, conflict: str = "") -> HttpResponse:
    month = month_at_work(found.scorecard, request.today)
    row = scorecards.build(found.scorecard, month, only=[found.pk]).rows[0]
    formula, _ = formula_of(found)
    context = {
        "indicator": found,
        "scorecard": found.scorecard,
        "form": form,
        "formula": formula,
        "month": month,
        "row": row,
        "disagreement": parts_disagree(row),
        "title": f"How {found.ref} is worked out",
        "conflict": conflict,
        "cancel_url": reverse("indicators:indicator_edit", args=(found.scorecard.slug, found.ref_slug)),
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "indicators/parts.html", context, status=status)


def _with_more(request: SignedInRequest, found: Indicator, form: PartsForm) -> PartsForm:
    """One row more; what was seen stays what was seen."""
    again = PartsForm(found, typed=form.with_more(request.POST["more"]))
    again.initial["seen"] = request.POST.get("seen", "")
    return again


def _get_worked_out(request: SignedInRequest, slug: str, ref_slug: str) -> Indicator:
    found = get_indicator(request, slug, ref_slug)
    check_administers(request.user, found.scorecard)
    if found.unit == Unit.COUNT:
        raise Refused(f"{found.ref} is a count: it is not worked out from others.")
    return found
