"""The details of a benchmark release, and the steps of its life."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from indicators.actions.reasons import checked_reason
from indicators.actions.releases import ReleaseDetails
from indicators.calculations import months
from indicators.calculations.fingerprint import canonical
from indicators.models import BenchmarkRelease
from indicators.people.errors import Invalid
from indicators.scorecards.release_grid import ReleaseGrid

from .fields import DayInput
from .grids import DAMAGED, SeenField
from .reasons import reason_field


class DetailsForm(forms.Form):
    """What a release says of itself."""

    label = forms.CharField(
        max_length=120,
        help_text="As readers see it under the columns, such as “Updated Nov-17, using 16-17 data”.",
    )
    source = forms.CharField(
        label="Source (optional)",
        max_length=200,
        required=False,
        help_text="Who published the figures, and where.",
    )
    data_year = forms.CharField(
        label="Data year (optional)",
        max_length=20,
        required=False,
        help_text="Such as 2016-17. A value of another year can say so itself.",
        widget=forms.TextInput(attrs={"class": "w10"}),
    )
    published_on = forms.DateField(label="Published on (optional)", required=False, widget=DayInput)
    in_force_from = forms.CharField(
        label="In force from",
        max_length=7,
        help_text="The first month it is shown for, such as 2018-07.",
        widget=forms.TextInput(attrs={"class": "w10"}),
    )
    reason = reason_field()

    def clean_in_force_from(self) -> date:
        try:
            return months.parse_slug(self.cleaned_data["in_force_from"])
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None

    def details(self) -> ReleaseDetails:
        return ReleaseDetails(
            **{name: self.cleaned_data[name] for name in ReleaseDetails.__dataclass_fields__}
        )


class ChangeDetailsForm(DetailsForm):
    """The details of a draft, over what was seen of them."""

    seen = SeenField()

    def clean_seen(self) -> ReleaseDetails:
        try:
            stated = dict(self.cleaned_data["seen"])
            for name in ("published_on", "in_force_from"):
                stated[name] = date.fromisoformat(stated[name]) if stated[name] else None
            return ReleaseDetails(**stated)
        except (KeyError, TypeError, ValueError):
            raise forms.ValidationError(DAMAGED) from None


def initial_details(release: BenchmarkRelease) -> dict[str, Any]:
    stated = {name: getattr(release, name) for name in ReleaseDetails.__dataclass_fields__}
    return stated | {"in_force_from": months.slug(release.in_force_from), "seen": canonical(stated)}


class AcceptForm(forms.Form):
    """A reason for each value with findings."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        grid: ReleaseGrid,
        data: Mapping[str, str] | None = None,
        *,
        initial: Mapping[str, str] | None = None,
    ) -> None:
        self.found = grid.found
        super().__init__(data, initial={"seen": grid.seen(), **(initial or {})})
        for row, cell in self.found:
            if cell.now.value is not None or cell.now.symbol:
                label = f"Why {row.ref}, {cell.comparator.short_name} is right as it is"
                self.fields[cell.key] = reason_field(label, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for row, cell in self.found:
            if cell.key not in self.fields or cell.key in self.errors:
                continue
            try:
                checked_reason(data[cell.key])
            except Invalid as error:
                self.add_error(cell.key, f"{row.ref}, {cell.comparator.short_name}: {error.reason}")
        return data


class SeenForm(forms.Form):
    """A step over the release as it was looked at."""

    seen = forms.CharField(widget=forms.HiddenInput)
