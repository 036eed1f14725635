"""The columns of a file that nobody reads, or that are read as somebody once said."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.forms.imports import COLUMN, DecisionsForm
from indicators.imports.layouts.headings import fields_offered
from indicators.imports.layouts.submission import Submission
from indicators.models import ImportPlan


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """One heading, wherever it stands in the file; `chosen` what it is read as, "" for nothing."""

    name: str
    heading: str
    place: str
    chosen: str
    is_remembered: bool


def headings(submission: Submission) -> Mapping[str, str]:
    """The headings that are asked about, by a name for their control."""
    asked = dict.fromkeys(
        each.heading for each in submission.columns if each.heading and _is_asked(each.field, each.known_by)
    )
    return {str(number): heading for number, heading in enumerate(asked, start=1)}


def columns(submission: Submission, kept: ImportPlan, form: DecisionsForm) -> tuple[AskedColumn, ...]:
    found = []
    for name, heading in headings(submission).items():
        stands = [each for each in submission.columns if each.heading == heading]
        sent = form.data.get(COLUMN + name) if form.is_bound else None
        found.append(
            AskedColumn(
                name=COLUMN + name,
                heading=heading,
                place=_place(stands[0].sheet, stands[0].letter, len(stands) - 1),
                chosen=stands[0].field if sent is None else sent,
                is_remembered=bool(stands[0].field) and heading not in kept.columns,
            )
        )
    return tuple(found)


def _is_asked(field: str, known_by: str) -> bool:
    return not field or known_by != "heading"


def _place(sheet: str, letter: str, others: int) -> str:
    first = f"{sheet}, column {letter}" if sheet else f"column {letter}"
    return f"{first}, and {others} more" if others else first
