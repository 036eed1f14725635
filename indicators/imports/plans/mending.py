"""Cells that cannot be taken as they stand: what they may mean, and what somebody decides about them."""

from decimal import Decimal
from typing import NamedTuple

from indicators.calculations.rounding import round_half_up
from indicators.calculations.scales import is_a_hundredth, is_hundredfold
from indicators.calculations.terms import Missing, Unit
from indicators.imports.layouts.submission import Entry, Layout
from indicators.imports.numbers import LIMITS
from indicators.scorecards.known import Known, KnownIndicator, Recorded

from . import cells
from .candidates import Settled, shown, state_of
from .cells import Reading
from .plan import KEEP, NO_DENOMINATOR, NOT_SUPPLIED, Choice, Severity
from .remarks import Remarks, accept, leave_out
from .rows import Claim

_NOT_LOADED = "Not loaded"
_REASONS = {
    NOT_SUPPLIED: Choice(NOT_SUPPLIED, "Not supplied"),
    NO_DENOMINATOR: Choice(NO_DENOMINATOR, "No cases to divide by"),
}
# What may be the reason, the likeliest first.
_LIKELY = {
    Unit.COUNT: (NOT_SUPPLIED,),
    Unit.PERCENTAGE: (NO_DENOMINATOR, NOT_SUPPLIED),
    Unit.RATE_PER_10000: (NOT_SUPPLIED, NO_DENOMINATOR),
}


class Odd(NamedTuple):
    """A cell that does not simply say a number or a dash; `before` is the return that stands."""

    claim: Claim
    entry: Entry
    reading: Reading
    before: Recorded | None

    @property
    def indicator(self) -> KnownIndicator:
        return self.claim.indicator

    @property
    def exact(self) -> Decimal:
        """The number that stands there."""
        assert self.reading.exact is not None
        return self.reading.exact

    def is_on_record(self, value: Decimal | None) -> bool:
        return self.before is not None and value is not None and self.before.value == value


