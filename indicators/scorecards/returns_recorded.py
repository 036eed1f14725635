"""Returns of one month as they were given, withdrawn ones among them, and what stood before."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from indicators.calculations.terms import Missing
from indicators.models import MonthlyReturn, ReturnRevision
from indicators.models.monthly_return import WITHDRAWN

from .known import Recorded
from .values import STANDING

NOTHING = Recorded(None, None, None, None, 0)


class LastSaved(NamedTuple):
    by: str
    by_pk: int | None
    at: datetime


def recorded_in(scorecard_pk: int, month: date) -> dict[int, Recorded]:
    rows = MonthlyReturn.objects.filter(indicator__scorecard_id=scorecard_pk, month=month)
    return {
        pk: as_recorded(value, missing, numerator, denominator, version)
        for pk, value, missing, numerator, denominator, version in rows.order_by().values_list(
            "indicator_id", "value", "missing", "numerator", "denominator", "version"
        )
    }


def as_recorded(
    value: Decimal | None,
    missing: str,
    numerator: Decimal | None,
    denominator: Decimal | None,
    version: int,
) -> Recorded:
    """A withdrawn return has neither value nor reason, only the version to be replaced."""
    if missing == WITHDRAWN:
        return Recorded(None, None, None, None, version)
    return Recorded(value, Missing(missing) if missing else None, numerator, denominator, version)


def before_restated(
    scorecard_pk: int, wanted: tuple[date, ...]
) -> Mapping[int, dict[date, Decimal | Missing]]:
    """What the restated figures of these months were before. Loads that were undone restated nothing."""
    found: dict[int, dict[date, Decimal | Missing]] = defaultdict(dict)
    rows = ReturnRevision.objects.filter(
        STANDING,
        monthly_return__indicator__scorecard_id=scorecard_pk,
        monthly_return__month__in=wanted,
        monthly_return__version__gt=1,
    ).exclude(monthly_return__missing=WITHDRAWN)
    stood: dict[tuple[int, date], Decimal | Missing] = {}
    for pk, month, value, missing in rows.order_by("number").values_list(
        "monthly_return__indicator_id", "monthly_return__month", "value", "missing"
    ):
        if (pk, month) in stood:
            found[pk][month] = stood[pk, month]
        stood[pk, month] = Missing(missing) if value is None else value
    return found


def last_saved(scorecard_pk: int, month: date) -> LastSaved | None:
    rows = ReturnRevision.objects.filter(
        monthly_return__indicator__scorecard_id=scorecard_pk, monthly_return__month=month
    )
    last = rows.order_by("-at", "-pk").values_list("by__full_name", "by_id", "at").first()
    return LastSaved(last[0] or "", last[1], last[2]) if last else None


def last_revision(pk: int, month: date) -> ReturnRevision | None:
    """Who wrote what stands for that indicator and month. One query."""
    rows = ReturnRevision.objects.filter(monthly_return__indicator=pk, monthly_return__month=month)
    return rows.select_related("by").order_by("number").last()


def seen_before(month: date, versions: Mapping[int, int]) -> dict[int, Recorded]:
    """What stood in rows when their versions, no longer the last, were read: by indicator. One query."""
    rows = ReturnRevision.objects.filter(
        monthly_return__month=month, monthly_return__indicator__in=versions
    ).values_list("monthly_return__indicator_id", "number", "value", "missing", "numerator", "denominator")
    return {
        pk: as_recorded(value, missing, numerator, denominator, number)
        for pk, number, value, missing, numerator, denominator in rows
        if versions[pk] == number
    }
