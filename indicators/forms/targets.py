"""The grid of targets as it is typed, and the reasons for what changes in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms

from indicators.actions.reasons import REASON_LENGTH, checked_reason
from indicators.actions.targets import TargetChange, check_terms, check_value
from indicators.calculations import months
from indicators.calculations.fingerprint import canonical
from indicators.calculations.targets import FOLLOWS
from indicators.calculations.terms import Basis, Direction
from indicators.models.target import BASES, DIRECTIONS
from indicators.people.errors import Invalid
from indicators.scorecards.rows import Target
from indicators.scorecards.target_effects import TargetEffect, target_text
from indicators.scorecards.target_grid import TargetGrid, TargetRow, Terms, terms_of

from .grids import DAMAGED, SeenField, number_typed

Posted = Mapping[str, str]
TERMS = ("basis", "direction", "tolerance")


class TargetRowForm(forms.Form):
    """One indicator: how it is compared, and a number, TBC or nothing for each year.

    Give it `row` as it stands now; the posted `seen` says how it stood when the page was made.
    """

    seen = SeenField()
    basis = forms.ChoiceField(choices=BASES)
    direction = forms.ChoiceField(choices=(("", "Not said"), *DIRECTIONS), required=False)
    tolerance = forms.DecimalField(
        min_value=0,
        max_value=100,
        decimal_places=2,
        error_messages={
            "invalid": "Write the tolerance in per cent, such as 5.",
            "min_value": "A tolerance is from 0 to 100 per cent.",
            "max_value": "A tolerance is from 0 to 100 per cent.",
            "required": "Write the tolerance in per cent, such as 5.",
        },
    )

    def __init__(self, row: TargetRow, data: Posted | None = None) -> None:
        self.row = row
        super().__init__(data, prefix=f"t{row.pk}", initial=_initial(row))
        for target in row.targets[1:]:
            year = target.financial_year
            self.fields[f"y{year}"] = forms.CharField(
                required=False, max_length=30, label=months.financial_year_label(year)
            )

    def clean_seen(self) -> tuple[Target, ...]:
        try:
            return tuple(_target(year, stored) for year, stored in self.cleaned_data["seen"].items())
        except (AttributeError, ArithmeticError, TypeError, ValueError):
            raise forms.ValidationError(DAMAGED) from None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.changes: list[TargetChange] = []
        if self.errors:
            return data
        seen = {target.financial_year: target for target in data["seen"]}
        shown = terms_of(data["seen"], self.row.polarity)
        for target in self.row.targets[1:]:
            year = target.financial_year
            wanted = self._wanted(year, seen.get(year, Target(year)), shown)
            if wanted is not None and wanted != seen.get(year, Target(year)):
                self.changes.append(TargetChange(self.row.pk, seen.get(year, Target(year)), wanted, ""))
        if not self.errors and not self.changes and self._terms() != shown:
            self.add_error(
                "basis",
                f"{self.row.ref} has no target from this year on. How it is compared is kept with a "
                "target: write a number or TBC too.",
            )
        return data

    def conflicts(self) -> dict[str, TargetChange]:
        """The changes whose target is not the one seen any more, by field."""
        return {
            f"y{each.wanted.financial_year}": each
            for each in self.changes
            if self.row.target(each.wanted.financial_year) != each.seen
        }

    def beside_theirs(self) -> "TargetRowForm":
        """The form again over the row as it stands now: what was changed here as typed, the rest as it is."""
        shown = terms_of(self.cleaned_data["seen"], self.row.polarity)
        kept = {f"y{each.wanted.financial_year}" for each in self.changes}
        kept |= {name for name in TERMS if getattr(self._terms(), name) != getattr(shown, name)}
        typed = {name: self[name].value() for name in kept}
        values = {**_initial(self.row), **typed}
        return TargetRowForm(self.row, {self.add_prefix(name): value for name, value in values.items()})

    def _terms(self) -> Terms:
        data = self.cleaned_data
        direction = Direction(data["direction"]) if data["direction"] else None
        return Terms(Basis(data["basis"]), direction, data["tolerance"])

    def _wanted(self, year: int, seen: Target, shown: Terms) -> Target | None:
        """None where the cell holds something that cannot be kept; the error stands at the cell."""
        text = self.cleaned_data[f"y{year}"].strip()
        if not text:
            return Target(year)
        is_tbc = text.upper() == "TBC"
        value = None if is_tbc else number_typed(text)
        try:
            if value is None and not is_tbc:
                raise Invalid(f"“{text}” is not a number. Write a number or TBC, or leave it empty.")
            if value is not None and value != seen.value:
                check_value(self.row.unit, self.row.decimals, value)
        except Invalid as error:
            self.add_error(f"y{year}", f"{self.row.ref}, {months.financial_year_label(year)}: {error.reason}")
            return None
        return self._with_terms(Target(year, value, is_tbc), seen, shown)

    def _with_terms(self, wanted: Target, seen: Target, shown: Terms) -> Target | None:
        typed = self._terms()
        stored = Terms(seen.basis, seen.direction, seen.tolerance) if seen.basis else typed
        wanted = replace(
            wanted,
            basis=stored.basis if typed.basis == shown.basis else typed.basis,
            direction=stored.direction if typed.direction == shown.direction else typed.direction,
            tolerance=stored.tolerance if typed.tolerance == shown.tolerance else typed.tolerance,
        )
        if wanted != seen and wanted.direction is None:
            wanted = replace(wanted, direction=FOLLOWS[self.row.polarity])
        try:
            if wanted != seen:
                check_terms(self.row.polarity, wanted)
        except Invalid as error:
            if not self.has_error("direction"):
                self.add_error("direction", f"{self.row.ref}: {error.reason}")
            return None
        return wanted


@dataclass(frozen=True, slots=True)
class TargetForms:
    """The forms of the rows on the page; those of a posted page are bound."""

    forms: tuple[TargetRowForm, ...]

    @property
    def changes(self) -> list[TargetChange]:
        return [change for form in self.forms if form.is_bound for change in form.changes]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Where and what, for the summary above the grid."""
        return [
            ("" if name == "seen" else f"#{form[name].auto_id}", str(message))
            for form in self.forms
            for name, messages in form.errors.items()
            for message in messages
        ]


