"""The checks of a scorecard for administrators: the list, one more, change, remove."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators.actions import relations
from indicators.calculations.relations import in_words
from indicators.forms.reasons import ReasonForm
from indicators.forms.relations import RelationForm
from indicators.models import Relation, Scorecard
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.permissions import get_administered
from indicators.scorecards.indicator_set_up import month_at_work
from indicators.scorecards.quality import quality_of
from indicators.scorecards.relations import relation_changes, stated_by

from .form_pages import posted, show


@require_safe
def relation_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """Each in words, and whether it holds in the month at work."""
    scorecard = get_administered(request, slug)
    month = month_at_work(scorecard, request.today)
    context = {
        "scorecard": scorecard,
        "month": month,
        "quality": quality_of(scorecard, month),
        "changes": relation_changes(scorecard),
    }
    return render(request, "indicators/relations.html", context)


def relation_add(request: SignedInRequest, slug: str) -> HttpResponse:
    scorecard = get_administered(request, slug)
    form = RelationForm(scorecard, posted(request))
    if "more" in request.POST:
        return _page(request, scorecard, _with_more(request, scorecard, form))
    if form.is_valid():
        try:
            made = relations.add(scorecard=scorecard, stated=form.stated, by=request.user, at=request.now)
            messages.success(request, f"The check is added: {_words(made)}.")
            return redirect("indicators:relations", slug)
        except Invalid as problem:
            show(form, _placed(form, problem))
    return _page(request, scorecard, form)


def relation_edit(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Over the check as it stands; where somebody else was first, what was typed is shown over theirs."""
    scorecard, found = _get_relation(request, slug, pk)
    form, conflict = RelationForm(scorecard, posted(request), current=found), ""
    if "more" in request.POST:
        return _page(request, scorecard, _with_more(request, scorecard, form, found), found)
    if form.is_valid():
        given = form.cleaned_data
        try:
            changed = relations.change(
                relation=found,
                seen=given["seen"],
                stated=form.stated,
                reason=given["reason"],
                by=request.user,
                at=request.now,
            )
            messages.success(request, f"The check is kept: {_words(changed)}.")
            return redirect("indicators:relations", slug)
        except Invalid as problem:
            show(form, _placed(form, problem))
        except Conflict as problem:
            _, found = _get_relation(request, slug, pk)
            form, conflict = RelationForm(scorecard, current=found, typed=form.typed()), problem.reason
    return _page(request, scorecard, form, found, conflict)


def relation_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    _, found = _get_relation(request, slug, pk)
    form, words = ReasonForm(posted(request)), _words(found)
    if form.is_valid():
        try:
            relations.remove(
                relation=found, reason=form.cleaned_data["reason"], by=request.user, at=request.now
            )
            messages.success(request, f"The check is removed: {words}.")
            return redirect("indicators:relations", slug)
        except Invalid as problem:
            show(form, problem)
    context = {
        "title": "Remove this check?",
        "consequences": [
            f"{words} is not looked at any more: not on import, not in the returns, not on data quality.",
            "The history keeps it. No figure changes.",
        ],
        "action": "Remove the check",
        "danger": True,
        "form": form,
        "cancel_url": reverse("indicators:relations", args=(slug,)),
    }
    return render(request, "layouts/confirm.html", context, status=422 if form.errors else 200)


def _page(
    request: SignedInRequest,
    scorecard: Scorecard,
    form: RelationForm,
    current: Relation | None = None,
    conflict: str = "",
) -> HttpResponse:
    context = {
        "scorecard": scorecard,
        "form": form,
        "words": _words(current) if current else "",
        "title": "Change a check" if current else "Add a check",
        "action": "Save the check" if current else "Add the check",
        "conflict": conflict,
        "cancel_url": reverse("indicators:relations", args=(scorecard.slug,)),
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "indicators/relations_form.html", context, status=status)


def _with_more(
    request: SignedInRequest, scorecard: Scorecard, form: RelationForm, current: Relation | None = None
) -> RelationForm:
    """The form with one row of terms more; nothing is saved and nothing typed is lost.

    What was seen stays what was seen, so that a change by somebody else is still noticed.
    """
    again = RelationForm(scorecard, current=current, typed=form.with_more(request.POST["more"]))
    if current:
        again.fields["seen"].initial = request.POST.get("seen", "")
    return again


def _placed(form: RelationForm, problem: Invalid) -> Invalid:
    return Invalid(problem.reason, field=form.place_of(problem.field))


def _words(relation: Relation) -> str:
    return in_words(stated_by(relation, relation.terms.select_related("indicator")))


def _get_relation(request: SignedInRequest, slug: str, pk: int) -> tuple[Scorecard, Relation]:
    """404 where there is none, but for somebody who was about to change it a Conflict."""
    scorecard = get_administered(request, slug)
    found = scorecard.relations.select_related("scorecard", "subject").filter(pk=pk).first()
    if found is not None:
        return scorecard, found
    if request.method == "POST" and Relation.history.filter(id=pk, scorecard_id=scorecard.pk).exists():
        raise Conflict(relations.GONE)
    raise Http404("No such check")
