"""Lists for administrators."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_tables2 import RequestConfig

from indicators.calculations import months
from indicators.models import Indicator, Scorecard

NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


def in_pages(request: HttpRequest, table: tables.Table, per_page: int) -> None:
    """Sorts and pages the table as the address says, which does not say how long a page is."""
    RequestConfig(request, paginate=False).configure(table)
    table.paginate(per_page=per_page)
    table.page = table.paginator.get_page(request.GET.get("page"))


class ScorecardsTable(tables.Table):
    """Rows with the counts `indicator_count` and `administrators` (names)."""

    name = tables.Column(verbose_name="Scorecard")
    indicator_count = tables.Column(verbose_name="Indicators", attrs=NUMBER)
    administrators = tables.Column(orderable=False, empty_values=())

    class Meta:
        order_by = "name"
        attrs = {"aria_label": "Scorecards"}

    def render_name(self, record: Scorecard) -> SafeString:
        return _link("indicators:scorecard_set_up", record.name, record.slug)

    def render_administrators(self, record: Any) -> str:
        return ", ".join(each.user.full_name for each in record.administrator_rows) or "Nobody yet"


class IndicatorsTable(tables.Table):
    """The indicators of one scorecard; `month` is the one at work."""

    ref = tables.Column(order_by=("ref",))
    title = tables.Column(verbose_name="Indicator")
    section = tables.Column(order_by=("section__order", "order"))
    owner = tables.Column(empty_values=(), order_by=("owner__full_name", "owner_name"))
    reporter = tables.Column(empty_values=(), order_by=("reporter__full_name", "reporter_name"))
    state = tables.Column(empty_values=(), order_by=("active_until", "active_from"))

    class Meta:
        per_page = 100
        attrs = {"aria_label": "Indicators"}
        empty_text = "No indicator is found by these words. Take some out, or show all."

    def __init__(self, *args: Any, month: date, **kwargs: Any) -> None:
        self.month = month
        super().__init__(*args, **kwargs)

    def render_ref(self, record: Indicator) -> SafeString:
        return _link("indicators:indicator_edit", record.ref, record.scorecard.slug, record.ref_slug)

    def render_title(self, record: Indicator) -> str | SafeString:
        leader = record.shares_commentary_with
        if leader is None:
            return record.shown_title
        return format_html(
            '<span>{}<br><span class="s quiet">Shows the words of {}</span></span>',
            record.shown_title,
            leader.ref,
        )

    def render_owner(self, record: Indicator) -> str | SafeString:
        return _person(record.owner, record.owner_name)

    def render_reporter(self, record: Indicator) -> str | SafeString:
        return _person(record.reporter, record.reporter_name)

    def render_state(self, record: Indicator) -> SafeString:
        if record.active_until and record.active_until < self.month:
            return _state("grey", "Retired", f"after {months.label(record.active_until)}")
        if record.active_until:
            return _state("yellow", "Retires", f"after {months.label(record.active_until)}")
        if record.active_from and record.active_from > self.month:
            return _state("blue", "Starts", months.label(record.active_from))
        return _state("green", "Active")


def _person(user: Any, printed: str) -> str | SafeString:
    if user is None:
        words = f"Nobody (the file says {printed})" if printed else "Nobody"
        return format_html('<span class="bad b">{}</span>', words)
    return str(user) if user.is_active else format_html('{}<br><span class="bad b">Deactivated</span>', user)


def _state(kind: str, text: str, when: str = "") -> SafeString:
    tag = render_to_string("_components/tag.html", {"kind": kind, "text": text})
    return format_html('{} <span class="s">{}</span>', tag, when)


def _link(name: str, text: str, *args: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse(name, args=args), text)
