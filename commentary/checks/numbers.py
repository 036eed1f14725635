"""A number that is not this row's, or is its level where its change is meant."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from indicators.calculations import months
from indicators.calculations.terms import Unit

from .facts import Figures
from .findings import Finding, Severity
from .reading.judging import how_far
from .reading.numbers import QuotedUnit, Role
from .reading.quoted import Quoted
from .reading.reading import Reading

NAME = "number"
LEVEL_AS_CHANGE = "level_as_change"


def check(reading: Reading) -> Iterator[Finding]:
    for said in reading.quoted:
        row = said.row
        if row.now is None:
            continue
        if said.role is Role.CHANGE:
            yield from _change(said, reading)
        elif said.role is Role.SO_FAR:
            yield from _so_far(said)
        elif not _is_known(said):
            month = months.label(said.month or row.month)
            value = row.at(said.month or row.month)
            yield Finding(
                NAME,
                Severity.CONTRADICTION,
                said.start,
                said.end,
                f"This is not a figure of {row.ref}"
                + (f", which is {row.shown(value)} in {month}." if value is not None else "."),
            )


def _change(said: Quoted, reading: Reading) -> Iterator[Finding]:
    row = said.row
    if any(map(said.is_value, changes(row, said))):
        return
    if (
        said.unit is QuotedUnit.PER_CENT
        and row.unit is Unit.PERCENTAGE
        and any(map(said.is_value, points(row, said)))
    ):
        # Another check's: percentage points.
        return
    levels = [each.now for each in (row, *reading.facts.family)]
    is_level = any(map(said.is_value, levels))
    before = row.before(1) if said.month is None else row.at(said.month)
    sentence = f"This is not how far {row.ref} has changed"
    if is_level:
        sentence = f"This is the figure of {row.ref}, not how far it has changed"
    if before is not None and row.now is not None:
        sentence += f": from {row.shown(before)} to {row.shown(row.now)}, {how_far(row, before, row.now)}"
    yield Finding(
        LEVEL_AS_CHANGE if is_level else NAME, Severity.CONTRADICTION, said.start, said.end, f"{sentence}."
    )


def _so_far(said: Quoted) -> Iterator[Finding]:
    """The sum since April, where it is known. Of those at the end of each month there is no sum."""
    row = said.row
    since = months.shift(row.month, -((row.month.month - 4) % 12))
    found = [row.before(back) for back in range((row.month.month - 4) % 12 + 1)]
    known = [each for each in found if each is not None]
    if row.unit is not Unit.COUNT or len(known) < len(found) or "end of" in row.title.lower():
        return
    total = sum(known, Decimal(0))
    if not any(map(said.is_value, (total, *known))):
        yield Finding(
            NAME,
            Severity.CONTRADICTION,
            said.start,
            said.end,
            f"The months of {row.ref} from {months.label(since)} add up to {row.shown(total)}.",
        )


def _is_known(said: Quoted) -> bool:
    """Whether it is a figure of the month that is said."""
    row = said.row
    if said.month is not None:
        found = [row.at(said.month)]
        if said.role is Role.EARLIER:
            found.append(row.before(12))
        elif said.month == row.month:
            found += [row.numerator, row.denominator]
        return all(each is None for each in found) or any(map(said.is_value, found))
    # Of another time, a target or an average too little is known here.
    return True


def changes(row: Figures, said: Quoted) -> Iterator[Decimal]:
    """What the row has changed by, in the unit quoted: per cent of the earlier figure, or the difference."""
    for before in _before(row, said):
        if row.now is None:
            return
        if said.unit in (QuotedUnit.PLAIN, QuotedUnit.POINTS):
            yield abs(row.now - before)
        elif before > 0:
            yield abs(row.now - before) * 100 / before


def points(row: Figures, said: Quoted) -> Iterator[Decimal]:
    """Differences of a percentage, in percentage points."""
    for before in _before(row, said):
        if row.now is not None:
            yield abs(row.now - before)


def _before(row: Figures, said: Quoted) -> Iterable[Decimal]:
    if said.month is not None:
        found = [row.at(said.month)]
        if said.month == months.shift(row.month, -1):
            found.append(row.before(12))
    else:
        found = [*row.values[:-1], row.mean_12]
    return [each for each in found if each is not None]
