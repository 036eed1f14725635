"""What the reader asked the scorecard for."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.http import QueryDict

from commentary.permissions import Standing
from indicators import models
from indicators.filters import IndicatorFilter
from indicators.templatetags.figures import state_word

from .scorecard_body import Body
from .scorecard_signals import ASKED
from .scorecard_words import STATES

ORDER = (
    "section",
    "owner",
    "reporter",
    "judgement",
    "signal",
    "target",
    "commentary",
    "q",
    "mine",
    "restated",
)


class ScorecardFilter(IndicatorFilter):
    """The scorecard's filters; signals and where a commentary stands are read on the rows."""

    signal = django_filters.ChoiceFilter(
        label="Signal",
        choices=[(key, words) for key, (words, _) in ASKED.items()],
        method="on_rows",
        empty_label="Any",
    )
    commentary = django_filters.ChoiceFilter(
        label="Commentary",
        choices=[(state, state_word(state)) for state in STATES],
        method="on_rows",
        empty_label="Any",
    )
    restated = django_filters.BooleanFilter(
        label="Only restated", method="on_rows", widget=forms.CheckboxInput
    )


@dataclass(frozen=True)
class Choice:
    """The filters of one request. The form is made where it is asked for: most pages are not filtered."""

    query: QueryDict
    body: Body
    scorecard: models.Scorecard
    reader: Standing

    @cached_property
    def filters(self) -> ScorecardFilter:
        """Offers the sections and people that the rows have."""
        pieces = self.body.pieces
        filters = ScorecardFilter(
            self.query,
            queryset=models.Indicator.objects.filter(scorecard=self.scorecard).order_by(),
            sections=dict.fromkeys(piece.section for piece in pieces),
            owners=sorted({piece.owner for piece in pieces}),
            reporters=sorted({piece.reporter for piece in pieces}),
            mine=(self.reader.user_pk, *self.reader.covered),
        )
        filters.form.order_fields(ORDER)
        return filters

    @property
    def cleaned(self) -> dict[str, Any]:
        return self.filters.cleaned if self.query else {}

    @property
    def problems(self) -> tuple[str, ...]:
        """The labels of the filters whose value could not be read."""
        form = self.filters.form
        return tuple(str(form.fields[name].label) for name in form.errors)


def choice_of(query: QueryDict, body: Body, scorecard: models.Scorecard, reader: Standing) -> Choice:
    asked = QueryDict(mutable=True)
    for name in ScorecardFilter.base_filters:
        if query.get(name):
            asked[name] = str(query[name])
    return Choice(asked, body, scorecard, reader)
