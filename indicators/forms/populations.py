"""How many people rates are worked out over. The rules are the action's."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from indicators.actions.populations import LARGEST, NAME_LENGTH, SOURCE_LENGTH, state_of
from indicators.models import Population

from .fields import DayInput, LineField
from .grids import SeenField, number_typed
from .reasons import ReasonForm


class WholeField(forms.CharField):
    """A whole number as people type it: "49,880"."""

    widget = forms.TextInput(attrs={"class": "w10", "inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        number = number_typed(text)
        if number is None or number != number.to_integral_value() or abs(number) > LARGEST:
            raise forms.ValidationError(f"“{text[:40]}” is no whole number that fits: write it like 49,880.")
        return int(number)


class PopulationValueForm(forms.Form):
    valid_from = forms.DateField(
        label="Valid from",
        help_text="Months that begin on this day or later are worked out over it.",
        widget=DayInput,
        error_messages={"required": "Give the day it is valid from.", "invalid": "Give a day that exists."},
    )
    value = WholeField(label="How many", error_messages={"required": "Give the number."})
    source = LineField(
        help_text="Whose number it is, and its edition, such as ONS mid-2017 estimate, June 2018.",
        max_length=SOURCE_LENGTH,
        error_messages={"required": "Say whose number it is."},
    )


class NewPopulationForm(PopulationValueForm):
    name = LineField(
        help_text="A name in use gets one more value. Indicators name it as population: and its name.",
        max_length=NAME_LENGTH,
        error_messages={"required": "Give the population a name."},
    )
    field_order = ("name", "valid_from", "value", "source")


class PopulationForm(PopulationValueForm, ReasonForm):
    """Another day, number or source; `seen` says how it was when the page was made."""

    seen = SeenField()
    field_order = ("valid_from", "value", "source", "reason")

    def __init__(self, current: Population, data: Any = None, typed: Mapping[str, Any] | None = None) -> None:
        now = state_of(current) | {"value": f"{Decimal(current.value):,}"}
        initial = {**now, **(typed or {}), "seen": json.dumps(state_of(current))}
        super().__init__(data, initial=initial)

    def typed(self) -> dict[str, Any]:
        """What was typed, for the same form over the row as it stands now."""
        return {name: self[name].value() for name in ("valid_from", "value", "source", "reason")}
