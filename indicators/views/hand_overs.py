"""Handing a leaver's indicators over."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from indicators.actions import hand_overs
from indicators.forms.hand_overs import HandOverForm, LeaverForm
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.people.models import User
from indicators.permissions import get_administered
from indicators.scorecards.indicator_set_up import month_at_work
from indicators.scorecards.rows_held import asked_for, rows_held_by

from .form_pages import posted, show


def hand_over(request: SignedInRequest, slug: str) -> HttpResponse:
    """First whose rows, as `?person=`; then which, what of them, to whom and why."""
    scorecard = get_administered(request, slug)
    month = month_at_work(scorecard, request.today)
    leaver = LeaverForm(asked_for(scorecard, month), request.GET if "person" in request.GET else None)
    context: dict[str, Any] = {"scorecard": scorecard, "leaver": leaver, "form": leaver}
    if not leaver.is_valid():
        status = 422 if leaver.is_bound else 200
        return render(request, "indicators/hand_over_whose.html", context, status=status)
    person: User = leaver.cleaned_data["person"]
    rows = rows_held_by(person, scorecard, month)
    form, status = HandOverForm(person, [row.indicator for row in rows], posted(request)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                done = hand_overs.hand_over(
                    scorecard=scorecard,
                    indicators=given["indicators"],
                    roles=form.roles,
                    held_by=person,
                    to=given["to"],
                    reason=given["reason"],
                    by=request.user,
                    at=request.now,
                )
            except (Invalid, Conflict) as problem:
                status = show(form, problem)
            else:
                return _done(request, slug, done, given["to"])
    context |= {"person": person, "rows": rows, "form": form, "ticked": form.ticked}
    return render(request, "indicators/hand_over.html", context, status=status)


def _done(request: SignedInRequest, slug: str, done: hand_overs.HandOver, to: User) -> HttpResponse:
    number = len(done.refs)
    messages.success(
        request, f"{number} indicator{'' if number == 1 else 's'} handed to {to}: {', '.join(done.refs)}."
    )
    if done.alone:
        messages.warning(
            request,
            f"{to} is owner and reporter of {', '.join(done.alone)}, and nobody signs their own words: "
            "a deputy must sign.",
        )
    return redirect("indicators:indicators", slug)
