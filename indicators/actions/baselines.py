"""Where an indicator's control chart begins anew. Only people say so, each time with a reason."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from indicators.calculations import months
from indicators.models import Baseline, Indicator, MonthlyReturn
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid
from indicators.people.history import signed
from indicators.people.models import User
from indicators.permissions import check_administers

from .locks import as_it_stands, one_at_a_time
from .reasons import checked_reason
from .revisions import raise_revision

GONE = "Somebody else withdrew this baseline meanwhile."


def begin(*, indicator: Indicator, starts: date, reason: str, by: User, at: datetime) -> Baseline:
    """From `starts` on, mean and limits are made of new figures. Raises Refused or Invalid."""
    check_administers(by, indicator.scorecard)
    reason = checked_reason(reason)
    with transaction.atomic():
        current = as_it_stands(indicator)
        check_may_begin(current, starts, at)
        made = Baseline(indicator=current, starts=starts, reason=reason, by=by, at=at)
        signed(made, by=by, at=at, reason=reason).save()
        _record("began a baseline", made, by=by, at=at, after=_state(made))
    return made


def withdraw(*, baseline: Baseline, reason: str, by: User, at: datetime) -> None:
    """The chart goes on as if it had never begun; history keeps both reasons.

    Raises Refused, Invalid, or Conflict where somebody else was first.
    """
    check_administers(by, baseline.indicator.scorecard)
    reason = checked_reason(reason)
    with transaction.atomic():
        one_at_a_time(baseline.indicator.scorecard_id)
        current = Baseline.objects.select_related("indicator__scorecard").filter(pk=baseline.pk).first()
        if current is None:
            raise Conflict(GONE)
        _record("withdrew a baseline", current, by=by, at=at, before=_state(current))
        signed(current, by=by, at=at, reason=reason).delete()


def check_may_begin(indicator: Indicator, starts: date, at: datetime) -> None:
    """Raises Invalid. Two queries."""
    if starts.day != 1:
        raise Invalid("A baseline begins with a month.", field="starts")
    figures = MonthlyReturn.objects.filter(indicator=indicator, value__isnull=False)
    first = figures.aggregate(first=Min("month"))["first"]
    if first is None:
        raise Invalid(f"{indicator.ref} has no figure yet: its chart begins with the first.", field="starts")
    if starts <= first:
        raise Invalid(
            f"The first figure is that of {months.label(first)}, where the chart begins anyway. "
            "Choose a later month.",
            field="starts",
        )
    if starts > months.first_of(timezone.localdate(at)):
        raise Invalid(f"{months.label(starts)} has not begun yet.", field="starts")
    if there := indicator.baselines.select_related("by").filter(starts=starts).first():
        raise Invalid(
            f"A baseline begins in {months.label(starts)} already, by {there.by}. "
            "To give another reason, withdraw that one first.",
            field="starts",
        )


def _state(baseline: Baseline) -> dict[str, Any]:
    return {"starts": baseline.starts.isoformat(), "reason": baseline.reason}


def _record(
    verb: str,
    baseline: Baseline,
    *,
    by: User,
    at: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    scorecard = baseline.indicator.scorecard
    raise_revision(scorecard)
    activity.record(verb=verb, by=by, at=at, on=baseline, before=before, after=after, scorecard=scorecard)
