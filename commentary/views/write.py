"""Writing one commentary, beside its figures."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from commentary import summaries
from commentary.actions import drafts, overrides, steps
from commentary.forms import DraftForm
from commentary.permissions import check_works_on, check_writes, standing_of
from commentary.workflow import WRITERS, Status, Step, available, refusal
from indicators.calculations import dates
from indicators.models import Indicator
from indicators.people import kept_words
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.permissions import get_indicator

from . import box as boxes
from . import checks
from .lists import groups_of, in_list_order, place_in, write_url, written_by
from .months import get_item, month_context, why_not_open, words_before


@kept_words.keeps_typed("text", "version", "number", checks.REASON)
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
    return _Page(request, indicator, month).opened(kept_words.take(request))


def _posted(request: SignedInRequest, indicator: Indicator, month: date) -> HttpResponse:
    """Take the step that was asked for; what stands in its way is shown with the words still in the box."""
    page = _Page(request, indicator, month)
    form = DraftForm(request.POST)
    box = boxes.posted(form)
    if not form.is_valid():
        return page.shown(box, status=422)
    if changed := boxes.filled(request, box, page.item, page.drafts, page.earlier):
        return page.shown(changed)
    try:
        messages.success(request, _take(request, indicator, month, form))
    except Invalid as problem:
        form.add_error(None if problem.field == "reason" else "text", problem.reason)
        return page.shown(box, status=422)
    except drafts.OtherWindow as problem:
        return page.shown(page.met(box, problem.reason, is_window=True), status=409)
    except Conflict as problem:
        return page.shown(page.met(box, problem.reason), status=409)
    if _step(request) == "save_next":
        return redirect(page.next_url)
    if _step(request) == "action":
        form_url = reverse(
            "commentary:action_new", args=(indicator.scorecard.slug, month, indicator.ref_slug)
        )
        return redirect(f"{form_url}?promise={quote(_key(request))}&back=write")
    return redirect(f"{request.path}#checks" if _key(request) else request.path)


def _step(request: SignedInRequest) -> str:
    return request.POST.get("step", "").partition(":")[0]


def _key(request: SignedInRequest) -> str:
    """Which check the step is about; empty for steps about none."""
    return request.POST.get("step", "").partition(":")[2]


def _take(request: SignedInRequest, indicator: Indicator, month: date, form: DraftForm) -> str:
    """Take the step, and say what was done for the banner of the next page."""
    seen_version, text = form.cleaned_data["version"], form.cleaned_data["text"]
    by, at, key = request.user, request.now, _key(request)
    seen = {"seen_version": seen_version, "seen_draft": form.cleaned_data["number"]}
    saved = {"indicator": indicator, "month": month, "text": text, **seen}
    when = dates.time_of_day(timezone.localtime(at))
    match _step(request):
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
        case "discard":
            drafts.discard(indicator=indicator, month=month, seen=form.cleaned_data["number"] or 0, by=by)
            return "The words that you had not saved are gone. The page shows what is saved."
        case "save_next" if not text:
            return f"Nothing is written for {indicator.ref} yet."
        case step:
            steps.save(**saved, by=by, at=at)
            done = f"Saved {when}. {indicator.ref} is not with the owner until you submit it."
            return done if step != "save_next" else f"{done} This is the next one."


class _Page:
    """One person's page of one commentary."""

    def __init__(self, request: SignedInRequest, indicator: Indicator, month: date) -> None:
        self.request, self.indicator, self.month = request, indicator, month
        self.person = standing_of(request, indicator.scorecard)
        self._read()

    def _read(self) -> None:
        user_pk, roles = self.request.user.pk, self.person.roles_on(self.indicator)
        self.reporting_month, work, item = get_item(self.indicator, self.month)
        self.work = summaries.with_own_drafts(work, user_pk)
        self.item = next(each for each in self.work.items if each.row.pk == item.row.pk)
        self.drafts = summaries.drafts_of(self.item, user_pk=user_pk, roles=roles)
        self.earlier = words_before(self.indicator, self.month)
        self.situation = self.item.summary.situation(user_pk=user_pk, roles=roles, month_is_open=work.is_open)
        self.groups = groups_of(written_by(self.work, self.person))
        self.place = place_in(self.work, self.item, in_list_order(self.groups))

    @property
    def next_url(self) -> str:
        """The next one not sent yet; the list after the last."""
        if unsent := self.place.get("unsent"):
            return str(unsent[0])
        return reverse("commentary:desk", args=(self.work.scorecard.slug, self.month))

    def opened(self, typed: Mapping[str, str] | None) -> HttpResponse:
        box = boxes.opened(self.request, self.item, self.drafts, typed)
        return self.shown(box, restored=bool(typed), reasons=typed)

    def met(self, box: boxes.Box, reason: str, *, is_window: bool = False) -> boxes.Box:
        """The box beside the words that were there first, read anew."""
        self._read()
        draft = self.drafts.own if is_window else None
        return boxes.after_conflict(self.request, box, self.item, reason, draft)

    def shown(
        self,
        box: boxes.Box,
        *,
        restored: bool = False,
        reasons: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """`reasons` say why some words stay as they are, and are not kept yet."""
        request, item, may = self.request, self.item, available(self.situation)
        summary, refused = item.summary, refusal(Step.SAVE, self.situation)
        in_box = box.text if Step.SAVE in may else summary.text
        checked = checks.of_typed(request, self.indicator, self.work, item, in_box)
        context = {
            **self.place,
            **boxes.shown(box, item, self.drafts, self.earlier, request.today),
            "item": item,
            "groups": [
                (group.title, [(write_url(self.work, each), each) for each in group.items])
                for group in self.groups
            ],
            "may_save": Step.SAVE in may,
            "may_withdraw": Step.WITHDRAW in may,
            "why_not": why_not_open(self.reporting_month) or (refused.reason if refused else ""),
            "returned": summary.returned if summary.status is Status.RETURNED else None,
            "restored": restored,
            "typed": "" if Step.SAVE in may else self._not_saved(),
            "who": kept_words.browser_mark(request.user),
            "earlier": self.earlier,
            "history": summaries.history(summary.pk) if summary.pk else (),
            **checks.shown(checked, reasons or request.POST.dict()),
            **month_context(request, self.work, item),
        }
        return render(request, "commentary/write.html", context, status=status)

    def _not_saved(self) -> str:
        """What this person typed where nothing can be saved any more."""
        own = self.drafts.own.text if self.drafts.own else ""
        typed = self.request.POST.get("text", "") or own
        return "\n\n".join([typed, *checks.reasons_in(self.request)]).strip()
