"""A row of the grid of returns as it is typed, and which rows are wanted."""

from collections.abc import Mapping
from typing import Any

from django import forms

from indicators.actions.figures import Figures, worked_out
from indicators.actions.reasons import REASON_LENGTH
from indicators.calculations import formats
from indicators.calculations.terms import Missing, Unit
from indicators.models import Indicator
from indicators.models.monthly_return import MISSING
from indicators.people.errors import Invalid
from indicators.scorecards.known import Recorded

from .grids import DAMAGED
from .returns import NumberField, take_percent

Posted = Mapping[str, str]
FIGURES = ("value", "missing", "numerator", "denominator")
SHOWS = ("all", "empty", "look", "restated")


class ReturnRowForm(forms.Form):
    """One indicator's return in its row. `shown` is what stood in the row when it was read."""

    value = NumberField(required=False)
    missing = forms.ChoiceField(
        choices=(("", ""), *MISSING),
        required=False,
        error_messages={"invalid_choice": "Choose a reason from the list."},
    )
    numerator = NumberField(required=False)
    denominator = NumberField(required=False)
    reason = forms.CharField(required=False, max_length=REASON_LENGTH)
    seen = forms.IntegerField(
        min_value=0, error_messages=dict.fromkeys(("required", "invalid", "min_value"), DAMAGED)
    )

    def __init__(self, indicator: Indicator, shown: Recorded, data: Posted) -> None:
        self.indicator = indicator
        self.shown = shown
        super().__init__(data, prefix=prefix_of(indicator.pk))
        take_percent(self, indicator)

    @property
    def typed(self) -> dict[str, str]:
        """The texts that are not those that stood there, and the reason."""
        saved = texts_of(self.shown, Unit(self.indicator.unit), self.indicator.decimals)
        given = {name: self.data.get(self.add_prefix(name), saved[name]).strip() for name in FIGURES}
        changed = {name: text for name, text in given.items() if text != saved[name]}
        return changed | {"reason": self.data.get(self.add_prefix("reason"), "").strip()}

    @property
    def is_changed(self) -> bool:
        return self.typed.keys() != {"reason"}

    def clean(self) -> dict[str, Any]:
        """`figures` are what the action takes."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return data
        try:
            data["figures"] = self._figures(data)
        except Invalid as problem:
            self.add_error(problem.field if problem.field in self.fields else None, problem.reason)
        return data

    def _figures(self, data: dict[str, Any]) -> Figures:
        value, missing = data["value"], data["missing"]
        numerator, denominator = self._parts(data)
        if value is not None and missing and missing == (self.shown.missing or ""):
            # A figure typed where a reason stood takes its place.
            missing = ""
        if missing and (numerator, denominator) == (self.shown.numerator, self.shown.denominator):
            # They belonged to the figure that is taken away.
            numerator = denominator = None
        if value is not None and missing:
            raise Invalid("Empty the figure too, or take the reason off.", field="value")
        if value is None and not missing and numerator is not None and denominator is not None:
            value = worked_out(self.indicator, numerator, denominator)
        if value is None and not missing:
            raise Invalid("Empty: give the figure, or choose why there is none.", field="value")
        return Figures(value, Missing(missing) if missing else None, numerator, denominator)

    def _parts(self, data: dict[str, Any]) -> tuple[Any, Any]:
        if self.add_prefix("numerator") not in self.data:
            return self.shown.numerator, self.shown.denominator
        return data["numerator"], data["denominator"]


class ReturnsShowForm(forms.Form):
    """The filter of the grid. Anything unknown counts as the first choice."""

    show = forms.CharField(required=False)
    reporter = forms.CharField(required=False, max_length=200)
    q = forms.CharField(required=False, max_length=100)

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        given: dict[str, str] = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return given | {"show": given["show"] if given["show"] in SHOWS else SHOWS[0]}


def prefix_of(pk: int) -> str:
    return f"r{pk}"


def posted_versions(data: Posted) -> dict[int, int]:
    """The version seen of each row that was posted. Raises Invalid where the form was damaged."""
    found = {}
    for key, seen in data.items():
        if key.startswith("r") and key.endswith("-seen"):
            pk = key[1:-5]
            if not (pk.isdecimal() and seen.isdecimal()) or len(pk) > 18 or len(seen) > 9:
                raise Invalid(DAMAGED)
            found[int(pk)] = int(seen)
    return found


def texts_of(recorded: Recorded, unit: Unit, decimals: int) -> dict[str, str]:
    """What stands in a row's fields."""
    parts = {"numerator": recorded.numerator, "denominator": recorded.denominator}
    return {
        "value": formats.figure(recorded.value, unit, decimals),
        "missing": recorded.missing.value if recorded.missing else "",
        **{name: "" if part is None else f"{part.normalize():,f}" for name, part in parts.items()},
    }
