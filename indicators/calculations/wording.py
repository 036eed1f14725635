"""One month of one indicator as a sentence."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.calculations import formats, months
from indicators.calculations.movements import movement
from indicators.calculations.series import Cell
from indicators.calculations.terms import Unit


@dataclass(frozen=True, slots=True)
class MonthInWords:
    """The parts of the sentence; `str()` joins them. The changes are empty where the month has no figure."""

    figure: str
    from_previous_month: str
    from_last_year: str

    def __str__(self) -> str:
        return ", ".join(
            part for part in (self.figure, self.from_previous_month, self.from_last_year) if part
        )


def month_in_words(
    *, now: Cell, previous_month: Cell, last_year: Cell, unit: Unit, decimals: int
) -> MonthInWords:
    """Such as "1,433, down 8% from May 2018, up 6% from June 2017", or "not supplied for June 2018"."""
    if now.value is None:
        return MonthInWords(f"{formats.missing_words(now.missing)} for {months.label(now.month)}", "", "")
    return MonthInWords(
        formats.figure(now.value, unit, decimals),
        change_in_words(now.value, previous_month, unit, decimals),
        change_in_words(now.value, last_year, unit, decimals),
    )


def change_in_words(now: Decimal, before: Cell, unit: Unit, decimals: int) -> str:
    """Such as "down 8% from May 2018"; percentages "down 19.0 percentage points (28%) from May 2018"."""
    month = months.label(before.month)
    if before.value is None:
        return f"no figure for {month} to compare with"
    if now == before.value:
        return f"the same as in {month}"
    way = "up" if now > before.value else "down"
    size = _size(movement(now, before.value).percent)
    points = formats.difference(now, before.value, unit, decimals)
    if unit == Unit.PERCENTAGE and points != formats.SAME:
        return f"{points} ({size}) from {month}" if size else f"{points} from {month}"
    if not size:
        return f"{way} from {formats.figure(before.value, unit, decimals)} in {month}"
    return f"{way} {size} from {month}"


def _size(percent: int | None) -> str:
    if percent is None:
        return ""
    return f"{abs(percent):,}%" if percent else "less than 1%"
