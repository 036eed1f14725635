"""The owner's queue: all that waits for a signature."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from commentary import summaries
from commentary.actions import steps
from commentary.forms import ConfirmForm, Seen
from commentary.summaries import Checks, Evidence, Place, Queue
from commentary.tables import WorkRow, work_row
from indicators.calculations import dates
from indicators.people.errors import Conflict, Refused
from indicators.people.http import SignedInRequest
from indicators.permissions import get_indicator

from .lists import review_url

LISTED = ("waiting", "stale", "barred")


@dataclass(frozen=True, slots=True)
class Line:
    """One commentary on the list, with what a form about it has to carry."""

    row: WorkRow
    place: Place
    evidence: Evidence
    checks: Checks

    @property
    def seen(self) -> str:
        summary = self.place.item.summary
        return f"{summary.pk}-{summary.version}-{self.evidence.fingerprint}"


def queue(request: SignedInRequest) -> HttpResponse:
    waiting = summaries.queue(request.user, request.today)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, waiting, form, status=422 if form.is_bound else 200)
    problems = _confirm(request, waiting, form.cleaned_data["confirm"])
    if not problems:
        return redirect("commentary:queue")
    for problem in problems:
        form.add_error(None, problem)
    return _page(request, summaries.queue(request.user, request.today), form, status=409)


def _confirm(request: SignedInRequest, waiting: Queue, ticked: list[Seen]) -> list[str]:
    """Sign each again as it stood on the page. What could not be signed, and why."""
    stale = {place.item.summary.pk: place for place in waiting.in_state("stale")}
    signed, problems = [], []
    for seen in ticked:
        place = stale.get(seen.commentary)
        if place is None:
            problems.append("One of the ticked ones no longer waits for you. The list shows what does.")
            continue
        ref = place.item.row.ref
        try:
            steps.confirm(
                indicator=get_indicator(request, place.work.scorecard.slug, place.item.row.ref_slug),
                month=place.work.month,
                seen_version=seen.version,
                seen_figures=seen.figures,
                by=request.user,
                at=request.now,
            )
        except (Conflict, Refused) as problem:
            problems.append(f"{ref}: {problem.reason}")
        else:
            signed.append(ref)
    if signed:
        messages.success(request, f"{', '.join(signed)} signed again, with the figures as they are now.")
    return problems


def _page(request: SignedInRequest, waiting: Queue, form: ConfirmForm, *, status: int) -> HttpResponse:
    lines = _lines(waiting)
    stale = lines["stale"]
    together = _by_cause(stale)
    first = next(iter(waiting.waiting), None)
    due = min((work.sign_off_due for work in waiting.months if work.sign_off_due), default=None)
    context = {
        "form": form,
        "strip": summaries.month_strip(waiting.months[0], request.today)
        if len(waiting.months) == 1
        else None,
        "months": waiting.months,
        "several": len({work.scorecard.pk for work in waiting.months}) > 1 or len(waiting.months) > 1,
        "deadline": dates.deadline(due, request.today),
        "count": len(waiting.waiting),
        "first_url": review_url(first.work, first.item) if first else "",
        "submitted": lines["waiting"],
        "together": together,
        "stale": [line for line in stale if line.place.changes.cause not in together],
        "barred": lines["barred"],
        "not_yet": [
            (work, item, _late_by(work.commentary_due, request.today)) for work, item in waiting.not_yet
        ],
        "approved": len(waiting.in_state("approved")),
        "returned": len(waiting.in_state("returned")),
    }
    return render(request, "commentary/queue.html", context, status=status)


def _lines(waiting: Queue) -> dict[str, list[Line]]:
    """What is listed, by its state, with what the checks say of it."""
    listed = waiting.in_state(*LISTED)
    checks = summaries.checks_of_places(listed)
    found: dict[str, list[Line]] = {state: [] for state in LISTED}
    for place in listed:
        key = place.item.row.pk, place.work.month
        found[place.state].append(_line(place, checks.get(key, Checks())))
    return found


def _line(place: Place, checks: Checks) -> Line:
    item = place.item
    why = f"From {item.row.reporter}" if place.state == "waiting" else ""
    row = work_row(item, review_url(place.work, item), why)
    return Line(row, place, summaries.evidence(place.work, item), checks)


def _by_cause(stale: list[Line]) -> dict[str, list[Line]]:
    """Those that one release or one file made stale, where there are several."""
    found: dict[str, list[Line]] = {}
    for line in stale:
        if line.place.changes.cause:
            found.setdefault(line.place.changes.cause, []).append(line)
    return {cause: lines for cause, lines in found.items() if len(lines) > 1}


def _late_by(due: date | None, today: date) -> str:
    """Such as "2 days"; nothing before the deadline."""
    days = (today - due).days if due else 0
    return "" if days <= 0 else "1 day" if days == 1 else f"{days} days"
