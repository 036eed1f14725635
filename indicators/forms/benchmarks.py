"""The values of a benchmark release as they are typed beside those in force."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms

from indicators.actions.benchmarks import SYMBOLS, ValueChange, check_value
from indicators.calculations.fingerprint import canonical
from indicators.people.errors import Invalid
from indicators.scorecards.release_grid import ReleaseCell, ReleaseGrid, ReleaseRow
from indicators.scorecards.rows import Benchmark

from .grids import DAMAGED, SeenField, number_typed
from .reasons import reason_field

Posted = Mapping[str, str]


class ReleaseCellForm(forms.Form):
    """One value of a draft: a number or a symbol, the year it is of, and how it was made."""

    seen = SeenField()
    value = forms.CharField(required=False, max_length=30)
    data_year = forms.CharField(required=False, max_length=20)
    derivation = forms.CharField(required=False, max_length=200)

    def __init__(self, row: ReleaseRow, cell: ReleaseCell, data: Posted | None = None) -> None:
        self.row, self.cell = row, cell
        super().__init__(data, prefix=f"b{cell.key}", initial=_initial(cell))

    @property
    def label(self) -> str:
        return f"{self.row.ref}, {self.cell.comparator.short_name}"

    def clean_seen(self) -> Benchmark:
        try:
            value, symbol, data_year, derivation = self.cleaned_data["seen"]
            number = None if value is None else Decimal(value)
            if number is not None and not number.is_finite():
                raise ValueError
            return Benchmark(
                self.cell.comparator, number, str(symbol), False, str(data_year), str(derivation)
            )
        except (ArithmeticError, TypeError, ValueError):
            raise forms.ValidationError(DAMAGED) from None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.change: ValueChange | None = None
        if self.errors:
            return data
        try:
            wanted = self._wanted(data["seen"])
        except Invalid as error:
            self.add_error("value", f"{self.label}: {error.reason}")
            return data
        if wanted != data["seen"]:
            self.change = ValueChange(self.row.pk, data["seen"], wanted)
        return data

    @property
    def is_in_conflict(self) -> bool:
        return self.change is not None and self.change.seen != self.cell.now

    def beside_theirs(self) -> "ReleaseCellForm":
        """The form again over the value as it stands now, with what was typed still in it."""
        typed = {name: self[name].value() for name in ("value", "data_year", "derivation")}
        values = {**_initial(self.cell), **typed}
        again = ReleaseCellForm(
            self.row, self.cell, {self.add_prefix(name): value for name, value in values.items()}
        )
        theirs = self.cell.now_text or "nothing"
        again.add_error(
            "value",
            f"{self.label}: somebody changed this to “{theirs}” while you typed. Nothing was overwritten. "
            "Save again to use yours, or write theirs in the cell.",
        )
        return again

    def _wanted(self, seen: Benchmark) -> Benchmark:
        text = self.cleaned_data["value"].strip()
        typed = Benchmark(
            self.cell.comparator,
            data_year=self.cleaned_data["data_year"].strip(),
            derivation=self.cleaned_data["derivation"].strip(),
        )
        if not text:
            if self.cell.before.value is not None and (seen.value is not None or seen.symbol):
                raise Invalid(
                    "There was a value. Write a number, or : (not available) or z (not applicable)."
                )
            return Benchmark(self.cell.comparator)
        if text.lower() in SYMBOLS:
            return _of_its_own(replace(typed, symbol=text.lower()), seen, self.cell.before)
        value = number_typed(text)
        if value is None:
            raise Invalid(f"“{text}” is not a number. Write a number, or : or z where there is none.")
        if value != seen.value:
            check_value(value)
        return _of_its_own(replace(typed, value=value), seen, self.cell.before)


def _of_its_own(wanted: Benchmark, seen: Benchmark, before: Benchmark) -> Benchmark:
    """A value typed over a copied one keeps neither its year nor its derivation, unless these are typed."""
    is_copy = (seen.value, seen.symbol, seen.derivation) == (before.value, before.symbol, before.derivation)
    if not is_copy or (wanted.value, wanted.symbol) == (seen.value, seen.symbol):
        return wanted
    return replace(
        wanted,
        data_year="" if wanted.data_year == seen.data_year else wanted.data_year,
        derivation="" if wanted.derivation == seen.derivation else wanted.derivation,
    )


class SaveForm(forms.Form):
    reason = reason_field("Where do these values come from, or why do they change?")


@dataclass(frozen=True, slots=True)
class ReleaseForms:
    """The forms of the values that were posted, by their cell's key, and the reason."""

    cells: Mapping[str, ReleaseCellForm]
    save: SaveForm

    @property
    def changes(self) -> list[ValueChange]:
        return [form.change for form in self.cells.values() if form.change is not None]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Where and what, for the summary above the grid."""
        every = [*self.cells.values(), self.save]
        return [
            ("" if name == "seen" else f"#{form[name].auto_id}", str(message))
            for form in every
            for name, messages in form.errors.items()
            for message in messages
        ]


def posted_cells(grid: ReleaseGrid, data: Posted) -> dict[str, ReleaseCellForm]:
    """Raises Invalid for a value that has no place in this release."""
    cells = {cell.key: (row, cell) for row in grid.rows for cell in row.cells}
    named = [name[1:-5] for name in data if name.startswith("b") and name.endswith("-seen")]
    if any(key not in cells for key in named):
        raise Invalid("The form names a value that has no place in this release. Open the page again.")
    return {key: ReleaseCellForm(*cells[key], data) for key in named}


def _initial(cell: ReleaseCell) -> dict[str, Any]:
    now = cell.now
    return {
        "seen": canonical([now.value, now.symbol, now.data_year, now.derivation]),
        "value": cell.now_text,
        "data_year": now.data_year,
        "derivation": now.derivation,
    }
