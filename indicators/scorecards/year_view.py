"""A count through its financial year, beside the year before and what the target asks for. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.calculations import formats, months, trajectories, year_to_date
from indicators.calculations.terms import Basis, Unit
from indicators.calculations.year_to_date import SoFar

from .rows import Row


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of the year, with what is missing from it; `value` is None where it is not to be compared."""

    text: str = ""
    note: str = ""
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MonthOfYear:
    """`this`, `last` and `asked` are sums since April where the months add up, else the month's own."""

    month: date
    own: Amount
    this: Amount
    last: Amount
    asked: Amount


@dataclass(frozen=True, slots=True)
class YearView:
    label: str
    last_label: str
    month: date
    adds_up: bool
    lines: tuple[MonthOfYear, ...]
    words: str

    @property
    def has_target(self) -> bool:
        return any(line.asked.text for line in self.lines)

    @property
    def has_last(self) -> bool:
        return any(line.last.text for line in self.lines)


def year_view(row: Row, *, adds_up: bool) -> YearView:
    """The financial year of the row's month; `row` has a count, and its months since April a year ago."""
    cells = {cell.month: cell.value for cell in row.cells}
    target = row.target_now
    annual = target.value if target.basis is Basis.ANNUAL_TOTAL and not target.is_tbc else None
    found = year_to_date.year_to_date(cells, month=row.now.month, target=annual if adds_up else None)
    asked = {}
    if target.basis is not None and not target.is_tbc and (target.basis is Basis.ANNUAL_TOTAL) == adds_up:
        path = trajectories.path(cells, month=row.now.month, target=target.value, basis=target.basis)
        asked = {each.month: each.value for each in path}
    lines = []
    for each in found.months:
        before = months.shift(each.month, -12)
        lines.append(
            MonthOfYear(
                month=each.month,
                own=_amount(row, each.value),
                this=_sum(row, each.this_year) if adds_up else _amount(row, each.value),
                last=_sum(row, each.last_year) if adds_up else _amount(row, cells.get(before)),
                asked=_amount(row, asked.get(each.month)),
            )
        )
    year = found.financial_year
    return YearView(
        label=months.financial_year_label(year),
        last_label=months.financial_year_label(year - 1),
        month=row.now.month,
        adds_up=adds_up,
        lines=tuple(lines),
        words=year_to_date.in_words(found, decimals=row.decimals) if adds_up else _beside(row),
    )


def _beside(row: Row) -> str:
    """The month beside the same one a year ago."""
    said = "It counts what there is, not what is new, so the months are not added up."
    now, before = row.now, row.cells[-13]
    if now.value is None or before.value is None:
        return said
    words = formats.difference(now.value, before.value, Unit.COUNT, row.decimals)
    if words == formats.SAME:
        return f"{months.label(now.month)} is the same as {months.label(before.month)}. {said}"
    way, amount = words.split(" ", 1)
    more = "more" if way == "up" else "fewer"
    return f"{months.label(now.month)} has {amount} {more} than {months.label(before.month)}. {said}"


def _amount(row: Row, value: Decimal | None) -> Amount:
    return (
        Amount(formats.figure(value, row.unit, row.decimals), value=value) if value is not None else Amount()
    )


def _sum(row: Row, so_far: SoFar | None) -> Amount:
    """A sum that lacks a month says so, and is not drawn."""
    if so_far is None or so_far.total is None:
        return Amount()
    text = formats.figure(so_far.total, row.unit, row.decimals)
    if so_far.is_complete:
        return Amount(text, value=so_far.total)
    return Amount(text, note=f"{so_far.known} of {so_far.elapsed} months")
