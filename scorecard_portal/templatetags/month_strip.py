"""Where a month stands, for pages of figures that belong to it."""

from datetime import date
from typing import Any

from django import template

from commentary.summaries import month_strip, month_work
from indicators.models import ReportingMonth, Scorecard

register = template.Library()


@register.inclusion_tag("_components/month_strip.html", takes_context=True)
def strip_of(context: dict[str, Any], scorecard: Scorecard, month: date) -> dict[str, Any]:
    """The strip of an open month; nothing for others. The fixed queries of a month's work."""
    row = ReportingMonth.objects.open().filter(scorecard=scorecard, month=month).first()
    if row is None:
        return {"strip": None}
    row.scorecard = scorecard
    return {"strip": month_strip(month_work(row), context["request"].today)}
