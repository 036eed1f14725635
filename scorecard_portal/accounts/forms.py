"""What is typed about people. The rules are the actions'; forms only give final types."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from indicators.forms.fields import DayInput, LineField, PersonField
from indicators.forms.reasons import ReasonForm, reason_field
from indicators.models import Membership, Scorecard
from indicators.people.models import User

ROLE_CHOICES = (("", "No role"), *Membership.ROLES)


class PersonForm(forms.Form):
    """Who somebody is, and a role in each of `scorecards`: those of the person who fills this in."""

    full_name = LineField(label="Name", max_length=120, error_messages={"required": "Enter a name."})
    email = forms.CharField(
        label="Email address",
        help_text="They sign in with it, and it must be theirs alone.",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter an email address."},
    )
    job_title = LineField(label="Job title (optional)", max_length=120, required=False)
    is_portal_administrator = forms.BooleanField(
        label="Portal administrator",
        help_text="Looks after all people and all scorecards. Sees every scorecard.",
        required=False,
    )

    def __init__(
        self, *args: Any, scorecards: Sequence[Scorecard], makes_administrators: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.scorecards = scorecards
        if not makes_administrators:
            del self.fields["is_portal_administrator"]
        for scorecard in scorecards:
            self.fields[_role_name(scorecard)] = forms.ChoiceField(
                label=f"Role in {scorecard}",
                choices=ROLE_CHOICES,
                required=False,
                help_text="Owners and reporters of its indicators need none.",
            )

    @property
    def details(self) -> dict[str, Any]:
        """The fields of an account, as the actions take them."""
        given = self.cleaned_data
        return {
            "full_name": given["full_name"],
            "email": given["email"],
            "job_title": given["job_title"],
            "is_portal_administrator": given.get("is_portal_administrator", False),
        }

    @property
    def roles(self) -> dict[Scorecard, str | None]:
        """The role chosen in each scorecard; None for no role."""
        return {each: self.cleaned_data[_role_name(each)] or None for each in self.scorecards}


class ChangePersonForm(PersonForm):
    """`seen_version` says what the person looked like when the form was opened."""

    seen_version = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = reason_field()

    @property
    def change(self) -> dict[str, Any]:
        """Why, and what was seen."""
        return {name: self.cleaned_data[name] for name in ("reason", "seen_version")}


def initial_of(person: User, scorecards: Sequence[Scorecard], seen_version: str) -> dict[str, Any]:
    """What a form about `person` starts with. One query."""
    roles = dict(Membership.objects.filter(user=person).values_list("scorecard", "role"))
    return {
        "full_name": person.full_name,
        "email": person.email,
        "job_title": person.job_title,
        "is_portal_administrator": person.is_superuser,
        "seen_version": seen_version,
        **{_role_name(each): roles.get(each.pk, "") for each in scorecards},
    }


class DeactivationForm(ReasonForm):
    """Asks about the rows that stay behind only where there are some."""

    leaving_rows = forms.BooleanField(
        label="Deactivate all the same: these indicators stay with nobody to write or sign them",
        required=False,
    )

    def __init__(self, *args: Any, holds_rows: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not holds_rows:
            del self.fields["leaving_rows"]


class CoverForm(forms.Form):
    """Who acts for `user`, and when. Both days are included."""

    deputy = PersonField(empty_label="Choose a person", error_messages={"required": "Choose a person."})
    starts_on = forms.DateField(
        label="First day", widget=DayInput, error_messages={"required": "Enter the first day."}
    )
    ends_on = forms.DateField(
        label="Last day", widget=DayInput, error_messages={"required": "Enter the last day."}
    )
    reason = reason_field("Why? (optional)", required=False)

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deputy = self.fields["deputy"]
        assert isinstance(deputy, PersonField)
        deputy.queryset = User.objects.filter(is_active=True).exclude(pk=user.pk)
        self.fields["starts_on"].initial = today


def _role_name(scorecard: Scorecard) -> str:
    return f"role_{scorecard.pk}"
