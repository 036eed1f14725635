"""Each row's cells to figures: what is new, what is restated, what already stands."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from indicators.calculations import months
from indicators.calculations.terms import Missing, Unit
from indicators.imports.layouts.submission import Entry, Layout
from indicators.scorecards.known import Known, KnownIndicator, Recorded

from .candidates import Candidate, State, shown, state_of
from .cells import BLANK, Reading, read_cell
from .doubts import doubt_row
from .mending import Mender
from .months import Months
from .parts import Settled, settle_parts
from .plan import PlannedFigure
from .remarks import Remarks, accept, leave_out
from .rows import Claim, is_active


class Figures:
    """What the rows come to. Rows are read one after the other; nothing is written."""

    def __init__(self, known: Known, layout: Layout, remarks: Remarks) -> None:
        self._known, self._remarks = known, remarks
        self._months = Months(known, remarks)
        self._mender = Mender(known, layout, remarks)
        self._waiting: frozenset[tuple[int, date]] = frozenset()
        self.candidates: list[Candidate] = []
        self.unchanged = 0
        self.left_out = 0

    @property
    def rounded(self) -> int:
        """Figures of a workbook that were taken at their indicator's decimals."""
        return self._mender.rounded

    def read(self, claim: Claim, waiting: frozenset[date] = frozenset()) -> None:
        """Add a row's figures; `waiting` are months that another row gives too."""
        indicator = claim.indicator
        recorded = self._known.recorded.get(indicator.pk, {})
        unit, decimals = indicator.unit, indicator.decimals
        found: list[Candidate] = []
        same: list[date] = []
        for entry in claim.entries:
            reading = read_cell(entry.cell, unit, decimals)
            before = recorded.get(entry.month)
            if reading.kind or reading.is_rounded or entry.missing or entry.numerator or entry.denominator:
                settled, state = self._settled(claim, entry, reading, before)
                if settled is None:
                    continue
            else:
                settled, state = Settled(reading.value, reading.missing, None, None), "taken"
            if before is not None and _is_same(settled, before, is_vague=reading.is_dash and not entry.missing):
                same.append(entry.month)
                continue
            candidate = self._candidate(indicator, entry, settled, state, before)
            if claim.is_waiting or entry.month in waiting:
                candidate.settle("")
            found.append(candidate)
        self.unchanged += len(same)
        if found and len(claim.entries) > 1:
            doubt_row(claim, found, same, self._known, self._remarks)
        self.candidates += found

    def _settled(
        self, claim: Claim, entry: Entry, reading: Reading, before: Recorded | None
    ) -> tuple["Settled | None", State]:
        """The figure that an odd cell gives, and whether it may be taken; None where it gives none."""
        if reading.kind == BLANK and not (entry.missing or entry.numerator or entry.denominator):
            if before is not None and before.missing is not None:
                self.unchanged += 1
                return None, "taken"
        settled, chosen = self._mender.mend(claim, entry, reading)
        if settled is None:
            self.left_out += state_of(chosen) == "left_out" and chosen != ""
            return None, "taken"
        return settled, state_of(chosen)
