"""Which months an indicator's page can show, and who shares its words."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Max, Min, Q
from django.http import Http404

from indicators.calculations import months
from indicators.models import Indicator, MonthlyReturn, ReportingMonth
from indicators.people.errors import Invalid
from indicators.people.http import SignedInRequest
from indicators.scorecards.build import MONTHS_SHOWN


def family_of(indicator: Indicator) -> tuple[Indicator, ...]:
    """Itself and all that share its words, the leading one first. One query."""
    leader = indicator.shares_commentary_with_id or indicator.pk
    rows = Indicator.objects.filter(Q(pk=leader) | Q(shares_commentary_with=leader))
    return tuple(sorted(rows, key=lambda each: (each.pk != leader, each.pk)))


def months_on_record(
    request: SignedInRequest,
    indicator: Indicator,
    family: Iterable[Indicator],
    statuses: Mapping[date, str],
) -> tuple[date, date, date]:
    """The first month with a return, the month to show, and the last that could be shown. One query.

    Without `?month=` it is the latest open month, else the latest with a return. Raises Invalid for what is
    not a month, Http404 for a month that nothing is known about.
    """
    returns = MonthlyReturn.objects.reported().filter(indicator__in=[each.pk for each in family])
    own = Q(indicator=indicator)
    record = returns.aggregate(first=Min("month"), last=Max("month", filter=own))
    opened = [
        month
        for month, status in statuses.items()
        if status == ReportingMonth.OPEN and indicator.is_active_in(month)
    ]
    last = max(opened, default=None) or record["last"] or months.first_of(request.today)
    first = min(record["first"] or last, last)
    return first, _asked_for(request.GET.get("month", ""), first, last), last


def count_to_load(first: date, month: date) -> int:
    """Thirteen at least: changes and averages look back that far."""
    return max((month.year - first.year) * 12 + month.month - first.month + 1, MONTHS_SHOWN)


def neighbours_of(indicator: Indicator, month: date) -> tuple[Indicator | None, Indicator | None]:
    """The indicators before and after it in the scorecard's order. One query."""
    rows = Indicator.objects.filter(scorecard_id=indicator.scorecard_id).active_in(month).in_printed_order()
    all_in_order = list(rows.only("pk", "ref", "ref_slug"))
    places = {each.pk: place for place, each in enumerate(all_in_order)}
    if indicator.pk not in places:
        return None, None
    place = places[indicator.pk]
    after = all_in_order[place + 1] if place + 1 < len(all_in_order) else None
    return (all_in_order[place - 1] if place else None), after


def _asked_for(text: str, first: date, last: date) -> date:
    if not text:
        return last
    try:
        month = months.parse_slug(text)
    except ValueError as problem:
        raise Invalid(str(problem)) from None
    if not first <= month <= last:
        raise Http404("Nothing is recorded for this month")
    return month
