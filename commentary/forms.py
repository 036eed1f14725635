"""Forms of the desk and of the queue. They validate; the steps are taken by the actions."""

import re
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from commentary import words
from commentary.models import DIGEST_KINDS
from commentary.workflow import Step

_LARGEST = 2**31 - 1
_NUMBER_PROBLEMS = ("required", "invalid", "min_value", "max_value")
DECISIONS = (Step.OPEN, Step.RETURN, Step.APPROVE, Step.CONFIRM, Step.REOPEN)


class WordsField(forms.CharField):
    """Text that people write at length: what `words.cleaned` makes of it."""

    widget = forms.Textarea

    def __init__(self, *, name: str, **kwargs: Any) -> None:
        self.name = name
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        try:
            return words.cleaned(value or "", self.name)
        except words.WordsNotKept as problem:
            raise ValidationError(str(problem)) from None


class SeenVersionField(forms.IntegerField):
    """The version that was on the page, hidden in the form."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        message = "This page has lost its place. Open it again; what you typed is below."
        super().__init__(
            min_value=0, max_value=_LARGEST, error_messages=dict.fromkeys(_NUMBER_PROBLEMS, message)
        )


class DraftForm(forms.Form):
    """The words, the version that they were written on, and the number of the draft that the box holds.

    `typed_by` says whose they are.
    """

    text = WordsField(
        name="commentary",
        required=False,
        label="Commentary for the month",
        help_text="What changed, why, what you are doing, by when. 60 to 120 words is usual.",
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    version = SeenVersionField()
    number = forms.IntegerField(required=False, min_value=0, max_value=_LARGEST, widget=forms.HiddenInput)
    typed_by = forms.CharField(required=False, widget=forms.HiddenInput)


class WordsForm(forms.Form):
    """Words that are looked at and not kept."""

    text = WordsField(name="commentary", required=False)


class DecisionForm(forms.Form):
    """What the owner does with one commentary, and what they had before them."""

    step = forms.ChoiceField(
        choices=[(step.value, step.value) for step in DECISIONS],
        error_messages={"required": "Choose what to do.", "invalid_choice": "Choose what to do."},
    )
    version = SeenVersionField()
    figures = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    reason = WordsField(
        name="reason",
        required=False,
        label="Why, and what is wanted (the reporter reads this)",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        step = cleaned.get("step")
        if step in (Step.RETURN, Step.REOPEN) and "reason" in cleaned and not cleaned["reason"]:
            self.add_error("reason", f"Enter a reason to {step} this commentary")
        return cleaned


class Seen(NamedTuple):
    """One commentary, by its key, as it stood on the page."""

    commentary: int
    version: int
    figures: str


class ConfirmForm(forms.Form):
    """The ticked ones of several signatures that one release or file made stale."""

    confirm = forms.Field(error_messages={"required": "Tick the ones that you sign again."})

    def __init__(self, data: QueryDict | None) -> None:
        super().__init__(None if data is None else {"confirm": data.getlist("confirm")})

    def clean_confirm(self) -> list[Seen]:
        pattern = re.compile(r"(\d{1,18})-(\d{1,9})-([0-9a-f]{64})")
        matches = [pattern.fullmatch(each) for each in self.cleaned_data["confirm"]]
        if not all(matches):
            raise ValidationError("This page has lost its place. Look again at what changed.")
        return [Seen(int(match[1]), int(match[2]), match[3]) for match in matches if match]


class MailChoicesForm(forms.Form):
    """The kinds of news that somebody is mailed about."""

    wanted = forms.MultipleChoiceField(
        required=False,
        choices=DIGEST_KINDS,
        label="Mail me about",
        help_text="All in one mail, at most one a day, on working days.",
        widget=forms.CheckboxSelectMultiple,
    )
    none = forms.BooleanField(required=False, label="Send me no daily email at all")
