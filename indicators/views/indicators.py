"""The indicators of a scorecard for its administrators: list, add, change, retire, bring back."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators.actions import indicators, retirements
from indicators.calculations import months
from indicators.filters import SetUpFilter
from indicators.forms.indicators import WORDS, AddIndicatorForm, EditIndicatorForm, RetireForm
from indicators.forms.reasons import ReasonForm
from indicators.models import Indicator
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.people.kept_words import TYPED_BY, keeps_typed, mark_of, take
from indicators.permissions import check_administers, get_administered, get_indicator
from indicators.scorecards.definition_history import definition_changes
from indicators.scorecards.indicator_set_up import counts_of, month_at_work, retiring, returning
from indicators.tables import IndicatorsTable, in_pages

from .form_pages import posted, show


@require_safe
def indicator_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """All indicators of a scorecard, retired ones too, to find by words, section and state."""
    scorecard = get_administered(request, slug)
    month = month_at_work(scorecard, request.today)
    rows = scorecard.indicators.select_related(
        "scorecard", "section", "owner", "reporter", "shares_commentary_with"
    ).in_printed_order()
    found = SetUpFilter(request.GET, queryset=rows, scorecard=scorecard, month=month)
    table = IndicatorsTable(found.qs, month=month)
    in_pages(request, table, 100)
    context = {"scorecard": scorecard, "table": table, "filter": found, "counts": counts_of(scorecard, month)}
    return render(request, "indicators/indicator_list.html", context)


@keeps_typed("ref", *WORDS, TYPED_BY)
def indicator_add(request: SignedInRequest, slug: str) -> HttpResponse:
    """A new indicator, asked for from a month on."""
    scorecard = get_administered(request, slug)
    initial = (take(request) or {}) | {TYPED_BY: mark_of(request.user)}
    form = AddIndicatorForm(
        scorecard,
        posted(request),
        month=month_at_work(scorecard, request.today),
        closed=retirements.last_closed(scorecard),
        initial=initial,
    )
    if form.is_valid():
        try:
            made = indicators.add(scorecard=scorecard, by=request.user, at=request.now, **form.given)
            messages.success(request, f"{made.ref} is added from {_label(made.active_from)} on.")
            _warn_of_own_words(request, made)
            return redirect("indicators:indicators", slug)
        except Invalid as problem:
            show(form, problem)
    context = {"scorecard": scorecard, "form": form, "has_sections": scorecard.sections.exists()}
    return render(request, "indicators/indicator_add.html", context, status=422 if form.errors else 200)


@keeps_typed("ref", *WORDS, TYPED_BY)
def indicator_edit(request: SignedInRequest, slug: str, ref_slug: str) -> HttpResponse:
    """Change an indicator, with a reason; beside it what happened to it."""
    found = _get_indicator(request, slug, ref_slug)
    mine = {TYPED_BY: mark_of(request.user)}
    form, status = EditIndicatorForm(found, posted(request), typed=(take(request) or {}) | mine), 200
    conflict = ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            seen, reason = form.cleaned_data["seen"], form.cleaned_data["reason"]
            try:
                now = indicators.edit(
                    indicator=found, seen=seen, reason=reason, by=request.user, at=request.now, **form.given
                )
                messages.success(request, f"{now.ref} is kept as you left it.")
                _warn_of_own_words(request, now)
                return redirect("indicators:indicator_edit", slug, now.ref_slug)
            except Invalid as problem:
                status = show(form, problem)
            except Conflict as problem:
                found = _get_indicator(request, slug, ref_slug)
                form, conflict, status = form.beside_theirs(found, mine), problem.reason, 409
    context = {
        "scorecard": found.scorecard,
        "indicator": found,
        "family": [each.ref for each in indicators.family_of([found]) if each.pk != found.pk],
        "form": form,
        "conflict": conflict,
        "changes": definition_changes(found, with_first=True),
        "signs_own_words": found.owner_id is not None and found.owner_id == found.reporter_id,
    }
    return render(request, "indicators/indicator_edit.html", context, status=status)


def indicator_retire(request: SignedInRequest, slug: str, ref_slug: str) -> HttpResponse:
    """Says what retiring does, asks for the last month and why."""
    found = _get_indicator(request, slug, ref_slug)
    if found.active_until:
        raise Conflict(f"{found.ref} is retired already, after {_label(found.active_until)}.")
    month = month_at_work(found.scorecard, request.today)
    closed = retirements.last_closed(found.scorecard)
    first = max(filter(None, (closed or months.shift(month, -12), found.active_from)))
    last = max(first, months.shift(month, 12))
    form = RetireForm(posted(request), first=first, last=last, chosen=min(max(first, month), last))
    return _step(
        request,
        found,
        form,
        lambda given: retirements.retire(indicator=found, by=request.user, at=request.now, **given),
        title=f"Retire {found.ref}?",
        consequences=retiring(found),
        action=f"Retire {found.ref}",
        done=f"{found.ref} is retired: it is not asked for after its last month. Its history stays.",
        danger=True,
    )


def indicator_bring_back(request: SignedInRequest, slug: str, ref_slug: str) -> HttpResponse:
    """Says what it does to the months between, and asks why."""
    found = _get_indicator(request, slug, ref_slug)
    if found.active_until is None:
        raise Conflict(f"{found.ref} is not retired.")
    return _step(
        request,
        found,
        ReasonForm(posted(request)),
        lambda given: retirements.bring_back(indicator=found, by=request.user, at=request.now, **given),
        title=f"Bring {found.ref} back?",
        consequences=returning(found, month_at_work(found.scorecard, request.today)),
        action=f"Bring {found.ref} back",
        done=f"{found.ref} is asked for again.",
    )


def _get_indicator(request: SignedInRequest, slug: str, ref_slug: str) -> Indicator:
    found = get_indicator(request, slug, ref_slug)
    check_administers(request.user, found.scorecard)
    return found


def _step(
    request: SignedInRequest, found: Indicator, form: Any, step: Any, *, done: str, **context: Any
) -> HttpResponse:
    """A page that says what will happen and then does it."""
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            step(form.cleaned_data)
            messages.success(request, done)
            return redirect("indicators:indicator_edit", found.scorecard.slug, found.ref_slug)
        except (Invalid, Conflict) as problem:
            status = show(form, problem)
    back = reverse("indicators:indicator_edit", args=(found.scorecard.slug, found.ref_slug))
    context |= {"indicator": found, "scorecard": found.scorecard, "form": form, "cancel_url": back}
    return render(request, "indicators/indicator_step.html", context, status=status)


def _warn_of_own_words(request: SignedInRequest, found: Indicator) -> None:
    if found.owner_id is not None and found.owner_id == found.reporter_id:
        messages.warning(
            request,
            f"{found.owner} owns and reports {found.ref}. Nobody signs their own words: a deputy must sign.",
        )


def _label(month: date | None) -> str:
    return months.label(month) if month else "the beginning"
