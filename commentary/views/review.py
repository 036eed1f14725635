"""One commentary before its owner: read, sign or return, and go on to the next."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from commentary import summaries
from commentary.actions import steps
from commentary.forms import DecisionForm, QuestionForm
from commentary.permissions import check_works_on, standing_of
from commentary.summaries import Item
from commentary.workflow import REPORTERS, SIGNERS, WRITERS, Situation, Status, Step, available, refusal
from indicators.calculations import dates
from indicators.models import Indicator
from indicators.people import kept_words
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.permissions import get_indicator

from .beside import words_context
from .box import origin
from .lists import review_url, write_url
from .months import get_item, get_month, month_context, why_not_open, words_before
from .squares import place_context


@kept_words.keeps_typed("reason", "frequent")
def review(request: SignedInRequest, slug: str, month: date, ref_slug: str) -> HttpResponse:
    indicator = get_indicator(request, slug, ref_slug)
    if leader := indicator.shares_commentary_with:
        return redirect("commentary:review", slug, month, leader.ref_slug)
    roles = standing_of(request, indicator.scorecard).roles_on(indicator)
    check_works_on(roles)
    if request.method == "POST":
        get_month(indicator.scorecard, month)
        return _posted(request, indicator, month)
    if not roles - REPORTERS:
        return redirect("commentary:write", slug, month, ref_slug)
    typed = kept_words.take(request) or {}
    restored = bool(typed.get("reason") or typed.get("frequent"))
    return _page(request, indicator, month, form=DecisionForm(initial=typed), restored=restored)


def _posted(request: SignedInRequest, indicator: Indicator, month: date) -> HttpResponse:
    """Take the step and go on; what stands in its way is shown with the typed reason kept."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, indicator, month, form=form, status=422)
    try:
        done = _take(request, indicator, month, form)
    except Invalid as problem:
        form.add_error("reason", problem.reason)
        return _page(request, indicator, month, form=form, status=422)
    except Conflict as problem:
        return _page(request, indicator, month, form=form, conflict=problem.reason, status=409)
    if not done:
        return redirect(request.path)
    messages.success(request, done)
    return to_next(request, indicator, month)


def _take(request: SignedInRequest, indicator: Indicator, month: date, form: DecisionForm) -> str:
    """Take the step, and say what was done; opening says nothing."""
    seen = {"seen_version": form.cleaned_data["version"], "by": request.user, "at": request.now}
    figures, reason = form.cleaned_data["figures"], form.cleaned_data["reason"]
    match form.cleaned_data["step"]:
        case Step.APPROVE:
            steps.approve(indicator=indicator, month=month, seen_figures=figures, **seen)
            return f"{indicator.ref} approved."
        case Step.CONFIRM:
            steps.confirm(indicator=indicator, month=month, seen_figures=figures, **seen)
            return f"{indicator.ref} signed again, with the figures as they are now."
        case Step.RETURN:
            steps.return_to_reporter(indicator=indicator, month=month, reason=reason, **seen)
            return f"{indicator.ref} returned to {indicator.reporter or 'the reporter'}."
        case Step.REOPEN:
            steps.reopen(indicator=indicator, month=month, reason=reason, **seen)
            return f"{indicator.ref} reopened. Its words are hidden again until they are approved."
        case _:
            steps.open_for_reading(indicator=indicator, month=month, by=request.user, at=request.now)
            return ""


def to_next(request: SignedInRequest, indicator: Indicator, month: date) -> HttpResponse:
    """To the next one that waits, opened in the same request; after the last one to the queue."""
    waiting = summaries.queue(request.user, request.today)
    place = waiting.index(indicator.pk, month)
    if place is None:
        return redirect(request.path)
    following = waiting.next_waiting(place)
    if following is None:
        return redirect("commentary:queue")
    row, work = following.item.row, following.work
    opened = get_indicator(request, work.scorecard.slug, row.ref_slug)
    steps.open_for_reading(indicator=opened, month=work.month, by=request.user, at=request.now)
    return redirect(review_url(work, following.item))


def _page(
    request: SignedInRequest,
    indicator: Indicator,
    month: date,
    *,
    form: DecisionForm,
    conflict: str = "",
    restored: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page always carries the version and the figures that it shows; `form` holds the typed reason."""
    form.offer(summaries.frequent_reasons(request.user))
    reporting_month, work, item = get_item(indicator, month)
    person = standing_of(request, indicator.scorecard)
    roles = person.roles_on(indicator)
    checks = summaries.checks_of(work, item, person)
    situation = item.summary.situation(user_pk=request.user.pk, roles=roles, month_is_open=work.is_open)
    before = words_before(indicator, month)
    history = summaries.history(item.summary.pk) if item.summary.pk else ()
    mark = kept_words.mark_of(request.user)
    decision = _decision(item, situation)
    if decision["panel"] != "decide":
        form.fields["reason"].label = "Why, and what is wanted (the reporter reads this)"
    context = {
        **month_context(request, work, item),
        **place_context(summaries.queue(request.user, request.today), indicator, month),
        **words_context(
            item,
            before,
            history,
            checks,
            user_pk=request.user.pk,
            asked=request.GET.get("beside", ""),
        ),
        **decision,
        "item": item,
        "checks": checks,
        "form": form,
        "typed_by": mark,
        "restored": restored,
        "returns": restored or _is_returning(form),
        "question_form": QuestionForm(auto_id="question_%s", initial={"typed_by": mark}),
        "conflict": conflict,
        "why_not_open": why_not_open(reporting_month),
        "changes": summaries.since_signed(work, [item]).get(item.row.pk),
        "read_at": dates.time_of_day(timezone.localtime(request.now)),
        "origin": origin(item.summary.text, item, before),
        "earlier": before,
        "history": history,
        "write_url": write_url(work, item) if roles & WRITERS else "",
    }
    return render(request, "commentary/review.html", context, status=status)


def _is_returning(form: DecisionForm) -> bool:
    """Whether a reason was asked for or typed, so that its part of the form stands open."""
    return form.is_bound and (
        form.data.get("step") in (Step.RETURN, Step.REOPEN) or bool(form.data.get("reason"))
    )


def _decision(item: Item, situation: Situation) -> dict[str, Any]:
    """Which panel the page shows: decide, open, confirm, barred, or how it stands."""
    may, summary = available(situation), item.summary
    to_sign = Step.CONFIRM if summary.status is Status.APPROVED else Step.APPROVE
    barred = refusal(to_sign, situation)
    if summary.status is Status.SUBMITTED and situation.roles & SIGNERS:
        panel = "barred" if barred else "decide" if situation.is_opened else "open"
    elif summary.is_stale and situation.roles & SIGNERS:
        panel = "barred" if barred else "confirm"
    else:
        panel = "state"
    return {
        "panel": panel if situation.month_is_open else "state",
        "barred": barred.reason if barred else "",
        "may_reopen": Step.REOPEN in may,
        "may_ask": situation.month_is_open and bool(situation.roles & SIGNERS),
        "asks_for_commentary": item.is_unsent,
    }