class Mender:
    """`rounded` counts the workbook's figures that were taken as shown, at their indicator's decimals."""

    def __init__(self, known: Known, layout: Layout, remarks: Remarks) -> None:
        self._known, self._remarks = known, remarks
        self._is_full = layout is Layout.SCORECARD
        self.rounded = 0

    def mend(self, odd: Odd) -> Settled:
        """What the cell comes to by what was decided so far."""
        reading = odd.reading
        if reading.kind == cells.BLANK:
            return self._blank(odd)
        if odd.entry.missing:
            return self._with_a_reason(odd)
        if reading.kind == cells.FRACTION:
            return self._fraction(odd)
        if reading.kind == cells.OVER_100:
            return self._over_100(odd)
        if reading.kind == cells.TEXT and reading.value is not None:
            message = f"Text in a number. Without it this is {shown(odd.indicator, reading.value)}."
            return self._repair(odd, cells.TEXT, message)
        if reading.kind == cells.DECIMALS:
            return self._decimals(odd)
        if reading.kind:
            return self._refuse(odd)
        self.rounded += reading.is_rounded
        return Settled(reading.value, reading.missing)

    def _blank(self, odd: Odd) -> Settled:
        words = odd.entry.missing
        if said := cells.reason(words, odd.indicator.unit):
            return Settled(missing=said)
        if words:
            return self._reasons(
                odd, "no_value", words, f"“{words[:40]}” is no reason that {odd.indicator.ref} can have."
            )
        if not self._is_full:
            return Settled()
        message = "The cell is empty: neither a figure nor a reason why there is none."
        return self._reasons(odd, "no_value", "", message)

    def _with_a_reason(self, odd: Odd) -> Settled:
        """A dash is explained by the reason; a number contradicts it."""
        words, text = odd.entry.missing, odd.entry.cell.text
        if odd.reading.missing is not None and (said := cells.reason(words, odd.indicator.unit)):
            return Settled(missing=said)
        message = f"The row gives both “{text[:40]}” and the reason “{words[:40]}”."
        return self._reasons(odd, "figure_and_reason", text, message)

    def _reasons(self, odd: Odd, kind: str, printed: str, message: str) -> Settled:
        """There is no figure, and somebody says why."""
        choices = (*(_REASONS[each] for each in _LIKELY[odd.indicator.unit]), leave_out())
        chosen = self._add("error", odd, kind, printed, message, _NOT_LOADED, choices)
        return Settled(missing=Missing(chosen) if chosen in _REASONS else None, state=state_of(chosen))

    def _fraction(self, odd: Odd) -> Settled:
        """A percentage of at most 1: as it stands, or a hundred times that."""
        as_it_stands = odd.reading.value
        if odd.is_on_record(as_it_stands):
            return Settled(as_it_stands)
        if not is_a_hundredth(odd.exact, self._others(odd), has_sign=odd.reading.has_sign):
            return self._decimals(odd)
        scaled = round_half_up(odd.exact * 100, odd.indicator.decimals)
        message = (
            f"A fraction in a percentage. This row is kept as {shown(odd.indicator, scaled)}, "
            f"not as {_plain(odd.exact)}."
        )
        keep = Choice(KEEP, f"Keep {shown(odd.indicator, as_it_stands)}")
        chosen, settled = self._scale(odd, scaled, message, (keep,))
        return settled._replace(value=as_it_stands) if chosen == KEEP else settled

    def _over_100(self, odd: Odd) -> Settled:
        if not is_hundredfold(odd.exact, self._others(odd)):
            return self._refuse(odd)
        scaled = round_half_up(odd.exact / 100, odd.indicator.decimals)
        fits = shown(odd.indicator, scaled)
        return self._scale(odd, scaled, f"A percentage over 100. A hundredth of it, {fits}, fits this row.")[
            1
        ]

    def _scale(
        self, odd: Odd, scaled: Decimal, message: str, others: tuple[Choice, ...] = ()
    ) -> tuple[str, Settled]:
        return self._read_as(odd, "percentage_scale", odd.entry.cell.text, scaled, message, others)

    def _decimals(self, odd: Odd) -> Settled:
        """More decimals than the indicator keeps, unless they are a workbook's and not shown."""
        reading, places = odd.reading, odd.indicator.decimals
        if reading.value == reading.exact or reading.is_rounded:
            self.rounded += reading.is_rounded
            return Settled(reading.value)
        kept = (
            ("in whole numbers", "with 1 decimal place")[places] if places < 2 else f"with {places} decimals"
        )
        return self._repair(odd, cells.DECIMALS, f"{odd.indicator.ref} is kept {kept}.")

    def _repair(self, odd: Odd, kind: str, message: str) -> Settled:
        value = odd.reading.value
        assert value is not None
        is_held = kind == cells.DECIMALS and odd.entry.cell.number is not None
        printed = _plain(odd.exact) if is_held else odd.entry.cell.text
        return self._read_as(odd, kind, printed, value, message)[1]

    def _read_as(
        self,
        odd: Odd,
        kind: str,
        printed: str,
        value: Decimal,
        message: str,
        others: tuple[Choice, ...] = (),
    ) -> tuple[str, Settled]:
        """Ask whether the cell means `value`; where that is on record there is nothing to ask."""
        label = f"Read as {shown(odd.indicator, value)}"
        if odd.is_on_record(value):
            self._add("info", odd, kind, printed, message, f"{label}, which is on record", ())
            return "", Settled(value)
        choices = (accept(label), *others, leave_out())
        chosen = self._add("repair", odd, kind, printed, message, label, choices)
        return chosen, Settled(value, state=state_of(chosen))

    def _refuse(self, odd: Odd) -> Settled:
        indicator, kind = odd.indicator, odd.reading.kind
        message = {
            cells.TEXT: "This is not a number.",
            cells.NEGATIVE: "A figure cannot be below zero.",
            cells.PERCENT_IN_COUNT: f"{indicator.ref} is not a percentage.",
            cells.TOO_LARGE: f"A figure of {indicator.ref} cannot be above {LIMITS[indicator.unit]:,}.",
            cells.OVER_100: "A percentage cannot be above 100.",
        }[kind]
        chosen = self._add("error", odd, kind, odd.entry.cell.text, message, _NOT_LOADED, (leave_out(),))
        return Settled(state=state_of(chosen))

    def _add(
        self,
        severity: Severity,
        odd: Odd,
        kind: str,
        printed: str,
        message: str,
        effect: str,
        choices: tuple[Choice, ...],
    ) -> str:
        where, ref = odd.entry.where, odd.indicator.ref
        return self._remarks.add(
            severity,
            kind,
            where=where,
            ref=ref,
            printed=printed,
            message=message,
            effect=effect,
            choices=choices,
            month=odd.entry.month,
        )

    def _others(self, odd: Odd) -> list[Decimal]:
        """The recorded values of other months, the last 12; else those in the other cells of the row."""
        recorded = self._known.recorded.get(odd.indicator.pk, {})
        values = [
            each.value
            for month, each in sorted(recorded.items())
            if month != odd.entry.month and each.value is not None
        ]
        return values[-12:] or list(filter(None, (_whole(odd, entry) for entry in odd.claim.entries)))


def _whole(odd: Odd, entry: Entry) -> Decimal | None:
    """The value of another cell that is plainly a percentage."""
    if entry.month == odd.entry.month:
        return None
    reading = cells.read_cell(entry.cell, odd.indicator.unit, odd.indicator.decimals)
    is_plain = reading.kind in ("", cells.DECIMALS) or (reading.kind == cells.FRACTION and reading.has_sign)
    return reading.value if is_plain else None


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}" if abs(value.adjusted()) < 20 else str(value)
