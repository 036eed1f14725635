"""Forms of the desk and of the queue. They validate; the steps are taken by the actions."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from commentary import words
from commentary.models import DIGEST_KINDS, MAX_QUESTION
from commentary.workflow import Step
from indicators.forms.fields import DayInput, LineField, PersonField
from indicators.people.models import User

_LARGEST = 2**31 - 1
_NUMBER_PROBLEMS = ("required", "invalid", "min_value", "max_value")
DECISIONS = (Step.OPEN, Step.RETURN, Step.APPROVE, Step.CONFIRM, Step.REOPEN)


class WordsField(forms.CharField):
    """Text that people write at length: what `words.cleaned` makes of it."""

    widget = forms.Textarea

    def __init__(self, *, name: str, limit: int = words.MAX_LENGTH, **kwargs: Any) -> None:
        self.name, self.limit = name, limit
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        try:
            return words.cleaned(value or "", self.name, self.limit)
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
        label="Commentary",
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
    """What the owner does with one commentary, and what they had before them.

    `reason` comes out with the frequent one that was chosen before it, on a line of its own.
    """

    step = forms.ChoiceField(
        choices=[(step.value, step.value) for step in DECISIONS],
        error_messages={"required": "Choose what to do.", "invalid_choice": "Choose what to do."},
    )
    version = SeenVersionField()
    figures = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    frequent = WordsField(name="reason", required=False, label="Why", widget=forms.RadioSelect)
    reason = WordsField(
        name="reason",
        required=False,
        label="Anything to add (the reporter reads this)",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    typed_by = forms.CharField(required=False, widget=forms.HiddenInput)

    def offer(self, reasons: Iterable[str]) -> None:
        """The reasons to choose from. One that was chosen on an older page stays among them."""
        chosen = self["frequent"].value()
        offered = list(dict.fromkeys([*reasons, *([chosen] if chosen else [])]))
        self.fields["frequent"].widget.choices = [
            *((each, each) for each in offered),
            ("", "Only my own words"),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        step = cleaned.get("step")
        if step == Step.RETURN and cleaned.get("frequent"):
            first = " ".join(cleaned["frequent"].split())
            stop = "" if first.endswith((".", "?", "!")) else "."
            cleaned["reason"] = "\n".join(filter(None, [first + stop, cleaned.get("reason", "")]))
        elif step in (Step.RETURN, Step.REOPEN) and "reason" in cleaned and not cleaned["reason"]:
            self.add_error("reason", f"Enter a reason to {step} this commentary")
        return cleaned


class QuestionForm(forms.Form):
    """An owner's question. `typed_by` says whose words they are."""

    text = WordsField(
        name="question",
        limit=MAX_QUESTION,
        label="Your question",
        error_messages={"required": "Enter your question"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    typed_by = forms.CharField(required=False, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """What somebody says in a thread, and how many answers they have seen in it."""

    text = WordsField(
        name="answer",
        limit=MAX_QUESTION,
        label="Your answer",
        error_messages={"required": "Enter your answer"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answers = SeenVersionField()
    typed_by = forms.CharField(required=False, widget=forms.HiddenInput)


class Seen(NamedTuple):
    """One commentary, by its key, as it stood on the page."""

    commentary: int
    version: int
    figures: str


class SeveralForm(forms.Form):
    """The ticked ones of a list, each as it stood there."""

    ticked = forms.Field()

    def __init__(self, data: QueryDict | None, *, name: str, nothing: str) -> None:
        super().__init__(None if data is None else {"ticked": data.getlist(name)})
        self.fields["ticked"].error_messages["required"] = nothing

    def clean_ticked(self) -> list[Seen]:
        pattern = re.compile(r"(\d{1,18})-(\d{1,9})-([0-9a-f]{64})")
        matches = [pattern.fullmatch(each) for each in self.cleaned_data["ticked"]]
        if not all(matches):
            raise ValidationError("This page has lost its place. Look again at what it says now.")
        return [Seen(int(match[1]), int(match[2]), match[3]) for match in matches if match]


class ActionForm(forms.Form):
    """Something to do, for one of `people`. `promise` names the check on the words that it is made of, and
    `back` the page that asked."""

    text = WordsField(
        name="action",
        label="What is to be done",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what is to be done."},
    )
    who = PersonField(
        label="Who does it",
        empty_label="Choose a person",
        error_messages={"required": "Choose who does it."},
    )
    due = forms.DateField(
        label="Due",
        widget=DayInput,
        error_messages={"required": "Enter the day it is due.", "invalid": "Enter the day it is due."},
    )

    def __init__(self, people: QuerySet[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["who"]
        assert isinstance(who, PersonField)
        who.queryset = people


class NewActionForm(ActionForm):
    promise = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    back = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    typed_by = forms.CharField(required=False, widget=forms.HiddenInput)


class ChangeActionForm(ActionForm):
    reason = WordsField(
        name="reason",
        label="Why is it changed?",
        help_text="Kept in the history.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why: the reason is kept in the history."},
    )
    version = SeenVersionField()


class CloseActionForm(forms.Form):
    outcome = WordsField(
        name="outcome",
        label="What came of it?",
        help_text="Done, or not: the outcome stays with the action.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what came of it: the outcome is kept with the action."},
    )
    version = SeenVersionField()
    typed_by = forms.CharField(required=False, widget=forms.HiddenInput)


class ReopenActionForm(forms.Form):
    reason = WordsField(
        name="reason",
        label="Why is it taken up again?",
        help_text="Kept in the history.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why: the reason is kept in the history."},
    )
    version = SeenVersionField()


class MemberQuestionForm(forms.Form):
    """What a member asked, as the administrator logs it."""

    text = WordsField(
        name="question",
        label="The question",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter the question."},
    )
    asked_by = LineField(
        label="Who asked",
        help_text="By their role, such as “Chair of the scrutiny panel”. Never a private person’s name.",
        max_length=120,
        error_messages={"required": "Enter who asked, by their role."},
    )
    asked_on = forms.DateField(
        label="When",
        widget=DayInput,
        error_messages={"required": "Enter the day it was asked.", "invalid": "Enter the day it was asked."},
    )
    version = SeenVersionField()
    typed_by = forms.CharField(required=False, widget=forms.HiddenInput)


class MemberAnswerForm(forms.Form):
    """`looked_at` is the mark of an answer whose advice has been seen."""

    answer = WordsField(
        name="answer",
        label="Answer",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write the answer: there are no words to keep yet."},
    )
    version = SeenVersionField()
    looked_at = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    typed_by = forms.CharField(required=False, widget=forms.HiddenInput)


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
