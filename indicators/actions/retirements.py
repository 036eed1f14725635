"""The last month of an indicator, and its return."""

from datetime import date, datetime

from django.db import transaction

from indicators.calculations import months
from indicators.models import Indicator, ReportingMonth, Scorecard
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid
from indicators.people.history import signed
from indicators.people.models import User
from indicators.permissions import check_administers

from .locks import as_it_stands
from .reasons import checked_reason
from .revisions import raise_revision


def last_closed(scorecard: Scorecard) -> date | None:
    """The latest closed month: which rows it has does not change any more."""
    closed = ReportingMonth.objects.filter(scorecard=scorecard, status=ReportingMonth.CLOSED)
    return closed.order_by("-month").values_list("month", flat=True).first()


def retire(*, indicator: Indicator, last_month: date, reason: str, by: User, at: datetime) -> None:
    """Ask for it for the last time for `last_month`. Its figures and words stay.

    Raises Refused, Invalid, or Conflict where it is retired already.
    """
    check_administers(by, indicator.scorecard)
    with transaction.atomic():
        current = as_it_stands(indicator)
        if current.active_until:
            raise Conflict(f"{current.ref} is retired already, after {months.label(current.active_until)}.")
        _check_last_month(current, last_month)
        _set_last_month(current, last_month, reason, verb="retired an indicator", by=by, at=at)


def bring_back(*, indicator: Indicator, reason: str, by: User, at: datetime) -> None:
    """Ask for a retired indicator again; the months between have no figures.

    Raises Refused, Invalid, or Conflict where it is not retired.
    """
    check_administers(by, indicator.scorecard)
    with transaction.atomic():
        current = as_it_stands(indicator)
        if current.active_until is None:
            raise Conflict(f"{current.ref} is not retired: somebody brought it back already.")
        leader = current.shares_commentary_with
        if leader and leader.active_until:
            raise Invalid(f"It shows the words of {leader.ref}, which is retired. Bring that one back first.")
        _set_last_month(current, None, reason, verb="brought an indicator back", by=by, at=at)


def _check_last_month(indicator: Indicator, last_month: date) -> None:
    field, first, closed = "last_month", indicator.active_from, last_closed(indicator.scorecard)
    if first and last_month < first:
        raise Invalid(
            f"{indicator.ref} is asked for from {months.label(first)} on: its last month cannot be earlier.",
            field=field,
        )
    if closed and last_month < closed:
        raise Invalid(
            f"{months.label(closed)} is closed with this row in it. Choose that month or a later one.",
            field=field,
        )
    followers = [
        each.ref
        for each in indicator.followers.all()
        if not each.active_until or each.active_until > last_month
    ]
    if followers:
        raise Invalid(
            f"The words of {indicator.ref} are shown by {', '.join(followers)} too. Retire the others first, "
            "or let them share the commentary of another row.",
            field=field,
        )


def _set_last_month(
    indicator: Indicator, last_month: date | None, reason: str, *, verb: str, by: User, at: datetime
) -> None:
    before, indicator.active_until = indicator.active_until, last_month
    signed(indicator, by=by, at=at, reason=checked_reason(reason)).save()
    raise_revision(indicator.scorecard_id)
    activity.record(
        verb=verb,
        by=by,
        at=at,
        on=indicator,
        before={"active_until": before},
        after={"active_until": last_month},
        scorecard=indicator.scorecard,
    )
