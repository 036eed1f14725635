"""Targets of a printed scorecard, held against those recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from indicators.calculations import months
from indicators.calculations.targets import FOLLOWS
from indicators.calculations.terms import Basis, Polarity
from indicators.imports.definitions import Definition
from indicators.imports.findings import Finding
from indicators.imports.printed import TBC, PrintedRow, PrintedScorecard, PrintedTarget
from indicators.models import Indicator, Scorecard, Target

from .changes import Change, Writing, as_text, take_keys

FIELDS = ("value", "is_tbc", "basis", "direction")


@dataclass(slots=True)
class TargetPlan:
    new: list[Target] = field(default_factory=list)
    changed: list[Target] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed)


def compare(
    scorecard: Scorecard,
    printed: PrintedScorecard,
    definitions: Mapping[str, Definition],
    by_ref: Mapping[str, Indicator],
) -> TargetPlan:
    """A blank cell takes no target away; that it is kept is a finding."""
    recorded = {
        (target.indicator_id, target.financial_year): target
        for target in Target.objects.filter(indicator__scorecard=scorecard)
    }
    plan = TargetPlan()
    for row in printed.rows:
        indicator = by_ref[row.ref]
        for year, wanted in row.targets.items():
            target = recorded.get((indicator.pk, year))
            if wanted is not None:
                fields = _fields(indicator, definitions.get(row.ref), target, wanted)
                if target is None:
                    plan.new.append(Target(indicator=indicator, financial_year=year, **fields))
                else:
                    _change(plan, row, target, fields)
            elif target is not None:
                plan.findings.append(_kept(row, target))
    return plan


def write(plan: TargetPlan, writing: Writing) -> None:
    take_keys(plan.new, "indicator")
    bulk_create_with_history(plan.new, Target, **writing.stamp.history(is_new=True))
    if plan.changed:
        bulk_update_with_history(plan.changed, Target, FIELDS, **writing.stamp.history(is_new=False))


def _fields(
    indicator: Indicator, definition: Definition | None, target: Target | None, wanted: PrintedTarget
) -> dict[str, Any]:
    basis: str | None = None
    direction: str | None = None
    if definition is not None:
        basis, direction = definition.target_basis, definition.target_direction
    if target is not None:
        basis, direction = basis or target.basis, direction or target.direction
    return {
        "value": None if wanted == TBC else wanted,
        "is_tbc": wanted == TBC,
        "basis": str(basis or Basis.LEVEL),
        "direction": str(direction or FOLLOWS[Polarity(indicator.polarity)] or ""),
    }


def _change(plan: TargetPlan, row: PrintedRow, target: Target, fields: Mapping[str, Any]) -> None:
    before = {name: getattr(target, name) for name in FIELDS}
    if before == fields:
        return
    year = months.financial_year_label(target.financial_year)
    plan.changes.append(
        Change(
            row.line,
            row.ref,
            f"the target of {year}",
            _text(before, fields),
            _text(fields, before),
            row.sheet,
        )
    )
    for name in FIELDS:
        setattr(target, name, fields[name])
    plan.changed.append(target)


def _text(fields: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """The value, and whatever else differs."""

    def words() -> Iterator[str]:
        yield TBC if fields["is_tbc"] else as_text(fields["value"])
        for name in ("basis", "direction"):
            if fields[name] != other[name]:
                yield str(fields[name]).replace("_", " ") or f"no {name}"

    return ", ".join(words())


def _kept(row: PrintedRow, target: Target) -> Finding:
    year = months.financial_year_label(target.financial_year)
    stands = TBC if target.is_tbc else as_text(target.value)
    message = f"{row.ref} has a target of {stands} for {year}, which the file leaves blank; it is kept."
    return Finding("info", "target_kept", message, row.ref, row.line, f"target_{year}", "", stands, row.sheet)
