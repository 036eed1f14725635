"""The scorecard's header line, and the benchmarks' note above it."""

import re
from dataclasses import dataclass, field
from datetime import date

from indicators.calculations.months import financial_year_label, parse_heading, shift, short_label
from indicators.imports.findings import Place
from indicators.imports.printed import PrintedRelease

FIRST = "Ref."
MONTHS = 13
LABEL_LIMIT = 120
NAME_LIMIT = 80
LEADING = ("Ref.", "Indicator", "Owner", "Reporter", "Outcome")
# The real file prints both "12-mth" and "12-mnth".
DERIVED = (
    ("% change from previous month", r"% change from previous month"),
    ("% change from same month prev. yr", r"% change from same month prev\.? yr\.?"),
    ("DoT", r"DoT"),
    ("12 month average", r"12 month average"),
    ("12-mth max value", r"12-mn?th max value"),
    ("Percentage ?", r"Percentage ?\?"),
)


@dataclass(frozen=True, slots=True)
class Header:
    """What a header line says; repeats are equal when they say the same."""

    months: tuple[date, ...]
    comparators: tuple[str, ...]
    target_years: tuple[int, ...]
    headings: tuple[str, ...] = field(compare=False)
    line: int = field(compare=False)

    @property
    def width(self) -> int:
        """Cells of a row with arrow and figure together."""
        return len(self.headings)


def is_header(cells: list[str]) -> bool:
    return cells[0] == FIRST


def read_header(line: int, cells: list[str]) -> Header:
    """The header of a line's stripped cells. Raises BrokenFile with the heading that was expected."""
    place = Place(line)
    while cells and not cells[-1]:
        cells = cells[:-1]
    for position, heading in enumerate(LEADING):
        found = cells[position] if position < len(cells) else ""
        if not found.startswith(heading):
            raise place.broken(f"the heading '{heading}' in column {position + 1}", found)
    if DERIVED[0][0] not in cells:
        raise place.refused(f"expected the heading '{DERIVED[0][0]}', and found none", DERIVED[0][0])
    after = cells.index(DERIVED[0][0])
    months = _read_months(place, cells[len(LEADING) : after])
    for position, (heading, pattern) in enumerate(DERIVED, start=after):
        found = cells[position] if position < len(cells) else ""
        if not re.fullmatch(pattern, found, re.IGNORECASE):
            raise place.broken(f"the heading '{heading}' in column {position + 1}", found)
    rest = cells[after + len(DERIVED) :]
    comparators = tuple(cell for cell in rest if not cell.startswith(("Target", "Commentary")))
    targets = [cell for cell in rest if cell.startswith("Target")]
    _check_order(place, rest, comparators, targets)
    _check_commentary(place, rest, months[-1])
    return Header(months, comparators, _read_target_years(place, targets), tuple(cells), line)


def read_release(line: int, cells: list[str]) -> PrintedRelease | None:
    """The note "(Updated Nov-17, using 16-17 data)"; None for any other line."""
    label = cells[0].strip("()")
    if not label.startswith("Updated "):
        return None
    place = Place(line)
    if len(label) > LABEL_LIMIT:
        raise place.broken(f"a note of at most {LABEL_LIMIT} characters", label)
    month = re.match(r"Updated ([^\s,]+)", label)
    year = re.search(r"using ([^\s]+) data", label)
    return PrintedRelease(
        line=line,
        label=label,
        published=_read_month(place, month[1]) if month else None,
        data_year=financial_year_label(_read_year(place, year[1])) if year else "",
    )


def _read_months(place: Place, headings: list[str]) -> tuple[date, ...]:
    months = tuple(_read_month(place, heading) for heading in headings)
    for before, month, heading in zip(months, months[1:], headings[1:], strict=False):
        if month != shift(before, 1):
            raise place.broken(f"the next month, '{_heading(shift(before, 1))}'", heading)
    if len(months) != MONTHS:
        raise place.refused(f"expected {MONTHS} months, found {len(months)}", f"{MONTHS} months")
    return months


def _read_month(place: Place, heading: str) -> date:
    try:
        return parse_heading(heading)
    except ValueError:
        raise place.broken("a month as 'Jun-18'", heading) from None


def _heading(month: date) -> str:
    return short_label(month).replace(" ", "-")


def _check_order(place: Place, rest: list[str], comparators: tuple[str, ...], targets: list[str]) -> None:
    """Comparators, then targets, then the commentary, and nothing after."""
    expected = [*comparators, *targets, *(cell for cell in rest if cell.startswith("Commentary"))]
    if rest != expected:
        raise place.refused("expected the comparators, then the targets, then the commentary", "that order")
    for name in comparators:
        if not name or len(name) > NAME_LIMIT or comparators.count(name) > 1:
            raise place.broken(f"a comparator's own name of at most {NAME_LIMIT} characters", name)


def _check_commentary(place: Place, rest: list[str], month: date) -> None:
    wanted = f"Commentary ({_heading(month)}):"
    found = rest[-1] if rest else ""
    if (
        found.removesuffix(":") != wanted.removesuffix(":")
        or sum(c.startswith("Commentary") for c in rest) > 1
    ):
        raise place.broken(f"the last heading to be '{wanted}'", found)


def _read_target_years(place: Place, headings: list[str]) -> tuple[int, ...]:
    years = tuple(_read_year(place, heading.removeprefix("Target").strip()) for heading in headings)
    if list(years) != sorted(set(years)):
        raise place.refused("expected each target year once, in order", "target years in order")
    return years


def _read_year(place: Place, text: str) -> int:
    """2017 of "17-18"."""
    match = re.fullmatch(r"([0-9]{2})-([0-9]{2})", text)
    if not match or (int(match[1]) + 1) % 100 != int(match[2]):
        raise place.broken("a financial year as '17-18'", text)
    return 2000 + int(match[1])
