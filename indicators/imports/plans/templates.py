"""A template that came back with more changed than its empty cells."""

from datetime import date
from decimal import Decimal

from indicators.calculations import months
from indicators.imports.layouts.lines import is_ref_shaped
from indicators.imports.layouts.submission import Layout, Submission, SubmittedRow
from indicators.imports.sources.book import SourceCell
from indicators.models.indicator import UNITS
from indicators.scorecards.known import Known, KnownIndicator, Recorded

from .candidates import shown
from .cells import read_cell
from .remarks import Remarks
from .rows import is_active

_EFFECT = "This column is for reading; nothing of it is loaded"
_UNITS = dict(UNITS)
_NAMED = 10


def remark_on_template(submission: Submission, known: Known, remarks: Remarks) -> None:
    """A warning for each text and each shown figure that is not the one on record, and for rows taken out."""
    if submission.layout is not Layout.TEMPLATE:
        return
    for row in submission.rows:
        indicator = known.indicators.get(row.ref)
        if indicator is None:
            continue
        for name, printed, stands in (
            ("title", row.title, indicator.title),
            ("section", row.section, indicator.section),
            ("unit", row.unit, _UNITS[indicator.unit]),
        ):
            if printed and printed.split() != stands.split():
                _note(row, printed, f"The {name} of {row.ref} is “{stands}” here.", name, remarks)
        recorded = known.recorded.get(indicator.pk, {})
        for month, cell in row.shown.items():
            before = recorded.get(month)
            if _number(cell, indicator) != (before.value if before else None):
                _note(row, cell.text, _told(indicator, month, before), months.slug(month), remarks)
    _note_taken_out(submission, known, remarks)


def _note_taken_out(submission: Submission, known: Known, remarks: Remarks) -> None:
    """One for all: somebody may send in only the rows that are theirs."""
    there = {row.ref for row in submission.rows}
    gone = [
        ref
        for ref, one in known.indicators.items()
        # A row left empty whose ref looks like a heading is passed over, and may be there.
        if ref not in there
        and is_ref_shaped(ref)
        and any(is_active(one, month) for month in submission.months)
    ]
    if gone:
        named = ", ".join(gone[:_NAMED])
        more = f" and {len(gone) - _NAMED} more" if len(gone) > _NAMED else ""
        remarks.add(
            "warning",
            "template_changed",
            printed=str(len(gone)),
            message=f"The template has no row any more for {named}{more}.",
            effect="Their figures stay as they are",
            about="rows",
        )


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
