"""Books made by hand, and what is read from them."""

from collections.abc import Mapping, Sequence

from indicators.imports.layouts.reading import read_submission
from indicators.imports.layouts.submission import Submission
from indicators.imports.sources.book import EMPTY, Book, Format, Sheet, SourceCell

NO_MEANINGS: Mapping[str, str] = {}

Rows = Sequence[Sequence[str]]


def sheet(rows: Rows, name: str = "") -> Sheet:
    cells = [tuple(SourceCell(text) if text else EMPTY for text in row) for row in rows]
    return Sheet(name, tuple(cells))


def book(rows: Rows, *, file_format: Format = "csv") -> Book:
    return Book(file_format, (sheet(rows, "" if file_format != "xlsx" else "Sheet1"),))


def workbook(**sheets: Rows) -> Book:
    """A workbook of sheets by name; as in one, rows end with their last cell."""
    return Book("xlsx", tuple(sheet([_trimmed(row) for row in rows], name) for name, rows in sheets.items()))


def _trimmed(row: Sequence[str]) -> Sequence[str]:
    end = max((place for place, text in enumerate(row, start=1) if text), default=0)
    return row[:end]


def read(rows: Rows, *, meanings: Mapping[str, str] = NO_MEANINGS, file_format: Format = "csv") -> Submission:
    return read_submission(book(rows, file_format=file_format), meanings=meanings)


def figures(submission: Submission) -> list[tuple[str, str, str]]:
    """(ref, month, text) of each entry, in the order of the file."""
    return [
        (row.ref, f"{entry.month:%Y-%m}", entry.cell.text) for row in submission.rows for entry in row.entries
    ]


def kinds(submission: Submission) -> list[tuple[str, str]]:
    """(severity, kind) of each finding."""
    return [(finding.severity, finding.kind) for finding in submission.findings]
