"""What matters this month: chosen by rule, never by hand, the bad before the good."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commentary.permissions import standing_of
from commentary.summaries import questions_for_pack
from indicators.calculations.headline_counts import summary
from indicators.calculations.months import shift
from indicators.people.http import SignedInRequest
from indicators.permissions import get_scorecard

from .headlines_items import groups
from .headlines_month import read
from .headlines_side import side
from .headlines_words import headline_words
from .scorecard_facts import heading


@require_safe
def headlines(request: SignedInRequest, slug: str, month: date) -> HttpResponse:
    """The same for everybody but for where unapproved words stand."""
    scorecard = get_scorecard(request, slug)
    reporting_months = tuple(scorecard.reporting_months.all())
    cycle = next((each for each in reporting_months if each.month == month), None)
    found = read(scorecard, month, reporting_months)
    if cycle is None and not found.has_figures:
        raise Http404("No figures for this month")
    reader = standing_of(request, scorecard)
    context = {
        "scorecard": scorecard,
        "month": month,
        "latest": next((each.month for each in reporting_months if each.is_open), None),
        "heading": heading(found, reporting_months, month, request.today),
        "cycle": cycle,
        "is_administrator": reader.is_administrator,
        "has_rows": bool(found.built.rows),
        "is_returned": found.is_returned,
        "summary": summary(found.chosen.counts),
        "groups": groups(found, headline_words(found, reader)),
        "questions": questions_for_pack(scorecard.pk, month),
        "asked_about": shift(month, -1),
        "side": side(found, cycle, request.today),
    }
    return render(request, "pages/headlines.html", context)
