"""One header row: which column is which, and what kind of table stands below it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from indicators.calculations.months import label, slug
from indicators.imports.findings import Place
from indicators.imports.layouts.headings import (
    COMPARATOR,
    IGNORED,
    MONTH,
    SHOWN,
    TARGET,
    VALUE,
    field_of,
    is_offered,
    month_of,
    normalised,
)
from indicators.imports.layouts.submission import Layout
from indicators.imports.sources.worksheet import column_letter

NAMES = frozenset({"ref", "title", "owner", "reporter"})
CHANGES = ("change_month", "change_year")
PARTS = frozenset({"numerator", "denominator", "missing"})
# Fields that each layout reads, beside its months.
READ = {
    Layout.SCORECARD: NAMES | {"outcome", *CHANGES, "dot", "mean_12", "max_12", "percentage", "commentary"},
    Layout.WIDE: NAMES | {"section", "unit"} | PARTS,
    Layout.LONG: NAMES | {"section", "unit", "month", "value"} | PARTS,
    Layout.TEMPLATE: NAMES | {"section", "unit"} | PARTS,
}
# Of two columns with such a field the first is read; with any other, nobody can know which is meant.
WORDS = NAMES | {"outcome", "section", "unit"}
REF_LENGTH = 40


class Headed(NamedTuple):
    """One column; `position` from 0, `field` "" where nobody reads it, `known_by` "heading" or "saved"."""

    position: int
    heading: str
    field: str
    known_by: str = "heading"

    @property
    def letter(self) -> str:
        return column_letter(self.position + 1)


@dataclass(frozen=True, slots=True)
class Header:
    """`width` are the cells of its line as the file has them; `by_field` the columns that are read, `months`
    those of figures, oldest first, `shown` a template's figures of other months."""

    sheet: str
    line: int
    layout: Layout
    columns: tuple[Headed, ...]
    width: int
    by_field: Mapping[str, Headed]
    months: Mapping[date, Headed]
    shown: Mapping[date, Headed]

    @property
    def place(self) -> Place:
        return Place(self.line, sheet=self.sheet)

    def named(self, kind: str) -> dict[str, Headed]:
        """Columns by what stands after the kind: comparators or target years, in the file's order."""
        return {
            field.removeprefix(kind): column
            for field, column in self.by_field.items()
            if field.startswith(kind)
        }


def is_ref(heading: str, meanings: Mapping[str, str]) -> bool:
    """Whether a column of refs may stand below it."""
    return len(heading) <= REF_LENGTH and (meanings.get(normalised(heading)) or field_of(heading)) == "ref"


def read_header(
    sheet: str, line: int, headings: Sequence[str], meanings: Mapping[str, str], *, needs_figures: bool = True
) -> Header | None:
    """The header of a line's texts; None where it is none: no refs, or no figures where those are needed.

    Raises BrokenFile where two columns are for the same month or part of a figure.
    """
    columns = _columns(headings, meanings)
    if not any(column.field == "ref" for column in columns):
        return None
    layout = _layout(columns)
    # Somebody may say what another column is for.
    if layout is None and not needs_figures and len(columns) > 1:
        layout = Layout.WIDE
    return _header(sheet, line, layout, columns, len(headings)) if layout else None


def read_header_without_refs(
    sheet: str, line: int, headings: Sequence[str], meanings: Mapping[str, str]
) -> Header | None:
    """The header of figures beside a column that may hold their refs; None where a line is none.

    Raises BrokenFile as `read_header` does.
    """
    columns = _columns(headings, meanings)
    layout = _layout(columns)
    if layout is None or not any(may_hold_refs(column.field) for column in columns):
        return None
    return _header(sheet, line, layout, columns, len(headings))


def may_hold_refs(field: str) -> bool:
    """Whether a person may say that the refs are in a column of that field, where no heading says so."""
    return not field or field in NAMES


def _columns(headings: Sequence[str], meanings: Mapping[str, str]) -> list[Headed]:
    columns = _with_comparators([_headed(index, text, meanings) for index, text in enumerate(headings)])
    while columns and not columns[-1].heading:
        columns.pop()
    return columns


