"""Fields that several forms share: words without control characters, days, people, months."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from indicators.calculations import months
from indicators.people.models import User


class LineField(forms.CharField):
    """Text of one line, without control characters."""

    kept = ""

    def to_python(self, value: Any) -> str:
        text = super().to_python((value or "").replace("\r\n", "\n").replace("\r", "\n")) or ""
        if any(unicodedata.category(each) == "Cc" and each not in self.kept for each in text):
            raise forms.ValidationError("This holds a control character. Type it again without.")
        return text


class WordsField(LineField):
    """Text of several lines; line ends as in Python."""

    widget = forms.Textarea
    kept = "\n\t"


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PersonField(forms.ModelChoiceField):
    """One of the active people; whoever has the part now stays choosable."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "Nobody yet")
        super().__init__(User.objects.filter(is_active=True), **kwargs)
        self.error_messages["invalid_choice"] = "Choose a person from the list."

    def keep(self, pk: int | None) -> None:
        self.queryset = User.objects.filter(Q(is_active=True) | Q(pk=pk))

    def label_from_instance(self, obj: User) -> str:
        name = f"{obj} ({obj.job_title or obj.email})"
        return name if obj.is_active else f"{name}, deactivated"


class MonthChoiceField(forms.TypedChoiceField):
    """One of `choices_from`'s months, as a date on the first."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=months.parse_slug, **kwargs)
        self.error_messages["invalid_choice"] = "Choose a month from the list."

    def offer(self, choices: Iterable[date], *, chosen: date) -> None:
        self.choices = [(months.slug(month), months.label(month)) for month in choices]
        self.initial = months.slug(chosen)
