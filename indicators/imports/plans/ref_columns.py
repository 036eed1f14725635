"""Which column may hold the refs, where no heading says so."""

from collections.abc import Collection
from typing import NamedTuple

from indicators.imports.layouts.submission import REF_COLUMN_NOT_KNOWN, Column, Submission, Where
from indicators.scorecards.known import Known

from .remarks import Remarks


class Likely(NamedTuple):
    """A column and how many different refs of the scorecard stand in it."""

    column: Column
    known: int


def remark_on_refs(submission: Submission, known: Known, remarks: Remarks) -> None:
    """An error that nothing but saying what a column is settles."""
    for finding in submission.findings:
        if finding.kind == REF_COLUMN_NOT_KNOWN:
            likely = likeliest(submission, known.indicators.keys())
            remarks.add(
                "error",
                finding.kind,
                where=Where(finding.sheet, finding.line or 0),
                message=f"{finding.message} {_told(likely)}" if likely else finding.message,
                effect="Nothing is loaded until then",
            )


def likeliest(submission: Submission, refs: Collection[str]) -> Likely | None:
    """The column with most of these refs, the first of equals; None where no column has any."""
    known = {_folded(ref) for ref in refs}
    found = [
        Likely(column, len(known & {_folded(text) for text in column.texts})) for column in submission.columns
    ]
    best = max(found, key=lambda each: each.known, default=None)
    return best if best and best.known else None


def _told(likely: Likely) -> str:
    column = likely.column
    holds = "1 ref" if likely.known == 1 else f"{likely.known} refs"
    if column.heading:
        return f"Column {column.letter}, “{column.heading}”, holds {holds} of this scorecard."
    return (
        f"Column {column.letter} holds {holds} of this scorecard and has no heading: write “Ref.” above it "
        "and send the file again."
    )


def _folded(ref: str) -> str:
    return "".join(ref.casefold().split())