def posted_rows(grid: TargetGrid, data: Posted) -> tuple[TargetRowForm, ...]:
    """The forms of the rows that were posted. Raises Invalid for a row that is not of this grid."""
    rows = grid.by_pk()
    named = [key[1:-5] for key in data if key.startswith("t") and key.endswith("-seen")]
    if any(not pk.isdecimal() or int(pk) not in rows for pk in named):
        raise Invalid("The form names an indicator that is not on this scorecard. Open the page again.")
    return tuple(TargetRowForm(rows[int(pk)], data) for pk in named)


class ReasonsForm(forms.Form):
    """A reason for each change, or one for all that have none of their own."""

    reason = forms.CharField(
        label="The same reason for all (optional)",
        help_text="Used for every change that has no reason of its own.",
        required=False,
        max_length=REASON_LENGTH,
    )

    def __init__(
        self, effects: Iterable[TargetEffect], data: Posted | None = None, *, initial: Posted | None = None
    ) -> None:
        self.effects = tuple(effects)
        super().__init__(data, initial=dict(initial or {}))
        for each in self.effects:
            self.fields[name_of(each.row.pk, each.year)] = forms.CharField(
                label="Reason (kept in the history)",
                required=False,
                max_length=REASON_LENGTH,
                widget=forms.Textarea(attrs={"rows": 2, "maxlength": REASON_LENGTH}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for each in self.effects:
            name = name_of(each.row.pk, each.year)
            if name not in data or "reason" not in data:
                continue
            try:
                checked_reason(data[name] or data["reason"])
            except Invalid as error:
                year = months.financial_year_label(each.year)
                self.add_error(name, f"{each.row.ref}, {year}: {error.reason}")
        return data

    def reason_for(self, pk: int, year: int) -> str:
        reason: str = self.cleaned_data[name_of(pk, year)] or self.cleaned_data["reason"]
        return reason


def name_of(pk: int, year: int) -> str:
    return f"reason-{pk}-{year}"


def _initial(row: TargetRow) -> dict[str, Any]:
    terms = row.terms
    return {
        "seen": _seen(row.targets),
        "basis": terms.basis.value,
        "direction": terms.direction.value if terms.direction else "",
        "tolerance": f"{terms.tolerance.normalize():f}",
        **{f"y{target.financial_year}": target_text(row, target) for target in row.targets[1:]},
    }


def _seen(targets: Iterable[Target]) -> str:
    return canonical(
        {
            str(each.financial_year): None
            if each.basis is None
            else [each.value, each.is_tbc, each.basis.value, each.direction or "", each.tolerance]
            for each in targets
        }
    )


def _target(year: str, stored: list[Any] | None) -> Target:
    if stored is None:
        return Target(int(year))
    value, is_tbc, basis, direction, tolerance = stored
    return Target(
        int(year),
        None if value is None else _finite(value),
        bool(is_tbc),
        Basis(basis),
        Direction(direction) if direction else None,
        _finite(tolerance),
    )


def _finite(text: Any) -> Decimal:
    value = Decimal(text)
    if not value.is_finite():
        raise ValueError(f"{text} is no figure")
    return value
