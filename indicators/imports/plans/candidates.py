"""Figures that a file gives, on their way into a plan."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from indicators.calculations import formats
from indicators.calculations.terms import Missing
from indicators.scorecards.known import KnownIndicator

from .plan import LEAVE_OUT, PlannedFigure

State = Literal["taken", "waiting", "left_out"]


class Settled(NamedTuple):
    """What a cell comes to. Neither value nor reason: there is no figure to speak of."""

    value: Decimal | None = None
    missing: Missing | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    state: State = "taken"

    @property
    def is_figure(self) -> bool:
        return self.value is not None or self.missing is not None


@dataclass(slots=True)
class Candidate:
    """`figure` as it would be written; waiting where somebody decides about it first."""

    figure: PlannedFigure
    state: State = "taken"

    def settle(self, chosen: str) -> None:
        """One more decision about it: "" is none yet, and nothing brings back what was left out."""
        if chosen == LEAVE_OUT:
            self.state = "left_out"
        elif not chosen and self.state == "taken":
            self.state = "waiting"


def state_of(chosen: str) -> State:
    if not chosen:
        return "waiting"
    return "left_out" if chosen == LEAVE_OUT else "taken"


def quoted(indicator: KnownIndicator, value: Decimal | None, missing: Missing | None) -> str:
    """The same amid other words: a reason stands in quotation marks."""
    said = shown(indicator, value, missing)
    return f"“{said}”" if value is None else said


def shown(indicator: KnownIndicator, value: Decimal | None, missing: Missing | None = None) -> str:
    """A figure in a sentence: "1,433", "22.6%" or "not supplied"."""
    if value is None:
        return formats.missing_words(missing)
    return formats.figure(value, indicator.unit, indicator.decimals)
