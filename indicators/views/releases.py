"""The steps in the life of a benchmark release, each confirmed on its own page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from indicators.actions import releases
from indicators.calculations import months
from indicators.forms.reasons import ReasonForm
from indicators.forms.releases import AcceptForm, SeenForm
from indicators.models import BenchmarkRelease
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.scorecards.release_grid import ReleaseGrid, release_grid
from indicators.scorecards.releases import accepted_before

from .benchmarks import get_release
from .form_pages import posted, show


def check(request: SignedInRequest, slug: str, release_pk: int) -> HttpResponse:
    """The findings, each to be accepted with a reason or corrected in the grid."""
    release = get_release(request, slug, release_pk)
    releases.check_is_draft(release)
    grid = release_grid(release)
    initial = accepted_before(release, releases.ACCEPTED)
    form = AcceptForm(grid, posted(request), initial=initial)
    context: dict[str, Any] = {"scorecard": release.scorecard, "release": release, "grid": grid}
    status = 200
    if form.is_valid():
        accepted = dict(form.cleaned_data)
        try:
            releases.mark_checked(
                release=release, seen=accepted.pop("seen"), accepted=accepted, by=request.user, at=request.now
            )
        except Invalid as problem:
            show(form, problem)
        except Conflict as problem:
            # What was typed stays, over the values as they are now.
            status, context["conflict"] = 409, problem.reason
            form = AcceptForm(grid, initial=accepted)
        else:
            messages.success(request, f"“{release}” is checked. It is not shown before it is put in force.")
            return redirect("indicators:benchmark_release", slug, release_pk)
    context |= {"form": form, "cells": [(row, cell, _field(form, cell.key)) for row, cell in grid.found]}
    return render(request, "indicators/benchmarks_check.html", context, status=422 if form.errors else status)


def back_to_draft(request: SignedInRequest, slug: str, release_pk: int) -> HttpResponse:
    """Open a checked release for changes again."""
    release = get_release(request, slug, release_pk)
    releases.check_is_checked(release)
    form = ReasonForm(posted(request))
    if form.is_valid():
        try:
            releases.back_to_draft(
                release=release, reason=form.cleaned_data["reason"], by=request.user, at=request.now
            )
        except Invalid as problem:
            show(form, problem)
        else:
            messages.success(request, f"“{release}” is a draft again.")
            return redirect("indicators:benchmark_release", slug, release_pk)
    context = {
        "title": f"Take “{release}” back to draft?",
        "consequences": [
            "Its values can be changed again.",
            "It must be marked as checked again after that.",
        ],
        "action": "Take it back to draft",
        "form": form,
        "cancel_url": reverse("indicators:benchmark_release", args=[slug, release_pk]),
    }
    return render(request, "layouts/confirm.html", context, status=422 if form.errors else 200)


def put_in_force(request: SignedInRequest, slug: str, release_pk: int) -> HttpResponse:
    """Say what will happen, then put a checked release in force."""
    release = get_release(request, slug, release_pk)
    releases.check_is_checked(release)
    grid = release_grid(release)
    form = SeenForm(posted(request), initial={"seen": grid.seen()})
    month = months.label(release.in_force_from)
    status = 200
    if form.is_valid():
        try:
            releases.put_in_force(
                release=release, seen=form.cleaned_data["seen"], by=request.user, at=request.now
            )
        except (Conflict, Invalid) as problem:
            form, status = SeenForm(initial={"seen": grid.seen()}), 409
            messages.error(request, problem.reason)
        else:
            messages.success(request, f"“{release}” is in force from {month}.")
            return redirect("indicators:benchmark_release", slug, release_pk)
    context = {
        "title": f"Put “{release}” in force from {month}?",
        "consequences": _consequences(grid),
        "action": f"Put in force from {month}",
        "danger": True,
        "form": form,
        "cancel_url": reverse("indicators:benchmark_release", args=[slug, release_pk]),
    }
    return render(request, "layouts/confirm.html", context, status=422 if form.errors else status)


def _field(form: AcceptForm, name: str) -> Any:
    """Nothing for a value that cannot be accepted as it is."""
    return form[name] if name in form.fields else None


def _consequences(grid: ReleaseGrid) -> list[str]:
    release = grid.release
    month = months.label(release.in_force_from)
    changed = sum(cell.is_changed for cell in grid.cells)
    instead = f" instead of “{grid.base}”" if grid.base else ""
    later = (
        BenchmarkRelease.objects.filter(
            scorecard=release.scorecard_id,
            status=BenchmarkRelease.IN_FORCE,
            in_force_from__gt=release.in_force_from,
        )
        .order_by("in_force_from")
        .first()
    )
    until = f", until “{later}” takes over from {months.label(later.in_force_from)}" if later else ""
    return [
        f"The scorecard shows it from {month} on{instead}{until}.",
        f"{changed} {'value is' if changed == 1 else 'values are'} different from the release before.",
        f"Signatures given with the old benchmarks for open months from {month} on must be given again.",
        "It can never be edited after that. A correction is a new release.",
    ]
