"""What the scorecard says about a row's target."""

from datetime import date
from decimal import Decimal

from indicators.calculations import formats, months
from indicators.calculations.terms import Basis, Direction
from indicators.scorecards import Row, Target

TBC = "tbc"
NOT_READ = "not_read"

# The order of a sorted column: what needs a look first.
KEYS = ("off_target", "close", "on_target", NOT_READ, TBC, "")


def target_key(row: Row) -> str:
    """A status, `tbc`, `not_read` where there is a target but no status, or nothing without a target."""
    reading = row.target_reading
    if reading is None:
        return ""
    if row.target_now.is_tbc:
        return TBC
    return reading.status.value if reading.status else NOT_READ


def target_detail(row: Row, month: date) -> str:
    """What the figure was compared with, such as "42 of 84 due by June" or "507 on path to 460"."""
    reading, target = row.target_reading, row.target_now
    if reading is None or target.is_tbc:
        return ""
    if reading.status is None:
        return reading.reason
    match target.basis:
        case Basis.ANNUAL_TOTAL:
            name = months.label(month).split()[0]
            return f"{_figure(reading.compared, row)} of {_figure(reading.against, row)} due by {name}"
        case Basis.YEAR_END:
            return f"{_figure(reading.against, row)} on path to {_figure(target.value, row)}"
        case _:
            least = "at least" if target.direction is Direction.AT_LEAST else "at most"
            return f"{least} {_figure(target.value, row)}"


def target_value(target: Target, row: Row) -> str:
    return "TBC" if target.is_tbc else _figure(target.value, row)


def _figure(value: Decimal | None, row: Row) -> str:
    return "" if value is None else formats.figure(value, row.unit, row.decimals)
