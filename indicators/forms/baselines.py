"""From which month on a chart begins anew, and why. The rules are the action's."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from indicators.calculations import months

from .fields import MonthChoiceField
from .reasons import ReasonForm


class BaselineForm(ReasonForm):
    """`seen` is what the page said that it would do; nothing is begun before somebody has seen that."""

    starts = MonthChoiceField(
        label="First month of the new baseline",
        help_text="The month from which the work is done, or the figure is counted, in another way.",
        error_messages={"required": "Choose the month."},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("starts", "reason")

    def __init__(self, choices: Sequence[date], data: Any = None) -> None:
        super().__init__(data)
        starts = self.fields["starts"]
        assert isinstance(starts, MonthChoiceField)
        starts.choices = [
            ("", "Choose a month"),
            *((months.slug(each), months.label(each)) for each in choices),
        ]
