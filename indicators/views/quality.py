"""Data quality of a month, for everybody who reads the scorecard."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.actions.returns import month_statuses
from indicators.calculations import months
from indicators.models import ReportingMonth
from indicators.people.http import SignedInRequest
from indicators.permissions import administers, get_scorecard
from indicators.scorecards.quality import first_and_last, quality_of


@require_safe
def quality(request: SignedInRequest, slug: str, month: date) -> HttpResponse:
    """What agrees, what does not, and what is missing. Only administrators get ways to put it right."""
    scorecard = get_scorecard(request, slug)
    statuses = month_statuses(scorecard.pk)
    found = quality_of(scorecard, month)
    if month not in statuses and not found.has_figures:
        raise Http404("No figures for this month")
    ready = [each for each, status in statuses.items() if status != ReportingMonth.PLANNED]
    first, last = first_and_last(scorecard, ready)
    is_administrator = administers(request.user, scorecard)
    context = {
        "scorecard": scorecard,
        "month": month,
        "quality": found,
        "earlier": months.shift(month, -1) if first < month else None,
        "later": months.shift(month, 1) if month < last else None,
        "is_administrator": is_administrator,
        "is_cycle": month in statuses,
        "may_correct": is_administrator and _takes_returns(month, statuses),
    }
    return render(request, "indicators/quality.html", context)


def _takes_returns(month: date, statuses: dict[date, str]) -> bool:
    """While it is open itself, or an earlier one than an open month."""
    opened = max((each for each, status in statuses.items() if status == ReportingMonth.OPEN), default=None)
    return opened is not None and month <= opened and statuses.get(month) != ReportingMonth.PLANNED
