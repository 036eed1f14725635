"""Recording and restating monthly returns."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from indicators.calculations import months
from indicators.calculations.terms import Missing
from indicators.models import ImportBatch, Indicator, MonthlyReturn, ReportingMonth, ReturnRevision
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import User
from indicators.permissions import check_administers

from .figures import Figures as Figures
from .figures import checked
from .locks import held_open
from .reasons import checked_reason
from .return_rows import RECORDED_AGAIN
from .revisions import raise_revision

EARLIEST = 1990


def record(
    *,
    indicator: Indicator,
    month: date,
    figures: Figures,
    seen_version: int,
    by: User,
    at: datetime,
    reason: str = "",
    batch: ImportBatch | None = None,
) -> MonthlyReturn:
    """Record a month's value, or restate one that it already has.

    `seen_version` is the version the person had before them, 0 for a month without a value. A month can
    be recorded while it is open, an earlier one restated while a later one is open. The same figures
    again change nothing. A withdrawn value is recorded anew. Raises Refused, Invalid (a restatement
    without a reason) or Conflict.
    """
    check_administers(by, indicator.scorecard)
    figures = checked(indicator, figures)
    with transaction.atomic():
        held_open(indicator.scorecard_id)
        check_may_be_recorded(indicator, month)
        current = MonthlyReturn.objects.filter(indicator=indicator, month=month).first()
        before = figures_of(current) if current else None
        if current is not None and before == figures and current.version == seen_version:
            return current
        if not _is_as_seen(current, seen_version):
            raise Conflict(_somebody_was_first(indicator, month, current))
        reason = _checked_reason(month, reason, is_restated=before is not None)
        if current is not None and current.is_withdrawn:
            reason = reason or RECORDED_AGAIN
        saved = write(indicator=indicator, month=month, figures=figures, current=current)
        add_revision(saved, reason=reason, batch=batch, by=by, at=at)
        activity.record(
            verb="recorded a return" if before is None else "restated a return",
            by=by,
            at=at,
            on=saved,
            before=None if before is None else _plain(before),
            after=_plain(figures),
            on_label=f"{indicator.ref}, {months.label(month)}",
            scorecard=indicator.scorecard,
        )
        raise_revision(indicator.scorecard_id)
    return saved


def check_may_be_recorded(indicator: Indicator, month: date) -> None:
    """A month is recorded while open; an earlier month is restated while a later month is open."""
    check_takes_returns(indicator, month, month_statuses(indicator.scorecard_id))


def check_takes_returns(indicator: Indicator, month: date, statuses: Mapping[date, str]) -> None:
    """The same, with the scorecard's months at hand: for pages that ask about many months."""
    if not indicator.is_active_in(month):
        raise Refused(f"{indicator.ref} is not reported for {months.label(month)}.")
    if month.year < EARLIEST:
        raise Refused(f"Returns are kept from {EARLIEST} on.")
    open_months = [each for each, status in statuses.items() if status == ReportingMonth.OPEN]
    if not any(each >= month for each in open_months):
        raise Refused(
            f"{months.label(month)} is not open, and no later month is. "
            "An administrator can open or reopen a month."
        )
    if statuses.get(month) == ReportingMonth.PLANNED:
        raise Refused(f"{months.label(month)} is planned and not open yet.")


def month_statuses(scorecard_pk: int) -> dict[date, str]:
    """The status of each reporting month of the scorecard. One query."""
    rows = ReportingMonth.objects.filter(scorecard_id=scorecard_pk).order_by("month")
    return dict(rows.values_list("month", "status"))


def write(
    *, indicator: Indicator, month: date, figures: Figures, current: MonthlyReturn | None
) -> MonthlyReturn:
    """Write the row if it is still the one seen. Raises Conflict where somebody was first."""
    fields = {
        "value": figures.value,
        "missing": figures.missing or "",
        "numerator": figures.numerator,
        "denominator": figures.denominator,
    }
    if current is None:
        try:
            with transaction.atomic():
                return MonthlyReturn.objects.create(indicator=indicator, month=month, **fields)
        except IntegrityError:
            raise Conflict(_somebody_was_first(indicator, month, None)) from None
    changed = MonthlyReturn.objects.filter(pk=current.pk, version=current.version).update(
        version=F("version") + 1, **fields
    )
    if not changed:
        raise Conflict(_somebody_was_first(indicator, month, None))
    return MonthlyReturn.objects.select_related("indicator").get(pk=current.pk)


def add_revision(
    row: MonthlyReturn, *, reason: str, batch: ImportBatch | None, by: User | None, at: datetime
) -> ReturnRevision:
    return ReturnRevision.objects.create(
        monthly_return=row,
        number=row.version,
        value=row.value,
        missing=row.missing,
        numerator=row.numerator,
        denominator=row.denominator,
        reason=reason,
        batch=batch,
        by=by,
        at=at,
    )


def figures_of(row: MonthlyReturn) -> Figures | None:
    """What it says; None where that was withdrawn."""
    if row.is_withdrawn:
        return None
    return Figures(
        value=row.value,
        missing=Missing(row.missing) if row.missing else None,
        numerator=row.numerator,
        denominator=row.denominator,
    )


def _is_as_seen(current: MonthlyReturn | None, seen_version: int) -> bool:
    """A withdrawn value looks like none, so either was seen."""
    if current is None or (current.is_withdrawn and not seen_version):
        return not seen_version
    return current.version == seen_version


def _checked_reason(month: date, reason: str, *, is_restated: bool) -> str:
    if reason.strip():
        return checked_reason(reason)
    if is_restated:
        raise Invalid(f"{months.label(month)} already has a figure. Say why it changes.", field="reason")
    return ""


def _somebody_was_first(indicator: Indicator, month: date, current: MonthlyReturn | None) -> str:
    now = "" if current is None or current.value is None else f" It is now {current.value.normalize():f}."
    return (
        f"Somebody else changed {indicator.ref} for {months.label(month)} while you were typing.{now} "
        "Nothing was overwritten."
    )


def _plain(figures: Figures) -> dict[str, object]:
    return {
        "value": figures.value,
        "missing": figures.missing,
        "of": [figures.numerator, figures.denominator],
    }
