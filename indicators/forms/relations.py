"""A check as it is typed: its kind, what it is about, and rows of terms. The rules are the action's."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms

from indicators.actions.relations import BOTTOM, LARGEST_MULTIPLIER, TOP, Stated, state_of
from indicators.models import Relation, RelationTerm, Scorecard

from .grids import SeenField
from .reasons import reason_field
from .term_rows import NumberField, TermField, TermRowsForm, rows_of, whole_multiplier

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
SIDES = {TOP: ("Made of", 3), BOTTOM: ("Divided by", 1)}


class RelationForm(TermRowsForm):
    """A check of `scorecard`; `current` is the row as it stands, None for a new one.

    "more" asks for another row instead of saving.
    """

    sides = SIDES

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
        rows = {str(row.pk): (f"{row.ref}: {row.shown_title}", row) for row in choices.in_printed_order()}
        self.fields["subject"] = TermField(
            rows, label="The indicator it is about", empty="None: the sum makes a total"
        )
        self.add_rows(rows, initial, empty="No indicator")
        if current:
            self.fields["reason"] = reason_field()
            self.fields["seen"] = SeenField(initial=json.dumps(state_of(current)))

    @property
    def top(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return self.bound_rows(TOP)

    @property
    def bottom(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return self.bound_rows(BOTTOM)

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
            terms=self.terms(TOP),
            divisors=self.terms(BOTTOM) if is_ratio else (),
            total=given.get("total") if is_sum else None,
            multiplier=multiplier if is_ratio and multiplier is not None else 1,
            tolerance=given["tolerance"],
            severity=given["severity"],
        )

    def clean_multiplier(self) -> int | None:
        return whole_multiplier(self.cleaned_data["multiplier"], LARGEST_MULTIPLIER)


def _initial(current: Relation) -> dict[str, Any]:
    state = state_of(current)
    initial = {
        name: state[name] for name in ("kind", "subject", "total", "multiplier", "tolerance", "severity")
    }
    for side, (_, at_least) in SIDES.items():
        terms = [
            (str(indicator), sign)
            for role, indicator, sign in state["terms"]
            if (role == RelationTerm.DENOMINATOR) == (side == BOTTOM)
        ]
        initial |= rows_of(side, terms, at_least)
    return initial


def _named(current: Relation | None) -> set[int]:
    """Indicators that the check speaks of stay choosable when they have retired."""
    if current is None:
        return set()
    terms = {term.indicator_id for term in current.terms.all()}
    return terms | ({current.subject_id} if current.subject_id else set())
