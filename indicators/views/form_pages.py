"""What the pages of one form share."""

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from indicators.models import Scorecard
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest


def posted(request: SignedInRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def show(form: forms.BaseForm, problem: Invalid | Conflict) -> int:
    """Put what an action refused where it belongs on the form; gives the page's status."""
    if isinstance(problem, Conflict):
        form.add_error(None, problem.reason)
        return 409
    form.add_error(problem.field if problem.field in form.fields else None, problem.reason)
    return 422


def set_up_form(
    request: SignedInRequest,
    scorecard: Scorecard,
    form: forms.BaseForm,
    *,
    title: str,
    action: str,
    conflict: str = "",
    status: int = 200,
) -> HttpResponse:
    """A small form that belongs to a scorecard's set-up page."""
    context = {
        "scorecard": scorecard,
        "form": form,
        "title": title,
        "lede": scorecard.name,
        "action": action,
        "conflict": conflict,
        "cancel_url": reverse("indicators:scorecard_set_up", args=(scorecard.slug,)),
    }
    status = 409 if conflict else 422 if form.errors and status == 200 else status
    return render(request, "indicators/set_up_form.html", context, status=status)
