"""The cycle of a reporting month: planned, open, closed."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators.calculations import dates, months
from indicators.models import ReportingMonth, Scorecard
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.history import signed
from indicators.people.models import User
from indicators.permissions import check_administers
from indicators.scorecards.readiness import opening_warnings

from .reasons import checked_reason
from .revisions import raise_revision

DEADLINES = ("returns_due", "commentary_due", "sign_off_due")


def plan(
    *,
    scorecard: Scorecard,
    month: date,
    returns_due: date | None,
    commentary_due: date | None,
    sign_off_due: date | None,
    by: User,
    at: datetime,
) -> ReportingMonth:
    """A month to come. Raises Refused, Invalid (deadlines out of order) or Conflict (there is one)."""
    check_administers(by, scorecard)
    deadlines = _checked(returns_due, commentary_due, sign_off_due)
    row = ReportingMonth(scorecard=scorecard, month=month, **deadlines)
    try:
        with transaction.atomic():
            signed(row, by=by, at=at, reason="Planned").save()
            _record(row, "planned a month", by=by, at=at, after=deadlines)
    except IntegrityError:
        raise Conflict(f"{months.label(month)} is there already: change its deadlines instead.") from None
    return row


def open_month(*, reporting_month: ReportingMonth, by: User, at: datetime) -> tuple[str, ...]:
    """Open a planned month; gives warnings that name rows nobody would write or sign.

    Raises Refused or Conflict.
    """
    scorecard, month = reporting_month.scorecard, reporting_month.month
    check_administers(by, scorecard)
    if reporting_month.status == ReportingMonth.CLOSED:
        raise Refused(f"{months.label(month)} was closed. Reopen it, and say why.")
    _move(reporting_month, ReportingMonth.OPEN, "opened a month", reason="Opened", by=by, at=at)
    return opening_warnings(scorecard, month, on=timezone.localdate(at))


def close(*, reporting_month: ReportingMonth, by: User, at: datetime) -> None:
    """Close an open month, whatever is not approved in it. Raises Refused or Conflict."""
    check_administers(by, reporting_month.scorecard)
    if reporting_month.status == ReportingMonth.PLANNED:
        raise Refused(f"{months.label(reporting_month.month)} was never opened.")
    _move(reporting_month, ReportingMonth.CLOSED, "closed a month", reason="Closed", by=by, at=at)


def reopen(*, reporting_month: ReportingMonth, reason: str, by: User, at: datetime) -> None:
    """Open a closed month again. Raises Refused, Invalid (no reason) or Conflict."""
    check_administers(by, reporting_month.scorecard)
    reason = checked_reason(reason)
    if reporting_month.status == ReportingMonth.PLANNED:
        raise Refused(f"{months.label(reporting_month.month)} was never opened.")
    _move(reporting_month, ReportingMonth.OPEN, "reopened a month", reason=reason, by=by, at=at)


def set_deadlines(
    *,
    reporting_month: ReportingMonth,
    returns_due: date | None,
    commentary_due: date | None,
    sign_off_due: date | None,
    seen: tuple[date | None, ...],
    reason: str,
    by: User,
    at: datetime,
) -> None:
    """Other deadlines than those that were `seen`, in their order. The same ones change nothing.

    Raises Refused, Invalid or Conflict.
    """
    check_administers(by, reporting_month.scorecard)
    reason = checked_reason(reason)
    after = _checked(returns_due, commentary_due, sign_off_due)
    with transaction.atomic():
        row = ReportingMonth.objects.select_for_update().get(pk=reporting_month.pk)
        before = {name: getattr(row, name) for name in DEADLINES}
        if before == after:
            return
        if tuple(before.values()) != seen:
            now = ", ".join(dates.day(day) if day else "none" for day in before.values())
            raise Conflict(
                f"Somebody changed these deadlines while you had them before you: they are now {now}. "
                "Nothing was overwritten. Open the page again to change them from there."
            )
        for name, day in after.items():
            setattr(row, name, day)
        signed(row, by=by, at=at, reason=reason).save()
        _record(
            row,
            "changed the deadlines of a month",
            by=by,
            at=at,
            before=before,
            after={**after, "reason": reason},
        )
    reporting_month.refresh_from_db()


def _move(
    reporting_month: ReportingMonth, to: str, verb: str, *, reason: str, by: User, at: datetime
) -> None:
    """From the status that was seen, or not at all."""
    seen = reporting_month.status
    with transaction.atomic():
        same = ReportingMonth.objects.filter(pk=reporting_month.pk, status=seen).exclude(status=to)
        if not same.update(status=to):
            now = ReportingMonth.objects.get(pk=reporting_month.pk).get_status_display().lower()
            raise Conflict(f"{months.label(reporting_month.month)} is {now} already. Nothing was changed.")
        row = ReportingMonth.objects.select_related("scorecard").get(pk=reporting_month.pk)
        signed(row, by=by, at=at, reason=reason).save()
        _record(row, verb, by=by, at=at, before={"status": seen}, after={"status": to, "reason": reason})
    reporting_month.refresh_from_db()


def _record(
    row: ReportingMonth,
    verb: str,
    *,
    by: User,
    at: datetime,
    after: dict[str, Any],
    before: dict[str, Any] | None = None,
) -> None:
    activity.record(
        verb=verb,
        by=by,
        at=at,
        on=row,
        before=before,
        after=after,
        on_label=months.label(row.month),
        scorecard=row.scorecard,
    )
    raise_revision(row.scorecard_id)


def _checked(
    returns_due: date | None, commentary_due: date | None, sign_off_due: date | None
) -> dict[str, date | None]:
    given = dict(zip(DEADLINES, (returns_due, commentary_due, sign_off_due), strict=True))
    days = [day for day in given.values() if day is not None]
    if days != sorted(days):
        raise Invalid("Returns are due first, then commentary, then sign-off.", field="commentary_due")
    return given
