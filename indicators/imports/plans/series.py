"""Each indicator's values through time, as they would stand."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from indicators.scorecards.known import Known

from .candidates import Candidate
from .plan import LEAVE_OUT


class Overlay:
    """What is recorded, with the figures of a plan over it: those taken, and those that wait."""

    def __init__(self, known: Known, candidates: Iterable[Candidate]) -> None:
        self._known = known
        self.planned: dict[int, dict[date, Candidate]] = defaultdict(dict)
        for each in candidates:
            if each.state != "left_out":
                self.planned[each.figure.indicator.pk][each.figure.month] = each

    def leave_out(self, candidates: Iterable[Candidate]) -> None:
        """Somebody decided against them: what is recorded stands again."""
        for each in candidates:
            each.settle(LEAVE_OUT)
            self.planned[each.figure.indicator.pk].pop(each.figure.month, None)

    def value(self, ref: str, month: date) -> Decimal | None:
        """The number for a ref and a month; None where there is none."""
        indicator = self._known.indicators.get(ref)
        if indicator is None:
            return None
        planned = self.planned.get(indicator.pk, {}).get(month)
        if planned is not None:
            return planned.figure.value
        recorded = self._known.recorded.get(indicator.pk, {}).get(month)
        return recorded.value if recorded else None

    def values(self, pk: int) -> list[tuple[date, Decimal]]:
        """All numbers of an indicator, in month order."""
        figures = {month: each.value for month, each in self._known.recorded.get(pk, {}).items()}
        figures |= {month: each.figure.value for month, each in self.planned.get(pk, {}).items()}
        return sorted((month, value) for month, value in figures.items() if value is not None)

    def has_figure(self, pk: int, month: date) -> bool:
        """Whether something is said of the month, be it a reason."""
        if month in self.planned.get(pk, {}):
            return True
        recorded = self._known.recorded.get(pk, {}).get(month)
        return recorded is not None and (recorded.value is not None or recorded.missing is not None)
