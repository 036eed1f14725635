"""Setting, changing and removing targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from indicators import models
from indicators.calculations import months
from indicators.calculations.rounding import round_half_up
from indicators.calculations.targets import FOLLOWS
from indicators.calculations.terms import Basis, Direction, Polarity, Unit
from indicators.models import Indicator, Scorecard
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid
from indicators.people.history import signed
from indicators.people.models import User
from indicators.permissions import check_administers
from indicators.scorecards.rows import Target

from .locks import one_at_a_time
from .reasons import checked_reason
from .revisions import raise_revision

FIELDS = ("value", "is_tbc", "basis", "direction", "tolerance")
LARGEST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class TargetChange:
    """One indicator's target of one year: as it was seen, as it is wanted (no basis: removed), and why."""

    indicator: int
    seen: Target
    wanted: Target
    reason: str

    @property
    def key(self) -> tuple[int, int]:
        return (self.indicator, self.wanted.financial_year)


def change(
    *, scorecard: Scorecard, changes: Sequence[TargetChange], first_year: int, by: User, at: datetime
) -> int:
    """Make all the changes, or none; gives their number. Years before `first_year` are not changed any more.

    Raises Refused, Invalid (field `<indicator>-<year>`) or Conflict where a target is not the one seen.
    """
    check_administers(by, scorecard)
    changes = [each for each in changes if each.wanted != each.seen]
    if not changes:
        return 0
    with transaction.atomic():
        one_at_a_time(scorecard)
        wanted = {each.indicator for each in changes}
        indicators = Indicator.objects.filter(scorecard=scorecard, pk__in=wanted).in_bulk()
        rows = {
            (row.indicator_id, row.financial_year): row
            for row in models.Target.objects.filter(indicator__in=indicators).select_related("indicator")
        }
        for each in changes:
            _check(each, indicators.get(each.indicator), first_year)
            _check_seen(each, rows.get(each.key))
        _write(changes, rows, indicators, by=by, at=at)
        for each in changes:
            _record(each, indicators[each.indicator], scorecard, by=by, at=at)
        raise_revision(scorecard)
    return len(changes)


def check_terms(polarity: Polarity, target: Target) -> None:
    """A target follows polarity where there is one, and is a plausible figure. Raises Invalid."""
    follows = FOLLOWS[polarity]
    if target.direction and follows and target.direction != follows:
        raise Invalid(
            f"{polarity.capitalize()} is better here, so the target is “{_words(follows)}”. "
            "Change the polarity first if that is wrong."
        )
    if not 0 <= target.tolerance <= 100:
        raise Invalid("A tolerance is from 0 to 100 per cent.")


def check_value(unit: Unit, decimals: int, value: Decimal) -> None:
    """Raises Invalid with a sentence for the person who typed it."""
    if value < 0:
        raise Invalid("A target cannot be below zero.")
    if unit == Unit.PERCENTAGE and value > 100:
        raise Invalid("A percentage cannot be above 100.")
    if value >= LARGEST:
        raise Invalid("This number is too large to be a target.")
    if round_half_up(value, decimals) != value:
        places = (
            f"with {decimals} decimal place{'' if decimals == 1 else 's'}" if decimals else "in whole numbers"
        )
        raise Invalid(f"This indicator is kept {places}.")


def state_of(row: models.Target | None, year: int) -> Target:
    """The stored target as a plain value, to be compared with the one seen."""
    if row is None:
        return Target(year)
    return Target(
        year,
        row.value,
        row.is_tbc,
        Basis(row.basis),
        Direction(row.direction) if row.direction else None,
        row.tolerance,
    )


def _check(each: TargetChange, indicator: Indicator | None, first_year: int) -> None:
    target, field = each.wanted, f"{each.indicator}-{each.wanted.financial_year}"
    if indicator is None:
        raise Invalid("That indicator is not on this scorecard.")
    label = f"{indicator.ref}, {months.financial_year_label(target.financial_year)}"
    if not first_year <= target.financial_year <= first_year + 2:
        raise Invalid(f"{label}: only targets of this year and the next two can be changed.", field=field)
    checked_reason(each.reason, field=field)
    if target.basis is None:
        return
    if target.is_tbc == (target.value is not None):
        raise Invalid(f"{label}: a target is a number or TBC.", field=field)
    try:
        check_terms(Polarity(indicator.polarity), target)
        if target.value is not None and target.value != each.seen.value:
            check_value(Unit(indicator.unit), indicator.decimals, target.value)
    except Invalid as error:
        raise Invalid(f"{label}: {error.reason}", field=field) from None


def _check_seen(each: TargetChange, row: models.Target | None) -> None:
    if state_of(row, each.wanted.financial_year) != each.seen:
        raise Conflict("Somebody else changed a target while you were typing. Nothing was overwritten.")


def _write(
    changes: Sequence[TargetChange],
    rows: dict[tuple[int, int], models.Target],
    indicators: dict[int, Indicator],
    *,
    by: User,
    at: datetime,
) -> None:
    new: list[models.Target] = []
    changed: list[models.Target] = []
    for each in changes:
        row = rows.get(each.key) or models.Target(
            indicator=indicators[each.indicator], financial_year=each.wanted.financial_year
        )
        signed(row, by=by, at=at, reason=each.reason.strip())
        if each.wanted.basis is None:
            row.delete()
            continue
        row.value, row.is_tbc = each.wanted.value, each.wanted.is_tbc
        row.basis, row.direction = each.wanted.basis, each.wanted.direction or ""
        row.tolerance = each.wanted.tolerance
        (new if row.pk is None else changed).append(row)
    bulk_create_with_history(new, models.Target)
    bulk_update_with_history(changed, models.Target, FIELDS)


def _record(
    each: TargetChange, indicator: Indicator, scorecard: Scorecard, *, by: User, at: datetime
) -> None:
    verbs = {(False, True): "set a target", (True, False): "removed a target"}
    activity.record(
        verb=verbs.get((each.seen.basis is not None, each.wanted.basis is not None), "changed a target"),
        by=by,
        at=at,
        on=indicator,
        before=_plain(each.seen),
        after=_plain(each.wanted) | {"reason": each.reason.strip()},
        on_label=f"{indicator.ref}, {months.financial_year_label(each.wanted.financial_year)}",
        scorecard=scorecard,
    )


def _plain(target: Target) -> dict[str, object]:
    if target.basis is None:
        return {"value": None}
    value = "TBC" if target.is_tbc else target.value
    return {
        "value": value,
        "basis": target.basis,
        "direction": target.direction,
        "tolerance": target.tolerance,
    }


def _words(direction: Direction) -> str:
    return direction.replace("_", " ")
