"""What every target has been: who changed it, when, from what to what, and why."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from indicators import models
from indicators.calculations import formats
from indicators.calculations.terms import Basis, Unit

from .changes import name_of
from .target_effects import BASIS_WORDS


@dataclass(frozen=True, slots=True)
class TargetEvent:
    """One change of one target. `before` and `after` are words, empty where there was no target; `by` is
    empty where a command did it."""

    at: datetime
    by: str
    indicator_pk: int
    ref: str
    title: str
    year: int
    before: str
    after: str
    reason: str


def target_history(
    scorecard: models.Scorecard, *, indicator: models.Indicator | None = None
) -> tuple[TargetEvent, ...]:
    """The changes of all targets, or of one indicator's, newest first. One query."""
    rows = models.Target.history.filter(indicator__scorecard=scorecard)
    if indicator is not None:
        rows = rows.filter(indicator=indicator)
    events, last = [], dict[tuple[int, int], str]()
    for row in rows.select_related("indicator", "history_user").order_by("history_id"):
        key = (row.indicator_id, row.financial_year)
        after = "" if row.history_type == "-" else _words(row)
        events.append(
            TargetEvent(
                at=row.history_date,
                by=name_of(row.history_user),
                indicator_pk=row.indicator_id,
                ref=row.indicator.ref,
                title=row.indicator.shown_title,
                year=row.financial_year,
                before=last.get(key, ""),
                after=after,
                reason=row.history_change_reason or "",
            )
        )
        last[key] = after
    return tuple(reversed(events))


def _words(row: Any) -> str:
    """Such as "460, year end, at most, close within 5%"."""
    indicator, value = row.indicator, row.value
    places = max(indicator.decimals, 0 if value is None else -int(value.normalize().as_tuple().exponent))
    figure = "TBC" if row.is_tbc else formats.figure(value, Unit(indicator.unit), places)
    direction = row.direction.replace("_", " ") or "direction not said"
    tolerance = f"close within {Decimal(row.tolerance).normalize():f}%"
    return f"{figure}, {BASIS_WORDS[Basis(row.basis)].lower()}, {direction}, {tolerance}"
