"""What is worth saying about a scorecard that was read, beside its derived figures and its names."""

from collections.abc import Iterator
from decimal import Decimal

from indicators.calculations.terms import Unit
from indicators.imports.findings import Finding
from indicators.imports.printed import PrintedRow, PrintedScorecard


def remarks(printed: PrintedScorecard) -> tuple[Finding, ...]:
    """Rows read in spite of a lacking DoT cell, and percentages over 100."""
    return tuple(finding for row in printed.rows for finding in _row_remarks(row))


def _row_remarks(row: PrintedRow) -> Iterator[Finding]:
    if row.is_shifted:
        message = f"{row.ref} has no DoT cell and stands one to the left; it was read as a blank DoT."
        yield Finding(
            "info",
            "shifted_row",
            message,
            row.ref,
            row.line,
            "DoT",
            expected="▲, ▼ or a blank cell",
            sheet=row.sheet,
        )
    for cell in row.cells:
        if row.unit is Unit.PERCENTAGE and cell.value is not None and cell.value > Decimal(100):
            yield Finding(
                "warning",
                "percentage_over_100",
                f"{row.ref} is {cell.value}% in {cell.month:%Y-%m}.",
                row.ref,
                row.line,
                f"{cell.month:%Y-%m}",
                f"{cell.value}%",
                "at most 100%",
                row.sheet,
            )
