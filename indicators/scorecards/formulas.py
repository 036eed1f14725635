"""How an indicator is worked out from its parts, and where it is a part itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from indicators.models import Indicator, Part


@dataclass(frozen=True, slots=True)
class Formula:
    """The two sides in words, such as "EH3 − EH4 (val)" and "EH3"; empty where no parts are known."""

    numerator: str = ""
    denominator: str = ""
    multiplier: int | None = None

    def __str__(self) -> str:
        if not (self.numerator and self.denominator):
            return self.numerator
        top = f"({self.numerator})" if _is_sum(self.numerator) else self.numerator
        bottom = f"({self.denominator})" if _is_sum(self.denominator) else self.denominator
        times = f" × {self.multiplier:,}" if self.multiplier and self.multiplier != 1 else ""
        return f"{top} ÷ {bottom}{times}"


@dataclass(frozen=True, slots=True)
class Measure:
    """Another indicator to look at instead."""

    ref: str
    ref_slug: str
    unit: str


def formula_of(indicator: Indicator) -> tuple[Formula, Measure | None]:
    """How it is worked out, and the rate or percentage that it is itself the numerator of. One query."""
    parts = (
        Part.objects.filter(Q(indicator=indicator) | Q(other=indicator, role=Part.NUMERATOR))
        .select_related("indicator", "other")
        .order_by("pk")
    )
    own = [part for part in parts if part.indicator_id == indicator.pk]
    formula = Formula(
        side_in_words(part for part in own if part.role == Part.NUMERATOR),
        side_in_words(part for part in own if part.role == Part.DENOMINATOR),
        indicator.multiplier,
    )
    rates = [part.indicator for part in parts if part.other_id == indicator.pk and part.sign == 1]
    rates.sort(key=lambda rate: (rate.unit != "rate_per_10000", rate.pk))
    return formula, Measure(rates[0].ref, rates[0].ref_slug, rates[0].unit) if rates else None


def side_in_words(parts: Iterable[Part]) -> str:
    """Such as "EH3 − EH4 (val)", of parts or of their history."""
    words = ""
    for part in parts:
        name = part.other.ref if part.other else part.population
        sign = "−" if part.sign < 0 else "+"
        words += f" {sign} {name}" if words else ("−" if part.sign < 0 else "") + name
    return words


def _is_sum(side: str) -> bool:
    return " + " in side or " − " in side
