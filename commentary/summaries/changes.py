"""What is not as it was when a commentary was signed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils import timezone

from indicators import scorecards
from indicators.calculations import dates, formats, months
from indicators.calculations.terms import Missing, Unit
from indicators.models import ReturnRevision

from .month import Item, MonthWork

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """`before` was signed, `after` stands now; `note` says since when and why, where that is known."""

    ref: str
    what: str
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed under one signature. `cause` is the one release or file that did it all, else empty."""

    all: tuple[Change, ...]
    cause: str = ""


class _Restated(NamedTuple):
    note: str
    file: str


def since_signed(work: MonthWork, items: Iterable[Item]) -> dict[int, Changes]:
    """The changes under each stale signature among `items`, by leading indicator. One query, or none."""
    stale = [item for item in items if item.summary.is_stale]
    restated = _restatements({row.pk for item in stale for row in item.family}) if stale else {}
    return {item.row.pk: _changes(work, item, restated) for item in stale}


def _changes(work: MonthWork, item: Item, restated: Mapping[tuple[str, str], _Restated]) -> Changes:
    followers = [row for row in item.family if row.pk != item.row.pk]
    now = scorecards.seen_of([item.row, *followers])
    signed: Figures = item.summary.figures_seen or {}
    found: list[Change] = []
    causes: set[str] = set()
    for ref in dict.fromkeys([*now, *signed]):
        if ref not in signed or ref not in now:
            gone, there = "not shown with these words", "shown with these words"
            found.append(Change(ref, "Indicator", *((gone, there) if ref in now else (there, gone))))
            causes.add("")
            continue
        for what, key, before, after in _differences(signed[ref], now[ref]):
            known = restated.get((ref, key), _Restated("", ""))
            release = work.scorecard.release.label if work.scorecard.release else ""
            causes.add(release if key == "benchmarks" else known.file)
            found.append(Change(ref, what, before, after, release if key == "benchmarks" else known.note))
    return Changes(tuple(found), causes.pop() if len(causes) == 1 else "")


def _differences(signed: Figures, now: Figures) -> Iterable[tuple[str, str, str, str]]:
    """What it is called, its key, then and now."""
    for month in sorted({*signed["values"], *now["values"]}):
        before, after = (_figure(each["values"].get(month), each) for each in (signed, now))
        if before != after:
            yield months.label(date.fromisoformat(month)), month, before, after
    before, after = _target(signed), _target(now)
    if before != after:
        yield "Target", "target", before, after
    for name in dict.fromkeys([*signed["benchmarks"], *now["benchmarks"]]):
        before, after = (_figure(each["benchmarks"].get(name), each) for each in (signed, now))
        if before != after:
            yield name, "benchmarks", before, after
    for key, name in (("unit", "Unit"), ("decimals", "Decimal places"), ("polarity", "Which way is good")):
        if signed[key] != now[key]:
            yield name, key, str(signed[key]).replace("_", " "), str(now[key]).replace("_", " ")


def _figure(value: str | None, figures: Figures) -> str:
    if not value:
        return formats.missing_words(None)
    if value in set(Missing):
        return formats.missing_words(Missing(value))
    if not value.lstrip("-").replace(".", "", 1).isdigit():
        return value
    return formats.figure(Decimal(value), Unit(figures["unit"]), figures["decimals"])


def _target(figures: Figures) -> str:
    target = figures["target"]
    if target is None:
        return "no target"
    value = "to be set" if target["value"] == "TBC" else _figure(target["value"], figures)
    direction = f"{target['direction'].replace('_', ' ')} " if target["direction"] else ""
    tolerance = "" if target["tolerance"] == "5" else f", within {target['tolerance']}%"
    return f"{direction}{value} ({target['basis'].replace('_', ' ')}{tolerance})"


def _restatements(indicators: set[int]) -> dict[tuple[str, str], _Restated]:
    """The last restatement of each value, by ref and month; the undoing of a load is none of its file."""
    revisions = ReturnRevision.objects.filter(monthly_return__indicator__in=indicators, number__gt=1)
    found: dict[tuple[str, str], _Restated] = {}
    for ref, month, at, by, reason, file, undoes in revisions.order_by("pk").values_list(
        "monthly_return__indicator__ref",
        "monthly_return__month",
        "at",
        "by__full_name",
        "reason",
        "batch__file_name",
        "batch__undoes",
    ):
        when = dates.day(timezone.localdate(at))
        found[ref, month.isoformat()] = _Restated(
            f"{when}, {by or 'loaded by command'}: {reason}", f"{file}, undone" if undoes else file or ""
        )
    return found
