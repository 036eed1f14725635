"""The findings of a plan as CSV."""

import csv
import io

from indicators.imports.plans.plan import Plan, PlanFinding
from scorecard_portal.transfers.cells import cell_text

from .imports_look import ORDER

COLUMNS = (
    *("severity", "kind", "sheet", "row", "column", "ref"),
    *("cell", "what_is_wrong", "would_be_done", "decision"),
)


def findings_csv(plan: Plan) -> str:
    """Every finding, a row each, errors first, with what was decided."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for finding in sorted(plan.findings, key=lambda each: ORDER.index(each.severity)):
        writer.writerow(map(cell_text, _fields(finding)))
    return text.getvalue()


def _fields(finding: PlanFinding) -> tuple[str, ...]:
    where = finding.where
    place = (where.sheet, str(where.line or ""), where.column) if where else ("", "", "")
    decided = next((each.label for each in finding.choices if each.value == finding.chosen), "")
    said = (finding.printed, finding.message, finding.effect, decided)
    return (finding.severity, finding.kind, *place, finding.ref, *said)
