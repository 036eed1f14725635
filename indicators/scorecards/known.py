"""What is known of a scorecard when a file of returns comes in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from indicators.calculations.relations import Relation
from indicators.calculations.terms import Missing, Polarity, Unit


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    pk: int
    ref: str
    title: str
    unit: Unit
    decimals: int
    polarity: Polarity
    multiplier: int | None
    active_from: date | None
    active_until: date | None
    owner: str
    reporter: str


class Recorded(NamedTuple):
    """A return as it stands; `version` is the one to be replaced."""

    value: Decimal | None
    missing: Missing | None
    numerator: Decimal | None
    denominator: Decimal | None
    version: int


@dataclass(frozen=True, slots=True)
class Known:
    """`recorded` by indicator and month, withdrawn returns among them with neither value nor reason.

    `statuses` are those of the reporting months; `benchmarks`, those in force, by indicator and comparator.
    """

    indicators: Mapping[str, KnownIndicator]
    recorded: Mapping[int, Mapping[date, Recorded]]
    statuses: Mapping[date, str]
    relations: tuple[Relation, ...]
    benchmarks: Mapping[int, Mapping[str, Decimal]]
