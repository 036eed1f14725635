"""The scorecard for a month."""

import hashlib
from datetime import date
from typing import Any

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from commentary.permissions import standing_of
from indicators.calculations import months as calendar
from indicators.models import MonthlyReturn, ReportingMonth, Scorecard
from indicators.people.errors import Refused
from indicators.people.http import SignedInRequest
from indicators.permissions import get_scorecard
from scorecard_portal.transfers.export import as_csv

from . import scorecard_body
from .scorecard_facts import facts, heading
from .scorecard_filters import choice_of
from .scorecard_table import table
from .scorecard_words import personal_words


@require_safe
def scorecards(request: SignedInRequest) -> HttpResponse:
    """Those that exist for the reader; a single one is gone to at once."""
    found = list(Scorecard.objects.visible_to(request.user, on=request.today))
    if len(found) == 1:
        return redirect("scorecard_latest", found[0].slug)
    return render(request, "pages/scorecards.html", {"scorecards": found})


@require_safe
def scorecard_latest(request: SignedInRequest, slug: str) -> HttpResponse:
    """To the latest open month, else to the latest month with figures."""
    scorecard = get_scorecard(request, slug)
    month = _latest(scorecard)
    if month is None:
        return render(request, "pages/scorecard_empty.html", {"scorecard": scorecard})
    return redirect("scorecard", slug, month)


@require_safe
def scorecard(request: SignedInRequest, slug: str, month: date) -> HttpResponse:
    context = _context(request, get_scorecard(request, slug), month)
    token = get_token(request)
    response = render(request, "pages/scorecard.html", {**context, "csrf_token": token})
    return _kept_by_browser(request, response, token)


@require_safe
def scorecard_csv(request: SignedInRequest, slug: str, month: date) -> HttpResponse:
    """All indicators of the month; of the words only those that are approved."""
    chosen = get_scorecard(request, slug)
    try:
        text = as_csv(scorecard=chosen, month=month, for_readers=True)
    except Refused as refusal:
        raise Http404(refusal.reason) from None
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-{calendar.slug(month)}.csv"'
    return response


def _latest(scorecard: Scorecard) -> date | None:
    opened = ReportingMonth.objects.open().filter(scorecard=scorecard).first()
    if opened is not None:
        return opened.month
    returns = MonthlyReturn.objects.reported().filter(indicator__scorecard=scorecard)
    latest: date | None = returns.aggregate(Max("month"))["month__max"]
    return latest


def _context(request: SignedInRequest, scorecard: Scorecard, month: date) -> dict[str, Any]:
    """What the page shows this person. Raises Http404 for a month that the scorecard does not have."""
    view = request.GET.get("view", "")
    view = view if view in scorecard_body.VIEWS else scorecard_body.COMPACT
    reporting_months = tuple(scorecard.reporting_months.all())
    cycle = next((each for each in reporting_months if each.month == month), None)
    body = scorecard_body.read(scorecard, month, view, cycle.status if cycle else "", request.today)
    if cycle is None and not body.has_figures:
        raise Http404("No figures for this month")
    reader = standing_of(request, scorecard)
    personal = personal_words(
        [(piece.pk, piece) for piece in body.pieces],
        reader,
        scorecard_pk=scorecard.pk,
        month=month,
        is_open=cycle is not None and cycle.is_open,
    )
    return {
        "scorecard": scorecard,
        "month": month,
        "latest": next((each.month for each in reporting_months if each.is_open), None),
        "body": body,
        "columns": (34 if view == scorecard_body.FULL else 10) + len(body.comparators),
        "target_label": f"Target {calendar.financial_year_label(body.years[1])}",
        "full": view == scorecard_body.FULL,
        # Links carry the query on, so only an address that is everybody's may be answered from what is kept.
        "is_plain": request.GET.urlencode() in ("", "view=full"),
        "is_administrator": reader.is_administrator,
        "heading": heading(body, reporting_months, month, request.today),
        "facts": facts(body, personal),
        "table": table(
            body,
            personal,
            choice_of(request.GET, body, scorecard, reader),
            request.GET.get("sort", ""),
            slug=scorecard.slug,
        ),
    }


def _kept_by_browser(request: HttpRequest, response: HttpResponse, token: str) -> HttpResponse:
    """The reader's own browser may keep the page and asks each time whether it is still so.

    The tag is the page's fingerprint without the form token, which is another at each rendering, and with
    the secret behind it, so that a page kept from an earlier sign-in is not used again.
    """
    fingerprint = hashlib.blake2b(response.content.replace(token.encode(), b""), digest_size=16)
    fingerprint.update(request.META["CSRF_COOKIE"].encode())
    response.headers["ETag"] = f'"{fingerprint.hexdigest()}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response
