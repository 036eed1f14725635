"""What stands in the way of a month: rows that nobody writes, nobody signs, or one person would do alone."""

from datetime import date

from django.db.models import F

from indicators.models import Indicator, Scorecard
from indicators.people.models import Cover


def opening_warnings(scorecard: Scorecard, month: date, *, on: date) -> tuple[str, ...]:
    """Sentences that name the active rows without owner or reporter, and those whose owner is also their
    reporter with no deputy on that day to sign. Three queries."""
    active = Indicator.objects.filter(scorecard=scorecard).active_in(month).in_printed_order()
    alone = active.filter(owner=F("reporter")).exclude(
        owner__in=Cover.objects.filter(ends_on__gte=on).values("user")
    )
    found = (
        ("have no owner, so nobody can sign them", active.filter(owner=None)),
        ("have no reporter, so only an administrator can write them", active.filter(reporter=None)),
        ("have one person as owner and reporter and no deputy to sign them", alone),
    )
    return tuple(
        f"{', '.join(refs)} {words}."
        for words, rows in found
        if (refs := list(rows.values_list("ref", flat=True)))
    )
