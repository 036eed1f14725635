"""Counts added up over a financial year, beside last year and the pace of the target.

Only for counts of what happened in a month: stocks at its end (children looked after) do not add up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.calculations import formats, months
from indicators.calculations.terms import Unit


@dataclass(frozen=True, slots=True)
class SoFar:
    """Sum of the months with a number, from April on.

    `total` is None before the first number. `known` of `elapsed` months have one; where it is fewer the sum
    is too small, and is never compared.
    """

    total: Decimal | None
    known: int
    elapsed: int

    @property
    def is_complete(self) -> bool:
        return self.known == self.elapsed


@dataclass(frozen=True, slots=True)
class MonthSoFar:
    """One month of the year. `this_year` is None after the month shown.

    `pace` is an even share of the target for each month up to this one, unrounded; None without a target.
    """

    month: date
    value: Decimal | None
    this_year: SoFar | None
    last_year: SoFar
    pace: Decimal | None


@dataclass(frozen=True, slots=True)
class YearToDate:
    """April to March. `now` is the month shown."""

    financial_year: int
    month: date
    target: Decimal | None
    months: tuple[MonthSoFar, ...]

    @property
    def now(self) -> MonthSoFar:
        return next(each for each in self.months if each.month == self.month)

    @property
    def so_far(self) -> SoFar:
        found = self.now.this_year
        assert found is not None
        return found

    @property
    def on_last_year(self) -> Decimal | None:
        """This year's sum less last year's by the same month; None unless both are complete."""
        return _less(self.so_far, self.now.last_year.total if self.now.last_year.is_complete else None)

    @property
    def on_pace(self) -> Decimal | None:
        """This year's sum less what the target asks for by now; None unless complete."""
        return _less(self.so_far, self.now.pace)


def year_to_date(
    cells: Mapping[date, Decimal | None], *, month: date, target: Decimal | None = None
) -> YearToDate:
    """The financial year that `month` is in; for a past year pass its March.

    `cells` holds counts by month, from the April of the year before on; a month that is not there is missing.
    `target` is a total for the year.
    """
    year = months.financial_year(month)
    these, those = months.financial_year_months(year), months.financial_year_months(year - 1)
    return YearToDate(
        financial_year=year,
        month=month,
        target=target,
        months=tuple(
            MonthSoFar(
                month=each,
                value=cells.get(each) if each <= month else None,
                this_year=_sum(cells, these[: number + 1]) if each <= month else None,
                last_year=_sum(cells, those[: number + 1]),
                pace=None if target is None else target * (number + 1) / 12,
            )
            for number, each in enumerate(these)
        ),
    )


def in_words(found: YearToDate, *, decimals: int = 0) -> str:
    """Such as "42 from April to June 2018, 10 more than the same months last year; 42 fewer than …".

    Says which months are missing from a sum instead of comparing it.
    """
    april, so_far = found.months[0].month, found.so_far
    if so_far.total is None:
        return f"No figure since {months.label(april)}."
    sentence = f"{formats.figure(so_far.total, Unit.COUNT, decimals)} {_between(april, found.month)}"
    if not so_far.is_complete:
        return f"{sentence}, of {so_far.known} of {so_far.elapsed} months, so not compared."
    if found.on_last_year is not None:
        sentence += f", {_more(found.on_last_year, decimals)} the same months last year"
    else:
        last = found.now.last_year
        sentence += f"; last year has {last.known} of {last.elapsed} months, so it is not compared"
    if found.on_pace is not None and found.now.pace is not None:
        pace = formats.figure(found.now.pace, Unit.COUNT, decimals)
        sentence += f"; {_more(found.on_pace, decimals)} the {pace} due by now"
    return f"{sentence}."


def _sum(cells: Mapping[date, Decimal | None], wanted: tuple[date, ...]) -> SoFar:
    values = [value for value in map(cells.get, wanted) if value is not None]
    return SoFar(sum(values, Decimal(0)) if values else None, len(values), len(wanted))


def _less(so_far: SoFar, other: Decimal | None) -> Decimal | None:
    if so_far.total is None or other is None or not so_far.is_complete:
        return None
    return so_far.total - other


def _between(april: date, month: date) -> str:
    if month == april:
        return f"in {months.label(april)}"
    first = months.NAMES[april.month - 1] if month.year == april.year else months.label(april)
    return f"from {first} to {months.label(month)}"


def _more(by: Decimal, decimals: int) -> str:
    words = formats.difference(by, Decimal(0), Unit.COUNT, decimals)
    if words == formats.SAME:
        return "as many as"
    way, amount = words.split(" ", 1)
    return f"{amount} {'more' if way == 'up' else 'fewer'} than"
