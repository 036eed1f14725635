"""The rows of the grid of targets, ready for their template."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import BoundField

from indicators.calculations import months
from indicators.calculations.targets import FOLLOWS
from indicators.calculations.terms import Basis, Polarity
from indicators.forms.targets import TargetRowForm
from indicators.scorecards.target_effects import target_text
from indicators.scorecards.target_grid import TargetGrid, TargetRow
from indicators.scorecards.targets_due import due, due_words

POLARITY_WORDS = {
    Polarity.HIGHER: "Higher is better",
    Polarity.LOWER: "Lower is better",
    Polarity.NONE: "",
}


@dataclass(frozen=True, slots=True)
class Show:
    """One choice of the switch above the grid."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One row of the grid. `section` heads the rows from here on, and is empty where it goes on."""

    row: TargetRow
    form: TargetRowForm
    section: str
    cells: tuple[BoundField, ...]
    asks_direction: bool
    polarity_words: str
    last_year: str
    outturn: str
    outturn_note: str
    now: str
    now_note: str
    warning: str
    aside: str
    due: tuple[str, ...]
    errors: tuple[str, ...]

    @property
    def status(self) -> str:
        reading = self.row.reading
        return reading.status.value if reading and reading.status else ""


def shows_of(read: TargetGrid) -> tuple[Show, ...]:
    """The choices, the one that a fresh page takes first: targets where there are any, else all rows."""
    every = Show("all", "All", len(read.rows))
    with_target = Show("with", "With a target", sum(row.has_target for row in read.rows))
    tbc = Show("tbc", "TBC", sum(row.has_tbc for row in read.rows))
    return (with_target, tbc, every) if with_target.count else (every, with_target, tbc)


def lines_of(
    read: TargetGrid, show: str, section: int | None, bound: Mapping[int, TargetRowForm]
) -> list[TargetLine]:
    """The rows chosen, and those with something typed in them whatever is chosen."""
    lines: list[TargetLine] = []
    last = None
    for row in read.rows:
        chosen = {"with": row.has_target, "tbc": row.has_tbc, "all": True}[show]
        if not (row.pk in bound or (chosen and section in (None, row.section_pk))):
            continue
        form = bound.get(row.pk) or TargetRowForm(row)
        lines.append(_line(read, row, form, row.section if row.section_pk != last else ""))
        last = row.section_pk
    return lines


def _line(read: TargetGrid, row: TargetRow, form: TargetRowForm, section: str) -> TargetLine:
    now, note = _now(read, row)
    outturn = row.outturn
    follows = FOLLOWS[row.polarity]
    return TargetLine(
        row=row,
        form=form,
        section=section,
        cells=tuple(form[f"y{target.financial_year}"] for target in row.targets[1:]),
        asks_direction=follows is None or row.terms.direction != follows or form.has_error("direction"),
        polarity_words=POLARITY_WORDS[row.polarity],
        last_year=target_text(row, row.targets[0]),
        outturn=row.figure(outturn.value),
        outturn_note=""
        if outturn.value is None or outturn.is_complete
        else _months(outturn.months_with_value),
        now=now,
        now_note=note,
        warning=_pace(read, row) if row.lacks_direction else "",
        aside=_apart(row),
        due=tuple(due_words(target, read.month) for target in due(row.targets, read.month)),
        errors=tuple(str(message) for messages in form.errors.values() for message in messages),
    )


def _now(read: TargetGrid, row: TargetRow) -> tuple[str, str]:
    target, reading = row.targets[1], row.reading
    if reading is None:
        return "", f"No target for {months.financial_year_label(target.financial_year)}"
    figure, against = row.figure(reading.compared), row.figure(reading.against)
    if not figure or not against:
        return figure, reading.reason
    words = {
        Basis.ANNUAL_TOTAL: f"{figure} so far, {against} by now",
        Basis.YEAR_END: f"{figure}, line {against}",
        Basis.LEVEL: f"{figure}, target {against}",
    }
    return words[target.basis or Basis.LEVEL], reading.reason


def _pace(read: TargetGrid, row: TargetRow) -> str:
    """What is known of the year although nobody can judge it yet."""
    target, reading = row.targets[1], row.reading
    if reading is None or reading.compared is None or reading.against is None:
        return ""
    figure, against = row.figure(reading.compared), row.figure(reading.against)
    if target.basis == Basis.ANNUAL_TOTAL:
        until = months.label(read.month)
        return f"{figure} from April to {until}; an even share of {target_text(row, target)} is {against}."
    return f"{months.label(read.month)} is {figure}; it is held to {against}."


def _apart(row: TargetRow) -> str:
    if not row.years_apart:
        return ""
    years = " and ".join(map(months.financial_year_label, row.years_apart))
    return f"{years}: compared in another way than this row says. A change of the row changes all its years."


def _months(count: int) -> str:
    return f"{count} month{'' if count == 1 else 's'}"
