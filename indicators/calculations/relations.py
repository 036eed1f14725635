"""What should hold between figures: ratios, sums, stocks that follow from their flows."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class RelationKind(StrEnum):
    RATIO = "ratio"
    SUM = "sum"
    STOCK_FLOW = "stock_flow"


@dataclass(frozen=True, slots=True)
class Term:
    """`role` is numerator or denominator of a ratio, else term; `sign` 1 or -1."""

    ref: str
    role: str
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Relation:
    """A check by refs. `tolerance` is in the subject's unit; `decimals` are the subject's own."""

    pk: int
    kind: RelationKind
    subject: str
    total: Decimal | None
    terms: tuple[Term, ...]
    multiplier: int
    tolerance: Decimal
    severity: str
    decimals: int = 0
