"""One monthly return as it is typed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from indicators.actions.figures import LARGEST, Figures, worked_out
from indicators.actions.reasons import REASON_LENGTH
from indicators.calculations.formats import number
from indicators.calculations.terms import Missing, Unit
from indicators.models import Indicator, MonthlyReturn

from .grids import number_typed

_KINDS = (
    ("", "There is a figure"),
    (Missing.NOT_SUPPLIED.value, "Not supplied: nobody has given one"),
    (Missing.NO_DENOMINATOR.value, "No cases to divide by"),
)


class NumberField(forms.Field):
    """A number as people type it, "1,433" or "22.6%"; None where it is left empty.

    A per cent sign is refused but where `takes_percent`: it belongs to another row's figure.
    """

    takes_percent = False

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        typed = number_typed(text)
        if typed is None:
            raise forms.ValidationError(f"“{text[:30]}” is not a number: write it like 1,433 or 22.6.")
        if text.endswith("%") and not self.takes_percent:
            raise forms.ValidationError(f"“{text[:30]}” is a percentage, and this is none: write the number.")
        # Not only too large: a number like 1e-99 has no place to be kept in.
        if abs(typed) > LARGEST or (typed and typed.adjusted() < -4):
            raise forms.ValidationError(f"This must be a number from 0 to {LARGEST:,}.")
        return typed


def take_percent(form: forms.Form, indicator: Indicator) -> None:
    """A percentage may be typed with its sign."""
    field = form.fields["value"]
    assert isinstance(field, NumberField)
    field.takes_percent = indicator.unit == Unit.PERCENTAGE


class ReturnForm(forms.Form):
    """Give it `current`, the return as it stands: a month that has a figure is restated, with a reason.

    `typed` stands in the fields instead, such as what was typed before a session ended.
    """

    missing = forms.ChoiceField(
        label="Is there a figure?", choices=_KINDS, required=False, widget=forms.RadioSelect
    )
    value = NumberField(label="Figure", required=False)
    numerator = NumberField(label="Number (optional)", required=False)
    denominator = NumberField(label="Out of (optional)", required=False)
    reason = forms.CharField(
        label="Why does it change?",
        help_text="Everybody who reads the page can see it in the history.",
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the figure changes: the reason is kept in the history."},
    )
    seen_version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages={"required": "This form was damaged on its way. Open the page again."},
    )

    def __init__(
        self,
        indicator: Indicator,
        current: MonthlyReturn | None,
        data: Any = None,
        typed: Mapping[str, str] | None = None,
    ) -> None:
        self.indicator = indicator
        super().__init__(data, initial={**_initial(indicator, current), **(typed or {})})
        for name in ("value", "numerator", "denominator"):
            self.fields[name].widget.attrs |= {"class": "w10", "inputmode": "decimal", "autocomplete": "off"}
        if current is None or current.is_withdrawn:
            del self.fields["reason"]
        if indicator.unit == Unit.COUNT:
            del self.fields["numerator"], self.fields["denominator"]
            missing = self.fields["missing"]
            assert isinstance(missing, forms.ChoiceField)
            missing.choices = _KINDS[:2] if current is None or current.missing != _KINDS[2][0] else _KINDS
        else:
            self.fields[
                "value"
            ].help_text = "Leave it empty to have it worked out from the two numbers below."
        if indicator.unit == Unit.PERCENTAGE:
            self.fields["value"].label = "Figure, in per cent"
        take_percent(self, indicator)

    def clean(self) -> dict[str, Any]:
        """What the action takes: `figures`, `seen_version` and, for a restatement, `reason`."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return data
        value, missing = data["value"], data["missing"]
        numerator, denominator = data.get("numerator"), data.get("denominator")
        if missing and value is not None:
            self.add_error(
                "value", "You said that there is no figure: empty this, or choose “There is a figure”."
            )
            return data
        if not missing and value is None and numerator is not None and denominator is not None:
            value = worked_out(self.indicator, numerator, denominator)
        if not missing and value is None:
            self.add_error("value", "Give the figure, or choose why there is none.")
            return data
        figures = Figures(value, Missing(missing) if missing else None, numerator, denominator)
        return {"figures": figures} | {
            name: data[name] for name in ("seen_version", "reason") if name in data
        }

    def beside_theirs(self, current: MonthlyReturn | None) -> "ReturnForm":
        """What was typed, over the return as somebody else has left it."""
        typed = {name: self[name].value() for name in self.fields if name != "seen_version"}
        return ReturnForm(self.indicator, current, typed=typed)


def _initial(indicator: Indicator, current: MonthlyReturn | None) -> dict[str, Any]:
    if current is None:
        return {"seen_version": 0, "missing": ""}
    return {
        "seen_version": current.version,
        "missing": "" if current.is_withdrawn else current.missing,
        "value": "" if current.value is None else number(current.value, indicator.decimals),
        "numerator": _typed(current.numerator),
        "denominator": _typed(current.denominator),
    }


def _typed(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():,f}"
