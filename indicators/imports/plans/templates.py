"""A template that came back with more changed than its empty cells."""

from datetime import date
from decimal import Decimal

from indicators.calculations import months
from indicators.imports.layouts.submission import Layout, Submission, SubmittedRow
from indicators.imports.sources.book import SourceCell
from indicators.scorecards.known import Known, KnownIndicator, Recorded

from .candidates import shown
from .cells import read_cell
from .remarks import Remarks

_EFFECT = "This column is for reading; nothing of it is loaded"


def remark_on_template(submission: Submission, known: Known, remarks: Remarks) -> None:
    """A warning for each title and each shown figure that is not the one on record."""
    if submission.layout is not Layout.TEMPLATE:
        return
    for row in submission.rows:
        indicator = known.indicators.get(row.ref)
        if indicator is None:
            continue
        if row.title and row.title.split() != indicator.title.split():
            _note(row, row.title, f"The title of {row.ref} is “{indicator.title}” here.", "title", remarks)
        recorded = known.recorded.get(indicator.pk, {})
        for month, cell in row.shown.items():
            before = recorded.get(month)
            if _number(cell, indicator) != (before.value if before else None):
                _note(row, cell.text, _told(indicator, month, before), months.slug(month), remarks)


def _number(cell: SourceCell, indicator: KnownIndicator) -> Decimal | None:
    """The number of a shown cell, whatever its scale; None for words, symbols and nothing."""
    reading = read_cell(cell, indicator.unit, indicator.decimals)
    return reading.exact if reading.value is None else reading.value


def _told(indicator: KnownIndicator, month: date, recorded: Recorded | None) -> str:
    label = months.label(month)
    if recorded is None or (recorded.value is None and recorded.missing is None):
        return f"{label} has no figure here."
    return f"{label} is {shown(indicator, recorded.value, recorded.missing)} here."


def _note(row: SubmittedRow, printed: str, message: str, about: str, remarks: Remarks) -> None:
    remarks.add(
        "warning",
        "template_changed",
        where=row.where,
        ref=row.ref,
        printed=printed,
        message=message,
        effect=_EFFECT,
        about=about,
    )
