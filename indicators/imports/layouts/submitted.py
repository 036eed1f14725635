"""Lines to what they submit: one entry for each cell that gives a figure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from indicators.imports.findings import Finding
from indicators.imports.layouts.alignment import (
    Aligned,
    align,
    has_arrow,
    is_out_of_line,
    width_expected,
)
from indicators.imports.layouts.header import Headed
from indicators.imports.layouts.lines import (
    has_figures,
    is_heading,
    is_lost,
    is_ref_shaped,
    is_silent,
    is_without_ref,
    takes_in,
)
from indicators.imports.layouts.month_spellings import spelled_month
from indicators.imports.layouts.submission import Entry, Layout, SubmittedRow, Where
from indicators.imports.layouts.tables import Table
from indicators.imports.numbers import NOTHING
from indicators.imports.sources.book import SourceCell
from indicators.imports.sources.worksheet import column_letter

Read = tuple[Aligned, SubmittedRow]


def read_rows(table: Table) -> tuple[list[Read], list[Finding]]:
    """The rows of one table, each with its line; a finding for each line that cannot be taken as one."""
    rows: list[Read] = []
    findings = [_above(number, cells, table) for number, cells in table.above if is_lost(cells)]
    lines = [align(line) for line in table.lines if not is_heading(line, is_text=False)]
    has_arrows = any(map(has_arrow, lines))
    strays = _strays(table, lines)
    for aligned in lines:
        if is_without_ref(aligned):
            if has_figures(aligned):
                findings.append(_without_ref(aligned))
            continue
        if is_silent(aligned) and not is_ref_shaped(aligned.get("ref").text):
            continue
        reason = _misplaced(aligned, table, has_arrows=has_arrows)
        if reason or aligned.line.number in strays:
            findings.append(_out_of_line(aligned, reason or "a figure stands right of the last column"))
            continue
        row, problem = _row(aligned)
        rows.append((aligned, row))
        findings += problem
    return rows, findings


def _misplaced(aligned: Aligned, table: Table, *, has_arrows: bool) -> str:
    """Why nobody can know which cell is whose; "" where it is known."""
    if table.is_text and (expected := width_expected(aligned)):
        return f"expected {expected}, found {len(aligned.line.cells)}"
    if table.is_text and (ref := takes_in(aligned)):
        return f"a quotation mark takes in the line below, which begins with '{ref}'"
    if table.header.layout is Layout.SCORECARD and is_out_of_line(aligned, has_arrows=has_arrows):
        return "figures and changes do not stand under their headings"
    return ""


def _strays(table: Table, lines: Iterable[Aligned]) -> set[int]:
    """Lines that alone have a figure right of the last column: their cells have moved."""
    width = len(table.header.columns)
    found = [
        aligned.line.number
        for aligned in lines
        if table.header.layout is not Layout.SCORECARD and aligned.at(width).text[:1].isdigit()
    ]
    return set(found) if len(found) * 2 < len(table.lines) else set()


def _row(aligned: Aligned) -> tuple[SubmittedRow, list[Finding]]:
    line, header = aligned.line, aligned.line.header
    problems: list[Finding] = []
    if header.layout is Layout.LONG:
        entries, problems = _long_entries(aligned)
    else:
        entries = tuple(_entries(aligned))
    row = SubmittedRow(
        where=Where(header.sheet, line.number),
        ref=aligned.get("ref").text,
        entries=entries,
        title=aligned.get("title").text,
        owner_name=aligned.get("owner").text,
        reporter_name=aligned.get("reporter").text,
        section=aligned.get("section").text,
        unit=aligned.get("unit").text,
        commentary=_commentary(aligned),
        is_shifted=aligned.is_shifted,
        standing=" ".join(line.texts) if aligned.is_shifted else "",
        shown={month: aligned.at(column.position) for month, column in header.shown.items()},
    )
    return row, problems


def _commentary(aligned: Aligned) -> str:
    """A dash stands for none."""
    text = aligned.get("commentary").text if aligned.line.header.layout is Layout.SCORECARD else ""
    return "" if text in NOTHING else text


def _entries(aligned: Aligned) -> Iterator[Entry]:
    """A whole scorecard says something of every month; elsewhere a blank cell says nothing."""
    header = aligned.line.header
    says_all = header.layout is Layout.SCORECARD
    parts = _parts(aligned)
    for month, column in header.months.items():
        entry = Entry(month, _where(aligned, column), aligned.at(column.position), *parts)
        if says_all or _says_something(entry):
            yield entry


def _long_entries(aligned: Aligned) -> tuple[tuple[Entry, ...], list[Finding]]:
    written, column = aligned.get("month").text, aligned.line.header.by_field["value"]
    month = spelled_month(written)
    cell = aligned.at(column.position)
    entry = Entry(month or date.min, _where(aligned, column), cell, *_parts(aligned))
    if not _says_something(entry):
        return (), []
    return ((entry,), []) if month else ((), [_month_not_read(aligned, written)])


def _where(aligned: Aligned, column: Headed) -> Where:
    letter = column_letter(aligned.position(column.position) + 1)
    return Where(aligned.line.header.sheet, aligned.line.number, letter)


def _parts(aligned: Aligned) -> tuple[SourceCell | None, SourceCell | None, str]:
    """Numerator, denominator and why there is no figure."""
    numerator, denominator = aligned.get("numerator"), aligned.get("denominator")
    return (
        numerator if numerator.text else None,
        denominator if denominator.text else None,
        aligned.get("missing").text,
    )


def _says_something(entry: Entry) -> bool:
    return bool(entry.cell.text or entry.numerator or entry.denominator or entry.missing)


def _above(number: int, cells: Sequence[SourceCell], table: Table) -> Finding:
    texts = [cell.text for cell in cells if cell.text]
    header = table.header
    return Finding(
        "error",
        "row_above_header",
        f"Line {number}, {texts[0]}, has figures and stands above the header in line {header.line}; it is "
        "not loaded.",
        texts[0],
        number,
        printed=" ".join(texts)[:200],
        expected="a header above it",
        sheet=header.sheet,
    )


def _without_ref(aligned: Aligned) -> Finding:
    line = aligned.line
    label = line.texts[0]
    return Finding(
        "warning",
        "row_without_ref",
        f"Line {line.number} has figures and no ref, so it is not loaded; it begins with '{label[:40]}'.",
        line=line.number,
        printed=" ".join(line.texts)[:200],
        expected="a ref",
        sheet=line.header.sheet,
    )


def _out_of_line(aligned: Aligned, reason: str) -> Finding:
    line, ref = aligned.line, aligned.get("ref").text
    return Finding(
        "error",
        "row_out_of_line",
        f"Line {line.number}, {ref}: {reason}, so nobody can know which figure is which month's; nothing of "
        "the row is loaded.",
        ref,
        line.number,
        printed=" ".join(line.texts)[:200],
        expected="every cell under its heading",
        sheet=line.header.sheet,
    )


def _month_not_read(aligned: Aligned, written: str) -> Finding:
    line, ref = aligned.line, aligned.get("ref").text
    column = line.header.by_field["month"]
    found = f"'{written[:40]}'" if written else "nothing"
    return Finding(
        "error",
        "month_not_read",
        f"Line {line.number}, {ref}: expected a month such as 'Jun-18', found {found}; it is not loaded.",
        ref,
        line.number,
        column.heading,
        written[:200],
        "a month such as 'Jun-18'",
        line.header.sheet,
        column.letter,
    )
