"""Asking about a commentary or for one, and answering."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from commentary import summaries
from commentary.actions import questions
from commentary.forms import AnswerForm, QuestionForm
from commentary.models import Question
from commentary.permissions import check_asks, check_works_on, standing_of
from commentary.workflow import REPORTERS, Role
from indicators.calculations import months
from indicators.models import Indicator
from indicators.people import kept_words
from indicators.people.errors import Conflict, Invalid
from indicators.people.http import SignedInRequest
from indicators.permissions import get_indicator

from .lists import ask_url, review_url, write_url
from .months import get_item, why_not_open
from .review import to_next
from .threads import answer_form, conversation, roles_on_item


@require_safe
def choose(request: SignedInRequest) -> HttpResponse:
    """Every row of theirs in the open months, each with a link to ask."""
    known = summaries.queue(request.user, request.today)
    found = [
        (
            work,
            months.label(work.month),
            [(item, ask_url(work, item), threads) for item, threads in known.owned_in(work)],
        )
        for work in known.months
    ]
    return render(request, "commentary/ask_choose.html", {"found": found})


@kept_words.keeps_typed("text")
def ask(request: SignedInRequest, slug: str, month: date, ref_slug: str) -> HttpResponse:
    indicator = get_indicator(request, slug, ref_slug)
    if leader := indicator.shares_commentary_with:
        return redirect("commentary:ask", slug, month, leader.ref_slug)
    roles = standing_of(request, indicator.scorecard).roles_on(indicator)
    check_works_on(roles)
    check_asks(roles)
    if request.method != "POST":
        typed = kept_words.take(request) or {}
        initial = {"text": typed.get("text", ""), "typed_by": kept_words.mark_of(request.user)}
        return _ask_page(request, indicator, month, QuestionForm(initial=initial))
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _ask_page(request, indicator, month, form, status=422)
    _, _, item = get_item(indicator, month)
    # What is not handed in is asked for; otherwise the question is about the words that are there.
    asks = item.is_unsent
    try:
        questions.ask(
            indicator=indicator,
            month=month,
            text=form.cleaned_data["text"],
            asks_for_commentary=asks,
            by=request.user,
            at=request.now,
        )
    except Invalid as problem:
        form.add_error("text", problem.reason)
        return _ask_page(request, indicator, month, form, status=422)
    except Conflict as problem:
        return _ask_page(request, indicator, month, form, conflict=problem.reason, status=409)
    whom = indicator.reporter or "the reporter"
    done = f"{whom} is asked to write it" if asks else f"{whom} is asked"
    messages.success(request, f"{indicator.ref}: {done}. The answer comes here and with your daily email.")
    return redirect("commentary:queue") if asks else to_next(request, indicator, month)


def _ask_page(
    request: SignedInRequest,
    indicator: Indicator,
    month: date,
    form: QuestionForm,
    *,
    conflict: str = "",
    status: int = 200,
) -> HttpResponse:
    reporting_month, work, item = get_item(indicator, month)
    context = {
        "item": item,
        "work": work,
        "month_label": months.label(month),
        "evidence": summaries.evidence(work, item),
        "form": form,
        "conflict": conflict,
        "why_not_open": why_not_open(reporting_month),
        "asks_for_commentary": item.is_unsent,
        "review_url": review_url(work, item),
        "asked": [each for each in summaries.threads_of(item.row.pk, month) if each.stands],
    }
    return render(request, "commentary/ask.html", context, status=status)


@kept_words.keeps_typed("text", "answers")
def answer(request: SignedInRequest, slug: str, month: date, ref_slug: str, pk: int) -> HttpResponse:
    indicator, question = _get(request, slug, month, ref_slug, pk)
    if request.method != "POST":
        typed = kept_words.take(request) or {}
        return _thread_page(request, indicator, question, typed=typed.get("text", ""))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _thread_page(request, indicator, question, form=form, status=422)
    try:
        questions.answer(
            question=question,
            text=form.cleaned_data["text"],
            seen_answers=form.cleaned_data["answers"],
            by=request.user,
            at=request.now,
        )
    except Invalid as problem:
        form.add_error("text", problem.reason)
        return _thread_page(request, indicator, question, form=form, status=422)
    except Conflict as problem:
        typed_now = form.cleaned_data["text"]
        return _thread_page(
            request, indicator, question, typed=typed_now, conflict=problem.reason, status=409
        )
    messages.success(request, f"{indicator.ref}: sent. Everybody who works on this commentary can read it.")
    return redirect(_page_of(request, indicator, month))


@require_POST
def withdraw(request: SignedInRequest, slug: str, month: date, ref_slug: str, pk: int) -> HttpResponse:
    indicator, question = _get(request, slug, month, ref_slug, pk)
    try:
        questions.withdraw(question=question, by=request.user, at=request.now)
    except Conflict as problem:
        return _thread_page(request, indicator, question, conflict=problem.reason, status=409)
    messages.success(request, f"{indicator.ref}: the question is taken back.")
    return redirect(_page_of(request, indicator, month))


def _get(
    request: SignedInRequest, slug: str, month: date, ref_slug: str, pk: int
) -> tuple[Indicator, Question]:
    """The question, for those who work on its commentary."""
    indicator = get_indicator(request, slug, ref_slug)
    check_works_on(standing_of(request, indicator.scorecard).roles_on(indicator))
    question = Question.objects.filter(pk=pk, indicator=indicator, month=month).first()
    if question is None:
        raise Http404("No such question")
    question.indicator = indicator
    return indicator, question


def _thread_page(
    request: SignedInRequest,
    indicator: Indicator,
    question: Question,
    *,
    form: AnswerForm | None = None,
    typed: str = "",
    conflict: str = "",
    status: int = 200,
) -> HttpResponse:
    """The thread as it stands now; what was typed stays in its box, or is shown where there is none."""
    reporting_month, work, item = get_item(indicator, question.month)
    threads = summaries.threads_of(indicator.pk, question.month)
    (thread,) = (each for each in threads if each.pk == question.pk)
    roles = roles_on_item(request, work, item)
    shown = conversation(
        request, work, item, thread, roles, form or (answer_form(request, thread, typed) if typed else None)
    )
    context = {
        "item": item,
        "work": work,
        "month_label": months.label(question.month),
        "conversation": shown,
        "form": shown.form,
        "conflict": conflict,
        "typed": "" if shown.form else typed or request.POST.get("text", ""),
        "why_not_open": why_not_open(reporting_month),
        "back_url": _page_of(request, indicator, question.month),
    }
    return render(request, "commentary/thread.html", context, status=status)


def _page_of(request: SignedInRequest, indicator: Indicator, month: date) -> str:
    """The page on which this person works on the commentary."""
    _, work, item = get_item(indicator, month)
    roles = roles_on_item(request, work, item)
    is_writer = bool(roles & REPORTERS) or not roles - {Role.ADMINISTRATOR}
    return f"{write_url(work, item) if is_writer else review_url(work, item)}#questions"
