"""The activity log: what was done on the scorecards that somebody administers."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.calculations import dates
from indicators.forms.fields import DayInput
from indicators.models import Scorecard
from indicators.people.http import SignedInRequest
from indicators.people.models import AuditEvent, User
from indicators.permissions import check_manages_people
from indicators.tables import in_pages

PER_PAGE = 50
SAID_AS = {
    "active_from": "first month",
    "active_until": "last month",
    "is_superuser": "portal administrator",
    "sign_off_due": "sign-off due",
}


def events_for(user: User) -> QuerySet[AuditEvent]:
    """Everything for portal administrators; for others what was done on the scorecards they administer."""
    events = AuditEvent.objects.select_related("by").order_by("-pk")
    if user.is_superuser:
        return events
    return events.filter(scorecard_pk__in=Scorecard.objects.administered_by(user).values("pk"))


def _scorecards(request: HttpRequest | None) -> QuerySet[Scorecard]:
    assert request is not None
    assert isinstance(request.user, User)
    return Scorecard.objects.managed_by(request.user)


class ActivityFilter(django_filters.FilterSet):
    by = django_filters.ModelChoiceFilter(
        label="Person", queryset=User.objects.all(), empty_label="Everybody"
    )
    scorecard = django_filters.ModelChoiceFilter(
        label="Scorecard", queryset=_scorecards, empty_label="All", method="by_scorecard"
    )
    since = django_filters.DateFilter(
        label="From", field_name="at", lookup_expr="date__gte", widget=DayInput()
    )
    until = django_filters.DateFilter(label="To", field_name="at", lookup_expr="date__lte", widget=DayInput())

    class Meta:
        model = AuditEvent
        fields: list[str] = []

    def by_scorecard(
        self, events: QuerySet[AuditEvent], name: str, scorecard: Scorecard
    ) -> QuerySet[AuditEvent]:
        return events.filter(scorecard_pk=scorecard.pk)


class ActivityTable(tables.Table):
    """Formats events; `scorecards` gives names for their keys."""

    at = tables.Column(verbose_name="When", attrs={"td": {"class": "nb"}})
    by = tables.Column(verbose_name="Who", empty_values=())
    verb = tables.Column(verbose_name="What")
    on_label = tables.Column(verbose_name="On")
    scorecard_pk = tables.Column(verbose_name="Scorecard")
    after = tables.Column(verbose_name="From what to what", empty_values=())

    class Meta:
        orderable = False
        default = ""
        attrs = {"aria_label": "Activity"}
        empty_text = "Nothing was done that fits. Choose other days, or everybody."

    def __init__(self, *args: Any, scorecards: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scorecards = scorecards

    def render_at(self, value: datetime) -> str:
        return dates.moment(timezone.localtime(value))

    def render_by(self, record: AuditEvent) -> str:
        if record.by:
            return str(record.by)
        return "A command" if record.origin == "command" else "Nobody signed in"

    def render_scorecard_pk(self, value: int) -> str:
        return self.scorecards.get(value, "")

    def render_after(self, record: AuditEvent) -> str:
        return change_in_words(record.before or {}, record.after or {})


@require_safe
def activity(request: SignedInRequest) -> HttpResponse:
    """The log, newest first, by person, scorecard and day."""
    check_manages_people(request.user)
    found = ActivityFilter(request.GET, queryset=events_for(request.user), request=request)
    names = dict(_scorecards(request).values_list("pk", "name"))
    table = ActivityTable(found.qs, scorecards=names)
    in_pages(request, table, PER_PAGE)
    return render(
        request,
        "pages/activity.html",
        {"table": table, "filter": found},
        status=200 if found.form.is_valid() else 422,
    )


def change_in_words(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """ "status: draft → submitted; reason: Left". What stayed the same, and the version, say nothing."""
    words = []
    for name in {**before, **after}:
        old, new = _words(before.get(name)), _words(after.get(name))
        if name == "version" or old == new:
            continue
        change = f"{old} → {new}" if old and new else new or f"{old} (taken away)"
        words.append(f"{SAID_AS.get(name) or name.replace('_', ' ')}: {change}")
    return "; ".join(words)


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value)))
    if isinstance(value, dict):
        return ", ".join(f"{name} {_words(each)}" for name, each in value.items())
    text = str(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return dates.day(date.fromisoformat(text))
    if re.fullmatch(r"-?\d+\.\d+", text):
        return text.rstrip("0").rstrip(".")
    return text.replace("_", " ") if re.fullmatch(r"[a-z_]+", text) else text
