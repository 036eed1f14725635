"""A check as it is typed: its kind, what it is about, and rows of terms. The rules are the action's."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from indicators.actions.relations import BOTTOM, LARGEST_MULTIPLIER, TOP, Stated, state_of
from indicators.models import Indicator, Relation, RelationTerm, Scorecard

from .grids import SeenField, number_typed
from .reasons import reason_field

KINDS = (
    ("ratio", "Ratio: one figure is others divided, such as M3 = M2 ÷ M1 × 100"),
    ("sum", "Sum: figures add up to another or to a total, such as five shares to 100"),
    (
        "stock_flow",
        "Stock and flow: last month’s figure plus and minus flows, such as LAC1 last month + LAC2 − LAC3",
    ),
)
SEVERITIES = (
    ("error", "Error: one of the figures must be wrong"),
    ("warning", "Warning: worth a look, and there may be a good reason"),
)
SIGNS = (("1", "+"), ("-1", "−"))
STARTS_WITH = {TOP: 3, BOTTOM: 1}
MOST = 20


class IndicatorField(forms.TypedChoiceField):
    """One of `rows`, which many fields share: a model's own field would ask for them each time."""

    def __init__(self, rows: Mapping[str, Indicator], *, empty: str, **kwargs: Any) -> None:
        choices = [("", empty), *((key, f"{row.ref}: {row.shown_title}") for key, row in rows.items())]
        super().__init__(
            choices=choices, coerce=lambda key: rows[key], empty_value=None, required=False, **kwargs
        )
        self.error_messages["invalid_choice"] = "Choose an indicator from the list."


class NumberField(forms.CharField):
    """A decimal as people type it: "0.2" or "1,433"."""

    def to_python(self, value: Any) -> Decimal | None:
        text = super().to_python(value)
        if not text:
            return None
        number = number_typed(text)
        if number is None:
            raise forms.ValidationError(f"“{text[:40]}” is not a number.")
        return number


