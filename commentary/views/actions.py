"""Actions: their lists, a new one, and one with its history."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commentary import summaries
from commentary.actions import actions
from commentary.checks import check_identifies
from commentary.forms import ChangeActionForm, CloseActionForm, NewActionForm, ReopenActionForm
from commentary.models import MAX_ACTION, Action
from commentary.permissions import Roles, check_looks_after_actions, standing_of
from commentary.summaries import Checked
from indicators.calculations import dates, months
from indicators.models import Indicator
from indicators.people import kept_words
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.permissions import get_indicator, reach, seen_scorecards
from indicators.views.form_pages import show

from .months import get_item, get_month

PER_PAGE = 50
STEPS = ("change", "close", "reopen")
# Pages of a commentary that ask for an action, and where on them the checks stand.
BACK = {"write": "checks", "review": "flags"}


@dataclass(frozen=True, slots=True)
class Show:
    """One of the lists, with how many it has."""

    key: str
    label: str
    count: int


@require_safe
def action_list(request: SignedInRequest) -> HttpResponse:
    """Open ones to do, open ones of one's indicators, or closed ones."""
    known = reach(request)
    mine = summaries.theirs(known, request.user.pk)
    every = summaries.in_their_hands(known, request.user.pk)
    lists = {
        "mine": mine.filter(closed_at=None),
        "all": every.filter(closed_at=None),
        "closed": every.exclude(closed_at=None).order_by("-closed_at", "-pk"),
    }
    works = bool(known.as_owner | known.as_reporter | known.as_administrator)
    labels = (("mine", "Yours"), ("all", "All of your indicators" if works else "All"), ("closed", "Closed"))
    shows = [Show(key, label, lists[key].count()) for key, label in labels]
    asked = request.GET.get("show", "")
    chosen = asked if asked in lists else "mine" if shows[0].count or not shows[1].count else "all"
    rows = lists[chosen].select_related("indicator__scorecard", "who")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "shows": shows,
        "show": chosen,
        "page": page,
        "rows": summaries.as_rows(page, on=request.today),
        "late": mine.filter(closed_at=None, due__lt=request.today).count(),
        "works": works,
    }
    return render(request, "commentary/actions.html", context)


@kept_words.keeps_typed("text", "who", "due", "promise", "back")
def action_new(request: SignedInRequest, slug: str, month: date, ref_slug: str) -> HttpResponse:
    """By hand, or of the promise that `promise` names."""
    indicator = get_indicator(request, slug, ref_slug)
    check_looks_after_actions(standing_of(request, indicator.scorecard).roles_on(indicator))
    get_month(indicator.scorecard, month)
    typed = kept_words.take(request) or {}
    source = request.POST if request.method == "POST" else typed or request.GET
    promised = _promised(request, indicator, month, source.get("promise", ""))
    people = summaries.people_who_see(indicator.scorecard, on=request.today)
    if request.method != "POST":
        initial = {**_initial(indicator, promised, source.get("back", "")), **typed}
        initial["typed_by"] = kept_words.mark_of(request.user)
        return _new_page(request, indicator, month, NewActionForm(people, initial=initial), promised)
    form, status = NewActionForm(people, request.POST), 422
    if form.is_valid():
        try:
            made = _open(request, indicator, month, form, promised)
        except (Invalid, Conflict) as problem:
            status = show(form, problem)
        else:
            messages.success(
                request,
                f"{made.who} has an action for {indicator.ref}, {dates.due_day(made.due, request.today)}.",
            )
            return redirect(_back(indicator, month, form.cleaned_data["back"], promised))
    return _new_page(request, indicator, month, form, promised, status=status)


def _open(
    request: SignedInRequest,
    indicator: Indicator,
    month: date,
    form: NewActionForm,
    promised: Checked | None,
) -> Action:
    given = form.cleaned_data
    if given["promise"] and promised is None:
        raise Conflict(
            "The words of this promise were changed meanwhile, so nothing was made of them. "
            "Go back to the commentary and look again."
        )
    return actions.open_one(
        indicator=indicator,
        month=month,
        text=given["text"],
        who=given["who"],
        due=given["due"],
        promise=promised.words if promised else "",
        by=request.user,
        at=request.now,
    )


def _promised(request: SignedInRequest, indicator: Indicator, month: date, key: str) -> Checked | None:
    """The promise that a check of the saved words speaks of."""
    if not key or indicator.shares_commentary_with_id:
        return None
    _, work, item = get_item(indicator, month)
    checked = summaries.checks_of(work, item, standing_of(request, indicator.scorecard)).find(key)
    return checked if checked and checked.promise else None


def _initial(indicator: Indicator, promised: Checked | None, back: str) -> dict[str, Any]:
    initial = {"who": indicator.reporter_id, "back": back}
    if promised is None:
        return initial
    words = promised.words.replace("\n", " ")
    text = f"{words[:1].upper()}{words[1:]}"[:MAX_ACTION]
    return {**initial, "text": text, "due": promised.due, "promise": promised.key}


