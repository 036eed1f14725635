"""Cells that cannot be taken as they stand: what they may mean, and what somebody decides about them."""

from datetime import date
from decimal import Decimal

from indicators.calculations.rounding import round_half_up
from indicators.calculations.terms import Missing, Unit
from indicators.imports.layouts.submission import Entry, Layout
from indicators.imports.numbers import LIMITS
from indicators.scorecards.known import Known, KnownIndicator

from . import cells
from .candidates import Settled, shown, state_of
from .cells import Reading
from .plan import KEEP, NO_DENOMINATOR, NOT_SUPPLIED, Choice, Severity
from .remarks import Remarks, accept, leave_out
from .rows import Claim
from .scales import is_a_hundredth, is_hundredfold

_NOTHING = Settled()
_NOT_LOADED = "Not loaded"
_REASONS = {
    NOT_SUPPLIED: Choice(NOT_SUPPLIED, "Not supplied"),
    NO_DENOMINATOR: Choice(NO_DENOMINATOR, "No cases to divide by"),
}


class Mender:
    """`rounded` counts the workbook's figures that were taken as shown, at their indicator's decimals."""

    def __init__(self, known: Known, layout: Layout, remarks: Remarks) -> None:
        self._known, self._remarks = known, remarks
        self._is_full = layout is Layout.SCORECARD
        self.rounded = 0

    def mend(self, claim: Claim, entry: Entry, reading: Reading) -> Settled:
        """What the cell comes to by what was decided so far."""
        if reading.kind == cells.BLANK:
            return self._blank(claim, entry)
        if entry.missing:
            return self._with_a_reason(claim, entry, reading)
        if reading.kind == cells.FRACTION:
            return self._fraction(claim, entry, reading)
        if reading.kind == cells.OVER_100:
            return self._over_100(claim, entry, reading)
        if reading.kind == cells.TEXT and reading.value is not None:
            mended = shown(claim.indicator, reading.value)
            return self._repair(claim, entry, reading, f"Text in a number. Without it this is {mended}.")
        if reading.kind == cells.DECIMALS:
            return self._decimals(claim, entry, reading)
        if reading.kind:
            return self._refuse(claim, entry, reading)
        self.rounded += reading.is_rounded
        return Settled(reading.value, reading.missing)

    def _blank(self, claim: Claim, entry: Entry) -> Settled:
        unit = claim.indicator.unit
        if said := cells.reason(entry.missing, unit):
            return Settled(missing=said)
        if not (entry.missing or self._is_full):
            return _NOTHING
        if entry.missing:
            message = f"“{entry.missing[:40]}” is no reason that the portal knows."
        else:
            message = "The cell is empty: neither a figure nor a reason why there is none."
        return self._reasons(claim, entry, "no_value", entry.missing, message)

    def _with_a_reason(self, claim: Claim, entry: Entry, reading: Reading) -> Settled:
        """A dash is explained by the reason; a number contradicts it."""
        if reading.missing is not None and (said := cells.reason(entry.missing, claim.indicator.unit)):
            return Settled(missing=said)
        message = f"The row gives both “{entry.cell.text}” and the reason “{entry.missing[:40]}”."
        return self._reasons(claim, entry, "figure_and_reason", entry.cell.text, message)

    def _reasons(self, claim: Claim, entry: Entry, kind: str, printed: str, message: str) -> Settled:
        """There is no figure, and somebody says why."""
        order: tuple[str, ...] = (NO_DENOMINATOR, NOT_SUPPLIED)
        if claim.indicator.unit is Unit.COUNT:
            order = (NOT_SUPPLIED,)
        elif claim.indicator.unit is Unit.RATE_PER_10000:
            order = (NOT_SUPPLIED, NO_DENOMINATOR)
        choices = (*(_REASONS[each] for each in order), leave_out())
        chosen = self._add("error", claim, entry, kind, printed, message, _NOT_LOADED, choices)
        return Settled(missing=Missing(chosen) if chosen in _REASONS else None, state=state_of(chosen))

    def _fraction(self, claim: Claim, entry: Entry, reading: Reading) -> Settled:
        """A percentage of at most 1: as it stands, or a hundred times that."""
        exact = reading.exact
        assert exact is not None
        indicator = claim.indicator
        if not is_a_hundredth(exact, self._others(claim, entry.month), has_sign=reading.has_sign):
            return self._decimals(claim, entry, reading)
        scaled = round_half_up(exact * 100, indicator.decimals)
        as_it_stands = shown(indicator, reading.value)
        return self._scale(
            claim,
            entry,
            scaled,
            f"A fraction in a percentage. This row is kept as {shown(indicator, scaled)}, "
            f"not as {_plain(exact)}.",
            Choice(KEEP, f"Keep {as_it_stands}"),
            reading.value,
        )

    def _over_100(self, claim: Claim, entry: Entry, reading: Reading) -> Settled:
        exact = reading.exact
        assert exact is not None
        if not is_hundredfold(exact, self._others(claim, entry.month)):
            return self._refuse(claim, entry, reading)
        scaled = round_half_up(exact / 100, claim.indicator.decimals)
        message = (
            f"A percentage over 100. A hundredth of it, {shown(claim.indicator, scaled)}, fits this row."
        )
        return self._scale(claim, entry, scaled, message)

    def _scale(
        self,
        claim: Claim,
        entry: Entry,
        scaled: Decimal,
        message: str,
        keep: Choice | None = None,
        kept: Decimal | None = None,
    ) -> Settled:
        label = f"Read as {shown(claim.indicator, scaled)}"
        choices = tuple(choice for choice in (accept(label), keep, leave_out()) if choice)
        text = entry.cell.text
        chosen = self._add("repair", claim, entry, "percentage_scale", text, message, label, choices)
        return Settled(kept if chosen == KEEP else scaled, state=state_of(chosen))

    def _decimals(self, claim: Claim, entry: Entry, reading: Reading) -> Settled:
        """More decimals than the indicator keeps."""
        if reading.value == reading.exact:
            return Settled(reading.value)
        if reading.is_rounded:
            self.rounded += 1
            return Settled(reading.value)
        places = claim.indicator.decimals
        kept = ("whole numbers", "1 decimal place")[places] if places < 2 else f"{places} decimal places"
        message = f"{claim.indicator.ref} is kept with {kept}."
        if places == 0:
            message = f"{claim.indicator.ref} is kept in whole numbers."
        return self._repair(claim, entry, reading, message, kind=cells.DECIMALS)

    def _repair(
        self, claim: Claim, entry: Entry, reading: Reading, message: str, kind: str = cells.TEXT
    ) -> Settled:
        label = f"Read as {shown(claim.indicator, reading.value)}"
        printed = entry.cell.text
        if kind == cells.DECIMALS and reading.exact is not None and entry.cell.number is not None:
            printed = _plain(reading.exact)
        chosen = self._add(
            "repair", claim, entry, kind, printed, message, label, (accept(label), leave_out())
        )
        return Settled(reading.value, state=state_of(chosen))

    def _refuse(self, claim: Claim, entry: Entry, reading: Reading) -> Settled:
        indicator = claim.indicator
        message = {
            cells.TEXT: "This is not a number.",
            cells.NEGATIVE: "A figure cannot be below zero.",
            cells.PERCENT_IN_COUNT: f"{indicator.ref} is no percentage.",
            cells.TOO_LARGE: f"A figure of {indicator.ref} cannot be above {LIMITS[indicator.unit]:,}.",
            cells.OVER_100: "A percentage cannot be above 100.",
        }[reading.kind]
        text = entry.cell.text
        chosen = self._add("error", claim, entry, reading.kind, text, message, _NOT_LOADED, (leave_out(),))
        return Settled(state=state_of(chosen))

    def _add(
        self,
        severity: Severity,
        claim: Claim,
        entry: Entry,
        kind: str,
        printed: str,
        message: str,
        effect: str,
        choices: tuple[Choice, ...],
    ) -> str:
        return self._remarks.add(
            severity,
            kind,
            where=entry.where,
            ref=claim.indicator.ref,
            printed=printed,
            message=message,
            effect=effect,
            choices=choices,
        )

    def _others(self, claim: Claim, month: date) -> list[Decimal]:
        """The recorded values of other months, the last 12; else those in the other cells of the row."""
        recorded = self._known.recorded.get(claim.indicator.pk, {})
        values = [
            each.value for at, each in sorted(recorded.items()) if at != month and each.value is not None
        ]
        if values:
            return values[-12:]
        return [
            value for entry in claim.entries if (value := _whole(claim.indicator, entry, month)) is not None
        ]


def _whole(indicator: KnownIndicator, entry: Entry, month: date) -> Decimal | None:
    """The value of another cell that is plainly a percentage."""
    if entry.month == month:
        return None
    reading = cells.read_cell(entry.cell, indicator.unit, indicator.decimals)
    is_plain = reading.kind in ("", cells.DECIMALS)
    return reading.value if is_plain and reading.value else None


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}" if abs(value.adjusted()) < 20 else str(value)
