"""Whose indicators are handed over, which, and to whom."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from indicators.actions.indicators import PEOPLE
from indicators.models import Indicator
from indicators.people.models import User

from .fields import PersonField
from .reasons import ReasonForm

ROLES = (
    ("both", "Everything they are to these rows"),
    ("owner", "Owner only"),
    ("reporter", "Reporter only"),
)


class LeaverForm(forms.Form):
    """Whose rows: anybody who owns or reports one of `rows`, deactivated or not."""

    person = PersonField(
        label="Whose indicators?",
        empty_label="Choose a person",
        error_messages={
            "required": "Choose a person.",
            "invalid_choice": "This person has no indicator here.",
        },
    )

    def __init__(self, rows: QuerySet[Indicator], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, PersonField)
        field.queryset = User.objects.filter(
            Q(pk__in=rows.values("owner")) | Q(pk__in=rows.values("reporter"))
        )


class HandOverForm(ReasonForm):
    """`rows` are those that `person` has."""

    indicators = forms.ModelMultipleChoiceField(
        Indicator.objects.none(),
        label="Indicators",
        error_messages={
            "required": "Tick at least one indicator.",
            "invalid_choice": "One of these is not theirs any more. Look at the list and tick again.",
        },
    )
    role = forms.ChoiceField(
        label="What is handed over?", choices=ROLES, initial="both", widget=forms.RadioSelect
    )
    to = PersonField(
        label="To", empty_label="Choose a person", error_messages={"required": "Choose who takes them over."}
    )
    field_order = ("indicators", "role", "to", "reason")

    def __init__(self, person: User, rows: Sequence[Indicator], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, queryset in (
            ("indicators", Indicator.objects.filter(pk__in=[row.pk for row in rows])),
            ("to", User.objects.filter(is_active=True).exclude(pk=person.pk)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset
        self.fields["indicators"].initial = [row.pk for row in rows]

    @property
    def roles(self) -> tuple[str, ...]:
        role = self.cleaned_data["role"]
        return PEOPLE if role == "both" else (role,)

    @property
    def ticked(self) -> set[str]:
        """The keys of ticked rows, as texts, for showing them again."""
        return {str(pk) for pk in self["indicators"].value() or ()}
