"""Which months take figures."""

from datetime import date

from indicators.calculations import months
from indicators.imports.layouts.submission import Where
from indicators.scorecards.known import Known

from .remarks import Remarks, leave_out

EARLIEST = 1990
_OPEN, _PLANNED = "open", "planned"


def open_month(known: Known, given: tuple[date, ...]) -> date | None:
    """The latest month of a file that is open."""
    return max((month for month in given if known.statuses.get(month) == _OPEN), default=None)


class Months:
    """Whether a month takes figures, with one question about each that does not."""

    def __init__(self, known: Known, remarks: Remarks) -> None:
        self._statuses, self._remarks = known.statuses, remarks
        self._last_open = max(
            (month for month, each in known.statuses.items() if each == _OPEN), default=None
        )
        self._takes: dict[date, bool] = {}

    def takes(self, month: date) -> bool:
        if month not in self._takes:
            self._takes[month] = not self._refusal(month)
        return self._takes[month]

    def _refusal(self, month: date) -> str:
        label = months.label(month)
        if month.year < EARLIEST:
            return f"Returns are kept from {EARLIEST} on."
        if self._statuses.get(month) == _PLANNED:
            return f"{label} is planned and not open yet."
        if self._last_open is None or self._last_open < month:
            return f"{label} is not open, and no later month is."
        return ""

    def refuse(self, month: date, where: Where) -> str:
        """The choice made about a month that does not, "" for none yet; `where` is a figure of it."""
        return self._remarks.add(
            "error",
            "month_not_open",
            where=where._replace(line=0),
            printed=months.short_label(month),
            message=f"{self._refusal(month)} An administrator can open a month.",
            effect="Its new figures are not loaded",
            choices=(leave_out(f"Leave out {months.label(month)}"),),
            about=months.slug(month),
            month=month,
        )
