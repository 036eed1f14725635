"""What a file submits: figures as its cells have them, not yet held against what is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from indicators.imports.findings import Finding
from indicators.imports.printed import PrintedScorecard
from indicators.imports.sources.book import SourceCell

REF_COLUMN_NOT_KNOWN = "ref_column_not_known"


class Layout(StrEnum):
    """`WIDE` has a row for each ref and a column for each month, `LONG` a row for each ref and month."""

    SCORECARD = "scorecard"
    WIDE = "wide"
    LONG = "long"
    TEMPLATE = "template"


class Where(NamedTuple):
    """A place in a file: `column` is the spreadsheet's letter, "" for a whole row."""

    sheet: str
    line: int
    column: str = ""


class Entry(NamedTuple):
    """One cell that gives a figure. `missing` is the file's own reason, in its own words."""

    month: date
    where: Where
    cell: SourceCell
    numerator: SourceCell | None = None
    denominator: SourceCell | None = None
    missing: str = ""


@dataclass(frozen=True, slots=True)
class SubmittedRow:
    """One line. `shown` are figures that stand there to be read and are never loaded (a template's).

    `section` and `unit` are words of the file, `commentary` those of a whole scorecard. `standing` is the row
    as the file has it, cells joined by blanks, where `is_shifted`.
    """

    where: Where
    ref: str
    entries: tuple[Entry, ...]
    title: str = ""
    owner_name: str = ""
    reporter_name: str = ""
    section: str = ""
    unit: str = ""
    commentary: str = ""
    is_shifted: bool = False
    standing: str = ""
    shown: Mapping[date, SourceCell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what it is read as: a field of `headings`, "" where nobody reads it.

    `known_by` is "heading", or "saved" where somebody once said it. `texts` are what stands in a column that
    may hold the refs, where no column is known to.
    """

    sheet: str
    letter: str
    heading: str
    field: str
    known_by: str = "heading"
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """`months` are all that the file has a place for. `printed` holds the rows of a whole scorecard that can
    be read in full: its derived columns, benchmarks, targets and words."""

    layout: Layout
    months: tuple[date, ...]
    columns: tuple[Column, ...]
    rows: tuple[SubmittedRow, ...]
    printed: PrintedScorecard | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def lacks_refs(self) -> bool:
        """Whether nobody knows yet which column holds the refs: then there are no rows."""
        return any(finding.kind == REF_COLUMN_NOT_KNOWN for finding in self.findings)
