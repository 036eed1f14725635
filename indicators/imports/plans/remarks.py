"""The findings of a plan as they are made, with what was decided about each."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from indicators.imports.layouts.submission import Where

from .plan import ACCEPT, LEAVE_OUT, Choice, PlanFinding, Severity

_ORDER: tuple[Severity, ...] = ("error", "restatement", "repair", "warning", "info")
_SHOWN = 120


class Remarks:
    """Findings so far. A decision that is none of a finding's choices counts for nothing."""

    def __init__(self, decisions: Mapping[str, str]) -> None:
        self._decisions = decisions
        self._found: dict[str, PlanFinding] = {}

    def add(
        self,
        severity: Severity,
        kind: str,
        *,
        message: str,
        effect: str,
        where: Where | None = None,
        ref: str = "",
        printed: str = "",
        choices: tuple[Choice, ...] = (),
        about: str = "",
        month: date | None = None,
    ) -> str:
        """Note it; the choice that was made, "" for none. `about` tells apart what else would share a key."""
        key = key_of(kind, where, ref, about)
        chosen = self._decisions.get(key, "")
        if all(chosen != choice.value for choice in choices):
            chosen = ""
        if len(printed) > _SHOWN:
            printed = f"{printed[:_SHOWN]}…"
        self._found.setdefault(
            key,
            PlanFinding(key, severity, kind, where, ref, printed, message, effect, choices, chosen, month),
        )
        return chosen

    def __iter__(self) -> Iterator[PlanFinding]:
        return iter(self._found.values())

    def in_order(self, sheets: Iterable[str]) -> tuple[PlanFinding, ...]:
        """By severity, then as the file has them."""
        order = {name: number for number, name in enumerate(sheets)}

        def place(finding: PlanFinding) -> tuple[int, int, int, int, str]:
            where = finding.where
            severity = _ORDER.index(finding.severity)
            if where is None:
                return severity, len(order) + 1, 0, 0, ""
            sheet = order.get(where.sheet, len(order))
            return severity, sheet, where.line, len(where.column), where.column

        return tuple(sorted(self._found.values(), key=place))


def key_of(kind: str, where: Where | None, ref: str, about: str = "") -> str:
    """Such as "restatement|Page 1|11|M|M1|2018-05"."""
    sheet, line, column = where or ("", 0, "")
    return "|".join((kind, sheet, str(line or ""), column, ref, about)).rstrip("|")


def leave_out(label: str = "Leave it out") -> Choice:
    return Choice(LEAVE_OUT, label)


def accept(label: str) -> Choice:
    return Choice(ACCEPT, label)
