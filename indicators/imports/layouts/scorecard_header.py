"""The header of a whole printed scorecard, and the benchmarks' note above it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from indicators.calculations.months import financial_year_label, parse_heading, shift, short_label
from indicators.imports.findings import BrokenFile, Finding, Place
from indicators.imports.layouts.header import Headed, Header
from indicators.imports.layouts.headings import COMPARATOR, TARGET
from indicators.imports.layouts.month_spellings import spelled_month
from indicators.imports.layouts.submission import Layout
from indicators.imports.layouts.tables import Table
from indicators.imports.printed import PrintedRelease

MONTHS = 13
LABEL_LIMIT = 120
NAME_LIMIT = 80
# The key above the first header has nine cells; a wider line there is a row that lost its header.
KEY_WIDTH = 12
# The columns that a whole scorecard has, as they are called.
REQUIRED = {
    "ref": "Ref.",
    "title": "Indicator",
    "owner": "Owner",
    "reporter": "Reporter",
    "outcome": "Outcome",
    "change_month": "% change from previous month",
    "change_year": "% change from same month prev. yr",
    "dot": "DoT",
    "mean_12": "12 month average",
    "max_12": "12-mth max value",
    "percentage": "Percentage ?",
}


@dataclass(frozen=True, slots=True)
class ScorecardHeader:
    """What a whole scorecard's header says; `months` are 13, oldest first."""

    header: Header
    months: tuple[date, ...]
    comparators: tuple[str, ...]
    target_years: tuple[int, ...]


def read_scorecard_header(header: Header) -> ScorecardHeader:
    """Raises BrokenFile with the heading that was expected."""
    place = header.place
    if header.layout is not Layout.SCORECARD:
        raise place.refused(
            "this is a list of returns and not a whole scorecard; load it in the portal: Returns, Import",
            "the columns of a scorecard",
        )
    for field, heading in REQUIRED.items():
        if field not in header.by_field:
            raise place.refused(f"expected a column '{heading}', and found none", f"a column '{heading}'")
    months = _check_months(header)
    comparators = tuple(header.named(COMPARATOR))
    for name in comparators:
        if len(name) > NAME_LIMIT:
            raise place.broken(f"a comparator's name of at most {NAME_LIMIT} characters", name)
    for column in header.columns:
        if not column.field and column.heading.casefold().startswith("target"):
            raise place.broken("a target of a financial year, as 'Target 17-18'", column.heading)
    _check_commentary(header, months[-1])
    return ScorecardHeader(header, months, comparators, tuple(sorted(map(int, header.named(TARGET)))))


def order_of_months(header: Header) -> Iterator[Finding]:
    """A warning where months do not stand in order: they are read by their headings all the same."""
    columns = list(header.months.values())
    for column, after in pairwise(columns):
        if after.position < column.position:
            yield Finding(
                "warning",
                "months_out_of_order",
                f"{after.heading} stands before {column.heading}; figures are read by their headings.",
                line=header.line,
                column=after.heading,
                sheet=header.sheet,
                letter=after.letter,
            )


def _check_months(header: Header) -> tuple[date, ...]:
    place, columns = header.place, header.months
    months = tuple(columns)
    for before, month in pairwise(months):
        if month != shift(before, 1):
            for column in _unread_between(header, columns[before], columns[month]):
                raise place.broken("a month as 'Jun-18'", column.heading)
            raise place.broken(f"the next month, '{_heading(shift(before, 1))}'", columns[month].heading)
    if len(months) != MONTHS:
        raise place.refused(f"expected {MONTHS} months, found {len(months)}", f"{MONTHS} months")
    return months


def _unread_between(header: Header, first: Headed, second: Headed) -> Iterator[Headed]:
    between = header.columns[first.position + 1 : second.position]
    return (column for column in between if column.heading and not column.field)


def _heading(month: date) -> str:
    return short_label(month).replace(" ", "-")


def _check_commentary(header: Header, month: date) -> None:
    wanted = f"Commentary ({_heading(month)}):"
    column = header.by_field.get("commentary")
    found = column.heading if column else ""
    named = re.sub(r"(?i)^commentary|[():]", " ", found)
    if column is None or spelled_month(named) != month:
        raise header.place.broken(f"a heading '{wanted}'", found)


def read_key(table: Table, comparators: tuple[str, ...]) -> PrintedRelease | None:
    """The benchmarks' note above a header and, in the line after it, the comparators that the header has."""
    header, release = table.header, None
    for number, cells in table.above:
        place = Place(number, sheet=header.sheet)
        texts = [cell.text for cell in cells if cell.text]
        if len(texts) > KEY_WIDTH:
            ref = header.by_field["ref"].heading
            raise place.broken(f"the header line that begins with '{ref}' before the first row", texts[0])
        if release and number == release.line + 1 and sorted(texts) != sorted(comparators):
            raise place.broken(f"the comparators of line {header.line}", ", ".join(texts))
        if note := read_release(place, texts):
            if release:
                raise place.broken(f"one note on the benchmarks, as in line {release.line}", note.label)
            release = note
    return release


def read_release(place: Place, texts: list[str]) -> PrintedRelease | None:
    """The note "(Updated Nov-17, using 16-17 data)"; None for any other line."""
    label = texts[0].strip("()") if texts else ""
    if not label.startswith("Updated "):
        return None
    if len(label) > LABEL_LIMIT:
        raise place.broken(f"a note of at most {LABEL_LIMIT} characters", label)
    month = re.match(r"Updated ([^\s,]+)", label)
    year = re.search(r"using ([^\s]+) data", label)
    return PrintedRelease(
        line=place.line,
        label=label,
        published=_read_month(place, month[1]) if month else None,
        data_year=financial_year_label(_read_year(place, year[1])) if year else "",
    )


def _read_month(place: Place, text: str) -> date:
    try:
        return parse_heading(text)
    except ValueError:
        raise place.broken("a month as 'Jun-18'", text) from None


def _read_year(place: Place, text: str) -> int:
    """2017 of "17-18"."""
    match = re.fullmatch(r"([0-9]{2})-([0-9]{2})", text)
    if not match or (int(match[1]) + 1) % 100 != int(match[2]):
        raise place.broken("a financial year as '17-18'", text)
    return 2000 + int(match[1])


def release_of(tables: tuple[Table, ...], comparators: tuple[str, ...]) -> PrintedRelease | None:
    """The one note of all sheets; raises BrokenFile where two say different things."""
    found = None
    for table in tables:
        release = read_key(table, comparators)
        if found and release and release.label != found.label:
            place = Place(release.line, sheet=table.header.sheet)
            raise place.broken(f"the note '{found.label}' again", release.label)
        found = found or release
    return found


def without_note(header: Header) -> BrokenFile:
    """The refusal of benchmarks that no note says the source of."""
    return header.place.refused(
        "expected a note such as '(Updated Nov-17, using 16-17 data)' above it, as there are benchmarks",
        "a note on the benchmarks",
    )
