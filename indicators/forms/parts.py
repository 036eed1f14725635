"""How an indicator is worked out: rows of numerator and denominator, and what it is multiplied by."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms

from indicators.actions.parts import LARGEST_MULTIPLIER, POPULATION, ROLES, as_text, state_of
from indicators.calculations.terms import Unit
from indicators.models import Indicator, Part

from .grids import SeenField
from .reasons import ReasonForm
from .term_rows import NumberField, TermRowsForm, rows_of, whole_multiplier


class PartsForm(TermRowsForm, ReasonForm):
    """Of a percentage or rate; terms are counts of its scorecard and populations. `seen` says how it was."""

    sides = {Part.NUMERATOR: ("Numerator", 2), Part.DENOMINATOR: ("Denominator", 1)}

    multiplier = NumberField(
        label="Multiplied by",
        help_text="100 for a percentage, 10,000 for a rate per 10,000.",
        error_messages={"required": "Say what it is multiplied by."},
        widget=forms.TextInput(attrs={"class": "w5", "inputmode": "numeric", "autocomplete": "off"}),
    )
    seen = SeenField()

    def __init__(
        self, current: Indicator, data: Any = None, *, typed: Mapping[str, Any] | None = None
    ) -> None:
        state = state_of(current)
        initial = {**_initial(current), **(typed or {})}
        super().__init__(data, initial=initial | {"seen": json.dumps(state)})
        self.add_rows(_choices(current), initial, empty="Nothing")

    @property
    def sides_with_rows(self) -> list[tuple[str, str, list[tuple[forms.BoundField, forms.BoundField]]]]:
        return [(side, label, self.bound_rows(side)) for side, (label, _) in self.sides.items()]

    @property
    def given(self) -> dict[str, Any]:
        """What the action takes."""
        texts = {role: as_text(self._in_order(role)) for role in ROLES}
        return texts | {name: self.cleaned_data[name] for name in ("multiplier", "reason", "seen")}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for role in ROLES:
            terms = self.terms(role)
            if terms and all(sign < 0 for sign, _ in terms):
                self.add_error(f"{role}-0-sign", "Nothing is left to take this away from: add a term too.")
        return data

    def _in_order(self, role: str) -> list[tuple[int, str]]:
        """What is added first: a text does not begin with a sign."""
        return sorted(self.terms(role), key=lambda term: -term[0])

    def clean_multiplier(self) -> int | None:
        return whole_multiplier(self.cleaned_data["multiplier"], LARGEST_MULTIPLIER)


def _choices(current: Indicator) -> dict[str, tuple[str, str]]:
    """Counts by key, populations by name; each stands for the name that the action knows it by."""
    counts = current.scorecard.indicators.filter(unit=Unit.COUNT).exclude(pk=current.pk)
    in_use = {part.other_id for part in current.parts.all()}
    found = {
        str(row.pk): (f"{row.ref}: {row.shown_title}", row.ref)
        for row in counts.in_printed_order()
        if row.active_until is None or row.pk in in_use
    }
    names = current.scorecard.populations.order_by("name").values_list("name", flat=True).distinct()
    return found | {f"{POPULATION}{name}": (f"Population: {name}", f"{POPULATION}{name}") for name in names}


def _initial(current: Indicator) -> dict[str, Any]:
    initial: dict[str, Any] = {"multiplier": current.multiplier}
    for side, (_, at_least) in PartsForm.sides.items():
        terms = [
            (str(part.other_id) if part.other_id else f"{POPULATION}{part.population}", part.sign)
            for part in current.parts.all()
            if part.role == side
        ]
        initial |= rows_of(side, terms, at_least)
    return initial
