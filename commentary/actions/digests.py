"""Sending everybody's daily email: any number of times a day, by any number of servers, one mail each.

Claiming a day is making its row. What failed is claimed again by the next run. A mail whose sender died
between claiming and answering is not sent again: nobody knows whether it went, and the next day's says
the same again. The rows are the record; the activity log does not repeat them.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from commentary.models import Digest
from commentary.notifications import Letter, letters
from indicators.calculations import working_days

from .deliveries import Deliveries
from .digest_mail import mail_of

# A sender that has not answered for so long is taken for dead.
SENDER_IS_DEAD = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many mails. `had` were somebody's already; `unknown` are those whose sender died today."""

    is_working_day: bool = True
    sent: int = 0
    failed: int = 0
    had: int = 0
    unknown: int = 0


def send(*, address: str, at: datetime) -> Outcome:
    """Send what is to be sent today; `address` is the portal's own, for the links.

    Nothing goes on days that are no working days. A mail that fails is kept as failed, and never raises.
    """
    today = timezone.localdate(at)
    if not working_days.is_working(today):
        return Outcome(is_working_day=False)
    sent, failed, had = 0, 0, 0
    deliveries = Deliveries()
    done = Digest.objects.filter(day=today).exclude(status=Digest.FAILED)
    has_theirs = set(done.values_list("user", flat=True))
    for letter in letters(on=today, at=at):
        if letter.user_pk in has_theirs:
            had += 1
            continue
        message = mail_of(letter, today, address)
        claim = _claim(letter, today, at)
        if claim is None:
            had += 1
            continue
        problem = deliveries.send(message)
        _settle(claim, problem)
        sent, failed = sent + (not problem), failed + bool(problem)
    return Outcome(sent=sent, failed=failed, had=had, unknown=_unknown(today, at))


def _claim(letter: Letter, day: date, at: datetime) -> int | None:
    """The key of today's row if it is this sender's to send, else None."""
    todays = Digest.objects.filter(user=letter.user_pk, day=day)
    failed = todays.filter(status=Digest.FAILED)
    if failed.update(status=Digest.SENDING, attempts=F("attempts") + 1, at=at, problem=""):
        return todays.get().pk
    try:
        with transaction.atomic():
            return Digest.objects.create(user_id=letter.user_pk, day=day, at=at).pk
    except IntegrityError:
        return None


def _settle(pk: int, problem: str) -> None:
    status = Digest.FAILED if problem else Digest.SENT
    Digest.objects.filter(pk=pk).update(status=status, problem=problem)


def _unknown(day: date, at: datetime) -> int:
    return Digest.objects.filter(day=day, status=Digest.SENDING, at__lt=at - SENDER_IS_DEAD).count()
