"""A whole printed scorecard: every row in full, or the first that is not as it should be."""

from collections.abc import Iterable, Mapping

from indicators.imports.findings import BrokenFile, Place
from indicators.imports.layouts.alignment import align
from indicators.imports.layouts.columns import columns_of
from indicators.imports.layouts.lines import is_heading
from indicators.imports.layouts.one_table import check_one_table
from indicators.imports.layouts.scorecard_header import (
    ScorecardHeader,
    order_of_months,
    read_scorecard_header,
    release_of,
    without_note,
)
from indicators.imports.layouts.scorecard_row import read_row
from indicators.imports.layouts.tables import Table, check_repeats, difference, read_tables
from indicators.imports.printed import PrintedRow, PrintedScorecard
from indicators.imports.sources.book import Book

NO_MEANINGS: Mapping[str, str] = {}


def read_scorecard(book: Book) -> PrintedScorecard:
    """The scorecard of a book, its columns in any order; its findings tell of columns and sheets not read.

    Raises BrokenFile at the first place that is not as it should be.
    """
    tables, skipped = read_tables(book, NO_MEANINGS)
    first = tables[0].header
    header = read_scorecard_header(first)
    for table in tables:
        check_repeats(table)
        check_one_table(table)
    for table in tables[1:]:
        if word := difference(table.header, first):
            raise table.header.place.refused(
                f"expected the {word} of sheet '{first.sheet}', line {first.line}, found others",
                f"the same {word}",
            )
    release = release_of(tables, header.comparators)
    rows = tuple(_check_refs(_read_rows(tables, header)))
    if not rows:
        raise first.place.refused("expected rows below the header, found none", "rows")
    if release is None and has_benchmarks(rows):
        raise without_note(first)
    _, unread = columns_of(tables)
    findings = (*skipped, *order_of_months(first), *unread)
    return PrintedScorecard(header.months, header.comparators, header.target_years, release, rows, findings)


def has_benchmarks(rows: Iterable[PrintedRow]) -> bool:
    """Whether any of them is a number."""
    return any(not row.is_local and set(row.benchmarks.values()) - {None} for row in rows)


def _read_rows(tables: Iterable[Table], header: ScorecardHeader) -> Iterable[PrintedRow]:
    for table in tables:
        for line in table.lines:
            if not is_heading(line, is_text=table.is_text):
                yield read_row(align(line), header, is_text=table.is_text)


def _check_refs(rows: Iterable[PrintedRow]) -> Iterable[PrintedRow]:
    slugs: dict[str, PrintedRow] = {}
    for row in rows:
        first = slugs.setdefault(row.ref_slug, row)
        if first is not row:
            raise _duplicate(row, first)
        yield row


def _duplicate(row: PrintedRow, first: PrintedRow) -> BrokenFile:
    sheet = f" of sheet '{first.sheet}'" if first.sheet != row.sheet else ""
    address = "" if first.ref == row.ref else f": both have the address '{row.ref_slug}'"
    return Place(row.line, row.ref, row.sheet).refused(
        f"expected a ref of its own, found '{first.ref}' in line {first.line}{sheet} already{address}",
        "a ref of its own",
    )
