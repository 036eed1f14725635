"""Which rows of a scorecard are wanted."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from indicators.models import Indicator, Scorecard, Section

Choices = Iterable[tuple[str, str]]

JUDGEMENTS = (
    ("improving", "Improving"),
    ("worsening", "Worsening"),
    ("similar", "Similar"),
    ("none", "No judgement"),
)
TARGETS = (
    ("off_target", "Off target"),
    ("close", "Close to target"),
    ("on_target", "On target"),
    ("tbc", "Target to be set"),
)
SHOWS = (("active", "Active"), ("nobody", "Without owner or reporter"), ("retired", "Retired"))


class IndicatorFilter(django_filters.FilterSet):
    """What the database knows filters the query. Judgement and target are worked out: they leave the query
    as it is, and `cleaned` has them for whoever has the rows.

    `sections`, `owners` and `reporters` are the choices offered, by name: a row's owner may be a name as
    printed that belongs to nobody. `mine` are the keys of the reader and of the people they cover.
    """

    section = django_filters.ChoiceFilter(
        field_name="section__name", label="Section", empty_label="All sections"
    )
    owner = django_filters.ChoiceFilter(label="Owner", method="of_owner", empty_label="Anyone")
    reporter = django_filters.ChoiceFilter(label="Reporter", method="of_reporter", empty_label="Anyone")
    judgement = django_filters.ChoiceFilter(
        label="Judgement", choices=JUDGEMENTS, method="on_rows", empty_label="Any"
    )
    target = django_filters.ChoiceFilter(label="Target", choices=TARGETS, method="on_rows", empty_label="Any")
    q = django_filters.CharFilter(label="Ref or words", method="with_words", max_length=100)
    mine = django_filters.BooleanFilter(label="Only mine", method="of_mine", widget=forms.CheckboxInput)

    class Meta:
        model = Indicator
        fields: list[str] = []

    def __init__(
        self,
        *args: Any,
        sections: Iterable[str] = (),
        owners: Iterable[str] = (),
        reporters: Iterable[str] = (),
        mine: Iterable[int] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._mine = tuple(mine)
        for name, names in (("section", sections), ("owner", owners), ("reporter", reporters)):
            self.filters[name].extra["choices"] = [(each, each) for each in names if each]

    @property
    def cleaned(self) -> dict[str, Any]:
        """The values that could be read; a wrong one is left out and stands in `form.errors`."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def asks_the_database(self) -> bool:
        return bool({"section", "owner", "reporter", "q", "mine"} & set(self.cleaned))

    def filter_queryset(self, queryset: QuerySet[Indicator]) -> QuerySet[Indicator]:
        for name, value in self.cleaned.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def of_owner(self, queryset: QuerySet[Indicator], name: str, value: str) -> QuerySet[Indicator]:
        return queryset.filter(Q(owner__full_name=value) | Q(owner=None, owner_name=value))

    def of_reporter(self, queryset: QuerySet[Indicator], name: str, value: str) -> QuerySet[Indicator]:
        return queryset.filter(Q(reporter__full_name=value) | Q(reporter=None, reporter_name=value))

    def of_mine(self, queryset: QuerySet[Indicator], name: str, value: bool) -> QuerySet[Indicator]:
        return queryset.filter(Q(owner__in=self._mine) | Q(reporter__in=self._mine))

    def with_words(self, queryset: QuerySet[Indicator], name: str, value: str) -> QuerySet[Indicator]:
        """Every word must be in the ref, a title or the outcome."""
        for word in value.split():
            queryset = queryset.filter(
                Q(ref__icontains=word)
                | Q(title__icontains=word)
                | Q(short_title__icontains=word)
                | Q(outcome__icontains=word)
            )
        return queryset

    def on_rows(self, queryset: QuerySet[Indicator], name: str, value: str) -> QuerySet[Indicator]:
        return queryset


class SetUpFilter(django_filters.FilterSet):
    """Indicators as administrators look for them; `month` is the one at work."""

    q = django_filters.CharFilter(label="Ref or words", method="with_words", max_length=100)
    section = django_filters.ModelChoiceFilter(
        label="Section", queryset=Section.objects.none(), empty_label="All sections"
    )
    show = django_filters.ChoiceFilter(label="Show", choices=SHOWS, method="in_state", empty_label="All")

    class Meta:
        model = Indicator
        fields: list[str] = []

    def __init__(self, *args: Any, scorecard: Scorecard, month: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._month = month
        self.filters["section"].queryset = scorecard.sections.all()

    def with_words(self, queryset: QuerySet[Indicator], name: str, value: str) -> QuerySet[Indicator]:
        for word in value.split():
            queryset = queryset.filter(
                Q(ref__icontains=word) | Q(title__icontains=word) | Q(short_title__icontains=word)
            )
        return queryset

    def in_state(self, queryset: QuerySet[Indicator], name: str, value: str) -> QuerySet[Indicator]:
        retired = Q(active_until__lt=self._month)
        if value == "retired":
            return queryset.filter(retired)
        active = queryset.exclude(retired)
        return active.filter(Q(owner=None) | Q(reporter=None)) if value == "nobody" else active
