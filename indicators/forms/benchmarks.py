"""A benchmark release as it is typed: its details, its values, the reasons for letting findings stand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from indicators.actions.benchmarks import SYMBOLS, ValueChange, check_value
from indicators.actions.reasons import REASON_LENGTH, checked_reason
from indicators.actions.releases import ReleaseDetails
from indicators.calculations import months
from indicators.calculations.fingerprint import canonical
from indicators.models import BenchmarkRelease
from indicators.people.errors import Invalid
from indicators.scorecards.release_grid import ReleaseCell, ReleaseGrid, ReleaseRow
from indicators.scorecards.rows import Benchmark

from .grids import DAMAGED, SeenField, number_typed
from .months import DayInput

Posted = Mapping[str, str]


def reason_field(label: str = "Why?", **fields: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=fields.pop("help_text", "Kept in the history."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why: the reason is kept in the history."},
        **fields,
    )


class DetailsForm(forms.Form):
    """What a release says of itself."""

    label = forms.CharField(
        max_length=120, help_text="As readers see it under the columns, such as “Updated Nov-17, using 16-17 data”."
    )
    source = forms.CharField(
        label="Source (optional)", max_length=200, required=False, help_text="Who published the figures, and where."
    )
    data_year = forms.CharField(
        label="Data year (optional)",
        max_length=20,
        required=False,
        help_text="Such as 2016-17. A value of another year can say so itself.",
        widget=forms.TextInput(attrs={"class": "w10"}),
    )
    published_on = forms.DateField(label="Published on (optional)", required=False, widget=DayInput)
    in_force_from = forms.CharField(
        label="In force from",
        max_length=7,
        help_text="The first month it is shown for, such as 2018-07.",
        widget=forms.TextInput(attrs={"class": "w10"}),
    )
    reason = reason_field()

    def clean_in_force_from(self) -> date:
        try:
            return months.parse_slug(self.cleaned_data["in_force_from"])
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None

    def details(self) -> ReleaseDetails:
        return ReleaseDetails(**{name: self.cleaned_data[name] for name in ReleaseDetails.__dataclass_fields__})


class ChangeDetailsForm(DetailsForm):
    """The details of a draft, over what was seen of them."""

    seen = SeenField()

    def clean_seen(self) -> ReleaseDetails:
        try:
            stated = dict(self.cleaned_data["seen"])
            for name in ("published_on", "in_force_from"):
                stated[name] = date.fromisoformat(stated[name]) if stated[name] else None
            return ReleaseDetails(**stated)
        except (KeyError, TypeError, ValueError):
            raise forms.ValidationError(DAMAGED) from None


def initial_details(release: BenchmarkRelease) -> dict[str, Any]:
    stated = {name: getattr(release, name) for name in ReleaseDetails.__dataclass_fields__}
    return stated | {"in_force_from": months.slug(release.in_force_from), "seen": canonical(stated)}


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
            return Benchmark(self.cell.comparator, number, str(symbol), False, str(data_year), str(derivation))
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
                raise Invalid("There was a value. Write a number, or : (not available) or z (not applicable).")
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
    """A value typed over a copied one does not keep that one's year and derivation, unless they are typed too."""
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


class AcceptForm(forms.Form):
    """A reason for each value with findings."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, grid: ReleaseGrid, data: Posted | None = None, *, initial: Posted | None = None) -> None:
        self.found = grid.found
        super().__init__(data, initial={"seen": grid.seen(), **(initial or {})})
        for row, cell in self.found:
            if cell.now.value is not None or cell.now.symbol:
                label = f"Why {row.ref}, {cell.comparator.short_name} is right as it is"
                self.fields[cell.key] = reason_field(label, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for row, cell in self.found:
            if cell.key not in self.fields or cell.key in self.errors:
                continue
            try:
                checked_reason(data[cell.key])
            except Invalid as error:
                self.add_error(cell.key, f"{row.ref}, {cell.comparator.short_name}: {error.reason}")
        return data


class SeenForm(forms.Form):
    """A step over the release as it was looked at."""

    seen = forms.CharField(widget=forms.HiddenInput)


class BackToDraftForm(forms.Form):
    reason = reason_field()


def _initial(cell: ReleaseCell) -> dict[str, Any]:
    now = cell.now
    return {
        "seen": canonical([now.value, now.symbol, now.data_year, now.derivation]),
        "value": cell.now_text,
        "data_year": now.data_year,
        "derivation": now.derivation,
    }
