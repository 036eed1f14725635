"""Writing one commentary, beside its figures."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from commentary import summaries, words
from commentary.actions import overrides, steps
from commentary.forms import DraftForm
from commentary.permissions import check_works_on, check_writes, standing_of
from commentary.workflow import WRITERS, Status, Step, available, refusal
from indicators.calculations import dates
from indicators.models import Indicator
from indicators.people import kept_words
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.permissions import get_indicator

from . import checks
from .lists import groups_of, in_list_order, place_in, write_url, written_by
from .months import get_item, month_context, why_not_open, words_before


@kept_words.keeps_typed("text", "version", checks.REASON)
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
    return _page(request, indicator, month, form=form, restored=bool(typed), reasons=typed)


def _posted(request: SignedInRequest, indicator: Indicator, month: date) -> HttpResponse:
    """Take the step that was asked for; what stands in its way is shown with the words still in the box."""
    _, _, item = get_item(indicator, month)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _page(request, indicator, month, form=form, status=422)
    step = request.POST.get("step")
    if step == "check":
        return _page(request, indicator, month, form=form)
    if step == "both":
        text = "\n\n".join(each for each in (item.summary.text, form.cleaned_data["text"]) if each)
        return _page(request, indicator, month, form=_form(request, text, item.summary.version))
    try:
        messages.success(request, _take(request, indicator, month, form))
    except Invalid as problem:
        form.add_error(None if problem.field == "reason" else "text", problem.reason)
        return _page(request, indicator, month, form=form, status=422)
    except Conflict as problem:
        return _page(request, indicator, month, conflict=problem.reason, status=409)
    if request.POST.get("step", "").startswith("action:"):
        form_url = reverse(
            "commentary:action_new", args=(indicator.scorecard.slug, month, indicator.ref_slug)
        )
        return redirect(f"{form_url}?promise={quote(_key(request))}&back=write")
    return redirect(f"{request.path}#checks" if _key(request) else request.path)


def _key(request: SignedInRequest) -> str:
    """Which check the step is about; empty for steps about none."""
    return request.POST.get("step", "").partition(":")[2]


def _take(request: SignedInRequest, indicator: Indicator, month: date, form: DraftForm) -> str:
    """Take the step, and say what was done for the banner of the next page."""
    seen_version, text = form.cleaned_data["version"], form.cleaned_data["text"]
    by, at, key = request.user, request.now, _key(request)
    saved = {"indicator": indicator, "month": month, "text": text, "seen_version": seen_version}
    match request.POST.get("step", "").partition(":")[0]:
        case "submit":
            steps.submit(**saved, by=by, at=at)
            owner = indicator.owner or indicator.owner_name or "the owner"
            done = f"Submitted. {indicator.ref} is with {owner}. You can withdraw it until they open it."
            return f"{done} {checks.still_open(request, indicator, month)}".strip()
        case "keep":
            reason = request.POST.get(checks.REASON + key, "")
            overrides.keep(**saved, key=key, reason=reason, by=by, at=at)
            return "Saved, and left as it is. The owner sees that you did, and why if you said so."
        case "take_back":
            overrides.take_back(**saved, key=key, by=by, at=at)
            return "Saved. The check speaks of these words again."
        case "action":
            steps.save(**saved, by=by, at=at)
            return "The words are saved. Now say who does it, and by when."
        case "withdraw":
            steps.withdraw(indicator=indicator, month=month, seen_version=seen_version, by=by, at=at)
            return f"Withdrawn. {indicator.ref} is a draft again."
        case _:
            steps.save(**saved, by=by, at=at)
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
    reasons: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """`form` holds typed words that are not saved, `reasons` why some stay; after a conflict the words are
    taken from the request."""
    reporting_month, work, item = get_item(indicator, month)
    person = standing_of(request, indicator.scorecard)
    summary = item.summary
    situation = summary.situation(
        user_pk=request.user.pk, roles=person.roles_on(indicator), month_is_open=work.is_open
    )
    may, refused = available(situation), refusal(Step.SAVE, situation)
    typed = request.POST.get("text", "")
    form = form or _form(request, typed if conflict else summary.text, summary.version)
    in_box = str(form["text"].value() or "") if Step.SAVE in may else summary.text
    checked = checks.of_typed(request, indicator, work, item, in_box)
    groups = groups_of(written_by(work, person))
    context = {
        **place_in(work, item, in_list_order(groups)),
        "item": item,
        "groups": [
            (group.title, [(write_url(work, each), each) for each in group.items]) for group in groups
        ],
        "form": form,
        "may_save": Step.SAVE in may,
        "may_withdraw": Step.WITHDRAW in may,
        "why_not": why_not_open(reporting_month) or (refused.reason if refused else ""),
        "returned": summary.returned if summary.status is Status.RETURNED else None,
        "conflict": conflict,
        "theirs": _marked(typed, summary.text),
        "yours": _marked(summary.text, typed),
        "restored": restored,
        "is_unsaved": "".join(in_box.splitlines()) != "".join(summary.text.splitlines()),
        "typed": "" if Step.SAVE in may else "\n\n".join([typed, *checks.reasons_in(request)]).strip(),
        "earlier": words_before(indicator, month),
        "history": summaries.history(summary.pk) if summary.pk else (),
        **checks.shown(checked, reasons or request.POST.dict()),
        **month_context(request, work, item),
    }
    return render(request, "commentary/write.html", context, status=status)


def _marked(other: str, text: str) -> tuple[words.Piece, ...]:
    """`text` with what it has more than the other one marked as added."""
    return tuple(piece for piece in words.differences(other, text) if piece.change != "removed")
