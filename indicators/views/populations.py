"""The populations of a scorecard for administrators: the list, one more value, change, remove."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators.actions import populations
from indicators.calculations import dates
from indicators.forms.populations import NewPopulationForm, PopulationForm
from indicators.forms.reasons import ReasonForm
from indicators.models import Population, Scorecard
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.permissions import get_administered
from indicators.scorecards.populations import population_changes, populations_of

from .form_pages import posted, show


@require_safe
def population_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """Each name with its values from their days on, and what is worked out over it."""
    scorecard = get_administered(request, slug)
    context = {
        "scorecard": scorecard,
        "populations": populations_of(scorecard),
        "changes": population_changes(scorecard),
    }
    return render(request, "indicators/populations.html", context)


def population_add(request: SignedInRequest, slug: str) -> HttpResponse:
    """A new name, or one more value of a name in use (`?name=`)."""
    scorecard = get_administered(request, slug)
    form = NewPopulationForm(posted(request), initial={"name": request.GET.get("name", "")})
    if form.is_valid():
        try:
            made = populations.add(scorecard=scorecard, by=request.user, at=request.now, **form.cleaned_data)
            messages.success(request, f"“{made.name}” is {made.value:,} from {dates.day(made.valid_from)}.")
            return redirect("indicators:populations", slug)
        except Invalid as problem:
            show(form, problem)
    return _page(request, scorecard, form, "Add a population", "Add the population")


def population_edit(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    scorecard, found = _get_population(request, slug, pk)
    form, conflict = PopulationForm(found, posted(request)), ""
    if form.is_valid():
        try:
            populations.change(population=found, by=request.user, at=request.now, **form.cleaned_data)
            messages.success(request, f"“{found.name}” is kept. Rates over it are worked out again.")
            return redirect("indicators:populations", slug)
        except Invalid as problem:
            show(form, problem)
        except Conflict as problem:
            _, found = _get_population(request, slug, pk)
            form, conflict = PopulationForm(found, typed=form.typed()), problem.reason
    return _page(request, scorecard, form, f"Change “{found.name}”", "Save", conflict)


def population_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    scorecard, found = _get_population(request, slug, pk)
    populations.check_may_be_removed(found)
    form = ReasonForm(posted(request))
    if form.is_valid():
        try:
            populations.remove(
                population=found, reason=form.cleaned_data["reason"], by=request.user, at=request.now
            )
            messages.success(request, f"“{found.name}” from {dates.day(found.valid_from)} is removed.")
            return redirect("indicators:populations", slug)
        except Invalid as problem:
            show(form, problem)
    context = {
        "title": f"Remove “{found.name}” from {dates.day(found.valid_from)}?",
        "consequences": [
            f"Rates of {scorecard} over it are worked out with its earlier value, or have none.",
            "The history keeps it. No figure on record changes.",
        ],
        "action": "Remove it",
        "danger": True,
        "form": form,
        "cancel_url": reverse("indicators:populations", args=(slug,)),
    }
    return render(request, "layouts/confirm.html", context, status=422 if form.errors else 200)


def _page(
    request: SignedInRequest,
    scorecard: Scorecard,
    form: NewPopulationForm | PopulationForm,
    title: str,
    action: str,
    conflict: str = "",
) -> HttpResponse:
    context = {
        "scorecard": scorecard,
        "form": form,
        "title": title,
        "action": action,
        "conflict": conflict,
        "cancel_url": reverse("indicators:populations", args=(scorecard.slug,)),
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "indicators/populations_form.html", context, status=status)


def _get_population(request: SignedInRequest, slug: str, pk: int) -> tuple[Scorecard, Population]:
    """404 where there is none, but for somebody who was about to change it a Conflict."""
    scorecard = get_administered(request, slug)
    found = scorecard.populations.select_related("scorecard").filter(pk=pk).first()
    if found is not None:
        return scorecard, found
    if request.method == "POST" and Population.history.filter(id=pk, scorecard_id=scorecard.pk).exists():
        raise Conflict(populations.GONE)
    raise Http404("No such population")
