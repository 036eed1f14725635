"""The owner's queue: all that waits for a signature, and several signatures at once."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render

from commentary import summaries
from commentary.forms import SeveralForm
from commentary.summaries import Evidence, Group, Place, Queue, WithReporter
from commentary.tables import WorkRow, work_row
from indicators.calculations import dates
from indicators.people.http import SignedInRequest

from . import several
from .lists import ask_url, review_url
from .squares import Square, squares_of

_HEADINGS = {
    Group.FLAGGED: "Required and flagged",
    Group.REQUIRED: "Required",
    Group.OPTIONAL: "Optional, but written",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One commentary on the list, with what a form about it has to carry.

    `may_tick` says that this person has opened just this, and may approve it here.
    """

    row: WorkRow
    square: Square
    evidence: Evidence
    may_tick: bool

    @property
    def place(self) -> Place:
        return self.square.place

    @property
    def seen(self) -> str:
        summary = self.place.item.summary
        return f"{summary.pk}-{summary.version}-{self.evidence.fingerprint}"


def queue(request: SignedInRequest) -> HttpResponse:
    waiting = summaries.queue(request.user, request.today)
    if request.method != "POST":
        return _page(request, waiting, None, status=200)
    form, take = several.posted(request)
    if not form.is_valid():
        return _page(request, waiting, form, status=422)
    problems = take(request, waiting, form.cleaned_data["ticked"])
    if not problems:
        return redirect("commentary:queue")
    for problem in problems:
        form.add_error(None, problem)
    return _page(request, summaries.queue(request.user, request.today), form, status=409)


def _page(request: SignedInRequest, waiting: Queue, form: SeveralForm | None, *, status: int) -> HttpResponse:
    lines = _lines(request, waiting)
    stale = [line for line in lines if line.place.state == "stale"]
    together = _by_cause(stale)
    first = next(iter(waiting.waiting), None)
    due = min((work.sign_off_due for work in waiting.months if work.sign_off_due), default=None)
    submitted = [line for line in lines if line.place.state == "waiting"]
    context = {
        "form": form,
        "strip": summaries.month_strip(waiting.months[0], request.today)
        if len(waiting.months) == 1
        else None,
        "months": waiting.months,
        "several": len({work.scorecard.pk for work in waiting.months}) > 1 or len(waiting.months) > 1,
        "deadline": dates.deadline(due, request.today),
        "count": len(waiting.waiting),
        "handed_in": sum(place.state == "waiting" for place in waiting.waiting),
        "came_back": sum(place.state == "stale" for place in waiting.waiting),
        "flagged": sum(place.group is Group.FLAGGED for place in waiting.waiting),
        "first_url": review_url(first.work, first.item) if first else "",
        "submitted": [
            (heading, group.value, found)
            for group, heading in _HEADINGS.items()
            if (found := [line for line in submitted if line.place.group is group])
        ],
        "tickable": sum(line.may_tick for line in submitted),
        "unopened": sum(not line.may_tick for line in submitted),
        "together": together,
        "changed": len(stale),
        "stale": [line for line in stale if line.place.changes.cause not in together],
        "barred": [line for line in lines if line.place.state == "barred"],
        "decided": [line for line in lines if line.place.state in ("approved", "returned")],
        "not_yet": [_not_yet(each, request.today) for each in waiting.not_yet if each.item.is_to_write],
        "optional": sum(not each.item.is_to_write for each in waiting.not_yet),
        "done": _done(waiting),
        "with_reporters": len(waiting.with_reporters),
    }
    return render(request, "commentary/queue.html", context, status=status)


def _lines(request: SignedInRequest, waiting: Queue) -> list[Line]:
    opened = summaries.opened_by(request.user, waiting.in_state("waiting"))
    found = []
    for square in squares_of(waiting):
        place = square.place
        item, evidence = place.item, summaries.evidence(place.work, place.item)
        may_tick = place.state == "waiting" and (item.summary.pk, evidence.fingerprint) in opened
        found.append(Line(work_row(item, square.url, _why(place)), square, evidence, may_tick))
    return found


def _why(place: Place) -> str:
    """Whom it comes from; why it is required stands beside it."""
    return f"From {place.item.row.reporter}" if place.state == "waiting" else ""


def _done(waiting: Queue) -> str:
    """Such as "23 decided: 20 approved, 2 returned, 1 asked"."""
    approved, returned = (len(waiting.in_state(state)) for state in ("approved", "returned"))
    asked = f", {len(waiting.asked)} asked" if waiting.asked else ""
    return f"{waiting.decided} decided: {approved} approved, {returned} returned{asked}"


def _by_cause(stale: list[Line]) -> dict[str, list[Line]]:
    """Those that one release or one file made stale, where there are several."""
    found: dict[str, list[Line]] = {}
    for line in stale:
        if line.place.changes.cause:
            found.setdefault(line.place.changes.cause, []).append(line)
    return {cause: lines for cause, lines in found.items() if len(lines) > 1}


def _not_yet(each: WithReporter, today: date) -> tuple[WithReporter, str, str]:
    due = each.work.commentary_due if each.item.is_to_write else None
    return each, dates.late_by(due, today), ask_url(each.work, each.item)
