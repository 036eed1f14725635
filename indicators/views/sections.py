"""The sections of a scorecard: add, rename, move, remove."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from indicators.actions import sections
from indicators.forms.reasons import ReasonForm
from indicators.forms.scorecards import MoveForm, NewSectionForm, RenameForm
from indicators.models import Scorecard, Section
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.http import SignedInRequest
from indicators.permissions import get_administered

from .form_pages import posted, set_up_form, show


def section_add(request: SignedInRequest, slug: str) -> HttpResponse:
    scorecard = get_administered(request, slug)
    form = NewSectionForm(posted(request))
    if form.is_valid():
        try:
            added = sections.add(
                scorecard=scorecard, name=form.cleaned_data["name"], by=request.user, at=request.now
            )
            messages.success(request, f"“{added}” is the last section now.")
            return redirect("indicators:scorecard_set_up", slug)
        except Invalid as problem:
            show(form, problem)
    return set_up_form(request, scorecard, form, title="Add a section", action="Add the section")


def section_edit(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Another name."""
    scorecard, section = _get_section(request, slug, pk)
    form, conflict = RenameForm(section, posted(request)), ""
    if form.is_valid():
        try:
            sections.rename(section=section, by=request.user, at=request.now, **form.cleaned_data)
            messages.success(request, f"The section is called {form.cleaned_data['name']}.")
            return redirect("indicators:scorecard_set_up", slug)
        except Invalid as problem:
            show(form, problem)
        except Conflict as problem:
            section.refresh_from_db()
            form, conflict = RenameForm(section, typed=form.cleaned_data), problem.reason
    return set_up_form(
        request, scorecard, form, title=f"Rename “{section}”", action="Rename it", conflict=conflict
    )


@require_POST
def section_move(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """One place up or down."""
    _, section = _get_section(request, slug, pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Invalid("Choose up or down on the page of the scorecard’s set-up.")
    up, seen_place = form.cleaned_data["direction"] == "up", form.cleaned_data["seen_place"]
    try:
        sections.move(section=section, up=up, seen_place=seen_place, by=request.user, at=request.now)
    except Conflict as problem:
        messages.warning(request, problem.reason)
    return redirect(reverse("indicators:scorecard_set_up", args=(slug,)) + "#sections")


def section_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Asks why, and does it where no indicator is in the section."""
    scorecard, section = _get_section(request, slug, pk)
    if section.indicators.exists():
        raise Refused(f"“{section}” has indicators. Move them to another section first.")
    form = ReasonForm(posted(request))
    if form.is_valid():
        try:
            sections.remove(section=section, by=request.user, at=request.now, **form.cleaned_data)
            messages.success(request, f"“{section.name}” is removed.")
            return redirect("indicators:scorecard_set_up", slug)
        except Invalid as problem:
            show(form, problem)
    context = {
        "title": f"Remove “{section}”?",
        "consequences": [
            f"{scorecard} has no such section any more. No indicator is in it.",
            "The history keeps it.",
        ],
        "action": "Remove the section",
        "danger": True,
        "form": form,
        "cancel_url": reverse("indicators:scorecard_set_up", args=(slug,)),
    }
    return render(request, "layouts/confirm.html", context, status=422 if form.errors else 200)


def _get_section(request: SignedInRequest, slug: str, pk: int) -> tuple[Scorecard, Section]:
    """404 where there is none, but for somebody who was about to change it a Conflict."""
    scorecard = get_administered(request, slug)
    found = scorecard.sections.select_related("scorecard").filter(pk=pk).first()
    if found is not None:
        return scorecard, found
    if request.method == "POST" and Section.history.filter(id=pk, scorecard_id=scorecard.pk).exists():
        raise Conflict(sections.GONE)
    raise Http404("No such section")
