"""Files of returns as tests write them, kept and loaded through the actions."""

from collections.abc import Mapping
from typing import Any

from indicators import models
from indicators.actions import imports
from indicators.imports.plans.plan import Plan
from indicators.people.models import User
from tests.factories import NOW

HEADER = "ref,month,value"


def long_csv(*lines: str) -> bytes:
    """Lines such as "M1,2018-06,120" below their header."""
    return "\n".join((HEADER, *lines, "")).encode()


def kept(
    scorecard: models.Scorecard, data: bytes, *, by: User, file_name: str = "june.csv", **given: Any
) -> models.PendingFile:
    return imports.keep(scorecard=scorecard, file_name=file_name, data=data, by=by, **{"at": NOW, **given})


def decided(
    plan: models.PendingFile,
    decisions: Mapping[str, str] | None = None,
    *,
    by: User,
    columns: Mapping[str, str] | None = None,
    reason: str = "",
) -> models.PendingFile:
    return imports.decide(
        plan=plan,
        decisions=decisions or {},
        columns=columns or {},
        reason=reason,
        seen_version=plan.version,
        by=by,
        at=NOW,
    )


def confirmed(plan: models.PendingFile, *, by: User) -> models.ImportBatch:
    """Load it as it is seen now."""
    return imports.load(plan=plan, seen_digest=imports.read(plan)[1].digest, by=by, at=NOW)


def loaded(
    scorecard: models.Scorecard, data: bytes, *, by: User, reason: str = "", file_name: str = "june.csv"
) -> models.ImportBatch:
    """Kept, every finding decided as its first choice says, and loaded."""
    plan = kept(scorecard, data, by=by, file_name=file_name)
    plan = decided(plan, first_choices(imports.read(plan)[1]), by=by, reason=reason)
    return confirmed(plan, by=by)


def first_choices(plan: Plan) -> dict[str, str]:
    return {finding.key: finding.choices[0].value for finding in plan.to_decide}
