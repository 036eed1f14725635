"""Printed derived figures against what the row's own months come to."""

import re
from collections.abc import Iterator
from decimal import Decimal

from indicators.calculations.movements import movement
from indicators.calculations.rounding import round_half_up
from indicators.calculations.series import Cell, maximum, mean
from indicators.calculations.terms import Unit
from indicators.imports.findings import Finding
from indicators.imports.numbers import PrintedChange
from indicators.imports.printed import PrintedRow, PrintedScorecard

KIND = "derived_mismatch"
_BELOW_ZERO = re.compile("-(?=[0-9])")


def mismatches(printed: PrintedScorecard) -> tuple[Finding, ...]:
    """A warning for each printed change, arrow, average and maximum that does not follow from its row."""
    return tuple(finding for row in printed.rows for finding in _row_mismatches(row))


def _row_mismatches(row: PrintedRow) -> Iterator[Finding]:
    now, before, year_ago = row.cells[-1], row.cells[-2], row.cells[0]
    yield from _change_mismatches(row, "month", row.change_month, now, before)
    yield from _change_mismatches(row, "year", row.change_year, now, year_ago)
    last_12 = row.cells[1:]
    # At the places printed: CP4 (val) prints counts and an average of 34.50.
    average = mean(last_12, row.mean_12.places)
    largest = maximum(last_12)
    if largest is not None:
        largest = round_half_up(largest, row.max_12.places)
    for column, name, figure, value in (
        ("mean_12", "12 month average", row.mean_12, average),
        ("max_12", "12 month maximum", row.max_12, largest),
    ):
        if figure.value != value:
            expected = _text(value, row.unit)
            yield _finding(
                row,
                column,
                figure.text,
                expected,
                f"prints a {name} of {figure.text}; its months come to {expected}",
            )


def _change_mismatches(
    row: PrintedRow, span: str, change: PrintedChange, now: Cell, then: Cell
) -> Iterator[Finding]:
    due = movement(now.value, then.value)
    months = f"{_text(then.value, row.unit)} to {_text(now.value, row.unit)}"
    since = "the previous month" if span == "month" else "the same month last year"
    if change.percent != due.percent:
        expected = "n/a" if due.percent is None else f"{due.percent}%"
        message = f"prints a change from {since} of {change.text}; {months} comes to {expected}"
        yield _finding(row, f"change_{span}_pct", change.text, expected, message)
    if change.arrow != due.arrow:
        arrow, words = ("-", "no arrow") if due.arrow is None else (due.arrow.value, f"the arrow {due.arrow}")
        message = f"prints the arrow {change.glyph} from {since}; {months} gives {words}"
        yield _finding(row, f"change_{span}_arrow", change.glyph, arrow, message)


def _finding(row: PrintedRow, column: str, printed: str, expected: str, message: str) -> Finding:
    said = f"{row.ref} {_BELOW_ZERO.sub('−', message)}."
    return Finding("warning", KIND, said, row.ref, row.line, column, printed, expected, row.sheet)


def _text(value: Decimal | None, unit: Unit) -> str:
    if value is None:
        return "n/a"
    return f"{value}%" if unit is Unit.PERCENTAGE else str(value)
