"""Rows of the work lists, ready to show."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from commentary.actions.digests import SENDER_IS_DEAD
from commentary.models import Digest, Reminder
from commentary.summaries import Flag, Item, flags
from commentary.workflow import Status
from indicators.calculations import dates, formats, months
from indicators.calculations.terms import Judgement
from indicators.charts.sparkline import sparkline
from indicators.scorecards import Row


@dataclass(frozen=True, slots=True)
class WorkRow:
    """What `_components/work_row.html` shows. `note` is the owner's reason on a returned one."""

    url: str
    ref: str
    title: str
    why: str
    with_refs: str
    spark: SafeString
    figure: str
    arrow: str
    percent: str
    judgement: str
    status: str
    flags: tuple[Flag, ...]
    target_status: str
    note: str = ""
    note_by: str = ""


def work_row(item: Item, url: str, why: str = "") -> WorkRow:
    row, summary = item.row, item.summary
    returned = summary.returned if item.status is Status.RETURNED else None
    judgement = row.judgement_month
    return WorkRow(
        url=url,
        ref=row.ref,
        title=row.shown_title,
        why=why,
        with_refs=item.with_refs,
        spark=_spark(row),
        figure=formats.figure(row.now.value, row.unit, row.decimals, row.now.missing),
        arrow=row.change_month.arrow or "",
        percent=formats.percent(row.change_month),
        judgement="" if judgement in (None, Judgement.NONE, Judgement.SIMILAR) else str(judgement),
        status=item.shown_status,
        flags=flags(item),
        target_status=_target_status(item),
        note=returned.reason if returned else "",
        note_by=returned.by if returned else "",
    )


def _target_status(item: Item) -> str:
    """Empty where the reasons say already that it is off target."""
    reading = item.row.target_reading
    is_said = any(each.kind == "off_trajectory" for each in item.requirement.main)
    return "" if reading is None or reading.status is None or is_said else reading.status


def _spark(row: Row) -> SafeString:
    drawn = sparkline([cell.value for cell in row.cells], width=100, height=24)
    if not drawn.line:
        return SafeString()
    return format_html(
        '<svg class="spark sp" viewBox="0 0 100 24" aria-hidden="true" focusable="false">'
        '<path class="line" d="{}"/><circle class="pt" cx="{}" cy="{}" r="3"/></svg>',
        drawn.line,
        drawn.x,
        drawn.y,
    )


_STATES = {
    Digest.SENT: ("green", "Sent"),
    Digest.FAILED: ("red", "Failed"),
    Digest.SENDING: ("blue", "Being sent"),
}


class DigestsTable(tables.Table):
    """Daily emails, with the person at hand; `at` tells which senders have died."""

    day = tables.Column(attrs={"td": {"class": "nb"}})
    user = tables.Column(verbose_name="To")
    status = tables.Column(verbose_name="State")
    attempts = tables.Column(verbose_name="Tries", attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    at = tables.Column(verbose_name="Last tried")
    problem = tables.Column(verbose_name="What the mail server said")

    class Meta:
        orderable = False
        default = ""
        attrs = {"aria_label": "Daily emails"}
        empty_text = "No daily email was sent yet. A timer on the server sends them: see the README."

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dead_before = at - SENDER_IS_DEAD

    def render_day(self, value: date) -> str:
        return dates.day(value)

    def render_user(self, record: Digest) -> SafeString:
        return format_html(
            '<span>{}<br><span class="s quiet">{}</span></span>', record.user, record.user.email
        )

    def render_status(self, record: Digest) -> SafeString:
        return _state(record, self.dead_before)

    def render_at(self, value: datetime) -> str:
        return dates.moment(timezone.localtime(value))


class RemindersTable(tables.Table):
    """Reminders by hand, with the people and the scorecard at hand; `at` tells which senders have died."""

    at = tables.Column(verbose_name="When", attrs={"td": {"class": "nb"}})
    user = tables.Column(verbose_name="To")
    duty = tables.Column()
    month = tables.Column()
    by = tables.Column()
    status = tables.Column(verbose_name="State")
    problem = tables.Column(verbose_name="What the mail server said")

    class Meta:
        orderable = False
        default = ""
        attrs = {"aria_label": "Reminders by hand"}
        empty_text = "Nobody was reminded by hand yet. The page on where a month stands has a button for it."

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dead_before = at - SENDER_IS_DEAD

    def render_at(self, value: datetime) -> str:
        return dates.moment(timezone.localtime(value))

    def render_month(self, record: Reminder) -> str:
        return f"{months.label(record.month)}, {record.scorecard}"

    def render_status(self, record: Reminder) -> SafeString:
        return _state(record, self.dead_before)


def _state(record: Digest | Reminder, dead_before: datetime) -> SafeString:
    kind, text = _STATES[record.status]
    if record.status == Digest.SENDING and record.at < dead_before:
        kind, text = "yellow", "Not known"
    return render_to_string("_components/tag.html", {"kind": kind, "text": text})
