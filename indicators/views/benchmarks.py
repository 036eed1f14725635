"""Benchmark releases: the list, a new one, its values beside those in force."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators.actions import benchmarks, releases
from indicators.forms.benchmarks import ReleaseForms, SaveForm, posted_cells
from indicators.forms.grids import ShowForm
from indicators.forms.releases import ChangeDetailsForm, DetailsForm, initial_details
from indicators.models import BenchmarkRelease
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.permissions import get_administered
from indicators.scorecards.release_grid import ReleaseGrid, release_grid
from indicators.scorecards.releases import release_history, releases_of

from . import form_pages
from .release_lines import lines_of, shows_of, tiles_of


@require_safe
def release_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every release of the scorecard, newest first."""
    scorecard = get_administered(request, slug)
    context = {"scorecard": scorecard, "releases": releases_of(scorecard)}
    return render(request, "indicators/benchmarks.html", context)


def start(request: SignedInRequest, slug: str) -> HttpResponse:
    """A new release, as a copy of the one in force."""
    scorecard = get_administered(request, slug)
    form = DetailsForm(form_pages.posted(request))
    if form.is_valid():
        try:
            made = releases.start(
                scorecard=scorecard,
                details=form.details(),
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=request.now,
            )
        except Invalid as problem:
            form_pages.show(form, problem)
        else:
            messages.success(request, f"“{made}” is a draft. Only administrators see it.")
            return redirect("indicators:benchmark_release", slug, made.pk)
    context = {
        "scorecard": scorecard,
        "form": form,
        "title": "Start a new benchmark release",
        "action": "Start the draft",
        "cancel_url": reverse("indicators:benchmarks", args=[slug]),
    }
    status = 422 if form.errors else 200
    return render(request, "indicators/benchmarks_details.html", context, status=status)


def details(request: SignedInRequest, slug: str, release_pk: int) -> HttpResponse:
    """What a draft says of itself."""
    release = get_release(request, slug, release_pk)
    releases.check_is_draft(release)
    page = reverse("indicators:benchmark_release", args=[slug, release_pk])
    form = ChangeDetailsForm(form_pages.posted(request), initial=initial_details(release))
    context = {"scorecard": release.scorecard, "release": release, "form": form, "cancel_url": page}
    context |= {"title": f"Details of “{release}”", "action": "Save the details"}
    status = 200
    if form.is_valid():
        given = form.cleaned_data
        try:
            releases.change_details(
                release=release,
                details=form.details(),
                seen=given["seen"],
                reason=given["reason"],
                by=request.user,
                at=request.now,
            )
        except Invalid as problem:
            form_pages.show(form, problem)
        except Conflict as problem:
            status, context["conflict"] = 409, problem.reason
            typed = request.POST.copy()
            typed["seen"] = initial_details(release)["seen"]
            form = context["form"] = ChangeDetailsForm(typed)
        else:
            messages.success(request, "The details are saved.")
            return redirect(page)
    status = 422 if form.errors else status
    return render(request, "indicators/benchmarks_details.html", context, status=status)


def release(request: SignedInRequest, slug: str, release_pk: int) -> HttpResponse:
    """The values beside those in force; of a draft, to be typed into."""
    found = get_release(request, slug, release_pk)
    grid = release_grid(found)
    if request.method != "POST":
        return _grid_page(request, grid, ReleaseForms({}, SaveForm(initial={"reason": _usual_reason(found)})))
    posted = ReleaseForms(posted_cells(grid, request.POST), SaveForm(request.POST))
    if posted.errors:
        return _grid_page(request, grid, posted, status=422)
    if any(form.is_in_conflict for form in posted.cells.values()):
        again = {
            key: form.beside_theirs() if form.is_in_conflict else form for key, form in posted.cells.items()
        }
        return _grid_page(request, grid, ReleaseForms(again, posted.save), status=409)
    saved = benchmarks.save_values(
        release=found,
        changes=posted.changes,
        reason=posted.save.cleaned_data["reason"],
        by=request.user,
        at=request.now,
    )
    if saved:
        messages.success(request, f"{saved} {'value' if saved == 1 else 'values'} saved in the draft.")
    else:
        messages.info(request, "No value is different from what is saved.")
    return redirect(request.get_full_path())


@require_safe
def history(request: SignedInRequest, slug: str, release_pk: int) -> HttpResponse:
    """What happened to a release and to each of its values."""
    found = get_release(request, slug, release_pk)
    context = {"scorecard": found.scorecard, "release": found, "events": release_history(found)}
    return render(request, "indicators/benchmarks_history.html", context)


def get_release(request: SignedInRequest, slug: str, release_pk: int) -> BenchmarkRelease:
    """A release of a scorecard that this person administers: 404 or Refused otherwise."""
    scorecard = get_administered(request, slug)
    found = BenchmarkRelease.objects.filter(scorecard=scorecard, pk=release_pk).first()
    if found is None:
        raise Http404("No such release")
    found.scorecard = scorecard
    return found


def _usual_reason(found: BenchmarkRelease) -> str:
    return f"From {found.source}" if found.source else ""


def _grid_page(
    request: SignedInRequest, grid: ReleaseGrid, posted: ReleaseForms, status: int = 200
) -> HttpResponse:
    shows = shows_of(grid)
    show, section = ShowForm(request.GET).chosen(*(each.key for each in shows))
    context: dict[str, Any] = {
        "scorecard": grid.release.scorecard,
        "release": grid.release,
        "grid": grid,
        "lines": lines_of(grid, show, section, posted.cells),
        "shows": shows,
        "show": show,
        "section": section,
        "sections": dict.fromkeys((row.section_pk, row.section) for row in grid.rows),
        "tiles": tiles_of(grid),
        "form": posted,
        "is_draft": grid.release.status == BenchmarkRelease.DRAFT,
    }
    return render(request, "indicators/benchmarks_release.html", context, status=status)
