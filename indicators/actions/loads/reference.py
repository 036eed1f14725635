"""Sections and indicators of a printed scorecard, held against those recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from indicators.calculations.terms import Polarity, Unit
from indicators.imports.definitions import Definition
from indicators.imports.findings import BrokenFile
from indicators.imports.printed import PrintedRow, PrintedScorecard
from indicators.models import Indicator, Scorecard, Section
from indicators.people.models import User

from .changes import Change, Writing, as_text, take_keys

ONE_SECTION = "All indicators"
FIELDS = (
    "section",
    "title",
    "short_title",
    "outcome",
    "unit",
    "decimals",
    "polarity",
    "multiplier",
    "local",
    "owner",
    "owner_name",
    "reporter",
    "reporter_name",
    "shares_commentary_with",
)


@dataclass(slots=True)
class IndicatorPlan:
    """`by_ref` holds every indicator of the file and of the scorecard, the new ones not yet saved."""

    by_ref: dict[str, Indicator]
    new_sections: list[Section] = field(default_factory=list)
    new: list[Indicator] = field(default_factory=list)
    changed: list[Indicator] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new_sections or self.new or self.changed)


def compare(
    scorecard: Scorecard,
    printed: PrintedScorecard,
    definitions: Mapping[str, Definition],
    people: Mapping[str, User],
) -> IndicatorPlan:
    """What the file adds and changes. Where it and the definitions are silent, what is recorded stands."""
    recorded = Indicator.objects.filter(scorecard=scorecard).select_related(
        "section", "owner", "reporter", "shares_commentary_with"
    )
    plan = IndicatorPlan({indicator.ref: indicator for indicator in recorded})
    known = frozenset(plan.by_ref)
    _add_new(plan, scorecard, printed)
    sections = {section.name: section for section in Section.objects.filter(scorecard=scorecard)}
    rows = {row.ref: row for row in printed.rows}
    for row in printed.rows:
        indicator, definition = plan.by_ref[row.ref], definitions.get(row.ref)
        section = _section(plan, sections, scorecard, indicator, definition, is_new=row.ref not in known)
        leader = _leader(plan, indicator, definition)
        led_by = rows.get(leader.ref, row) if leader else row
        wanted = _stated(row, indicator, definition) | {
            "section": section,
            "shares_commentary_with": leader,
            **_people(led_by, plan.by_ref[led_by.ref], people),
        }
        _apply(plan, row, indicator, wanted, is_new=row.ref not in known)
    _check_leaders_lead_themselves(plan, rows)
    return plan


def write(plan: IndicatorPlan, writing: Writing) -> None:
    new, changed = writing.stamp.history(is_new=True), writing.stamp.history(is_new=False)
    bulk_create_with_history(plan.new_sections, Section, **new)
    # A follower needs its leader's key.
    for are_leading in (True, False):
        wave = [each for each in plan.new if (each.shares_commentary_with is None) is are_leading]
        take_keys(wave, "section", "shares_commentary_with")
        bulk_create_with_history(wave, Indicator, **new)
    take_keys(plan.changed, "section", "shares_commentary_with")
    if plan.changed:
        bulk_update_with_history(plan.changed, Indicator, FIELDS, **changed)


def _add_new(plan: IndicatorPlan, scorecard: Scorecard, printed: PrintedScorecard) -> None:
    slugs = {indicator.ref_slug: ref for ref, indicator in plan.by_ref.items()}
    for order, row in enumerate(printed.rows, start=1):
        indicator = plan.by_ref.get(row.ref)
        if indicator is None:
            if row.ref_slug in slugs:
                raise _refused(row, f"a ref told apart from {slugs[row.ref_slug]} by letters and digits")
            plan.new.append(Indicator(scorecard=scorecard, ref=row.ref, ref_slug=row.ref_slug, order=order))
            plan.by_ref[row.ref] = plan.new[-1]
        elif not indicator.is_active_in(printed.month):
            raise _refused(row, f"an indicator that is reported for {printed.month:%Y-%m}; it is retired")


def _section(
    plan: IndicatorPlan,
    sections: dict[str, Section],
    scorecard: Scorecard,
    indicator: Indicator,
    definition: Definition | None,
    *,
    is_new: bool,
) -> Section:
    if definition is None and not is_new:
        return indicator.section
    name = definition.section if definition else ONE_SECTION
    if name not in sections:
        last = max((section.order for section in sections.values()), default=0)
        sections[name] = Section(scorecard=scorecard, name=name, order=last + 1)
        plan.new_sections.append(sections[name])
    return sections[name]


def _leader(plan: IndicatorPlan, indicator: Indicator, definition: Definition | None) -> Indicator | None:
    if definition and definition.shares_commentary_with:
        return plan.by_ref[definition.shares_commentary_with]
    recorded = indicator.shares_commentary_with
    return plan.by_ref[recorded.ref] if recorded else None


def _stated(row: PrintedRow, indicator: Indicator, definition: Definition | None) -> dict[str, Any]:
    """What the files say about the indicator itself, the definitions first."""
    unit = definition.unit if definition else None
    if unit is None:
        # The paper shows a rate as a plain number: one that is known to be a rate stays one.
        is_rate = row.unit is Unit.COUNT and indicator.unit == Unit.RATE_PER_10000
        unit = Unit.RATE_PER_10000 if is_rate else row.unit
    polarity = definition.polarity if definition else None
    if polarity is None:
        is_silent = row.polarity is Polarity.NONE
        polarity = Polarity(indicator.polarity) if is_silent else row.polarity
    decimals = definition.decimals if definition else None
    multiplier = definition.multiplier if definition else None
    prints_benchmarks = row.is_local or any(value is not None for value in row.benchmarks.values())
    return {
        "title": row.title,
        "short_title": (definition.short_title if definition else "") or indicator.short_title,
        "outcome": row.outcome or indicator.outcome,
        "unit": unit.value,
        "decimals": max(row.decimals, indicator.decimals) if decimals is None else decimals,
        "polarity": polarity.value,
        "multiplier": indicator.multiplier if multiplier is None else multiplier,
        "local": row.is_local if prints_benchmarks else indicator.local,
    }


def _people(row: PrintedRow, indicator: Indicator, people: Mapping[str, User]) -> dict[str, Any]:
    """Names become people through the mapping only; a name never takes the place of a person."""
    found: dict[str, Any] = {}
    for role, name in (("owner", row.owner_name), ("reporter", row.reporter_name)):
        person = people.get(name) or getattr(indicator, role)
        found[role] = person
        found[f"{role}_name"] = "" if person else name or getattr(indicator, f"{role}_name")
    return found


def _apply(
    plan: IndicatorPlan, row: PrintedRow, indicator: Indicator, wanted: Mapping[str, Any], *, is_new: bool
) -> None:
    changes = []
    for name in FIELDS:
        before = None if is_new and name == "section" else getattr(indicator, name)
        after = wanted[name]
        if before != after:
            what = name.replace("_", " ")
            changes.append(Change(row.line, row.ref, what, as_text(before), as_text(after), row.sheet))
            setattr(indicator, name, after)
    if changes and not is_new:
        plan.changed.append(indicator)
        plan.changes.extend(changes)


def _check_leaders_lead_themselves(plan: IndicatorPlan, rows: Mapping[str, PrintedRow]) -> None:
    for indicator in plan.by_ref.values():
        leader = indicator.shares_commentary_with
        if leader is not None and plan.by_ref[leader.ref].shares_commentary_with is not None:
            row = rows.get(indicator.ref) or rows[leader.ref]
            raise _refused(row, f"{leader.ref}, whose words {indicator.ref} shares, to share with nobody")


def _refused(row: PrintedRow, expected: str) -> BrokenFile:
    return BrokenFile(f"expected {expected}", line=row.line, ref=row.ref, expected=expected, sheet=row.sheet)
