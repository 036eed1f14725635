"""Remarks on a file as a whole."""

from datetime import date

from indicators.calculations import months
from indicators.imports.findings import Finding
from indicators.imports.layouts.submission import REF_COLUMN_NOT_KNOWN, Submission, Where
from indicators.scorecards.known import Known

from .plan import Severity
from .remarks import Remarks, leave_out
from .rows import is_active
from .series import Overlay

# These are made here, of the rows themselves.
_OWN = frozenset(("shifted_row", "percentage_over_100", "derived_mismatch", REF_COLUMN_NOT_KNOWN))


def pass_on(submission: Submission, remarks: Remarks) -> None:
    """What reading the file had to say."""
    for number, finding in enumerate(submission.findings):
        if finding.kind not in _OWN:
            _pass_on(number, finding, remarks)


def _pass_on(number: int, finding: Finding, remarks: Remarks) -> None:
    where = None
    if finding.line or finding.letter or finding.sheet:
        where = Where(finding.sheet, finding.line or 0, finding.letter)
    # What a reading put right is put right already; what it could not place somebody should know.
    severity: Severity = "info" if finding.severity == "repair" else finding.severity
    choices = (leave_out("Leave it out, and go on"),) if severity == "error" else ()
    remarks.add(
        severity,
        finding.kind,
        where=where,
        ref=finding.ref,
        printed=finding.printed,
        message=finding.message,
        effect="Not loaded" if choices or finding.kind == "column_not_read" else "",
        choices=choices,
        about=f"{finding.column}:{number}" if where is None else finding.column,
    )


def remark_on_rounding(rounded: int, remarks: Remarks) -> None:
    if rounded:
        figures = "1 figure holds" if rounded == 1 else f"{rounded:,} figures hold"
        remarks.add(
            "info",
            "rounded_to_decimals",
            message=f"{figures} more decimals than its cell shows."
            if rounded == 1
            else f"{figures} more decimals than their cells show.",
            effect="Loaded as shown, at the decimals of each indicator",
        )


def remark_on_absent(month: date | None, overlay: Overlay, known: Known, remarks: Remarks) -> None:
    """The active indicators that would still be without a figure for the file's month."""
    if month is None:
        return
    absent = [
        ref
        for ref, one in known.indicators.items()
        if is_active(one, month) and not overlay.has_figure(one.pk, month)
    ]
    if absent:
        remarks.add(
            "info",
            "not_in_file",
            printed=str(len(absent)),
            message=f"Still without a {months.NAMES[month.month - 1]} figure: {', '.join(absent)}.",
            effect="They stay without one",
        )