def _header(sheet: str, line: int, layout: Layout, columns: list[Headed], width: int) -> Header:
    columns = [_in_layout(column, layout, columns) for column in columns]
    place = Place(line, sheet=sheet)
    read: dict[str, Headed] = {}
    for column in sorted(columns, key=lambda each: (each.known_by != "saved", each.position)):
        if not column.field or column.field == IGNORED:
            continue
        first = read.setdefault(column.field, column)
        if first is not column:
            _settle(place, first, column)
            columns[column.position] = column._replace(field="")
    by_field = dict(sorted(read.items(), key=lambda item: item[1].position))
    return Header(
        sheet,
        line,
        layout,
        tuple(columns),
        width,
        by_field,
        months=_by_month(by_field, MONTH),
        shown=_by_month(by_field, SHOWN),
    )


def _by_month(columns: Mapping[str, Headed], kind: str) -> dict[date, Headed]:
    found = ((month_of(field, kind), column) for field, column in columns.items())
    return dict(sorted((month, column) for month, column in found if month))


def _headed(index: int, heading: str, meanings: Mapping[str, str]) -> Headed:
    saved = meanings.get(normalised(heading), "")
    if saved and is_offered(saved):
        return Headed(index, heading, saved, "saved")
    return Headed(index, heading, field_of(heading))


def _with_comparators(columns: list[Headed]) -> list[Headed]:
    """A comparator's heading is its own name: whatever stands between the percentage flag and the targets."""
    fields = [column.field for column in columns]
    if not {*CHANGES} & {*fields} or "percentage" not in fields:
        return columns
    start = fields.index("percentage") + 1
    named = []
    for column in columns[start:]:
        is_unknown = not column.field and not column.heading.casefold().startswith("target")
        if not is_unknown and not column.field.startswith(COMPARATOR):
            break
        if is_unknown and column.heading:
            column = column._replace(field=f"{COMPARATOR}{column.heading}")
        named.append(column)
    else:
        return columns
    return [*columns[:start], *named, *columns[start + len(named) :]]


def _layout(columns: Iterable[Headed]) -> Layout | None:
    """By the columns of figures; None where there is none."""
    fields = {column.field for column in columns}
    has_months = any(field.startswith(MONTH) for field in fields)
    if any(field.startswith(VALUE) for field in fields):
        return Layout.TEMPLATE
    if has_months and {*CHANGES} & fields:
        return Layout.SCORECARD
    if {"month", "value"} <= fields:
        return Layout.LONG
    return Layout.WIDE if has_months else None


def _in_layout(column: Headed, layout: Layout, columns: Sequence[Headed]) -> Headed:
    """The column as this layout reads it: a template's other months are shown, parts belong to one month."""
    field = column.field
    if layout is Layout.TEMPLATE and column.known_by != "saved" and (month := month_of(field)):
        return column._replace(field=f"{SHOWN}{slug(month)}")
    if layout is Layout.TEMPLATE and (month := month_of(field, VALUE)):
        return column._replace(field=f"{MONTH}{slug(month)}")
    figures = MONTH if layout is not Layout.TEMPLATE else VALUE
    of_one_month = layout is Layout.LONG or sum(each.field.startswith(figures) for each in columns) == 1
    is_read = (
        field == IGNORED
        or (field in READ[layout] and (field not in PARTS or of_one_month))
        or (field.startswith(MONTH) and layout is not Layout.LONG)
        or (field.startswith((TARGET, COMPARATOR)) and layout is Layout.SCORECARD)
    )
    return column if is_read else column._replace(field="")


def _settle(place: Place, first: Headed, second: Headed) -> None:
    """Passes where it is clear which of two columns is meant."""
    if first.field in WORDS or first.field.startswith(SHOWN):
        return
    if first.known_by == "saved" and second.known_by != "saved":
        return
    month = month_of(first.field)
    what = label(month) if month else f"'{first.heading}'"
    raise place.refused(
        f"expected one column for {what}, found two: {first.letter} ('{first.heading}') and "
        f"{second.letter} ('{second.heading}')",
        "one column for each month",
    )
