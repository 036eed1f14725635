"""The question that every change asks which keeps a history: why?"""

from django import forms

from indicators.actions.reasons import REASON_LENGTH


def reason_field(label: str = "Why?", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text="Kept in the history.",
        max_length=REASON_LENGTH,
        required=required,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why: the reason is kept in the history."},
    )


class ReasonForm(forms.Form):
    """A step that must say why."""

    reason = reason_field()
