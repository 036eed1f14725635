"""Each row's cells to figures: what is new, what is restated, what already stands."""

from datetime import date

from indicators.calculations import months
from indicators.imports.layouts.submission import Entry, Layout, Submission
from indicators.scorecards.known import Known, Recorded

from .candidates import Candidate, Settled, quoted, state_of
from .cells import BLANK, Reading, read_cell
from .doubts import RowDoubts, doubt_new_figures
from .first_gaps import remark_on_first_gap
from .mending import Mender, Odd
from .months import Months
from .parts import has_parts, with_parts
from .plan import LEAVE_OUT, PlannedFigure
from .remarks import Remarks, accept, leave_out
from .rows import Claim, is_active, is_given
from .standing import is_same

_NOBODYS: frozenset[date] = frozenset()


class Figures:
    """What the rows come to. `unchanged` and `left_out` count what is no candidate."""

    def __init__(self, submission: Submission, known: Known, remarks: Remarks) -> None:
        self._known, self._remarks = known, remarks
        # A line of a long file has one month; the others are elsewhere.
        self._columns = () if submission.layout is Layout.LONG else submission.months
        self._months = Months(known, remarks)
        self._doubts = RowDoubts(known, remarks)
        self._mender = Mender(known, submission.layout, remarks)
        self.candidates: list[Candidate] = []
        self.unchanged = 0
        self.left_out = 0

    @property
    def rounded(self) -> int:
        """Figures of a workbook that were taken as shown, at their indicator's decimals."""
        return self._mender.rounded

    def read(self, claim: Claim, contested: frozenset[date] = _NOBODYS) -> None:
        """Add a row's figures; of `contested` months another row may be chosen instead."""
        indicator = claim.indicator
        unit, decimals = indicator.unit, indicator.decimals
        readings = [read_cell(entry.cell, unit, decimals) for entry in claim.entries]
        doubt = None
        if len(readings) > 1 and not claim.is_unsure:
            doubt = self._doubts.doubt(claim, readings)
        if doubt == LEAVE_OUT:
            self.left_out += sum(map(is_given, claim.entries))
            return
        is_unsure = claim.is_unsure or doubt == ""
        recorded = self._known.recorded.get(indicator.pk, {})
        found: list[Candidate] = []
        for entry, reading in zip(claim.entries, readings, strict=True):
            before = recorded.get(entry.month)
            if is_unsure or entry.month in contested:
                candidate = _unsure(claim, entry, reading, before)
            else:
                candidate = self._read(claim, entry, reading, before)
            if candidate is not None:
                if claim.is_waiting:
                    candidate.settle("")
                found.append(candidate)
        if recorded and found and not is_unsure:
            doubt_new_figures(found, self._emptied(claim, readings), self._remarks)
        self.candidates += found

    def _emptied(self, claim: Claim, readings: list[Reading]) -> dict[date, Recorded]:
        """The figures on record for months that the file has a column for, and the row no figure."""
        given = {
            entry.month for entry, each in zip(claim.entries, readings, strict=True) if each.kind != BLANK
        }
        if len(given) >= len(self._columns):
            return {}
        recorded = self._known.recorded.get(claim.indicator.pk, {})
        return {
            month: recorded[month]
            for month in self._columns
            if month not in given and month in recorded and recorded[month].value is not None
        }

    def _read(
        self, claim: Claim, entry: Entry, reading: Reading, before: Recorded | None
    ) -> Candidate | None:
        """The figure that a cell would change; None where it changes nothing, or cannot be told yet."""
        is_plain = not (
            reading.kind or reading.is_rounded or entry.missing or entry.numerator or entry.denominator
        )
        settled = Settled(reading.value, reading.missing)
        if before is not None and is_plain and is_same(settled, before, is_dash=reading.is_dash):
            self.unchanged += 1
            return None
        is_open = self._months.takes(entry.month)
        if not is_plain:
            # A month that takes no figures is one question, not one for each odd cell.
            is_moot = not is_open and before is None
            settled = self._moot(entry, reading) if is_moot else self._odd(claim, entry, reading, before)
            if not settled.is_figure:
                self.left_out += settled.state == "left_out"
                return None
            if before is not None and is_same(settled, before, is_dash=reading.is_dash and not entry.missing):
                self.unchanged += 1
                return None
        candidate = _candidate(claim, entry, settled, before)
        figure = candidate.figure
        if not is_open:
            candidate.settle(self._months.refuse(entry.month, entry.where))
        elif before is not None and figure.is_restatement:
            is_asked = self._restate if is_active(claim.indicator, entry.month) else self._not_active
            candidate.settle(is_asked(figure, before, entry))
        elif figure.missing is not None and not reading.kind:
            recorded = self._known.recorded.get(claim.indicator.pk, {})
            remark_on_first_gap(figure, entry.cell.text, recorded, self._remarks)
        return candidate

    def _moot(self, entry: Entry, reading: Reading) -> Settled:
        if reading.kind == BLANK and not entry.missing and not has_parts(entry):
            return Settled()
        return Settled(state=state_of(self._months.refuse(entry.month, entry.where)))

    def _odd(self, claim: Claim, entry: Entry, reading: Reading, before: Recorded | None) -> Settled:
        """A cell that does not simply say a number or a dash."""
        if reading.kind == BLANK and not entry.missing:
            if before is not None and before.missing is not None:
                # An empty cell for a month that has a reason says nothing else.
                return Settled(missing=before.missing)
            if has_parts(entry):
                return with_parts(Odd(claim, entry, reading, before), Settled(), self._remarks)
        odd = Odd(claim, entry, reading, before)
        return with_parts(odd, self._mender.mend(odd), self._remarks)

    def _restate(self, figure: PlannedFigure, before: Recorded, entry: Entry) -> str:
        indicator, label = figure.indicator, months.label(figure.month)
        was = quoted(indicator, before.value, before.missing)
        now = quoted(indicator, figure.value, figure.missing)
        if was == now:
            was, now = f"{was} ({_of(before)})", f"{now} ({_of(figure)})"
        effect = f"{label} changes from {was} to {now}, with your reason"
        if before.numerator is not None and figure.numerator is None:
            effect += f". Its {_of(before)} goes"
        return self._remarks.add(
            "restatement",
            "restatement",
            where=figure.where,
            ref=indicator.ref,
            printed=entry.cell.text,
            message=f"{label} is {was} here. A figure that was given would change.",
            effect=effect,
            choices=(accept(f"Change {label} to {now}"), leave_out(f"Keep {was}")),
            about=f"{months.slug(figure.month)}:{before.version}:{_plain(figure)}",
            month=figure.month,
        )

    def _not_active(self, figure: PlannedFigure, before: Recorded, entry: Entry) -> str:
        return self._remarks.add(
            "error",
            "not_active",
            where=figure.where,
            ref=figure.indicator.ref,
            printed=entry.cell.text,
            message=f"{figure.indicator.ref} is not reported for {months.label(figure.month)}, "
            "and what was recorded then would change.",
            effect="Not loaded",
            choices=(leave_out(),),
        )


def _candidate(claim: Claim, entry: Entry, settled: Settled, before: Recorded | None) -> Candidate:
    value, missing, numerator, denominator, state = settled
    figure = PlannedFigure(
        claim.indicator, entry.month, entry.where, before, value, missing, numerator, denominator
    )
    return Candidate(figure, state)


def _unsure(claim: Claim, entry: Entry, reading: Reading, before: Recorded | None) -> Candidate | None:
    """A figure that waits: what it would change is asked when it is known whose figure it is."""
    settled = Settled(reading.value, reading.missing, state="waiting")
    if reading.kind or (before is not None and is_same(settled, before, is_dash=reading.is_dash)):
        return None
    return _candidate(claim, entry, settled, before)


def _of(figures: Recorded | PlannedFigure) -> str:
    if figures.numerator is None or figures.denominator is None:
        return "no numerator and denominator"
    return f"{figures.numerator.normalize():,f} ÷ {figures.denominator.normalize():,f}"


def _plain(figure: PlannedFigure) -> str:
    return figure.missing or ("" if figure.value is None else f"{figure.value.normalize():f}")
