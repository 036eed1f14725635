"""The rows of the grid of returns, ready for their template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from indicators.calculations import formats
from indicators.calculations.terms import Missing, Unit
from indicators.forms.returns_grid import prefix_of, texts_of
from indicators.scorecards.return_checks import Check
from indicators.scorecards.returns_grid import ReturnRow, ReturnsGrid

REASONS = (
    (Missing.NOT_SUPPLIED.value, "Not supplied"),
    (Missing.NO_DENOMINATOR.value, "No cases to divide by"),
)
LABELS = {"all": "All", "empty": "Empty", "look": "To look at", "restated": "Restated"}


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a row and is not saved: the texts, what is wrong and where, and in a conflict what
    somebody else has saved."""

    texts: Mapping[str, str]
    error: str = ""
    field: str = "value"
    theirs: str = ""

    @property
    def is_conflict(self) -> bool:
        return bool(self.theirs)


@dataclass(frozen=True, slots=True)
class Show:
    """One choice of the switch above the grid."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One row. `saved` are the texts of what stands, `texts` those in its fields."""

    row: ReturnRow
    saved: Mapping[str, str]
    typed: Typed | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return prefix_of(self.row.pk)

    @property
    def asks_reason(self) -> bool:
        """Somebody changes a figure that was given, and has to say why."""
        return self.typed is not None and (
            self.typed.field == "reason" or (self.typed.is_conflict and self.row.is_in)
        )

    @property
    def is_wrong(self) -> bool:
        return self.typed is not None and self.typed.field != "reason" and not self.typed.is_conflict

    @property
    def shows_parts(self) -> bool:
        return bool(self.texts["numerator"] or self.texts["denominator"])

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """Why there may be no figure: nothing is divided in a count."""
        is_count = self.row.unit == Unit.COUNT and self.saved["missing"] != Missing.NO_DENOMINATOR
        return REASONS[:1] if is_count else REASONS

    @property
    def missing_words(self) -> str:
        return formats.missing_words(self.row.recorded.missing) if self.row.recorded.missing else ""

    @property
    def stands(self) -> str:
        """What stands, as it is said: "1,433", "not supplied", "nothing"."""
        return self.saved["value"] or self.missing_words or "nothing"

    @property
    def wanted(self) -> str:
        """What was typed, as it is said."""
        reasons = dict(REASONS)
        return self.texts["value"] or reasons.get(self.texts["missing"], "").lower() or "nothing"

    @property
    def change(self) -> str:
        """From last month; nothing where the row is empty or not what stands."""
        is_known = self.row.recorded.value is not None and self.typed is None
        return formats.percent(self.row.change) if is_known else ""

    @property
    def to_look_at(self) -> tuple[Check, ...]:
        return tuple(check for check in self.row.checks if check.look)

    @property
    def is_worrying(self) -> bool:
        return any(check.tone == "bad" for check in self.to_look_at)

    @property
    def asides(self) -> tuple[Check, ...]:
        return tuple(check for check in self.row.checks if not check.look)

    @property
    def state(self) -> str:
        if self.typed is not None:
            return "unsaved"
        if not self.row.is_in:
            return "empty"
        return "look" if self.to_look_at else "clean"


@dataclass(frozen=True, slots=True)
class LinesOfSection:
    name: str
    total: int
    lines: tuple[ReturnLine, ...]


def shows_of(grid: ReturnsGrid) -> tuple[Show, ...]:
    counts = {"all": len(grid.rows), "empty": grid.empty, "look": grid.to_look_at, "restated": grid.restated}
    return tuple(Show(key, LABELS[key], count) for key, count in counts.items())


def line_of(row: ReturnRow, typed: Typed | None = None) -> ReturnLine:
    saved = texts_of(row.recorded, row.unit, row.decimals)
    return ReturnLine(row, saved, typed, {"reason": "", **saved, **(typed.texts if typed else {})})


def sections_of(
    grid: ReturnsGrid, chosen: Mapping[str, str], typed: Mapping[int, Typed]
) -> tuple[LinesOfSection, ...]:
    """The rows chosen, and those with something typed in them whatever is chosen."""
    names: dict[int, str] = {}
    totals: dict[int, int] = {}
    lines: dict[int, list[ReturnLine]] = {}
    for row in grid.rows:
        names[row.section_pk] = row.section
        totals[row.section_pk] = totals.get(row.section_pk, 0) + 1
        if row.pk in typed or _is_chosen(row, chosen):
            lines.setdefault(row.section_pk, []).append(line_of(row, typed.get(row.pk)))
    return tuple(LinesOfSection(names[pk], totals[pk], tuple(found)) for pk, found in lines.items())


def reporters_of(rows: Iterable[ReturnRow]) -> list[str]:
    return sorted({row.reporter for row in rows if row.reporter})


def _is_chosen(row: ReturnRow, chosen: Mapping[str, str]) -> bool:
    shown = {
        "all": True,
        "empty": not row.is_in,
        "look": row.is_to_look_at,
        "restated": row.is_restated,
    }[chosen["show"]]
    text = f"{row.ref} {row.title}".lower()
    words = chosen["q"].lower().split()
    return shown and chosen["reporter"] in ("", row.reporter) and all(word in text for word in words)
