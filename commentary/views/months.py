"""The month and the commentary that an address names."""

from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse

from commentary import summaries
from commentary.summaries import Item, MonthWork, Summary
from indicators.calculations import dates, months
from indicators.charts.line import line_chart
from indicators.charts.still import still_of
from indicators.models import Indicator, ReportingMonth, Scorecard
from indicators.people.http import SignedInRequest

from .threads import conversations


def get_month(scorecard: Scorecard, month: date) -> ReportingMonth:
    found = ReportingMonth.objects.filter(scorecard=scorecard, month=month).first()
    if found is None:
        raise Http404("No such month")
    found.scorecard = scorecard
    return found


def get_item(indicator: Indicator, month: date) -> tuple[ReportingMonth, MonthWork, Item]:
    """The month's work and this commentary in it; 404 where the indicator has none that month."""
    reporting_month = get_month(indicator.scorecard, month)
    work = summaries.month_work(reporting_month)
    for item in work.items:
        if item.row.pk == indicator.pk:
            return reporting_month, work, item
    raise Http404("Not reported for that month")


def why_not_open(reporting_month: ReportingMonth) -> str:
    """Why nothing can be written, empty for an open month."""
    label = months.label(reporting_month.month)
    if reporting_month.is_open:
        return ""
    if reporting_month.status == ReportingMonth.PLANNED:
        return f"{label} is not open yet. An administrator opens it when its returns are asked for."
    return (
        f"{label} is closed. You can read everything. To change a figure or a word, "
        "ask an administrator to reopen it."
    )


def words_before(indicator: Indicator, month: date) -> tuple[Summary, ...]:
    """The commentaries of earlier months, newest first. For those who may read unapproved words."""
    return tuple(each for each in summaries.for_indicator(indicator) if each.month < month and each.text)


def month_context(request: SignedInRequest, work: MonthWork, item: Item) -> dict[str, Any]:
    """What the pages of one commentary show of the month around it."""
    chart = line_chart(item.row, work.scorecard.release)
    return {
        "chart": chart,
        "still": still_of(chart) if chart else None,
        "work": work,
        "month_label": months.label(work.month),
        "strip": summaries.month_strip(work, request.today) if work.is_open else None,
        "deadline": dates.deadline(work.commentary_due, request.today),
        "evidence": summaries.evidence(work, item),
        "conversations": conversations(request, work, item),
        "open_actions": summaries.open_actions_of([row.pk for row in item.family], on=request.today),
        "new_action": reverse(
            "commentary:action_new", args=(work.scorecard.slug, work.month, item.row.ref_slug)
        ),
        "before_joining": summaries.before_joining(item),
        "last_month": months.shift(work.month, -1),
        "last_year": months.shift(work.month, -12),
    }
