"""Rows of terms, each added or taken away: as many as were sent or are needed, and one more on request."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from .grids import number_typed

SIGNS = (("1", "+"), ("-1", "−"))
MOST = 20

# What a row may be: by the key that is sent, its label and what it stands for.
Choices = Mapping[str, tuple[str, Any]]


class NumberField(forms.CharField):
    """A decimal as people type it: "0.2" or "1,433"."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        number = number_typed(text)
        if number is None:
            raise forms.ValidationError(f"“{text[:40]}” is not a number.")
        return number


class TermField(forms.TypedChoiceField):
    """One of `choices_of`, which many fields share: a model's own field would ask for them each time."""

    def __init__(self, choices_of: Choices, *, empty: str, **kwargs: Any) -> None:
        super().__init__(
            choices=[("", empty), *((key, label) for key, (label, _) in choices_of.items())],
            coerce=lambda key: choices_of[key][1],
            empty_value=None,
            required=False,
            **kwargs,
        )
        self.error_messages["invalid_choice"] = "Choose one of the list."


class TermRowsForm(forms.Form):
    """`sides` are the names of its groups of rows, with their labels and how many rows each starts with."""

    sides: Mapping[str, tuple[str, int]] = {}

    def add_rows(self, choices_of: Choices, initial: Mapping[str, Any], *, empty: str) -> None:
        self.rows = {side: self._count(side, initial) for side in self.sides}
        for side, count in self.rows.items():
            label = self.sides[side][0]
            for place in range(count):
                self.fields[f"{side}-{place}-sign"] = forms.ChoiceField(
                    label=f"{label}, sign {place + 1}", choices=SIGNS, required=False, initial="1"
                )
                self.fields[f"{side}-{place}-term"] = TermField(
                    choices_of, label=f"{label}, {place + 1}", empty=empty
                )
            self.fields[f"{side}-rows"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=count, required=False
            )

    def bound_rows(self, side: str) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each row's sign and term, for the page."""
        places = range(self.rows[side])
        return [(self[f"{side}-{place}-sign"], self[f"{side}-{place}-term"]) for place in places]

    def terms(self, side: str) -> tuple[tuple[int, Any], ...]:
        """The rows that say something."""
        given = self.cleaned_data
        pairs = [
            (given.get(f"{side}-{place}-sign") or "1", given.get(f"{side}-{place}-term"))
            for place in range(self.rows[side])
        ]
        return tuple((int(sign), term) for sign, term in pairs if term is not None)

    def typed(self) -> dict[str, Any]:
        """All that was typed, for the form once more over a newer row."""
        return {name: self[name].value() for name in self.fields if name != "seen"}

    def with_more(self, side: str) -> dict[str, Any]:
        """All that was typed, and one more row on that side."""
        more = {f"{side}-rows": min(self.rows[side] + 1, MOST)} if side in self.rows else {}
        return self.typed() | more

    def place_of(self, field: str | None) -> str | None:
        """The field at which an action's refusal stands: of a side its first row."""
        return f"{field}-0-term" if field in self.rows else field

    def _count(self, side: str, initial: Mapping[str, Any]) -> int:
        given = (self.data if self.is_bound else initial).get(f"{side}-rows", "")
        try:
            wanted = int(str(given))
        except ValueError:
            wanted = self.sides[side][1]
        return max(1, min(wanted, MOST))


def rows_of(side: str, terms: list[tuple[str, int]], at_least: int) -> dict[str, Any]:
    """Initial values of a side that holds these keys and signs."""
    initial: dict[str, Any] = {f"{side}-rows": max(len(terms), at_least)}
    for place, (key, sign) in enumerate(terms):
        initial |= {f"{side}-{place}-term": key, f"{side}-{place}-sign": str(sign)}
    return initial


def whole_multiplier(value: Decimal | None, largest: int) -> int | None:
    """Raises ValidationError for what multiplies nothing."""
    if value is None:
        return None
    if value != value.to_integral_value() or not 1 <= value <= largest:
        raise forms.ValidationError(f"Give a whole number from 1 to {largest:,}.")
    return int(value)
