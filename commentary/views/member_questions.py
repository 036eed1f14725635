"""Members' questions: the list, logging one, answering it."""

from datetime import date
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commentary import summaries
from commentary.actions import member_questions
from commentary.checks import Finding, check_identifies
from commentary.forms import MemberAnswerForm, MemberQuestionForm
from commentary.models import MemberQuestion
from commentary.permissions import check_answers_members, standing_of
from indicators.calculations import dates, months
from indicators.models import Indicator
from indicators.people import kept_words
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.permissions import allows, check_administers, get_indicator, reach, seen_scorecards
from indicators.views.form_pages import show

from .months import get_month

PER_PAGE = 50


@require_safe
def question_list(request: SignedInRequest) -> HttpResponse:
    """Of the indicators that are theirs and the scorecards they administer: not answered ones, or all."""
    known = reach(request)
    rows = summaries.in_their_reach(known, request.user.pk)
    waiting = summaries.not_answered(rows)
    asked = request.GET.get("show", "")
    chosen = waiting if asked != "all" else summaries.in_order(rows)
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "show": "all" if asked == "all" else "waiting",
        "counts": {"waiting": waiting.count(), "all": rows.count()},
        "page": page,
        "rows": summaries.as_question_rows(page),
        "administers": bool(known.as_administrator),
    }
    return render(request, "commentary/member_questions.html", context)


@kept_words.keeps_typed("text", "asked_by", "asked_on")
def question_new(request: SignedInRequest, slug: str, month: date, ref_slug: str) -> HttpResponse:
    """Log what a member asked about this indicator in the pack of the month."""
    indicator = get_indicator(request, slug, ref_slug)
    check_administers(request.user, indicator.scorecard)
    get_month(indicator.scorecard, month)
    if request.method != "POST":
        initial = {"version": 0, "asked_on": request.today, "typed_by": kept_words.mark_of(request.user)}
        form = MemberQuestionForm(initial={**initial, **(kept_words.take(request) or {})})
        return _form_page(request, indicator, month, form)
    form, status = MemberQuestionForm(request.POST), 422
    if form.is_valid():
        try:
            row = member_questions.log(
                indicator=indicator, month=month, by=request.user, at=request.now, **_given(form)
            )
        except Invalid as problem:
            status = show(form, problem)
        else:
            answers = indicator.reporter or indicator.owner or "nobody named yet"
            messages.success(request, f"Logged. {answers} finds it under My work.")
            return redirect("commentary:member_question", row.pk)
    return _form_page(request, indicator, month, form, status=status)


