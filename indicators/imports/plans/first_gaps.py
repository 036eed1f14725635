"""Months without a figure in rows that have always had one."""

from collections.abc import Mapping
from datetime import date

from indicators.scorecards.known import Recorded

from .candidates import shown
from .plan import PlannedFigure
from .remarks import Remarks

# Where so many months before all have a number, a gap is likelier a figure still to come.
_LEAST = 10


def remark_on_first_gap(
    figure: PlannedFigure, printed: str, recorded: Mapping[date, Recorded], remarks: Remarks
) -> None:
    """A warning for the first dash or reason of a row; `recorded` are the indicator's returns."""
    before = [each for month, each in recorded.items() if month < figure.month]
    count = sum(each.value is not None for each in before)
    if count < _LEAST or any(each.missing is not None for each in before):
        return
    remarks.add(
        "warning",
        "first_gap",
        where=figure.where,
        ref=figure.indicator.ref,
        printed=printed,
        message=f"No figure, where there is one in each of the {count} months on record before.",
        effect=f"Loaded as “{shown(figure.indicator, None, figure.missing)}”",
        month=figure.month,
    )
