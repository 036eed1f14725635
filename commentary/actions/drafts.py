"""Words in the box of a commentary while they are typed: kept for their person, without a history."""

import secrets
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from commentary import summaries
from commentary.models import Commentary, Draft
from commentary.permissions import check_writes, roles_on
from commentary.summaries import Summary
from commentary.workflow import Step, refusal
from indicators.actions.locks import held_open
from indicators.calculations import dates, months
from indicators.models import Indicator
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import User

from .typed import kept


class OtherWindow(Conflict):
    """The same person typed other words in another window; `draft` holds them."""

    def __init__(self, draft: Draft) -> None:
        when = dates.time_of_day(timezone.localtime(draft.at))
        super().__init__(f"You also typed here in another window at {when}. Nothing was overwritten.")
        self.draft = draft


def keep(
    *, indicator: Indicator, month: date, text: str, based_on: int, seen: int, by: User, at: datetime
) -> Draft | None:
    """Keep the words as typed on version `based_on`; None where they are those of the commentary already.

    `seen` is the number of the draft that was in the box, 0 for none. Raises OtherWindow where another window
    has written since, Conflict where nothing can be saved now, Invalid where the words cannot be kept.
    """
    if indicator.shares_commentary_with_id:
        raise Invalid(f"{indicator.ref} shows the words of {indicator.shares_commentary_with}: write there.")
    if not indicator.is_active_in(month):
        raise Refused(f"{indicator.ref} is not reported for {months.label(month)}.")
    roles = roles_on(by, indicator, timezone.localdate(at))
    check_writes(roles)
    words = kept(text, field="text", name="commentary")
    with transaction.atomic():
        is_open = month in held_open(indicator.scorecard_id)
        row = Commentary.objects.filter(indicator=indicator, month=month).first()
        summary = summaries.stored(row) if row else Summary(indicator.pk, month)
        if words == summary.text:
            _check_seen(_own(indicator, month, by), seen, words)
            _forget(indicator, month, by)
            return None
        situation = summary.situation(user_pk=by.pk, roles=roles, month_is_open=is_open)
        if refused := refusal(Step.SAVE, situation):
            raise Conflict(refused.reason)
        return _written(indicator, month, words, based_on, seen, by, at)


def give(*, indicator: Indicator, month: date, text: str, seen: int | None, by: User) -> None:
    """The words are saved in the commentary, so nothing is left to keep. Inside the step's transaction.

    Raises OtherWindow where the draft holds others than `text` and is not the one `seen`; None sees all.
    """
    if seen is not None:
        _check_seen(_own(indicator, month, by), seen, text)
    _forget(indicator, month, by)


def discard(*, indicator: Indicator, month: date, seen: int, by: User) -> None:
    """Forget what this person typed and did not save, if it is the draft that they have `seen`.

    Raises OtherWindow where another window has written since.
    """
    own = _own(indicator, month, by)
    if own is not None and not Draft.objects.filter(pk=own.pk, number=seen).delete()[0]:
        raise OtherWindow(Draft.objects.filter(pk=own.pk).first() or own)


def _forget(indicator: Indicator, month: date, by: User) -> None:
    Draft.objects.filter(indicator=indicator, month=month, user=by).delete()


def _own(indicator: Indicator, month: date, by: User) -> Draft | None:
    return Draft.objects.filter(indicator=indicator, month=month, user=by).first()


def _check_seen(draft: Draft | None, seen: int, text: str) -> None:
    if draft is not None and draft.number != seen and draft.text != text:
        raise OtherWindow(draft)


def _written(
    indicator: Indicator, month: date, text: str, based_on: int, seen: int, by: User, at: datetime
) -> Draft:
    own = _own(indicator, month, by)
    if own is None:
        # A number that no draft before it had: a window that saw one of those has not seen this one.
        number = 1 + secrets.randbelow(2**30)
        try:
            with transaction.atomic():
                return Draft.objects.create(
                    indicator=indicator,
                    month=month,
                    user=by,
                    text=text,
                    based_on=based_on,
                    number=number,
                    at=at,
                )
        except IntegrityError:
            raise OtherWindow(Draft.objects.get(indicator=indicator, month=month, user=by)) from None
    if own.text == text and own.based_on == based_on:
        return own
    same = Draft.objects.filter(pk=own.pk, number=seen)
    if not same.update(text=text, based_on=based_on, number=F("number") + 1, at=at):
        raise OtherWindow(Draft.objects.filter(pk=own.pk).first() or own)
    own.refresh_from_db()
    return own
