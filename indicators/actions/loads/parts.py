"""What numerators and denominators are made of, as the definitions say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simple_history.utils import bulk_create_with_history

from indicators.imports import definitions as defined
from indicators.imports.definitions import Definition
from indicators.imports.printed import PrintedScorecard
from indicators.models import Indicator, Part, Scorecard
from indicators.people.history import signed

from .changes import Change, Stamp

Term = tuple[str, int, str, str]


@dataclass(slots=True)
class PartPlan:
    """The terms of each indicator whose parts are new or others than those recorded."""

    terms: dict[str, list[Term]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.terms)


def compare(
    scorecard: Scorecard, printed: PrintedScorecard, definitions: Mapping[str, Definition]
) -> PartPlan:
    recorded: dict[str, list[Term]] = {}
    rows = Part.objects.filter(indicator__scorecard=scorecard).values_list(
        "indicator__ref", "role", "sign", "other__ref", "population"
    )
    for ref, role, sign, other, population in rows:
        recorded.setdefault(ref, []).append((role, sign, other or "", population))
    plan = PartPlan()
    for row in printed.rows:
        wanted = _terms(definitions.get(row.ref))
        before = recorded.get(row.ref, [])
        if not wanted or sorted(wanted) == sorted(before):
            continue
        plan.terms[row.ref] = wanted
        if before:
            what = "its numerator and denominator"
            change = Change(row.line, row.ref, what, _text(before), _text(wanted), row.sheet)
            plan.changes.append(change)
    return plan


def write(plan: PartPlan, by_ref: Mapping[str, Indicator], stamp: Stamp) -> None:
    for old in Part.objects.filter(indicator__in=[by_ref[ref] for ref in plan.terms]):
        signed(old, by=stamp.by, at=stamp.at, reason=stamp.reason).delete()
    new = [
        Part(
            indicator=by_ref[ref],
            role=role,
            sign=sign,
            other=by_ref[other] if other else None,
            population=population,
        )
        for ref, terms in plan.terms.items()
        for role, sign, other, population in terms
    ]
    bulk_create_with_history(new, Part, **stamp.history(is_new=not stamp.reason))


def _terms(definition: Definition | None) -> list[Term]:
    if definition is None:
        return []
    roles: tuple[tuple[str, tuple[defined.Part, ...]], ...] = (
        (Part.NUMERATOR, definition.numerator),
        (Part.DENOMINATOR, definition.denominator),
    )
    return [(role, part.sign, part.ref, part.population) for role, parts in roles for part in parts]


def _text(terms: list[Term]) -> str:
    return " ÷ ".join(_side(terms, role) for role in (Part.NUMERATOR, Part.DENOMINATOR))


def _side(terms: list[Term], side: str) -> str:
    words = [
        f"{'+' if sign > 0 else '−'} {other or population}"
        for role, sign, other, population in terms
        if role == side
    ]
    return " ".join(words).removeprefix("+ ") or "(not known)"
