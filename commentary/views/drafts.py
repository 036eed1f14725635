"""What the writing page keeps while somebody types."""

from datetime import date
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from commentary.actions import drafts
from commentary.forms import DraftForm
from commentary.models import Commentary
from commentary.permissions import check_works_on, check_writes, standing_of
from commentary.summaries import who_was_first
from indicators.calculations import dates
from indicators.models import Indicator
from indicators.people import kept_words
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.permissions import get_indicator

from .box import marked
from .months import get_item


@require_http_methods(["GET", "POST"])
def draft(request: SignedInRequest, slug: str, month: date, ref_slug: str) -> HttpResponse:
    """GET: who is signed in, with a fresh token. POST: keep what is in the box."""
    indicator = get_indicator(request, slug, ref_slug)
    roles = standing_of(request, indicator.scorecard).roles_on(indicator)
    check_works_on(roles)
    check_writes(roles)
    get_item(indicator, month)
    if request.method == "GET":
        return JsonResponse({"who": kept_words.browser_mark(request.user), "token": get_token(request)})
    form = DraftForm(request.POST)
    if not form.is_valid():
        said = " ".join(str(each) for errors in form.errors.values() for each in errors)
        return JsonResponse({"state": "words", "said": said}, status=422)
    try:
        return _kept(request, indicator, month, form)
    except drafts.OtherWindow as problem:
        return _other_window(problem, form.cleaned_data["text"])
    except Invalid as problem:
        return JsonResponse({"state": "words", "said": problem.reason}, status=422)
    except Conflict as problem:
        return JsonResponse({"state": "closed", "said": problem.reason}, status=409)


def _kept(request: SignedInRequest, indicator: Indicator, month: date, form: DraftForm) -> JsonResponse:
    based_on = form.cleaned_data["version"]
    row = drafts.keep(
        indicator=indicator,
        month=month,
        text=form.cleaned_data["text"],
        based_on=based_on,
        seen=form.cleaned_data["number"] or 0,
        by=request.user,
        at=request.now,
    )
    answer: dict[str, Any] = {
        "state": "kept",
        "number": row.number if row else 0,
        "at": dates.time_of_day(timezone.localtime(request.now)),
        "moved": "",
    }
    if row:
        saved = Commentary.objects.filter(indicator=indicator, month=month).first()
        if saved and saved.version != based_on:
            answer["moved"] = who_was_first(saved)
    return JsonResponse(answer)


def _other_window(problem: drafts.OtherWindow, typed: str) -> JsonResponse:
    """Both texts, for the writer to choose from."""
    other = problem.draft
    panel = render_to_string(
        "commentary/_other_window.html",
        {"said": problem.reason, "theirs": marked(typed, other.text), "yours": marked(other.text, typed)},
    )
    answer = {
        "state": "window",
        "said": problem.reason,
        "number": other.number,
        "text": other.text,
        "panel": panel,
    }
    return JsonResponse(answer, status=409)
