"""Forms of reporting months."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from indicators.calculations import months, working_days

from .fields import DayInput
from .reasons import ReasonForm


class DeadlinesForm(forms.Form):
    """Three deadlines, in their order. Each ends with its day."""

    returns_due = forms.DateField(label="Returns are due", widget=DayInput)
    commentary_due = forms.DateField(label="Commentary is due", widget=DayInput)
    sign_off_due = forms.DateField(label="Sign-off is due", widget=DayInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        returns, commentary, sign_off = (
            cleaned.get(name) for name in ("returns_due", "commentary_due", "sign_off_due")
        )
        if returns and commentary and commentary < returns:
            self.add_error("commentary_due", "Commentary cannot be due before the returns it is about.")
        if commentary and sign_off and sign_off < commentary:
            self.add_error("sign_off_due", "Sign-off cannot be due before the commentary it is about.")
        return cleaned


class PlanMonthForm(DeadlinesForm):
    """A month to come, with its deadlines."""

    month = forms.CharField(label="Month", help_text="Such as 2018-07.", max_length=7)
    field_order = ("month", "returns_due", "commentary_due", "sign_off_due")

    def clean_month(self) -> date:
        try:
            return months.parse_slug(self.cleaned_data["month"].strip())
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None


def suggestion(month: date) -> dict[str, date]:
    """The deadlines that a form for this month begins with: the usual working days of the month after."""
    return working_days.proposed(month)._asdict()


class ChangeDeadlinesForm(DeadlinesForm, ReasonForm):
    """`seen` carries the deadlines that the person had before them."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("returns_due", "commentary_due", "sign_off_due", "reason")

    def clean_seen(self) -> tuple[date | None, ...]:
        try:
            return tuple(
                date.fromisoformat(day) if day else None for day in self.cleaned_data["seen"].split(",")
            )
        except ValueError:
            raise forms.ValidationError("Open the page again: the form is not whole.") from None


def seen_text(deadlines: Iterable[date | None]) -> str:
    return ",".join(day.isoformat() if day else "" for day in deadlines)
