"""The populations of a scorecard, what is worked out over them, and what happened to them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from indicators import models
from indicators.calculations import dates

from .changes import Change, change


@dataclass(frozen=True, slots=True)
class DatedValue:
    pk: int
    valid_from: date
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class NamedPopulation:
    """One name: its values, the newest first, and the refs that are worked out over it."""

    name: str
    values: tuple[DatedValue, ...]
    refs: tuple[str, ...]


def populations_of(scorecard: models.Scorecard) -> tuple[NamedPopulation, ...]:
    """By name. Two queries."""
    refs: dict[str, list[str]] = defaultdict(list)
    parts = models.Part.objects.filter(indicator__scorecard=scorecard).exclude(population="")
    in_order = parts.order_by("indicator__section__order", "indicator__order", "pk")
    for name, ref in in_order.values_list("population", "indicator__ref"):
        if ref not in refs[name]:
            refs[name].append(ref)
    rows = scorecard.populations.order_by("name", "-valid_from")
    return tuple(
        NamedPopulation(
            name,
            tuple(DatedValue(row.pk, row.valid_from, f"{row.value:,}", row.source) for row in values),
            tuple(refs[name]),
        )
        for name, values in groupby(rows, key=lambda row: row.name)
    )


def population_changes(scorecard: models.Scorecard) -> list[Change]:
    """Newest first. One query."""
    rows = models.Population.history.filter(scorecard_id=scorecard.pk).select_related("history_user")
    found: list[Change] = []
    for _, history in groupby(rows.order_by("id", "history_id"), key=lambda row: row.id):
        found += _told(history)
    return sorted(found, key=lambda each: each.at, reverse=True)


def _told(history: Iterable[Any]) -> Iterator[Change]:
    before = None
    for row in history:
        if row.history_type == "+":
            yield change(row, f"“{row.name}” added: {_words(row)}")
        elif row.history_type == "-":
            yield change(row, f"“{row.name}” removed: {_words(row)}")
        else:
            yield change(row, f"“{row.name}” changed from {_words(before)} to {_words(row)}")
        before = row


def _words(row: Any) -> str:
    return f"{row.value:,} from {dates.day(row.valid_from)} ({row.source})"
