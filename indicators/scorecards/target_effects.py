"""What a change of a target would do, before anybody saves it."""

from dataclasses import dataclass
from datetime import date

from indicators.calculations import formats, months
from indicators.calculations.targets import TargetReading
from indicators.calculations.terms import Basis, Direction, TargetStatus

from .rows import Target
from .target_grid import TargetRow

GOOD = {Direction.AT_LEAST: "Higher is better.", Direction.AT_MOST: "Lower is better."}
BASIS_WORDS = {Basis.LEVEL: "Level", Basis.YEAR_END: "Year end", Basis.ANNUAL_TOTAL: "Annual total"}


@dataclass(frozen=True, slots=True)
class MonthEffect:
    """One reported month of the target's year, before and after."""

    month: date
    figure: str
    against_before: str
    against_after: str
    status_before: TargetStatus | None
    status_after: TargetStatus | None

    @property
    def turns(self) -> bool:
        return self.status_before != self.status_after


@dataclass(frozen=True, slots=True)
class TargetEffect:
    """`easier` is a sentence where the target asks less than last year brought; empty otherwise."""

    row: TargetRow
    before: Target
    after: Target
    before_text: str
    after_text: str
    how: str
    months: tuple[MonthEffect, ...]
    easier: str

    @property
    def year(self) -> int:
        return self.after.financial_year

    @property
    def turned(self) -> tuple[MonthEffect, ...]:
        return tuple(each for each in self.months if each.turns)


def effect_of(row: TargetRow, before: Target, after: Target, month: date) -> TargetEffect:
    """The effect on the months of the target's year up to `month`."""
    elapsed = [each for each in months.financial_year_months(after.financial_year) if each <= month]
    return TargetEffect(
        row=row,
        before=before,
        after=after,
        before_text=target_text(row, before),
        after_text=target_text(row, after),
        how=_how(row, after),
        months=tuple(_month(row, before, after, each) for each in elapsed),
        easier=_easier(row, after),
    )


def target_text(row: TargetRow, target: Target) -> str:
    """Such as "460", "92.0%", "TBC"; empty where there is none. Never fewer places than are stored."""
    if target.is_tbc:
        return "TBC"
    if target.value is None:
        return ""
    stored = -int(target.value.normalize().as_tuple().exponent)
    return formats.figure(target.value, row.unit, max(row.decimals, stored))


def _month(row: TargetRow, before: Target, after: Target, month: date) -> MonthEffect:
    was, will_be = row.read(before, month), row.read(after, month)
    reading = will_be or was
    return MonthEffect(
        month=month,
        figure=row.figure(reading.compared) if reading else "",
        against_before=_against(row, was),
        against_after=_against(row, will_be),
        status_before=was.status if was else None,
        status_after=will_be.status if will_be else None,
    )


def _against(row: TargetRow, reading: TargetReading | None) -> str:
    return row.figure(reading.against) if reading else ""


def _how(row: TargetRow, target: Target) -> str:
    if target.basis is None:
        return "The year has no target any more."
    march = date(target.financial_year, 3, 1)
    start = row.figure(row.values.get(march))
    if target.basis == Basis.YEAR_END and start:
        words = f"a straight line from {start} in {months.label(march)} to the target a year later."
    else:
        words = {
            Basis.LEVEL: "each month is held to the target itself.",
            Basis.YEAR_END: "a straight line from March to March.",
            Basis.ANNUAL_TOTAL: "an even share for each month, added up over the year.",
        }[target.basis]
    good = GOOD[target.direction] if target.direction else "Nobody has said which way is good."
    return f"{BASIS_WORDS[target.basis]}: {words} {good} Close means within {_short(target)}%."


def _short(target: Target) -> str:
    return f"{target.tolerance.normalize():f}"


def _easier(row: TargetRow, target: Target) -> str:
    was, wanted = row.outturn.value, target.value
    if was is None or wanted is None or target.direction is None or target.basis != row.terms.basis:
        return ""
    last_year = months.financial_year_label(row.targets[0].financial_year)
    if target.direction == Direction.AT_LEAST and wanted < was:
        return f"{last_year} came to {row.figure(was)}, which is more than this asks for."
    # A sum over fewer months may still have ended above the target.
    if target.direction == Direction.AT_MOST and wanted > was and row.outturn.is_complete:
        return f"{last_year} came to {row.figure(was)}, which is less than this allows."
    return ""
