"""Percentage change between two months, its arrow, and what to make of it."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.calculations.rounding import round_half_up
from indicators.calculations.terms import Arrow, Judgement, Polarity

ARROW_FROM = 10


@dataclass(frozen=True, slots=True)
class Movement:
    """`percent` is whole per cent of the earlier figure; both are None where there is none ("n/a")."""

    percent: int | None
    arrow: Arrow | None


def movement(now: Decimal | None, before: Decimal | None) -> Movement:
    """From `before` to `now`; none where either is missing or the base is not above zero."""
    if now is None or before is None or before <= 0:
        return Movement(None, None)
    percent = int(round_half_up((now - before) * 100 / before, 0))
    # The printed scorecard decides on the rounded change: EH1a's -9.52% prints as -10% with ↓.
    if percent >= ARROW_FROM:
        return Movement(percent, Arrow.UP)
    if percent <= -ARROW_FROM:
        return Movement(percent, Arrow.DOWN)
    return Movement(percent, Arrow.SIMILAR)


def judgement(arrow: Arrow | None, polarity: Polarity) -> Judgement | None:
    """None where there is no arrow; Judgement.NONE where neither way is good."""
    if arrow is None:
        return None
    if polarity == Polarity.NONE:
        return Judgement.NONE
    if arrow == Arrow.SIMILAR:
        return Judgement.SIMILAR
    good = Arrow.UP if polarity == Polarity.HIGHER else Arrow.DOWN
    return Judgement.IMPROVING if arrow == good else Judgement.WORSENING
