"""The questions about one commentary with their answers, and what this person may add."""

from dataclasses import dataclass

from django.urls import reverse

from commentary import summaries
from commentary.forms import AnswerForm
from commentary.permissions import NONE, Roles, Standing, answers_as
from commentary.summaries import Item, MonthWork, Thread
from commentary.workflow import SIGNERS
from indicators.people import kept_words
from indicators.people.http import SignedInRequest
from indicators.permissions import reach


@dataclass(frozen=True, slots=True)
class Conversation:
    """One thread. Without a `form` there is nothing to add; `asks_further` where they speak as the owner."""

    thread: Thread
    answer_url: str
    withdraw_url: str
    form: AnswerForm | None
    asks_further: bool
    may_withdraw: bool

    @property
    def is_theirs_to_answer(self) -> bool:
        return self.form is not None and not self.asks_further and self.thread.is_open


def conversations(request: SignedInRequest, work: MonthWork, item: Item) -> tuple[Conversation, ...]:
    """Those who may read drafts may read these. Two queries."""
    roles = roles_on_item(request, work, item)
    if not roles:
        return ()
    threads = summaries.threads_of(item.row.pk, work.month)
    return tuple(conversation(request, work, item, thread, roles) for thread in threads)


def conversation(
    request: SignedInRequest,
    work: MonthWork,
    item: Item,
    thread: Thread,
    roles: Roles,
    form: AnswerForm | None = None,
) -> Conversation:
    """`form` is one that was refused, with the words that were typed into it."""
    is_asker = thread.question.by_pk == request.user.pk
    asks_further = bool(roles) and answers_as(roles, is_asker=is_asker) in SIGNERS
    may_answer = bool(roles) and work.is_open and thread.stands
    where = (work.scorecard.slug, work.month, item.row.ref_slug, thread.pk)
    return Conversation(
        thread=thread,
        answer_url=reverse("commentary:answer", args=where),
        withdraw_url=reverse("commentary:withdraw_question", args=where),
        form=form or answer_form(request, thread) if may_answer else None,
        asks_further=asks_further,
        may_withdraw=may_answer and bool(roles & SIGNERS) and thread.is_open,
    )


def answer_form(request: SignedInRequest, thread: Thread, text: str = "") -> AnswerForm:
    initial = {"text": text, "answers": thread.answers, "typed_by": kept_words.mark_of(request.user)}
    return AnswerForm(auto_id=f"answer-{thread.pk}_%s", initial=initial)


def roles_on_item(request: SignedInRequest, work: MonthWork, item: Item) -> Roles:
    known = reach(request)
    if request.user.pk is None:
        return NONE
    person = Standing(request.user.pk, work.scorecard.pk in known.as_administrator, known.covered)
    return person.roles(owner=item.row.owner_pk, reporter=item.row.reporter_pk)
