"""Promises and requests as something to do: opened, changed, closed with an outcome, taken up again."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from commentary.models import MAX_ACTION, Action, ActionEvent, Commentary
from commentary.permissions import (
    check_closes_action,
    check_looks_after_actions,
    roles_on,
    standing,
)
from indicators.actions.locks import one_at_a_time
from indicators.calculations import dates, months
from indicators.models import Indicator, ReportingMonth, Scorecard
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid
from indicators.people.models import User

from .typed import kept

# An action may be put down somewhat after its day; a date further off is a slip.
LONGEST_PAST = timedelta(days=31)
LONGEST_AHEAD = timedelta(days=3 * 366)

_VERBS = {
    "open": "opened an action",
    "change": "changed an action",
    "close": "closed an action",
    "reopen": "reopened an action",
}
_PAST = {"open": "opened", "change": "changed", "close": "closed", "reopen": "reopened"}


def open_one(
    *,
    indicator: Indicator,
    month: date,
    text: str,
    who: User,
    due: date,
    by: User,
    at: datetime,
    promise: str = "",
) -> Action:
    """Something to do, that arose in `month`; `promise` are the words of the commentary it is made of.

    Raises Refused, Invalid, or Conflict where that promise is an action already.
    """
    today = timezone.localdate(at)
    check_looks_after_actions(roles_on(by, indicator, today))
    if not ReportingMonth.objects.filter(scorecard=indicator.scorecard_id, month=month).exists():
        raise Invalid(f"{months.label(month)} is not a month of this scorecard.")
    words = _text(text)
    _check_who(who, indicator.scorecard_id, today)
    _check_due(due, today)
    with transaction.atomic():
        if promise:
            one_at_a_time(indicator.scorecard_id)
            written = Commentary.objects.filter(indicator=indicator, month=month).first()
            if written is None or promise not in written.text:
                raise Conflict("The commentary no longer says that: its words were changed meanwhile.")
            made = Action.objects.filter(indicator=indicator, month=month, promise=promise).first()
            if made is not None:
                raise Conflict(
                    f"That promise is an action already: {made.who}, {dates.due_day(made.due, today)}. "
                    "It was not made a second time."
                )
        row = Action.objects.create(
            indicator=indicator, month=month, text=words, promise=promise, who=who, due=due
        )
        _record(row, "open", by=by, at=at)
        return row


def change(
    *,
    action: Action,
    text: str,
    who: User,
    due: date,
    reason: str,
    seen_version: int,
    by: User,
    at: datetime,
) -> Action:
    """Other words, another person or another day. Raises Refused, Invalid or Conflict."""
    today = timezone.localdate(at)
    check_looks_after_actions(roles_on(by, action.indicator, today))
    words, why = _text(text), _reason(reason)
    _check_who(who, action.indicator.scorecard_id, today)
    if due != action.due:
        _check_due(due, today)
    with transaction.atomic():
        row = _write(action, seen_version, is_closed=False, text=words, who=who, due=due)
        _record(row, "change", by=by, at=at, reason=why, before=action)
        return row


def close(*, action: Action, outcome: str, seen_version: int, by: User, at: datetime) -> Action:
    """Say what came of it. Whoever it is for may, whatever else they are."""
    mine = standing(by, action.indicator.scorecard, timezone.localdate(at))
    check_closes_action(mine.roles_on(action.indicator), is_for=is_for(action, mine.user_pk, mine.covered))
    said = _outcome(outcome)
    with transaction.atomic():
        row = _write(action, seen_version, is_closed=False, outcome=said, closed_at=at)
        _record(row, "close", by=by, at=at, reason=said)
        return row


def reopen(*, action: Action, reason: str, seen_version: int, by: User, at: datetime) -> Action:
    """Take a closed one up again; its outcome stays in the history."""
    check_looks_after_actions(roles_on(by, action.indicator, timezone.localdate(at)))
    why = _reason(reason)
    with transaction.atomic():
        row = _write(action, seen_version, is_closed=True, outcome="", closed_at=None)
        _record(row, "reopen", by=by, at=at, reason=why)
        return row


def is_for(action: Action, user_pk: int, covered: Any) -> bool:
    """Whether it is theirs to do, or of somebody they cover."""
    return action.who_id == user_pk or action.who_id in covered


def _write(action: Action, seen_version: int, *, is_closed: bool, **fields: Any) -> Action:
    """Write over the version that was seen; whoever finds it gone was second."""
    same = Action.objects.filter(pk=action.pk, version=seen_version, closed_at__isnull=not is_closed)
    if not same.update(version=F("version") + 1, **fields):
        raise Conflict(_somebody_was_first(action.pk))
    return Action.objects.select_related("indicator__scorecard", "who").get(pk=action.pk)


def _somebody_was_first(pk: int) -> str:
    last = ActionEvent.objects.filter(action=pk).select_related("by").last()
    if last is None:
        return "Somebody else changed this action while you had it before you. Nothing was overwritten."
    when = dates.moment(timezone.localtime(last.at))
    return (
        f"{last.by} {_PAST[last.step]} this action on {when}, while you had it before you. "
        "Nothing was overwritten."
    )


def _record(
    row: Action, step: str, *, by: User, at: datetime, reason: str = "", before: Action | None = None
) -> None:
    ActionEvent.objects.create(
        action=row,
        step=step,
        by=by,
        at=at,
        text=row.text,
        who=row.who,
        due=row.due,
        reason=reason,
        version=row.version,
    )
    activity.record(
        verb=_VERBS[step],
        by=by,
        at=at,
        on=row,
        before={"who": str(before.who), "due": before.due} if before else None,
        after={"who": str(row.who), "due": row.due},
        on_label=f"{row.indicator.ref}, {months.label(row.month)}",
        scorecard=row.indicator.scorecard,
    )


def _check_who(who: User, scorecard_pk: int, today: date) -> None:
    if not who.is_active:
        raise Invalid(f"{who}’s account is deactivated. Choose somebody who can sign in.", field="who")
    if not Scorecard.objects.visible_to(who, on=today).filter(pk=scorecard_pk).exists():
        raise Invalid(f"{who} does not see this scorecard. Choose somebody who does.", field="who")


def _check_due(due: date, today: date) -> None:
    if due < today - LONGEST_PAST:
        raise Invalid(f"{dates.day(due)} is long past. Enter the day it is due.", field="due")
    if due > today + LONGEST_AHEAD:
        raise Invalid(f"{dates.day(due)} is more than three years ahead. Enter a nearer day.", field="due")


def _text(text: str) -> str:
    return kept(text, field="text", name="action", limit=MAX_ACTION, if_empty="Enter what is to be done.")


def _outcome(outcome: str) -> str:
    if_empty = "Say what came of it: the outcome is kept with the action."
    return kept(outcome, field="outcome", limit=MAX_ACTION, if_empty=if_empty)


def _reason(reason: str) -> str:
    if_empty = "Say why: the reason is kept in the history."
    return kept(reason, field="reason", limit=MAX_ACTION, if_empty=if_empty)
