"""Many returns at once, each with its line of history."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import IntegrityError, transaction

from indicators.models import ImportBatch, MonthlyReturn, ReturnRevision
from indicators.people.errors import Conflict
from indicators.people.models import User

RECORDED_AGAIN = "Recorded again after a load was undone"
SOMEBODY_WAS_FIRST = "Somebody changed returns while the file was loaded. Nothing was written. Load it again."

_FIGURES = ("value", "missing", "numerator", "denominator")


class ReturnWrite(NamedTuple):
    """What an indicator (its key) says for a month from now on.

    `seen_version` is that of the row to be replaced, 0 where there is none; `missing` is "" beside a value.
    """

    indicator: int
    month: date
    seen_version: int
    value: Decimal | None
    missing: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    reason: str = ""


def write_all(writes: Sequence[ReturnWrite], *, batch: ImportBatch, by: User | None, at: datetime) -> None:
    """Write the rows and their revisions in bulk, inside the caller's transaction.

    The caller holds the scorecard's open months, as everybody does who writes returns: so the versions
    read here stay. Raises Conflict where one is another than the one seen.
    """
    new = [_row(each) for each in writes if not each.seen_version]
    existing = _existing([each for each in writes if each.seen_version], batch.scorecard_id)
    reasons = [each.reason for each in writes if not each.seen_version]
    reasons += [each.reason for each in writes if each.seen_version]
    try:
        with transaction.atomic():
            MonthlyReturn.objects.bulk_create(new)
            # By their keys, so that all of these are there already and none is made.
            MonthlyReturn.objects.bulk_create(
                existing,
                update_conflicts=True,
                unique_fields=["pk"],
                update_fields=[*_FIGURES, "version"],
            )
            ReturnRevision.objects.bulk_create(
                ReturnRevision(
                    monthly_return_id=row.pk,
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
                for row, reason in zip([*new, *existing], reasons, strict=True)
            )
    except IntegrityError:
        raise Conflict(SOMEBODY_WAS_FIRST) from None


def _row(write: ReturnWrite, pk: int | None = None) -> MonthlyReturn:
    return MonthlyReturn(
        pk=pk,
        indicator_id=write.indicator,
        month=write.month,
        value=write.value,
        missing=write.missing,
        numerator=write.numerator,
        denominator=write.denominator,
        version=write.seen_version + 1,
    )


def _existing(writes: Sequence[ReturnWrite], scorecard_pk: int) -> list[MonthlyReturn]:
    """The rows as they will be. One query, or none."""
    if not writes:
        return []
    stand = _standing({each.month for each in writes}, scorecard_pk)
    rows = []
    for each in writes:
        pk, version = stand.get((each.indicator, each.month), (None, 0))
        if version != each.seen_version:
            raise Conflict(SOMEBODY_WAS_FIRST)
        rows.append(_row(each, pk))
    return rows


def _standing(among: Iterable[date], scorecard_pk: int) -> dict[tuple[int, date], tuple[int, int]]:
    """Key and version of each return of these months, by indicator and month."""
    rows = MonthlyReturn.objects.filter(indicator__scorecard_id=scorecard_pk, month__in=set(among))
    return {
        (indicator, month): (pk, version)
        for indicator, month, pk, version in rows.order_by().values_list(
            "indicator_id", "month", "pk", "version"
        )
    }
