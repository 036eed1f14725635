"""What the grids of targets and benchmarks share: numbers as people type them, and what was seen."""

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

MINUS = "\N{MINUS SIGN}"
# Commas stand between thousands: "22,6" is 22.6 to some people and never 226.
GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
DAMAGED = "This form was damaged on its way. Open the page again."


def number_typed(text: str) -> Decimal | None:
    """The number in "1,433", "92.0%" or "92"; None where the text is no number."""
    text = text.strip().replace(MINUS, "-").removesuffix("%").strip()
    if "_" in text or ("," in text and not GROUPED.fullmatch(text)):
        return None
    text = text.replace(",", "")
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    # 1e999999999 is finite too, but arithmetic has no place for it.
    return value if value.is_finite() and len(text) <= 20 and abs(value.adjusted()) < 10**6 else None


class SeenField(forms.CharField):
    """What stood in the cells when the page was made, as JSON: compared before anything is written."""

    widget = forms.HiddenInput
    default_error_messages = {"required": DAMAGED}

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return json.loads(text or "")
        except (ValueError, RecursionError):
            raise forms.ValidationError(DAMAGED) from None


class ShowForm(forms.Form):
    """The filter of a grid. Anything unknown counts as the first choice."""

    show = forms.CharField(required=False)
    section = forms.IntegerField(required=False)

    def chosen(self, *shows: str) -> tuple[str, int | None]:
        """Which rows are shown, and of which section (None: of all)."""
        self.is_valid()
        show = self.cleaned_data.get("show")
        return (show if show in shows else shows[0]), self.cleaned_data.get("section")
