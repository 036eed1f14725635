"""The findings of a plan as its page shows them: filtered, in groups, a hundred at a time."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from indicators.forms.imports import DECISION, DecisionsForm
from indicators.imports.plans.plan import Plan, PlanFinding, Severity

from .imports_look import ORDER, TO_DECIDE, Look

PER_PAGE = 100
# A handful of choices stands open; more are a list to pick from.
MOST_OPEN = 3
LONGEST = 120

NAMES = {
    "error": ("Error", "Errors"),
    "restatement": ("Restatement", "Restatements"),
    "repair": ("Repair", "Repairs"),
    "warning": ("Warning", "Warnings"),
    "info": ("Note", "Notes"),
}
MEANS = {
    "error": "the file cannot be loaded until this is settled",
    "restatement": "a figure that was given would change",
    "repair": "the file is read differently from how it stands",
    "warning": "loaded as given, except where it says so",
    "info": "to know; nothing is asked",
}
TAGS = {"error": "red", "restatement": "yellow", "repair": "blue", "warning": "orange", "info": "grey"}
_KINDS = {
    "derived_mismatch": "Printed change",
    "relation_ratio": "Ratio check",
    "relation_sum": "Sum check",
    "relation_stock_flow": "Stock and flow check",
    "words_not_loaded": "Commentary",
}
_UNSEEN = (("\t", "⇥"), ("\r", ""), ("\n", "↵"), ("\xa0", "⍽"))


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in its row; `number` is its place in the plan, `chosen` what stands ticked."""

    number: int
    finding: PlanFinding
    chosen: str

    @property
    def name(self) -> str:
        return DECISION + self.finding.key

    @property
    def is_list(self) -> bool:
        return len(self.finding.choices) > MOST_OPEN

    @property
    def kind(self) -> str:
        return kind_words(self.finding.kind)

    @property
    def place(self) -> str:
        """Such as "row 36, N"."""
        where = self.finding.where
        if where is None:
            return ""
        row = f"row {where.line}" if where.line else ""
        column = where.column if row else f"column {where.column}"
        return ", ".join(part for part in (row, column) if part and part != "column ")

    @property
    def standing(self) -> str:
        return with_blanks_shown(self.finding.printed)


@dataclass(frozen=True, slots=True)
class Together:
    """A button that confirms several: `value` is the severity, or "repair:percentage_scale"."""

    value: str
    count: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one severity on this page of the list; `found` counts those of all pages."""

    severity: Severity
    found: int
    lines: tuple[Line, ...]
    buttons: tuple[Together, ...]
    is_decided: bool

    @property
    def name(self) -> str:
        return NAMES[self.severity][self.found != 1]

    @property
    def means(self) -> str:
        return "settled" if self.is_decided and self.severity == "error" else MEANS[self.severity]

    @property
    def tag(self) -> str:
        return TAGS[self.severity]

    @property
    def one(self) -> str:
        return NAMES[self.severity][0]


@dataclass(frozen=True, slots=True)
class Show:
    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Findings:
    """`open` are the first that nobody has decided, whatever is filtered."""

    look: Look
    page: Page[Line]
    groups: tuple[Group, ...]
    shows: tuple[Show, ...]
    kinds: tuple[tuple[str, str], ...]
    sheets: tuple[str, ...]
    total: int
    notes: int
    to_decide: tuple[Line, ...]


def findings(plan: Plan, form: DecisionsForm, look: Look, page: str | None) -> Findings:
    """Errors first, then restatements, repairs and warnings; notes only where they are asked for."""
    lines = [
        Line(number, finding, form.chosen(finding)) for number, finding in enumerate(plan.findings, start=1)
    ]
    lines.sort(key=lambda line: (ORDER.index(line.finding.severity), line.number))
    found = [line for line in lines if look.finds(line.finding)]
    paged = Paginator(found, PER_PAGE).get_page(page)
    counts = Counter(finding.severity for finding in plan.findings)
    return Findings(
        look=look,
        page=paged,
        groups=_groups(found, paged.object_list),
        shows=_shows(plan, counts),
        kinds=tuple(sorted({(each.kind, kind_words(each.kind)) for each in plan.findings})),
        sheets=tuple(
            dict.fromkeys(each.where.sheet for each in plan.findings if each.where and each.where.sheet)
        ),
        total=len(plan.findings) - counts["info"],
        notes=counts["info"],
        to_decide=tuple(line for line in lines if line.finding.is_open),
    )


def confirmed_together(plan: Plan, look: Look, wanted: str) -> dict[str, str]:
    """The first choice for every open finding of "repair" or "repair:percentage_scale" that `look` finds."""
    severity, _, kind = wanted.partition(":")
    return {
        finding.key: finding.choices[0].value
        for finding in plan.to_decide
        if _goes_together(finding) and finding.severity == severity
        if not kind or finding.kind == kind
        if look.finds(finding)
    }


def kind_words(kind: str) -> str:
    """Such as "Percentage scale"."""
    return _KINDS.get(kind) or kind.replace("_", " ").capitalize()


def with_blanks_shown(text: str) -> str:
    """Blanks that nobody would see are drawn: those at the ends, doubled ones, tabs, line ends."""
    shown = re.sub(r"^ +| +$| {2,}", lambda blanks: "␣" * len(blanks[0]), text)
    for character, sign in _UNSEEN:
        shown = shown.replace(character, sign)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def _goes_together(finding: PlanFinding) -> bool:
    return finding.severity in ("restatement", "repair")


def _groups(found: Sequence[Line], shown: Iterable[Line]) -> tuple[Group, ...]:
    on_page = list(shown)
    groups = []
    for severity in ORDER:
        lines = tuple(line for line in on_page if line.finding.severity == severity)
        if not lines:
            continue
        every = [line.finding for line in found if line.finding.severity == severity]
        asked = [finding for finding in every if finding.choices or finding.is_open]
        groups.append(
            Group(
                severity,
                len(every),
                lines,
                _buttons(severity, [each for each in every if each.is_open and _goes_together(each)]),
                bool(asked) and not any(each.is_open for each in asked),
            )
        )
    return tuple(groups)


def _buttons(severity: str, waiting: Sequence[PlanFinding]) -> tuple[Together, ...]:
    if not waiting:
        return ()
    kinds = Counter(finding.kind for finding in waiting)
    every = Together(severity, len(waiting))
    if len(kinds) == 1:
        return (every,)
    return (
        every,
        *(Together(f"{severity}:{kind}", count, kind_words(kind)) for kind, count in kinds.most_common()),
    )


def _shows(plan: Plan, counts: Counter[Severity]) -> tuple[Show, ...]:
    shows = [
        Show("", "All", len(plan.findings) - counts["info"]),
        Show(TO_DECIDE, "To decide", len(plan.to_decide)),
    ]
    shows += [Show(each, NAMES[each][1], counts[each]) for each in ORDER if counts[each]]
    return tuple(shows)
