"""The figures that a commentary is read and signed with, as one plain value."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from indicators import models
from indicators.calculations.fingerprint import canonical, fingerprint

from .build import build
from .rows import Row

FiguresSeen = dict[str, Any]


def figures_seen(scorecard: models.Scorecard, month: date, leaders: Iterable[int]) -> dict[int, FiguresSeen]:
    """For each leading indicator the figures of all that share its words, ready for JSON.

    The 13 values with their missing reasons, target and benchmarks in force for the month, unit,
    decimals and polarity. The queries of one `build`, and one more.
    """
    wanted = set(leaders)
    family: dict[int, list[int]] = defaultdict(list)
    followers = models.Indicator.objects.filter(scorecard=scorecard, shares_commentary_with__in=wanted)
    for pk, leader in followers.active_in(month).values_list("pk", "shares_commentary_with_id"):
        family[leader].append(pk)
    members = wanted | {pk for each in family.values() for pk in each}
    if not members:
        return {}
    rows = build(scorecard, month, only=members).by_pk()
    return {leader: seen_of([rows[pk] for pk in (leader, *sorted(family[leader]))]) for leader in wanted}


def seen_of(rows: Iterable[Row]) -> FiguresSeen:
    """Plain JSON: numbers as their shortest text, months as ISO dates."""
    seen: FiguresSeen = json.loads(canonical({row.ref: _figures(row) for row in rows}))
    return seen


def hash_of(seen: FiguresSeen) -> str:
    return fingerprint(seen)


# Of the rows hashed last, by the leading one. `build` gives the same row again where nothing has changed.
_hashed: dict[tuple[int, date], tuple[tuple[Row, ...], str]] = {}
_HASHES_KEPT = 4_000


def hash_of_rows(rows: Iterable[Row]) -> str:
    """The hash of the figures seen with `rows`, the leading one first."""
    family = tuple(rows)
    key = (family[0].pk, family[0].now.month)
    kept = _hashed.get(key)
    if kept is not None and kept[0] == family:
        return kept[1]
    if len(_hashed) > _HASHES_KEPT:
        _hashed.clear()
    found = hash_of(seen_of(family))
    _hashed[key] = (family, found)
    return found


def forget() -> None:
    """Drop the hashes kept in this process."""
    _hashed.clear()


def _figures(row: Row) -> dict[str, Any]:
    target = row.target_now
    return {
        "unit": row.unit.value,
        "decimals": row.decimals,
        "polarity": row.polarity.value,
        "values": {cell.month: cell.missing if cell.value is None else cell.value for cell in row.cells},
        "target": None
        if target.basis is None
        else {
            "value": "TBC" if target.is_tbc else target.value,
            "basis": target.basis.value,
            "direction": target.direction.value if target.direction else None,
            "tolerance": target.tolerance,
        },
        "benchmarks": {
            benchmark.comparator.name: "Local" if benchmark.local else (benchmark.symbol or benchmark.value)
            for benchmark in row.benchmarks
        },
    }
