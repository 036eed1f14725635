"""The lists of files: plans that wait for decisions, batches that were loaded."""

from collections.abc import Iterable
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators.calculations import dates, months
from indicators.models import ImportBatch, PendingFile, Scorecard
from indicators.tables import NUMBER

WHEN = {"td": {"class": "nb"}}


def plans_of(scorecards: Iterable[Scorecard]) -> QuerySet[PendingFile]:
    plans = PendingFile.objects.filter(scorecard__in=[each.pk for each in scorecards])
    return plans.select_related("scorecard", "by", "file").defer("file__data")


def batches_of(scorecards: Iterable[Scorecard]) -> QuerySet[ImportBatch]:
    batches = ImportBatch.objects.filter(scorecard__in=[each.pk for each in scorecards])
    return batches.select_related("scorecard", "by", "undone_by", "undoes")


class PlansTable(tables.Table):
    file_name = tables.Column(verbose_name="File")
    scorecard = tables.Column()
    by = tables.Column(verbose_name="Sent by")
    at = tables.Column(verbose_name="When", attrs=WHEN)
    decisions = tables.Column(verbose_name="Decided so far", attrs=NUMBER, empty_values=())

    class Meta:
        orderable = False
        attrs = {"aria_label": "Waiting to be decided"}

    def render_file_name(self, record: PendingFile) -> SafeString:
        return _link("import_plan", record.pk, record.file_name)

    def render_at(self, record: PendingFile) -> str:
        return dates.moment(timezone.localtime(record.at))

    def render_decisions(self, record: PendingFile) -> str:
        return str(len(record.decisions))


class BatchesTable(tables.Table):
    """Rows of `batches_of`."""

    file_name = tables.Column(verbose_name="File")
    scorecard = tables.Column()
    month = tables.Column(default="–")
    by = tables.Column(verbose_name="Loaded by", empty_values=())
    at = tables.Column(verbose_name="When", attrs=WHEN)
    added = tables.Column(verbose_name="New", attrs=NUMBER, accessor="summary__returns_added", default="0")
    changed = tables.Column(
        verbose_name="Changed", attrs=NUMBER, accessor="summary__returns_restated", default="0"
    )
    state = tables.Column(verbose_name="Undone", empty_values=())

    class Meta:
        orderable = False
        attrs = {"aria_label": "Loaded files"}

    def render_file_name(self, record: ImportBatch) -> SafeString:
        return _link("import_batch", record.pk, record.file_name)

    def render_month(self, value: Any) -> str:
        return months.label(value)

    def render_by(self, record: ImportBatch) -> str:
        return str(record.by or "A command")

    def render_at(self, record: ImportBatch) -> str:
        return dates.moment(timezone.localtime(record.at))

    def render_state(self, record: ImportBatch) -> str | SafeString:
        if record.undoes:
            counts = (record.summary.get(each, 0) for each in ("returns_withdrawn", "returns_put_back"))
            return format_html(
                "<span>It took {} figures of {} back</span>",
                sum(counts),
                _link("import_batch", record.undoes.pk, "an earlier load"),
            )
        undone = getattr(record, "undone_by", None)
        return _link("import_batch", undone.pk, "Undone") if undone else "No"


def _link(name: str, pk: int, text: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse(name, args=(pk,)), text)
