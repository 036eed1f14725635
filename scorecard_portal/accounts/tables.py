"""The list of people."""

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .register import STATES, PersonRow

_COLOURS = {"active": "green", "invited": "blue", "deactivated": "grey"}


class PeopleTable(tables.Table):
    name = tables.Column()
    email = tables.Column(verbose_name="Email")
    roles = tables.Column(verbose_name="Roles", empty_values=())
    owns = tables.Column(attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    reports = tables.Column(attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    state = tables.Column()

    class Meta:
        per_page = 50
        order_by = "name"
        attrs = {"aria_label": "People"}
        empty_text = "Nobody is found by these words. Take some out, or show all states."

    def render_name(self, record: PersonRow) -> SafeString:
        link = format_html('<a href="{}">{}</a>', reverse("person", args=(record.pk,)), record.name)
        return (
            format_html('{}<br><span class="quiet">{}</span>', link, record.job_title)
            if record.job_title
            else link
        )

    def render_roles(self, record: PersonRow) -> SafeString:
        roles = (("Portal administrator",),) if record.is_portal_administrator else ()
        lines = format_html_join("", "<div>{}</div>", (*roles, *((role,) for role in record.roles)))
        return format_html("<div>{}</div>", lines) if lines else lines

    def render_state(self, value: str) -> SafeString:
        return render_to_string(
            "_components/tag.html", {"kind": _COLOURS[value], "text": dict(STATES)[value]}
        )
