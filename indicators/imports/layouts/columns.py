"""The columns of a file, and those that nobody reads."""

from collections import Counter
from collections.abc import Iterable, Iterator

from indicators.imports.findings import Finding
from indicators.imports.layouts.alignment import align
from indicators.imports.layouts.header import REF_LENGTH, Headed, may_hold_refs
from indicators.imports.layouts.headings import field_of
from indicators.imports.layouts.submission import Column
from indicators.imports.layouts.tables import Table

# Different texts of a column that are enough to see whether they are refs.
LOOKED_AT = 500


def columns_of(tables: Iterable[Table]) -> tuple[tuple[Column, ...], tuple[Finding, ...]]:
    """Every column with a heading or a cell, and a finding for each that has cells and is not read."""
    columns: list[Column] = []
    findings: list[Finding] = []
    for table in tables:
        counts = _cells_not_read(table)
        for headed in _columns(table, counts):
            sheet = table.header.sheet
            columns.append(
                Column(
                    sheet,
                    headed.letter,
                    headed.heading,
                    headed.field,
                    headed.known_by,
                    _texts(table, headed) if may_hold_refs(headed.field) else (),
                )
            )
            if not headed.field and counts[headed.position]:
                findings.append(_not_read(table, headed, counts[headed.position]))
    return tuple(columns), tuple(findings)


def _columns(table: Table, counts: Counter[int]) -> Iterator[Headed]:
    header = table.header
    yield from (column for column in header.columns if column.heading or counts[column.position])
    for index in sorted(counts):
        if index >= len(header.columns):
            yield Headed(index, "", "")


def _texts(table: Table, headed: Headed) -> tuple[str, ...]:
    """Short texts of a column, each once, where nobody knows which one holds the refs."""
    if "ref" in table.header.by_field:
        return ()
    found: dict[str, None] = {}
    for line in table.lines:
        text = line.at(headed.position).text
        if 0 < len(text) <= REF_LENGTH:
            found[text] = None
        if len(found) == LOOKED_AT:
            break
    return tuple(found)


def _cells_not_read(table: Table) -> Counter[int]:
    """How many cells each column holds that is not read, by its index."""
    columns = table.header.columns
    unread = [column.position for column in columns if not column.field]
    counts: Counter[int] = Counter()
    for line in table.lines:
        aligned = align(line)
        counts.update(index for index in unread if aligned.at(index).text)
        beyond = aligned.position(len(columns))
        counts.update(len(columns) + place for place, cell in enumerate(line.cells[beyond:]) if cell.text)
    return counts


def _not_read(table: Table, headed: Headed, count: int) -> Finding:
    cells = f"{count} cell{'' if count == 1 else 's'}"
    name = (
        f"Column {headed.letter}, “{headed.heading}”,"
        if headed.heading
        else (f"Column {headed.letter} has no heading and")
    )
    is_known = bool(headed.heading and field_of(headed.heading))
    return Finding(
        "info" if is_known else "warning",
        "column_not_read",
        f"{name} is not read; it holds {cells}.",
        line=table.header.line,
        column=headed.heading,
        printed=headed.heading,
        sheet=table.header.sheet,
        letter=headed.letter,
    )