class RelationForm(forms.Form):
    """A check of `scorecard`; `current` is the row as it stands, None for a new one.

    Each side has as many rows as were sent or are needed; "more" asks for another instead of saving.
    """

    kind = forms.ChoiceField(
        label="What kind of check is it?",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of check it is."},
    )
    multiplier = NumberField(
        label="Multiplied by",
        help_text="100 for a percentage, 10,000 for a rate per 10,000.",
        required=False,
        widget=forms.TextInput(attrs={"class": "w5", "inputmode": "numeric", "autocomplete": "off"}),
    )
    total = NumberField(
        label="Or a total",
        help_text="Of a sum that makes no indicator, such as 100.",
        required=False,
        widget=forms.TextInput(attrs={"class": "w5", "inputmode": "decimal", "autocomplete": "off"}),
    )
    tolerance = NumberField(
        label="How far it may be out",
        help_text="In the unit of the figure. A percentage kept with one decimal place needs 0.05.",
        initial="0",
        error_messages={"required": "Say how far it may be out: 0 if not at all."},
        widget=forms.TextInput(attrs={"class": "w5", "inputmode": "decimal", "autocomplete": "off"}),
    )
    severity = forms.ChoiceField(
        label="If it does not hold, it is", choices=SEVERITIES, widget=forms.RadioSelect, initial="warning"
    )

    def __init__(
        self,
        scorecard: Scorecard,
        data: Any = None,
        *,
        current: Relation | None = None,
        typed: Mapping[str, Any] | None = None,
    ) -> None:
        initial = {**(_initial(current) if current else {}), **(typed or {})}
        super().__init__(data, initial=initial)
        named = _named(current)
        choices = scorecard.indicators.filter(active_until=None) | scorecard.indicators.filter(pk__in=named)
        rows = {str(row.pk): row for row in choices.in_printed_order()}
        self.fields["subject"] = IndicatorField(
            rows, label="The indicator it is about", empty="None: the sum makes a total"
        )
        self.rows = {side: self._count(side, initial) for side in STARTS_WITH}
        for side, count in self.rows.items():
            for place in range(count):
                self._add_row(side, place, rows)
            self.fields[f"{side}-rows"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=count, required=False
            )
        if current:
            self.fields["reason"] = reason_field()
            self.fields["seen"] = SeenField(initial=json.dumps(state_of(current)))

    @property
    def top(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return self._bound(TOP)

    @property
    def bottom(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return self._bound(BOTTOM)

    @property
    def stated(self) -> Stated:
        """What the action takes. What a kind has no place for is left out, for the page does not show it."""
        given = self.cleaned_data
        kind = given["kind"]
        is_ratio, is_sum = kind == Relation.RATIO, kind == Relation.SUM
        multiplier = given.get("multiplier")
        return Stated(
            kind=kind,
            subject=given.get("subject"),
            terms=self._terms(TOP),
            divisors=self._terms(BOTTOM) if is_ratio else (),
            total=given.get("total") if is_sum else None,
            multiplier=int(multiplier) if is_ratio and multiplier is not None else 1,
            tolerance=given["tolerance"],
            severity=given["severity"],
        )

    def typed(self) -> dict[str, Any]:
        """All that was typed, for the form once more: over a newer row, or with another row of terms."""
        return {name: self[name].value() for name in self.fields if name != "seen"}

    def with_more(self, side: str) -> dict[str, Any]:
        rows = min(self.rows[side] + 1, MOST) if side in self.rows else 0
        return self.typed() | ({f"{side}-rows": rows} if rows else {})

    def clean_multiplier(self) -> Decimal | None:
        multiplier: Decimal | None = self.cleaned_data["multiplier"]
        if multiplier is not None and (
            multiplier != int(multiplier) or not 1 <= multiplier <= LARGEST_MULTIPLIER
        ):
            raise forms.ValidationError(f"Give a whole number from 1 to {LARGEST_MULTIPLIER:,}.")
        return multiplier

    def place_of(self, field: str | None) -> str | None:
        """The field at which an action's refusal stands: of a side its first row."""
        return f"{field}-0-indicator" if field in self.rows else field

    def _count(self, side: str, initial: Mapping[str, Any]) -> int:
        given = (self.data if self.is_bound else initial).get(f"{side}-rows", "")
        try:
            wanted = int(str(given))
        except ValueError:
            wanted = STARTS_WITH[side]
        return max(1, min(wanted, MOST))

    def _add_row(self, side: str, place: int, rows: Mapping[str, Indicator]) -> None:
        what = "Divided by" if side == BOTTOM else "Made of"
        self.fields[f"{side}-{place}-sign"] = forms.ChoiceField(
            label=f"{what}, sign {place + 1}", choices=SIGNS, required=False, initial="1"
        )
        self.fields[f"{side}-{place}-indicator"] = IndicatorField(
            rows, label=f"{what}, indicator {place + 1}", empty="No indicator"
        )

    def _bound(self, side: str) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [
            (self[f"{side}-{place}-sign"], self[f"{side}-{place}-indicator"])
            for place in range(self.rows[side])
        ]

    def _terms(self, side: str) -> tuple[tuple[int, Indicator], ...]:
        given = self.cleaned_data
        pairs = [
            (given.get(f"{side}-{place}-sign") or "1", given.get(f"{side}-{place}-indicator"))
            for place in range(self.rows[side])
        ]
        return tuple((int(sign), indicator) for sign, indicator in pairs if indicator is not None)


def _initial(current: Relation) -> dict[str, Any]:
    state = state_of(current)
    initial = {
        name: state[name] for name in ("kind", "subject", "total", "multiplier", "tolerance", "severity")
    }
    below = [each for each in state["terms"] if each[0] == RelationTerm.DENOMINATOR]
    above = [each for each in state["terms"] if each[0] != RelationTerm.DENOMINATOR]
    for side, terms in ((TOP, above), (BOTTOM, below)):
        initial[f"{side}-rows"] = max(len(terms), STARTS_WITH[side])
        for place, (_, indicator, sign) in enumerate(terms):
            initial |= {f"{side}-{place}-indicator": indicator, f"{side}-{place}-sign": str(sign)}
    return initial


def _named(current: Relation | None) -> set[int]:
    """Indicators that the check speaks of stay choosable when they have retired."""
    if current is None:
        return set()
    terms = {term.indicator_id for term in current.terms.all()}
    return terms | ({current.subject_id} if current.subject_id else set())
