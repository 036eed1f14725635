"""The table of an indicator's months."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.actions.returns import check_takes_returns
from indicators.calculations import formats
from indicators.calculations.control_charts import Kind
from indicators.calculations.series import Cell
from indicators.calculations.signals import KIND_WORDS, SignalReading
from indicators.charts.line import recorded
from indicators.models import Indicator
from indicators.permissions import allows
from indicators.scorecards import Row
from indicators.scorecards.signals import is_up


@dataclass(frozen=True, slots=True)
class MonthOfFigures:
    """One line of the table. `action` is what the reader may do with it: "Record", "Restate" or nothing.

    `kind` is that of a signal; `rules` says which fired. `starts` where the limits begin anew.
    """

    cell: Cell
    number: str
    out_of: str
    kind: Kind | None
    is_up: bool
    word: str
    rules: str
    is_restated: bool
    starts: bool
    action: str


def figures_of(
    row: Row,
    readings: Mapping[date, SignalReading],
    statuses: Mapping[date, str],
    administered: Indicator | None,
) -> list[MonthOfFigures]:
    """Newest first. `administered` is the indicator for somebody who may change its returns."""
    return [
        _line(row, cell, readings.get(cell.month), _action(cell, statuses, administered))
        for cell in reversed(recorded(row.cells) or row.cells[-1:])
    ]


def _line(row: Row, cell: Cell, reading: SignalReading | None, action: str) -> MonthOfFigures:
    kind = reading.kind if reading and reading.kind != Kind.COMMON else None
    return MonthOfFigures(
        cell=cell,
        number=_whole(cell.numerator),
        out_of=_whole(cell.denominator),
        kind=kind,
        is_up=is_up(kind, row.polarity),
        word=KIND_WORDS[reading.kind] if reading and reading.kind else "",
        rules="; ".join(each.short for each in reading.explanations) if reading else "",
        is_restated=cell.month in row.restated,
        starts=cell.month in row.signal.starts,
        action=action,
    )


def _action(cell: Cell, statuses: Mapping[date, str], administered: Indicator | None) -> str:
    if administered is None or not allows(check_takes_returns, administered, cell.month, statuses):
        return ""
    return "Record" if cell.value is None and cell.missing is None else "Restate"


def _whole(value: Decimal | None) -> str:
    if value is None:
        return ""
    return formats.number(value, 0 if value == value.to_integral_value() else 1)
