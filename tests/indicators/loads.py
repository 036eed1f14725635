"""Files of returns as tests write them, kept and loaded through the actions."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from indicators import models
from indicators.actions import imports
from indicators.imports.plans.plan import Plan
from indicators.people.models import AuditEvent, User
from tests.factories import NOW

HEADER = "ref,month,value"


def long_csv(*lines: str) -> bytes:
    """Lines such as "M1,2018-06,120" below their header."""
    return "\n".join((HEADER, *lines, "")).encode()


JUNE_FILE = long_csv("M1,2018-06,120", "M2,2018-06,31")


def kept(
    scorecard: models.Scorecard, data: bytes, *, by: User, file_name: str = "june.csv", **given: Any
) -> models.PendingFile:
    return imports.keep(scorecard=scorecard, file_name=file_name, data=data, by=by, **{"at": NOW, **given})


def decided(
    pending: models.PendingFile,
    decisions: Mapping[str, str] | None = None,
    *,
    by: User,
    columns: Mapping[str, str] | None = None,
    reason: str = "",
) -> models.PendingFile:
    return imports.decide(
        pending=pending,
        decisions=decisions or {},
        columns=columns or {},
        reason=reason,
        seen_version=pending.version,
        by=by,
        at=NOW,
    )


def confirmed(pending: models.PendingFile, *, by: User) -> models.ImportBatch:
    """Load it as it is seen now."""
    return imports.load(pending=pending, seen_digest=imports.read(pending)[1].digest, by=by, at=NOW)


def loaded(
    scorecard: models.Scorecard, data: bytes, *, by: User, reason: str = "", file_name: str = "june.csv"
) -> models.ImportBatch:
    """Kept, every finding decided as its first choice says, and loaded."""
    pending = kept(scorecard, data, by=by, file_name=file_name)
    pending = decided(pending, first_choices(imports.read(pending)[1]), by=by, reason=reason)
    return confirmed(pending, by=by)


def first_choices(plan: Plan) -> dict[str, str]:
    return {finding.key: finding.choices[0].value for finding in plan.to_decide}


def stands() -> dict[tuple[str, str], Decimal | str | None]:
    """What is reported, by ref and month."""
    rows = models.MonthlyReturn.objects.reported().values_list("indicator__ref", "month", "value", "missing")
    return {(ref, f"{month:%Y-%m}"): missing or value for ref, month, value, missing in rows}


def everything() -> list[int]:
    """How many rows there are of all that a load writes."""
    kinds = (
        models.MonthlyReturn,
        models.ReturnRevision,
        models.ImportBatch,
        models.ColumnMeaning,
        AuditEvent,
        models.PendingFile,
    )
    return [kind.objects.count() for kind in kinds]
