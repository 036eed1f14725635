"""Deactivating somebody who leaves, and letting somebody in again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from indicators.forms.reasons import ReasonForm
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.views.form_pages import posted, show
from scorecard_portal.accounts.actions import people
from scorecard_portal.accounts.forms import DeactivationForm
from scorecard_portal.accounts.mail import NotSent
from scorecard_portal.accounts.permissions import check_looks_after
from scorecard_portal.accounts.profile import profile

from .people import address_of, get_person, link_not_sent, link_sent


def person_deactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Says what will happen and which indicators have to be handed on, then does it."""
    found = get_person(request, pk)
    people.check_can_deactivate(request.user, found, on=request.today)
    seen = profile(found, reader=request.user, on=request.today)
    form = DeactivationForm(posted(request), holds_rows=bool(seen.held))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                ended = people.deactivate(person=found, by=request.user, at=request.now, **form.cleaned_data)
                alone = "".join(f" {cover.user} has no deputy now." for cover in ended)
                messages.success(request, f"{found} is deactivated and signed out everywhere.{alone}")
                return redirect("person", pk)
            except (Invalid, Conflict) as problem:
                status = show(form, problem)
    context = {"form": form, "profile": seen, "cancel_url": reverse("person", args=(pk,))}
    return render(request, "accounts/person_deactivate.html", context, status=status)


def person_reactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lets the person in again, with a new password."""
    found = get_person(request, pk)
    check_looks_after(request.user, found, on=request.today)
    form = ReasonForm(posted(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                people.reactivate(
                    person=found,
                    address=address_of(request),
                    by=request.user,
                    at=request.now,
                    **form.cleaned_data,
                )
                return link_sent(request, found)
            except NotSent as problem:
                return link_not_sent(request, problem)
            except (Invalid, Conflict) as problem:
                status = show(form, problem)
    context = {"form": form, "person": found, "cancel_url": reverse("person", args=(pk,))}
    return render(request, "accounts/person_reactivate.html", context, status=status)
