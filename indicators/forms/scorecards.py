"""Names of scorecards and sections, and who belongs to a scorecard."""

from collections.abc import Mapping
from typing import Any

from django import forms

from indicators.models import Comparator, Membership, Scorecard, Section
from indicators.models.benchmark import KINDS
from indicators.people.models import User

from .fields import LineField, PersonField
from .reasons import ReasonForm

NAME_LENGTH = Scorecard._meta.get_field("name").max_length
SECTION_LENGTH = Section._meta.get_field("name").max_length


class NewScorecardForm(forms.Form):
    name = LineField(
        help_text="Such as Children’s Services. Its address is made of it and stays when it is renamed.",
        max_length=NAME_LENGTH,
        error_messages={"required": "Give the scorecard a name."},
    )


class NewSectionForm(forms.Form):
    name = LineField(max_length=SECTION_LENGTH, error_messages={"required": "Give the section a name."})


class NewComparatorForm(forms.Form):
    name = LineField(
        help_text="Such as South East region.",
        max_length=Comparator._meta.get_field("name").max_length,
        error_messages={"required": "Give the comparator a name."},
    )
    short_name = LineField(
        help_text="It heads a column, such as South East.",
        max_length=Comparator._meta.get_field("short_name").max_length,
        error_messages={"required": "Give it a short name: it heads a column."},
    )
    kind = forms.ChoiceField(choices=KINDS, widget=forms.RadioSelect, initial="other")


class RenameForm(ReasonForm):
    """Another name for a scorecard or section; `seen_name` says which name was to be changed."""

    seen_name = forms.CharField(widget=forms.HiddenInput, strip=False)

    def __init__(
        self, named: Scorecard | Section, data: Any = None, typed: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial={"name": named.name, **(typed or {}), "seen_name": named.name})
        self.fields["name"] = LineField(
            max_length=named._meta.get_field("name").max_length,
            error_messages={"required": "Give it a name."},
        )
        self.order_fields(("name", "reason"))


class EscalationForm(ReasonForm):
    """When late work is told to others; an empty field tells nobody. `seen` is what the page showed."""

    deputy_after = forms.IntegerField(
        label="Tell the deputy after this many working days",
        help_text="The deputy who was named last, if the scorecard exists for them. Empty: never.",
        required=False,
        min_value=1,
        max_value=60,
    )
    administrators_after = forms.IntegerField(
        label="Tell the administrators after this many working days",
        help_text="Empty: never.",
        required=False,
        min_value=1,
        max_value=60,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("deputy_after", "administrators_after", "reason")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        deputy, administrators = cleaned.get("deputy_after"), cleaned.get("administrators_after")
        if deputy and administrators and administrators < deputy:
            self.add_error("administrators_after", "Administrators are told after the deputy, not before.")
        return cleaned


class CommentaryPolicyForm(ReasonForm):
    """Which rows need commentary. `seen` is the policy that the page showed."""

    policy = forms.ChoiceField(
        label="Which rows need commentary",
        choices=Scorecard.COMMENTARY_POLICIES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which rows need commentary."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("policy", "reason")


class MoveForm(forms.Form):
    """One place up or down from the place that was seen."""

    direction = forms.ChoiceField(choices=(("up", "up"), ("down", "down")))
    seen_place = forms.IntegerField(min_value=1)


class NewMemberForm(ReasonForm):
    """Somebody who has no role in `scorecard` yet."""

    user = PersonField(
        label="Person",
        help_text="Owners and reporters need no role here: their indicators let them in.",
        empty_label="Choose a person",
        error_messages={"required": "Choose a person."},
    )
    role = forms.ChoiceField(choices=Membership.ROLES, widget=forms.RadioSelect, initial=Membership.VIEWER)
    field_order = ("user", "role", "reason")

    def __init__(self, scorecard: Scorecard, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, PersonField)
        field.queryset = User.objects.filter(is_active=True).exclude(memberships__scorecard=scorecard)


class MemberForm(ReasonForm):
    """Another role, or none."""

    role = forms.ChoiceField(
        choices=(*Membership.ROLES, ("", "No role any more")), required=False, widget=forms.RadioSelect
    )
    seen_role = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("role", "reason")
