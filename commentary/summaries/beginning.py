"""A factual sentence or two to begin a commentary with, made of the row's own figures."""

from decimal import Decimal

from indicators.calculations import formats, months
from indicators.calculations.control_charts import Rule
from indicators.calculations.movements import movement
from indicators.calculations.series import Cell
from indicators.calculations.terms import Unit
from indicators.scorecards import Row

from .evidence import extreme_of, parts_of
from .month import Item


def beginning(item: Item) -> str:
    """The leading row's month in sentences; empty where it has no figure. No query."""
    row = item.row
    return beginning_words(
        now=row.now,
        last_month=row.cells[-2],
        last_year=row.cells[-13],
        unit=row.unit,
        decimals=row.decimals,
        parts=parts_of(row.now),
        extreme=extreme_of(row),
        signal=_signal(row),
    )


def _signal(row: Row) -> str:
    """The first rule that fired, as a sentence without its full stop; empty without a signal."""
    if not row.signal.kind or not row.signal.reading.explanations:
        return ""
    first = row.signal.reading.explanations[0]
    return f"It is {first.clause}" if first.rule == Rule.OUTSIDE else f"That makes {first.clause}"


def beginning_words(
    *,
    now: Cell,
    last_month: Cell,
    last_year: Cell,
    unit: Unit,
    decimals: int,
    parts: str = "",
    extreme: str = "",
    signal: str = "",
) -> str:
    """Such as "48% in June 2018 (77 of 159), down 19 percentage points from 67% in May 2018 and down 34
    percentage points from 82% in June 2017. It is the lowest of 13 months."

    `extreme` is such as "the lowest of 13 months", `signal` such as "It is below the lower limit of 51.3%".
    """
    if now.value is None:
        return ""
    level = f"{formats.figure(now.value, unit, decimals)} in {months.label(now.month)}"
    if parts:
        level += f" ({parts})"
    changes = " and ".join(
        _change(now.value, before.value, months.label(before.month), unit, decimals)
        for before in (last_month, last_year)
        if before.value is not None
    )
    sentences = [f"{level}, {changes}." if changes else f"{level}."]
    if extreme:
        sentences.append(f"It is {extreme}.")
    if signal:
        sentences.append(f"{signal}.")
    return " ".join(sentences)


def _change(now: Decimal, before: Decimal, month: str, unit: Unit, decimals: int) -> str:
    difference = formats.difference(now, before, unit, decimals)
    if difference == formats.SAME:
        return f"the same as in {month}"
    there = f"{formats.figure(before, unit, decimals)} in {month}"
    if unit == Unit.PERCENTAGE:
        return f"{difference} from {there}"
    way = "up" if now > before else "down"
    percent = movement(now, before).percent
    if percent is None:
        return f"{way} from {there}"
    return f"{way} {abs(percent):,}% from {there}" if percent else f"{way} less than 1% from {there}"
