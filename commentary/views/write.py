"""Writing one commentary, beside its figures."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from commentary import summaries, words
from commentary.actions import steps
from commentary.forms import DraftForm
from commentary.permissions import check_works_on, check_writes, standing_of
from commentary.workflow import WRITERS, Status, Step, available, refusal
from indicators.calculations import dates
from indicators.models import Indicator
from indicators.people import kept_words
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.permissions import get_indicator

from .lists import groups_of, in_list_order, place_in, write_url, written_by
from .months import get_item, month_context, why_not_open, words_before


@kept_words.keeps_typed("text", "version")
def write(request: SignedInRequest, slug: str, month: date, ref_slug: str) -> HttpResponse:
    indicator = get_indicator(request, slug, ref_slug)
    if leader := indicator.shares_commentary_with:
        return redirect("commentary:write", slug, month, leader.ref_slug)
    roles = standing_of(request, indicator.scorecard).roles_on(indicator)
    check_works_on(roles)
    if request.method == "POST":
        check_writes(roles)
        return _posted(request, indicator, month)
    if not roles & WRITERS:
        return redirect("commentary:review", slug, month, ref_slug)
    typed = kept_words.take(request)
    form = _form(request, typed["text"], typed["version"]) if typed else None
    return _page(request, indicator, month, form=form, restored=bool(typed))


def _posted(request: SignedInRequest, indicator: Indicator, month: date) -> HttpResponse:
    """Take the step that was asked for; what stands in its way is shown with the words still in the box."""
    _, _, item = get_item(indicator, month)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _page(request, indicator, month, form=form, status=422)
    if request.POST.get("step") == "both":
        text = "\n\n".join(each for each in (item.summary.text, form.cleaned_data["text"]) if each)
        return _page(request, indicator, month, form=_form(request, text, item.summary.version))
    try:
        messages.success(request, _take(request, indicator, month, form))
    except Invalid as problem:
        form.add_error("text", problem.reason)
        return _page(request, indicator, month, form=form, status=422)
    except Conflict as problem:
        return _page(request, indicator, month, conflict=problem.reason, status=409)
    return redirect(request.path)


def _take(request: SignedInRequest, indicator: Indicator, month: date, form: DraftForm) -> str:
    """Take the step, and say what was done for the banner of the next page."""
    seen_version, text = form.cleaned_data["version"], form.cleaned_data["text"]
    by, at = request.user, request.now
    match request.POST.get("step"):
        case "submit":
            steps.submit(indicator=indicator, month=month, text=text, seen_version=seen_version, by=by, at=at)
            owner = indicator.owner or indicator.owner_name or "the owner"
            return f"Submitted. {indicator.ref} is with {owner}. You can withdraw it until they open it."
        case "withdraw":
            steps.withdraw(indicator=indicator, month=month, seen_version=seen_version, by=by, at=at)
            return f"Withdrawn. {indicator.ref} is a draft again."
        case _:
            steps.save(indicator=indicator, month=month, text=text, seen_version=seen_version, by=by, at=at)
            when = dates.time_of_day(timezone.localtime(at))
            return f"Saved {when}. {indicator.ref} is not with the owner until you submit it."


def _form(request: SignedInRequest, text: str, version: int | str) -> DraftForm:
    return DraftForm(initial={"text": text, "version": version, "typed_by": kept_words.mark_of(request.user)})


def _page(
    request: SignedInRequest,
    indicator: Indicator,
    month: date,
    *,
    form: DraftForm | None = None,
    conflict: str = "",
    restored: bool = False,
    status: int = 200,
) -> HttpResponse:
    """`form` holds typed words that are not saved; after a conflict they are taken from the request."""
    reporting_month, work, item = get_item(indicator, month)
    person = standing_of(request, indicator.scorecard)
    summary = item.summary
    situation = summary.situation(
        user_pk=request.user.pk, roles=person.roles_on(indicator), month_is_open=work.is_open
    )
    may, refused = available(situation), refusal(Step.SAVE, situation)
    typed = request.POST.get("text", "")
    groups = groups_of(written_by(work, person))
    context = {
        **place_in(work, item, in_list_order(groups)),
        "item": item,
        "groups": [
            (group.title, [(write_url(work, each), each) for each in group.items]) for group in groups
        ],
        "form": form or _form(request, typed if conflict else summary.text, summary.version),
        "may_save": Step.SAVE in may,
        "may_withdraw": Step.WITHDRAW in may,
        "why_not": why_not_open(reporting_month) or (refused.reason if refused else ""),
        "returned": summary.returned if summary.status is Status.RETURNED else None,
        "conflict": conflict,
        "theirs": _marked(typed, summary.text),
        "yours": _marked(summary.text, typed),
        "restored": restored,
        "is_unsaved": form is not None or bool(conflict),
        "typed": typed if Step.SAVE not in may else "",
        "earlier": words_before(indicator, month),
        "history": summaries.history(summary.pk) if summary.pk else (),
        **month_context(request, work, item),
    }
    return render(request, "commentary/write.html", context, status=status)


def _marked(other: str, text: str) -> tuple[words.Piece, ...]:
    """`text` with what it has more than the other one marked as added."""
    return tuple(piece for piece in words.differences(other, text) if piece.change != "removed")
