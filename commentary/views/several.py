"""Several signatures at once, each to what stood on the list, and why some were not given."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages

from commentary.actions import steps
from commentary.forms import Seen, SeveralForm
from commentary.summaries import Queue
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.http import SignedInRequest
from indicators.permissions import get_indicator

Take = Callable[[SignedInRequest, Queue, list[Seen]], list[str]]


def posted(request: SignedInRequest) -> tuple[SeveralForm, Take]:
    """What the form asks for: approving what was opened, else signing again."""
    if request.POST.get("step") == "approve":
        nothing = "Tick the ones that you approve."
        return SeveralForm(request.POST, name="approve", nothing=nothing), _approve
    nothing = "Tick the ones that you sign again."
    return SeveralForm(request.POST, name="confirm", nothing=nothing), _confirm


def _approve(request: SignedInRequest, waiting: Queue, ticked: list[Seen]) -> list[str]:
    return _each(request, waiting, ticked, "waiting", steps.approve_opened, "approved.")


def _confirm(request: SignedInRequest, waiting: Queue, ticked: list[Seen]) -> list[str]:
    said = "signed again, with the figures as they are now."
    return _each(request, waiting, ticked, "stale", steps.confirm, said)


def _each(
    request: SignedInRequest,
    waiting: Queue,
    ticked: list[Seen],
    state: str,
    step: Callable[..., Any],
    said: str,
) -> list[str]:
    """Sign each as it stood on the page, each by itself. What could not be signed, and why."""
    known = {place.item.summary.pk: place for place in waiting.in_state(state)}
    signed, problems = [], []
    for seen in ticked:
        place = known.get(seen.commentary)
        if place is None:
            problems.append("One of the ticked ones no longer waits for you. The list shows what does.")
            continue
        ref = place.item.row.ref
        try:
            step(
                indicator=get_indicator(request, place.work.scorecard.slug, place.item.row.ref_slug),
                month=place.work.month,
                seen_version=seen.version,
                seen_figures=seen.figures,
                by=request.user,
                at=request.now,
            )
        except (Conflict, Invalid, Refused) as problem:
            problems.append(f"{ref}: {problem.reason}")
        else:
            signed.append(ref)
    if signed:
        messages.success(request, f"{', '.join(signed)} {said}")
    return problems
