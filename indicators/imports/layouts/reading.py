"""A book to what it submits, whichever of the layouts it has."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from indicators.imports.findings import BrokenFile, Finding
from indicators.imports.layouts.columns import columns_of
from indicators.imports.layouts.one_table import check_one_table
from indicators.imports.layouts.scorecard import has_benchmarks
from indicators.imports.layouts.scorecard_header import (
    ScorecardHeader,
    order_of_months,
    read_scorecard_header,
    release_of,
    without_note,
)
from indicators.imports.layouts.scorecard_row import read_row
from indicators.imports.layouts.submission import REF_COLUMN_NOT_KNOWN, Layout, Submission
from indicators.imports.layouts.submitted import Read, read_rows
from indicators.imports.layouts.tables import Table, check_repeats, of_one_kind, read_tables
from indicators.imports.printed import PrintedRelease, PrintedRow, PrintedScorecard
from indicators.imports.sources.book import Book


def read_submission(book: Book, *, meanings: Mapping[str, str]) -> Submission:
    """Every figure that the book gives; `meanings` are fields by normalised heading, as people said.

    A line that cannot be placed is left out with a finding of severity "error" (`row_out_of_line`,
    `row_above_header`, `month_not_read`); so are all where no column is known to hold figures
    (`no_figures`), or none to hold refs (`ref_column_not_known`). Raises BrokenFile where the file as a whole
    makes no sense: no header, two columns for one month, a repeated header that says something else.
    """
    found, skipped = read_tables(book, meanings, needs_figures=False)
    tables, others = of_one_kind(found)
    layout = tables[0].header.layout
    reads: list[Read] = []
    read = {table.header.sheet for table in tables}
    findings: list[Finding] = [*(_weighed(each, read) for each in book.findings), *skipped, *others]
    if "ref" not in tables[0].header.by_field:
        return _without_refs(tables, findings)
    for table in tables:
        check_repeats(table)
        check_one_table(table)
        rows, problems = read_rows(table)
        reads += rows
        findings += problems
    columns, unread = columns_of(tables)
    findings += unread
    if layout is Layout.WIDE and not _months(tables, reads):
        findings.append(_no_figures(tables[0]))
    printed = None
    if layout is Layout.SCORECARD:
        printed, remarks = _printed(tables, reads)
        findings += [*order_of_months(tables[0].header), *remarks]
    return Submission(
        layout=layout,
        months=_months(tables, reads),
        columns=columns,
        rows=tuple(row for _, row in reads),
        printed=printed,
        findings=tuple(findings),
    )


def _without_refs(tables: tuple[Table, ...], findings: Iterable[Finding]) -> Submission:
    """The columns, for somebody to say which one holds the refs."""
    header = tables[0].header
    message = "No column is headed 'Ref.' or a like word. Say below which column holds the refs."
    asked = Finding("error", REF_COLUMN_NOT_KNOWN, message, line=header.line, sheet=header.sheet)
    columns, unread = columns_of(tables)
    return Submission(
        layout=header.layout,
        months=_months(tables, ()),
        columns=columns,
        rows=(),
        findings=(*findings, *unread, asked),
    )


def _weighed(finding: Finding, read: Collection[str]) -> Finding:
    """Nobody looks at a hidden sheet: figures that come from one should be seen to do so."""
    if finding.kind == "hidden_sheet" and finding.sheet in read:
        return replace(finding, severity="warning")
    return finding


def _no_figures(table: Table) -> Finding:
    message = "No column is headed by a month such as 'Jun-18': nothing is loaded. Say what a column is for."
    header = table.header
    return Finding("error", "no_figures", message, line=header.line, sheet=header.sheet)


def _months(tables: Iterable[Table], reads: Iterable[Read]) -> tuple[date, ...]:
    headed = {month for table in tables for month in table.header.months}
    written = {entry.month for _, row in reads for entry in row.entries}
    return tuple(sorted(headed | written))


def _printed(
    tables: tuple[Table, ...], reads: Iterable[Read]
) -> tuple[PrintedScorecard | None, list[Finding]]:
    """The rows that can be read in full, and why the others cannot."""
    try:
        header = read_scorecard_header(tables[0].header)
    except BrokenFile as error:
        return None, [_not_in_full("scorecard_not_read_in_full", error)]
    release, findings = _release(tables, header)
    rows: list[PrintedRow] = []
    months = {column.heading for column in header.header.months.values()}
    for aligned, _ in reads:
        try:
            rows.append(read_row(aligned, header, is_text=False))
        except BrokenFile as error:
            # A figure that cannot be read is the plan's to tell.
            if error.column not in months:
                findings.append(_not_in_full("row_not_read_in_full", error))
    if release is None and not findings and has_benchmarks(rows):
        findings.append(_not_in_full("scorecard_not_read_in_full", without_note(header.header)))
    printed = PrintedScorecard(header.months, header.comparators, header.target_years, release, tuple(rows))
    return printed, findings


def _release(
    tables: tuple[Table, ...], header: ScorecardHeader
) -> tuple[PrintedRelease | None, list[Finding]]:
    try:
        return release_of(tables, header.comparators), []
    except BrokenFile as error:
        return None, [_not_in_full("scorecard_not_read_in_full", error)]


def _not_in_full(kind: str, error: BrokenFile) -> Finding:
    return Finding(
        "warning",
        kind,
        f"{error} Only figures are read.",
        error.ref,
        error.line,
        error.column,
        expected=error.expected,
        sheet=error.sheet,
    )
