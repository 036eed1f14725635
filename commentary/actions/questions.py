"""Questions of an owner about a commentary, and the answers that make a thread of each."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from commentary.models import MAX_QUESTION, Answer, Commentary, Question
from commentary.permissions import Roles, answers_as, asks_as, check_works_on, on_behalf_of, roles_on
from commentary.workflow import SIGNERS, UNSENT, Role, Status
from indicators.actions.locks import held_open
from indicators.actions.revisions import raise_revision
from indicators.calculations import dates, months
from indicators.models import Indicator
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import User

from .typed import kept


def ask(
    *, indicator: Indicator, month: date, text: str, asks_for_commentary: bool, by: User, at: datetime
) -> Question:
    """Ask about a commentary, or for one that is not written yet: then the question makes it required.

    Raises Refused (not theirs to ask), Conflict (the month is closed, it was handed in meanwhile, they asked
    just that and wait for the answer) or Invalid (the words themselves).
    """
    with transaction.atomic():
        roles = _roles_while_open(indicator, month, by, at)
        role = asks_as(roles)
        asked = kept(text, field="text", name="question", limit=MAX_QUESTION, if_empty="Enter your question")
        if asks_for_commentary and _status(indicator, month) not in UNSENT:
            raise Conflict(
                f"{indicator.ref} was written meanwhile, so there is no commentary to ask for. "
                "Read it, and ask about it there."
            )
        _check_is_new(indicator, month, asked, by)
        question = Question.objects.create(
            indicator=indicator,
            month=month,
            text=asked,
            asks_for_commentary=asks_for_commentary,
            by=by,
            acting_as=role.value,
            on_behalf_of=on_behalf_of(role, indicator),
            at=at,
        )
        verb = "asked for a commentary" if asks_for_commentary else "asked about a commentary"
        _log(verb, question, role, by=by, at=at)
        _raise_revision(question)
        return question


def answer(*, question: Question, text: str, seen_answers: int, by: User, at: datetime) -> Answer:
    """Go on with a thread of which they have seen so many answers.

    Raises Conflict where somebody was first: answered, took the question back, closed the month.
    """
    with transaction.atomic():
        indicator = question.indicator
        roles = _roles_while_open(indicator, question.month, by, at)
        role = answers_as(roles, is_asker=question.by_id == by.pk)
        said = kept(text, field="text", name="answer", limit=MAX_QUESTION, if_empty="Enter your answer")
        _check_stands(question)
        last = question.answers.select_related("by").last()
        if last is not None and question.answers.count() != seen_answers:
            raise Conflict(
                f"{last.by} answered at {_time(last.at)}, while you were writing. "
                "Nothing was overwritten: read that first, then send yours if it is still wanted."
            )
        made = Answer.objects.create(
            question=question,
            text=said,
            by=by,
            acting_as=role.value,
            on_behalf_of=on_behalf_of(role, indicator),
            at=at,
        )
        verb = "asked further about a commentary" if role in SIGNERS else "answered about a commentary"
        _log(verb, question, role, by=by, at=at)
        return made


def withdraw(*, question: Question, by: User, at: datetime) -> None:
    """Take a question back. It stays to be read, and waits for nobody."""
    with transaction.atomic():
        role = asks_as(_roles_while_open(question.indicator, question.month, by, at))
        standing = Question.objects.standing().filter(pk=question.pk)
        if not standing.update(withdrawn_by=by, withdrawn_at=at):
            _check_stands(question)
        _log("took a question back", question, role, by=by, at=at)
        _raise_revision(question)


def _roles_while_open(indicator: Indicator, month: date, by: User, at: datetime) -> Roles:
    """Their roles on an indicator whose commentary of the month can still change. Holds the month open."""
    if indicator.shares_commentary_with_id:
        raise Invalid(f"{indicator.ref} shows the words of {indicator.shares_commentary_with}: ask there.")
    roles = roles_on(by, indicator, timezone.localdate(at))
    check_works_on(roles)
    if not indicator.is_active_in(month):
        raise Refused(f"{indicator.ref} is not reported for {months.label(month)}.")
    if month not in held_open(indicator.scorecard_id):
        raise Conflict(
            f"{months.label(month)} is not open, so nothing can be asked or answered. "
            "An administrator can open or reopen the month."
        )
    return roles


def _raise_revision(question: Question) -> None:
    """The scorecard says of each row whether words are still to come."""
    if question.asks_for_commentary:
        raise_revision(question.indicator.scorecard_id)


def _check_stands(question: Question) -> None:
    now = Question.objects.select_related("withdrawn_by").get(pk=question.pk)
    if now.withdrawn_by is not None and now.withdrawn_at is not None:
        raise Conflict(f"{now.withdrawn_by} took this question back at {_time(now.withdrawn_at)}.")


def _check_is_new(indicator: Indicator, month: date, text: str, by: User) -> None:
    """A button is pressed twice more easily than a question is asked twice."""
    same = Question.objects.standing().filter(indicator=indicator, month=month, text=text, by=by)
    if first := same.filter(answers=None).last():
        when = dates.moment(timezone.localtime(first.at))
        raise Conflict(f"You asked just that on {when}. It was not asked a second time.")


def _status(indicator: Indicator, month: date) -> Status:
    row = Commentary.objects.filter(indicator=indicator, month=month).first()
    return Status(row.status) if row else Status.NOT_STARTED


def _time(at: datetime) -> str:
    return dates.time_of_day(timezone.localtime(at))


def _log(verb: str, question: Question, role: Role, *, by: User, at: datetime) -> None:
    """Who and about what, never the words."""
    activity.record(
        verb=verb,
        by=by,
        at=at,
        on=question,
        after={"acting_as": role.value},
        on_label=f"{question.indicator.ref}, {months.label(question.month)}",
        scorecard=question.indicator.scorecard,
    )