@kept_words.keeps_typed("text", "asked_by", "asked_on")
def question_correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put right what was logged."""
    found = _get(request, pk)
    check_administers(request.user, found.indicator.scorecard)
    initial = {
        "text": found.text,
        "asked_by": found.asked_by,
        "asked_on": found.asked_on,
        "version": found.version,
        "typed_by": kept_words.mark_of(request.user),
    }
    if request.method != "POST":
        form = MemberQuestionForm(initial={**initial, **(kept_words.take(request) or {})})
        return _form_page(request, found.indicator, found.month, form, question=found)
    form, status = MemberQuestionForm(request.POST), 422
    if form.is_valid():
        try:
            member_questions.correct(
                question=found,
                seen_version=form.cleaned_data["version"],
                by=request.user,
                at=request.now,
                **_given(form),
            )
        except Invalid as problem:
            status = show(form, problem)
        except Conflict as problem:
            found = _get(request, pk)
            typed = {**form.cleaned_data, "version": found.version, "typed_by": initial["typed_by"]}
            form = MemberQuestionForm(initial=typed)
            return _form_page(
                request, found.indicator, found.month, form, question=found, conflict=problem.reason
            )
        else:
            messages.success(request, "Corrected.")
            return redirect("commentary:member_question", pk)
    return _form_page(request, found.indicator, found.month, form, question=found, status=status)


@kept_words.keeps_typed("answer", "version")
def question(request: SignedInRequest, pk: int) -> HttpResponse:
    """One question with its answer, read by all who see the scorecard."""
    found = _get(request, pk)
    roles = standing_of(request, found.indicator.scorecard).roles_on(found.indicator)
    if request.method != "POST":
        typed = kept_words.take(request) or {}
        return _page(request, found, _answer_form(request, found, typed))
    check_answers_members(roles)
    form, status = MemberAnswerForm(request.POST), 422
    advice: list[tuple[str, str]] = []
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        advice = _advice(answer, found.month)
        if not advice or form.cleaned_data["looked_at"] == _mark(answer):
            try:
                member_questions.answer(
                    question=found,
                    answer=answer,
                    seen_version=form.cleaned_data["version"],
                    by=request.user,
                    at=request.now,
                )
            except Invalid as problem:
                return _page(request, found, form, advice, status=show(form, problem))
            except Conflict as problem:
                return _too_late(request, pk, problem.reason, answer)
            messages.success(request, "Answered. Everybody who sees the scorecard reads it.")
            return redirect("commentary:member_question", pk)
        form = MemberAnswerForm(initial={**form.cleaned_data, "looked_at": _mark(answer)}, prefix=form.prefix)
    return _page(request, found, form, advice, status=status)


def _too_late(request: SignedInRequest, pk: int, reason: str, answer: str) -> HttpResponse:
    """What stands now, and what was typed beside it."""
    found = _get(request, pk)
    form = _answer_form(request, found, {"answer": answer})
    return _page(request, found, form, conflict=reason, status=409)


def _answer_form(request: SignedInRequest, found: MemberQuestion, typed: dict[str, str]) -> MemberAnswerForm:
    initial = {"answer": found.answer, "version": found.version}
    return MemberAnswerForm(initial={**initial, **typed, "typed_by": kept_words.mark_of(request.user)})


def _get(request: SignedInRequest, pk: int) -> MemberQuestion:
    with_names = MemberQuestion.objects.select_related(
        "indicator__scorecard", "indicator__owner", "indicator__reporter", "answered_by", "logged_by"
    )
    found = with_names.filter(pk=pk, indicator__scorecard__in=seen_scorecards(request)).first()
    if found is None:
        raise Http404("No such question")
    return found


def _given(form: MemberQuestionForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("text", "asked_by", "asked_on")}


def _advice(text: str, month: date) -> list[tuple[str, str]]:
    """The words by which somebody could be recognised, and what the checks say of them."""
    found: list[Finding] = check_identifies(text, month)
    return [(text[each.start : each.end], each.sentence) for each in found]


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _page(
    request: SignedInRequest,
    found: MemberQuestion,
    form: MemberAnswerForm,
    advice: list[tuple[str, str]] | None = None,
    *,
    conflict: str = "",
    status: int = 200,
) -> HttpResponse:
    scorecard = found.indicator.scorecard
    roles = standing_of(request, scorecard).roles_on(found.indicator)
    (row,) = summaries.as_question_rows([found])
    pack = months.shift(found.month, 1)
    context = {
        "row": row,
        "indicator": found.indicator,
        "logged": f"{found.logged_by}, {dates.day(found.logged_at)}",
        "month_label": months.label(found.month),
        "pack_label": months.label(pack),
        "form": form,
        "may_answer": bool(roles),
        "may_correct": allows(check_administers, request.user, scorecard),
        "advice": advice or [],
        "conflict": conflict,
    }
    return render(request, "commentary/member_question.html", context, status=status)


def _form_page(
    request: SignedInRequest,
    indicator: Indicator,
    month: date,
    form: MemberQuestionForm,
    *,
    question: MemberQuestion | None = None,
    conflict: str = "",
    status: int = 200,
) -> HttpResponse:
    """A question to log, or one to put right; after a `conflict` beside how it stands now."""
    back = reverse("indicator", args=(indicator.scorecard.slug, indicator.ref_slug))
    context = {
        "indicator": indicator,
        "month_label": months.label(month),
        "pack_label": months.label(months.shift(month, 1)),
        "form": form,
        "is_new": question is None,
        "conflict": conflict,
        "stands": question,
        "action": "Log the question" if question is None else "Save",
        "cancel_url": reverse("commentary:member_question", args=(question.pk,)) if question else back,
    }
    status = 409 if conflict else status
    return render(request, "commentary/member_question_form.html", context, status=status)
