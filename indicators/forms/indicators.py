"""What is typed about an indicator. The rules are the actions'; forms only give final types."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from indicators.actions.indicators import State, state_of, stated
from indicators.calculations import months
from indicators.models import Indicator, Scorecard, Section
from indicators.models.indicator import POLARITIES, UNITS

from .fields import LineField, MonthChoiceField, PersonField, WordsField
from .grids import SeenField
from .reasons import ReasonForm

TERMS = "Refs joined by “ + ” or “ - ”, such as CP2 + CP2b, or population: and its name."
NOT_FIELDS = frozenset({"seen", "reason", "typed_by"})
# What somebody writes at length: kept when the session ends meanwhile.
WORDS = ("title", "short_title", "outcome", "definition", "numerator", "denominator", "reason")


class LeaderField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Indicator) -> str:
        return f"{obj.ref}: {obj.shown_title}"


class IndicatorForm(forms.Form):
    """An indicator of `scorecard`; `current` is the row as it stands, None for a new one.

    `typed_by` says whose words wait where the session ends meanwhile.
    """

    section = forms.ModelChoiceField(
        Section.objects.none(),
        empty_label="Choose a section",
        error_messages={"required": "Choose a section."},
    )
    ref = LineField(
        help_text="Short and unique in this scorecard, such as EH4 (val). It is part of the page’s address.",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "w10", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Give the indicator a ref."},
    )
    title = LineField(max_length=300, error_messages={"required": "Give the indicator a title."})
    short_title = LineField(
        label="Short title (optional)", help_text="For lists and headings.", max_length=100, required=False
    )
    outcome = WordsField(
        label="Outcome (optional)",
        help_text="What it is there to show.",
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    definition = WordsField(
        label="Definition (optional)",
        help_text="What is counted, and what is left out.",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    decimals = forms.TypedChoiceField(
        label="Decimal places", choices=[(str(each), str(each)) for each in range(5)], coerce=int
    )
    polarity = forms.ChoiceField(
        label="Which way is good?", choices=POLARITIES, widget=forms.RadioSelect, initial="none"
    )
    local = forms.BooleanField(
        label="Local measure: nobody else publishes it to compare with", required=False
    )
    numerator = LineField(label="Numerator (optional)", help_text=TERMS, max_length=500, required=False)
    denominator = LineField(label="Denominator (optional)", max_length=500, required=False)
    owner = PersonField(help_text="Reads the commentary and signs it.", required=False)
    reporter = PersonField(
        help_text="Writes the commentary. Nobody signs their own words: an owner who reports needs a deputy.",
        required=False,
    )
    shares_commentary_with = LeaderField(
        Indicator.objects.none(),
        label="Shares its commentary with (optional)",
        help_text="It shows the words of that row and has none of its own. Owner and reporter are the same.",
        empty_label="No other row: it has its own",
        required=False,
    )
    typed_by = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, scorecard: Scorecard, *args: Any, current: Indicator | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        leaders = Q(shares_commentary_with=None, active_until=None)
        if current:
            leaders = leaders & ~Q(pk=current.pk) | Q(pk=current.shares_commentary_with_id)
        for name, rows in (
            ("section", scorecard.sections.all()),
            ("shares_commentary_with", scorecard.indicators.filter(leaders).in_printed_order()),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        for name in ("owner", "reporter"):
            person = self.fields[name]
            assert isinstance(person, PersonField)
            person.keep(getattr(current, f"{name}_id", None))
            printed = getattr(current, f"{name}_name", "")
            if printed and not getattr(current, f"{name}_id"):
                person.help_text = (
                    f"The scorecard file says “{printed}”, who is matched to nobody. {person.help_text}"
                )

    @property
    def given(self) -> State:
        """The indicator's fields, and both sides' texts, as the actions take them."""
        return {name: value for name, value in self.cleaned_data.items() if name not in NOT_FIELDS}


class AddIndicatorForm(IndicatorForm):
    """A new one. `closed` is the latest closed month, `month` the one at work."""

    unit = forms.ChoiceField(
        choices=UNITS,
        help_text="It cannot be changed later: figures that are kept would mean something else.",
    )
    active_from = MonthChoiceField(label="Asked for from")
    field_order = (
        *(
            "section",
            "ref",
            "title",
            "short_title",
            "outcome",
            "definition",
            "unit",
            "decimals",
            "polarity",
            "local",
        ),
        *("numerator", "denominator", "owner", "reporter", "shares_commentary_with", "active_from"),
    )

    def __init__(
        self, scorecard: Scorecard, *args: Any, month: date, closed: date | None, **kwargs: Any
    ) -> None:
        super().__init__(scorecard, *args, **kwargs)
        first = months.shift(closed, 1) if closed else months.shift(month, -24)
        field = self.fields["active_from"]
        assert isinstance(field, MonthChoiceField)
        field.offer(_span(first, months.shift(month, 12)), chosen=max(first, month))


class EditIndicatorForm(IndicatorForm, ReasonForm):
    """One that is there. `seen` says how it was when the page was made."""

    seen = SeenField()

    def __init__(
        self, current: Indicator, *args: Any, typed: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        self.now = state_of(current)
        initial = {**self.now, **(typed or {}), "seen": json.dumps(self.now)}
        super().__init__(current.scorecard, *args, current=current, initial=initial, **kwargs)

    def beside_theirs(self, current: Indicator, also: Mapping[str, Any]) -> "EditIndicatorForm":
        """The form over the row as it stands now: what was changed here as typed, the rest as it is.

        `also` are initial values of other fields.
        """
        seen = self.cleaned_data["seen"]
        seen = seen if isinstance(seen, dict) else {}
        mine = {name: value for name, value in stated(self.given).items() if value != seen.get(name)}
        return EditIndicatorForm(current, typed={**mine, **also, "reason": self.cleaned_data["reason"]})


class RetireForm(ReasonForm):
    """`first` and `last` are the months that can be its last."""

    last_month = MonthChoiceField(label="Its last month", help_text="The last month it is asked for.")
    field_order = ("last_month", "reason")

    def __init__(self, *args: Any, first: date, last: date, chosen: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["last_month"]
        assert isinstance(field, MonthChoiceField)
        field.offer(_span(first, last), chosen=chosen)


def _span(first: date, last: date) -> list[date]:
    found = [first]
    while found[-1] < last:
        found.append(months.shift(found[-1], 1))
    return found
