"""What administrators see of a scorecard's indicators, and what retiring or bringing one back does."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from indicators.calculations import months
from indicators.models import Indicator, MonthlyReturn, ReportingMonth, Scorecard


@dataclass(frozen=True, slots=True)
class Counts:
    """Of a scorecard's indicators. Those without owner or reporter are active ones."""

    active: int
    retired: int
    without_people: int


def month_at_work(scorecard: Scorecard, today: date) -> date:
    """The latest open month; without one the month of today."""
    opened = ReportingMonth.objects.filter(scorecard=scorecard, status=ReportingMonth.OPEN)
    return opened.order_by("-month").values_list("month", flat=True).first() or months.first_of(today)


def counts_of(scorecard: Scorecard, month: date) -> Counts:
    """One query."""
    retired = Q(active_until__lt=month)
    active = Q(active_until=None) | Q(active_until__gte=month)
    found = scorecard.indicators.aggregate(
        active=Count("pk", filter=active),
        retired=Count("pk", filter=retired),
        without_people=Count("pk", filter=active & (Q(owner=None) | Q(reporter=None))),
    )
    return Counts(**found)


def retiring(indicator: Indicator) -> list[str]:
    """What retiring does, in sentences. Three queries."""
    ref = indicator.ref
    latest = (
        MonthlyReturn.objects.reported().filter(indicator=indicator).aggregate(latest=Max("month"))["latest"]
    )
    uses = Indicator.objects.filter(parts__other=indicator).distinct().in_printed_order()
    said = [
        "Its figures, commentary and signatures stay, and every month up to its last one shows them.",
        "Later months do not show it and ask neither for a figure nor for commentary.",
        "Commentary that is open for its last month or before still has to be written and signed.",
        "Commentary of a later month that is open stays in the record, and nobody is asked for it.",
    ]
    if latest:
        said.append(f"It has figures up to {months.label(latest)}: those after its last month stay, unseen.")
    if used_by := ", ".join(each.ref for each in uses):
        said.append(
            f"{used_by} count it in their numerator or denominator: later months are not worked out by it."
        )
    followers = indicator.followers.filter(active_until=None).in_printed_order()
    if refs := ", ".join(each.ref for each in followers):
        said.append(
            f"First retire {refs}, or let them share another row’s commentary: they show the words of {ref}."
        )
    return said


def returning(indicator: Indicator, month: date) -> list[str]:
    """What bringing back a retired indicator does, in sentences."""
    assert indicator.active_until is not None
    said = [f"{months.label(month)} and later months ask for its figure and its commentary again."]
    first = months.shift(indicator.active_until, 1)
    if first < month:
        last = months.shift(month, -1)
        span = months.label(first) if first == last else f"{months.label(first)} to {months.label(last)}"
        said.append(f"{span} show it too, without figures.")
    return [*said, "Owner and reporter are those it had. Look whether they still are."]
