"""Questions about a whole month of a file."""

from collections.abc import Sequence
from datetime import date

from indicators.calculations import months

from .candidates import Candidate
from .remarks import Remarks, accept, leave_out


def ask_about_month(
    kind: str,
    month: date,
    found: Sequence[Candidate],
    remarks: Remarks,
    *,
    message: str,
    right: str = "The column is right",
) -> None:
    """One error for all new figures of a month: they wait until somebody says `right`, or leaves them out."""
    chosen = remarks.add(
        "error",
        kind,
        where=found[0].figure.where._replace(line=0),
        printed=months.short_label(month),
        message=message,
        effect="Not loaded until you say whether it is right",
        choices=(accept(right), leave_out(f"Leave out {months.label(month)}")),
        about=months.slug(month),
        month=month,
    )
    for each in found:
        each.settle(chosen)
