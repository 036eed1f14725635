"""Whether what stands below and beside a header belongs to it, or to another table."""

from collections.abc import Iterator

from indicators.calculations.months import label
from indicators.imports.findings import Place
from indicators.imports.layouts.alignment import align
from indicators.imports.layouts.header import Headed
from indicators.imports.layouts.headings import field_of, normalised
from indicators.imports.layouts.lines import has_figures, is_ref_shaped
from indicators.imports.layouts.month_spellings import spelled_month
from indicators.imports.layouts.tables import Line, Table


def check_one_table(table: Table) -> None:
    """Raises BrokenFile where a second table would be read under the first one's headings.

    A header without its ref's heading, below: its months are other ones. One beside it: its refs are.
    """
    beside = tuple(_refs_beside(table))
    for line in table.lines:
        _check_months(line)
        for column in beside:
            _check_ref(line, column)


def _check_months(line: Line) -> None:
    header = line.header
    if is_ref_shaped(line.at(header.by_field["ref"].position).text):
        # A date in a row's own cell is the plan's to tell.
        return
    aligned = align(line)
    for month, column in header.months.items():
        spelled = spelled_month(aligned.at(column.position).text)
        if spelled and spelled != month and not has_figures(aligned):
            raise _place(line).refused(
                f"expected figures of {label(month)} as the header in line {header.line} says, found the "
                f"heading {label(spelled)}; put a second table on a sheet of its own",
                "one header",
            )


def _refs_beside(table: Table) -> Iterator[Headed]:
    """Other columns of refs that stand between columns of months, or have the same heading."""
    header = table.header
    ours = normalised(header.by_field["ref"].heading)
    places = [column.position for column in header.months.values()]
    for column in header.columns:
        is_refs = not column.field and field_of(column.heading) == "ref"
        is_between = places and min(places) < column.position < max(places)
        if is_refs and (is_between or normalised(column.heading) == ours):
            yield column


def _check_ref(line: Line, column: Headed) -> None:
    first = line.header.by_field["ref"]
    ours, theirs = line.at(first.position).text, line.at(column.position).text
    if ours and theirs and ours != theirs:
        raise _place(line).refused(
            f"expected one column of refs, found two: column {first.letter} says '{ours[:20]}' and column "
            f"{column.letter} '{theirs[:20]}'; put a second table on a sheet of its own",
            "one column of refs",
        )


def _place(line: Line) -> Place:
    return Place(line.number, sheet=line.header.sheet)
