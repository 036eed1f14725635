"""What the checks say, beside the words that they speak of."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from commentary import summaries, words
from commentary.forms import WordsForm
from commentary.permissions import check_works_on, check_writes, standing_of
from commentary.summaries import Checks, Item, MonthWork
from commentary.workflow import Step, refusal
from indicators.models import Indicator
from indicators.people.errors import Conflict
from indicators.people.http import SignedInRequest
from indicators.permissions import get_indicator

from .months import get_item

# A form field for each check: the reason for leaving its words as they are.
REASON = "reason."


@require_POST
def check_typed(request: SignedInRequest, slug: str, month: date, ref_slug: str) -> HttpResponse:
    """The part of the write page with the checks, for words that are being typed. Keeps nothing."""
    indicator = get_indicator(request, slug, ref_slug)
    if indicator.shares_commentary_with_id:
        raise Http404("Its words stand on another row")
    person = standing_of(request, indicator.scorecard)
    roles = person.roles_on(indicator)
    check_works_on(roles)
    check_writes(roles)
    _, work, item = get_item(indicator, month)
    situation = item.summary.situation(user_pk=request.user.pk, roles=roles, month_is_open=work.is_open)
    if refused := refusal(Step.SAVE, situation):
        raise Conflict(refused.reason)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return HttpResponse(
            " ".join(map(str, form.errors["text"])), status=422, content_type="text/plain; charset=utf-8"
        )
    checks = summaries.checks_of(work, item, person, text=form.cleaned_data["text"], today=request.today)
    return render(request, "commentary/_checks.html", shown(checks))


def of_typed(
    request: SignedInRequest, indicator: Indicator, work: MonthWork, item: Item, typed: str
) -> Checks:
    """What the checks say of what stands in the box; nothing of words that could not be kept."""
    try:
        text = words.cleaned(typed)
    except words.WordsNotKept:
        return Checks()
    return summaries.checks_of(
        work, item, standing_of(request, indicator.scorecard), text=text, today=request.today
    )


def reasons_in(request: SignedInRequest) -> list[str]:
    """Reasons for leaving words as they are that stand in the form."""
    return [request.POST[name] for name in request.POST if name.startswith(REASON) and request.POST[name]]


def still_open(request: SignedInRequest, indicator: Indicator, month: date) -> str:
    """Said after submitting; empty where nothing is open."""
    _, work, item = get_item(indicator, month)
    count = len(summaries.checks_of(work, item, standing_of(request, indicator.scorecard)).open)
    if not count:
        return ""
    return (
        f"{count} check is open: the owner sees it."
        if count == 1
        else (f"{count} checks are open: the owner sees them.")
    )


def shown(checks: Checks, typed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """For the lists of checks; `typed` holds reasons that are not kept yet, by field."""
    return {
        "checks": checks,
        "to_look_at": [(each, (typed or {}).get(REASON + each.key, "")) for each in checks.open],
        "marked_words": words.marked([words.Piece(checks.text)], checks.spans) if checks.spans else (),
    }
