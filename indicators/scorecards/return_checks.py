"""What is to be said of a month's figures while they are entered: what disagrees, what is unusual."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.calculations import formats, months
from indicators.calculations.control_charts import Kind, Rule
from indicators.calculations.relations import (
    Relation,
    RelationKind,
    RelationResult,
    check_relation,
    sentence,
)
from indicators.calculations.rounding import round_half_up
from indicators.calculations.scales import is_a_hundredth
from indicators.calculations.series import Cell
from indicators.calculations.terms import Missing, Unit

from .signals import RowSignal

_TONES = {Kind.IMPROVEMENT: "good", Kind.CONCERN: "bad"}


@dataclass(frozen=True, slots=True)
class Check:
    """One remark on a row. `look`: somebody should look at the figure; the others only say how it stands.

    `tone` is good, bad or sig (unusual, neither way is good) for what is to be looked at.
    """

    text: str
    look: bool = False
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks need of a row. `cells` are 13, the month's last; `was` are earlier values by month."""

    ref: str
    unit: Unit
    decimals: int
    signal: RowSignal
    multiplier: int | None
    cells: tuple[Cell, ...]
    is_recorded: bool
    was: Mapping[date, Decimal | Missing]

    @property
    def now(self) -> Cell:
        return self.cells[-1]

    def figure(self, value: Decimal | None) -> str:
        return formats.figure(value, self.unit, self.decimals)


def checks_of(rows: Iterable[Checked], relations: Iterable[Relation]) -> dict[str, tuple[Check, ...]]:
    """By ref. A check of several rows stands at its subject, or at the last of them that has a figure."""
    by_ref = {row.ref: row for row in rows}
    stated: dict[str, list[Check]] = {ref: [] for ref in by_ref}
    ruled = set()
    for relation in relations:
        if (found := _of_relation(relation, by_ref)) is not None:
            ref, check = found
            stated[ref].append(check)
        if relation.kind == RelationKind.RATIO:
            ruled.add(relation.subject)
    return {
        ref: (*stated[ref], *_own(row, is_ruled=ref in ruled, failed=any(each.look for each in stated[ref])))
        for ref, row in by_ref.items()
    }


def _of_relation(relation: Relation, rows: Mapping[str, Checked]) -> tuple[str, Check] | None:
    known = [ref for ref in relation.refs if ref in rows]
    if not known:
        return None
    result = check_relation(relation, lambda ref, month: _value(rows, ref, month), _month(rows, known))
    placed = [ref for ref in known if rows[ref].now.value is not None]
    if not placed:
        return None
    at = relation.subject if relation.subject in placed else placed[-1]
    if result.holds is False:
        return at, Check(sentence(result), look=True, tone="bad")
    waiting = _waiting(result, rows)
    if result.holds is None and waiting and at == (relation.subject or at):
        return at, Check(f"Waiting for {' and '.join(waiting)}")
    return None


def _waiting(result: RelationResult, rows: Mapping[str, Checked]) -> list[str]:
    """Rows that nobody has filled in yet. One with a reason why there is no figure is not waited for."""
    return [ref for ref in result.missing if ref in rows and not rows[ref].is_recorded]


def _month(rows: Mapping[str, Checked], known: list[str]) -> date:
    return rows[known[0]].now.month


def _value(rows: Mapping[str, Checked], ref: str, month: date) -> Decimal | None:
    if ref not in rows:
        return None
    return next((cell.value for cell in rows[ref].cells if cell.month == month), None)


def _own(row: Checked, *, is_ruled: bool, failed: bool) -> list[Check]:
    said = [
        _of_scale(row) or _of_limits(row),
        None if failed else _of_parts(row, is_ruled=is_ruled),
        *_restated(row),
    ]
    return [check for check in said if check is not None]


def _of_scale(row: Checked) -> Check | None:
    """A fraction typed where the other months have percentages."""
    value = row.now.value
    others = [cell.value for cell in row.cells[:-1] if cell.value is not None]
    if row.unit != Unit.PERCENTAGE or value is None or not 0 < value <= 1 or not others:
        return None
    if not is_a_hundredth(value, others, has_sign=False):
        return None
    hundredfold = row.figure(value * 100)
    return Check(f"A fraction? For {hundredfold} type {_plain(value * 100)}", look=True, tone="bad")


def _of_limits(row: Checked) -> Check | None:
    """As on the indicator's page."""
    outside = next((each for each in row.signal.reading.explanations if each.rule == Rule.OUTSIDE), None)
    if outside is None:
        return None
    words = f"{outside.clause[:1].upper()}{outside.clause[1:]}"
    return Check(words, look=True, tone=_TONES.get(outside.kind, "sig"))


def _of_parts(row: Checked, *, is_ruled: bool) -> Check | None:
    """The figure against its numerator and denominator, unless a ratio of the scorecard says how close."""
    value, above, below = row.now.value, row.now.numerator, row.now.denominator
    if value is None or above is None or not below or not row.multiplier:
        return None
    expected = round_half_up(above * row.multiplier / below, row.decimals)
    made = f"{_plain(above)} ÷ {_plain(below)}" + ("" if row.multiplier == 100 else f" × {row.multiplier:,}")
    if expected == value:
        return Check(f"{made} = {row.figure(value)}")
    return None if is_ruled else Check(f"{made} is {row.figure(expected)}", look=True, tone="bad")


def _restated(row: Checked) -> list[Check]:
    said = []
    for month, before in sorted(row.was.items()):
        figure = f"“{formats.missing_words(before)}”" if isinstance(before, Missing) else row.figure(before)
        text = "Restated" if month == row.now.month else f"{months.NAMES[month.month - 1]} restated"
        said.append(Check(f"{text} from {figure}"))
    return said


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}".replace("-", formats.MINUS)