def _new_page(
    request: SignedInRequest,
    indicator: Indicator,
    month: date,
    form: NewActionForm,
    promised: Checked | None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "indicator": indicator,
        "month": month,
        "month_label": months.label(month),
        "form": form,
        "promised": promised,
        "title": "Make it an action" if promised else "Add an action",
        "action": "Make it an action" if promised else "Add it",
        "cancel_url": _back(indicator, month, str(form["back"].value() or ""), promised),
    }
    return render(request, "commentary/action_form.html", context, status=status)


def _back(indicator: Indicator, month: date, back: str, promised: Checked | None) -> str:
    """The page that asked: where it has its actions, or what the checks say."""
    scorecard = indicator.scorecard
    if back not in BACK:
        return f"{reverse('indicator', args=(scorecard.slug, indicator.ref_slug))}#actions"
    leader = indicator.shares_commentary_with or indicator
    page = reverse(f"commentary:{back}", args=(scorecard.slug, month, leader.ref_slug))
    return f"{page}#{BACK[back] if promised else 'actions'}"


@kept_words.keeps_typed("outcome", "text", "who", "due", "reason")
def action(request: SignedInRequest, pk: int) -> HttpResponse:
    """One action with all that was done to it; there for who works on the indicator and whom it is for."""
    found, roles = _get(request, pk)
    if request.method != "POST":
        return _page(request, found, roles, typed=kept_words.take(request))
    asked = request.POST.get("step", "")
    step = asked if asked in STEPS else "close"
    form = _forms(request, found, data=request.POST)[step]
    if form.is_valid():
        try:
            done = _take(request, found, step, form.cleaned_data)
        except Invalid as problem:
            return _page(request, found, roles, {step: form}, status=show(form, problem))
        except Conflict as problem:
            found, roles = _get(request, pk)
            return _page(request, found, roles, {step: form}, conflict=problem.reason, status=409)
        messages.success(request, done)
        return redirect("commentary:action", pk)
    return _page(request, found, roles, {step: form}, status=422)


def _get(request: SignedInRequest, pk: int) -> tuple[Action, Roles]:
    with_names = Action.objects.select_related(
        "indicator__scorecard", "indicator__owner", "indicator__reporter", "who"
    )
    found = with_names.filter(pk=pk, indicator__scorecard__in=seen_scorecards(request)).first()
    if found is None:
        raise Http404("No such action")
    person = standing_of(request, found.indicator.scorecard)
    roles = person.roles_on(found.indicator)
    if not roles and not actions.is_for(found, person.user_pk, person.covered):
        raise Http404("Not theirs")
    return found, roles


def _forms(request: SignedInRequest, found: Action, **kwargs: Any) -> dict[str, forms.Form]:
    people = summaries.people_who_see(found.indicator.scorecard, on=request.today)
    return {
        "change": ChangeActionForm(people, auto_id="change-%s", **kwargs),
        "close": CloseActionForm(auto_id="close-%s", **kwargs),
        "reopen": ReopenActionForm(auto_id="reopen-%s", **kwargs),
    }


def _take(request: SignedInRequest, found: Action, step: str, given: dict[str, Any]) -> str:
    """Take the step, and say what was done for the banner of the next page."""
    seen = {"action": found, "seen_version": given["version"], "by": request.user, "at": request.now}
    match step:
        case "change":
            row = actions.change(
                text=given["text"], who=given["who"], due=given["due"], reason=given["reason"], **seen
            )
            return f"Changed. {row.who} has it, {dates.due_day(row.due, request.today)}."
        case "reopen":
            actions.reopen(reason=given["reason"], **seen)
            return "Taken up again. It is open."
        case _:
            actions.close(outcome=given["outcome"], **seen)
            return "Closed, with its outcome."


def _page(
    request: SignedInRequest,
    found: Action,
    roles: Roles,
    bound: dict[str, forms.Form] | None = None,
    *,
    conflict: str = "",
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """`bound` holds a form that was refused; `typed` what was typed before a sign-in."""
    kept = {name: words for name, words in (typed or {}).items() if words}
    initial = {
        "text": found.text,
        "who": found.who_id,
        "due": found.due,
        "version": found.version,
        "typed_by": kept_words.mark_of(request.user),
        **kept,
    }
    shown = {**_forms(request, found, initial=initial), **({} if conflict else bound or {})}
    (row,) = summaries.as_rows([found], on=request.today)
    context = {
        "row": row,
        "indicator": found.indicator,
        "month_label": months.label(found.month),
        "may_change": bool(roles),
        "history": summaries.history_of_action(found.pk),
        "forms": shown,
        "refused": next(iter(bound or {}), ""),
        "conflict": conflict,
        "typed": _typed(bound) if conflict else {},
        "advice": [
            (found.text[each.start : each.end], each.sentence)
            for each in check_identifies(found.text, found.month)
        ],
    }
    return render(request, "commentary/action.html", context, status=status)


def _typed(bound: dict[str, forms.Form] | None) -> dict[str, str]:
    """What was typed into a form that came too late, by label."""
    return {
        str(field.label): str(field.value() or "")
        for form in (bound or {}).values()
        for field in form
        if not field.is_hidden and field.name != "who"
    }
