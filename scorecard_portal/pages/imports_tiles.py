"""The six tiles above a plan: what the file would do, and what it takes to get there."""

from collections import Counter
from dataclasses import dataclass

from indicators.calculations import months
from indicators.imports.plans.plan import Plan, Severity


@dataclass(frozen=True, slots=True)
class Tile:
    label: str
    value: str
    note: str
    kind: str = ""


def tiles(plan: Plan) -> tuple[Tile, ...]:
    counts = Counter(finding.severity for finding in plan.findings)
    return (
        Tile("New", f"{len(plan.new):,}", _new(plan)),
        Tile(
            "Changed",
            f"{counts['restatement'] or len(plan.restated):,}",
            _changed(plan),
            "hot" if counts["restatement"] else "",
        ),
        Tile("Unchanged", f"{plan.unchanged:,}", "already the same here"),
        Tile("Errors", f"{counts['error']:,}", _errors(plan), "alert" if _open(plan, "error") else ""),
        Tile("Repairs", f"{counts['repair']:,}", _decided(plan, "repair") or "nothing is read differently"),
        Tile("Warnings", f"{counts['warning']:,}", "to read; they stop nothing"),
    )


def _new(plan: Plan) -> str:
    given = {figure.month for figure in plan.new}
    if len(given) == 1:
        return f"{months.label(next(iter(given)))} figures"
    return f"figures of {len(given)} months" if given else "no first figures"


def _changed(plan: Plan) -> str:
    decided = _decided(plan, "restatement")
    return f"{decided}; need a reason" if decided else "no figure given before changes"


def _errors(plan: Plan) -> str:
    waiting = _open(plan, "error")
    if waiting:
        return "to settle before anything is loaded"
    return "all settled" if any(finding.severity == "error" for finding in plan.findings) else "none"


def _decided(plan: Plan, severity: Severity) -> str:
    """Such as "3 decided, 2 to confirm"."""
    asked = [finding for finding in plan.findings if finding.severity == severity and finding.choices]
    waiting = sum(finding.is_open for finding in asked)
    if not asked:
        return ""
    if not waiting:
        return "all decided" if len(asked) > 1 else "decided"
    return f"{len(asked) - waiting} decided, {waiting} to confirm" if waiting < len(asked) else "to confirm"


def _open(plan: Plan, severity: Severity) -> int:
    return sum(finding.is_open for finding in plan.findings if finding.severity == severity)


def loaded_words(plan: Plan, *, beside: str = "") -> str:
    """Such as "58 new and 2 changed figures", or with `beside` "58 new figures and 37 drafts"."""
    new, restated = len(plan.new), len(plan.restated)
    counts = [f"{count:,} {word}" for count, word in ((new, "new"), (restated, "changed")) if count]
    said = [f"{' and '.join(counts)} figure{'' if new + restated == 1 else 's'}"] if counts else []
    if beside:
        said.append(beside)
    return (", and " if len(counts) > 1 else " and ").join(said)


def count_words(count: int, one: str, more: str = "") -> str:
    """Such as "1 draft" or "37 drafts"."""
    return f"{count:,} {one if count == 1 else more or f'{one}s'}" if count else ""
