"""What members ask about an indicator in a month's pack: logged, corrected, answered."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from commentary.models import MAX_QUESTION, MemberQuestion
from commentary.permissions import check_answers_members, roles_on
from indicators.calculations import dates, months
from indicators.models import Indicator, ReportingMonth
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid
from indicators.people.models import User
from indicators.permissions import check_administers

from .typed import kept

MAX_ASKED_BY = 120


def log(
    *,
    indicator: Indicator,
    month: date,
    text: str,
    asked_by: str,
    asked_on: date,
    by: User,
    at: datetime,
) -> MemberQuestion:
    """A member's question on the pack of `month`; `asked_by` is their role, such as "Chair of scrutiny".

    Raises Refused or Invalid.
    """
    check_administers(by, indicator.scorecard)
    begun = ReportingMonth.objects.exclude(status=ReportingMonth.PLANNED)
    if not begun.filter(scorecard=indicator.scorecard_id, month=month).exists():
        raise Invalid(f"There is no pack of {months.label(month)} to ask about.", field="month")
    fields = _checked(text, asked_by, asked_on, at)
    with transaction.atomic():
        row = MemberQuestion.objects.create(
            indicator=indicator, month=month, logged_by=by, logged_at=at, **fields
        )
        _record(row, "logged a member’s question", by=by, at=at)
        return row


def correct(
    *,
    question: MemberQuestion,
    text: str,
    asked_by: str,
    asked_on: date,
    seen_version: int,
    by: User,
    at: datetime,
) -> MemberQuestion:
    """Put right what was logged. Raises Refused, Invalid or Conflict."""
    check_administers(by, question.indicator.scorecard)
    fields = _checked(text, asked_by, asked_on, at)
    with transaction.atomic():
        row = _write(question, seen_version, **fields)
        _record(row, "corrected a member’s question", by=by, at=at)
        return row


def answer(
    *, question: MemberQuestion, answer: str, seen_version: int, by: User, at: datetime
) -> MemberQuestion:
    """Answer it, or put other words in place of the answer. Everybody who sees the scorecard reads it."""
    check_answers_members(roles_on(by, question.indicator, timezone.localdate(at)))
    if_empty = "Write the answer: there are no words to keep yet."
    said = kept(answer, field="answer", limit=MAX_QUESTION, if_empty=if_empty)
    with transaction.atomic():
        row = _write(question, seen_version, answer=said, answered_by=by, answered_at=at)
        _record(row, "answered a member’s question", by=by, at=at)
        return row


def _write(question: MemberQuestion, seen_version: int, **fields: Any) -> MemberQuestion:
    same = MemberQuestion.objects.filter(pk=question.pk, version=seen_version)
    if not same.update(version=F("version") + 1, **fields):
        raise Conflict(
            "Somebody else changed this question or its answer while you had it before you. "
            "Nothing was overwritten."
        )
    return MemberQuestion.objects.select_related("indicator__scorecard").get(pk=question.pk)


def _record(row: MemberQuestion, verb: str, *, by: User, at: datetime) -> None:
    activity.record(
        verb=verb,
        by=by,
        at=at,
        on=row,
        after={"version": row.version},
        on_label=f"{row.indicator.ref}, {months.label(row.month)}",
        scorecard=row.indicator.scorecard,
    )


def _checked(text: str, asked_by: str, asked_on: date, at: datetime) -> dict[str, Any]:
    today = timezone.localdate(at)
    if asked_on > today:
        raise Invalid(
            f"{dates.day(asked_on)} is still to come. Enter the day it was asked.", field="asked_on"
        )
    if_empty = "Enter who asked, by their role."
    who = " ".join(kept(asked_by, field="asked_by", name="role", if_empty=if_empty).split())
    if len(who) > MAX_ASKED_BY:
        raise Invalid(f"Keep the role to {MAX_ASKED_BY} characters: it has {len(who)}.", field="asked_by")
    return {
        "text": kept(text, field="text", name="question", limit=MAX_QUESTION, if_empty="Enter the question."),
        "asked_by": who,
        "asked_on": asked_on,
    }
