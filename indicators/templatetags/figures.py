"""Figures, months and days as people read them. Built in: no template needs to load it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from django import template
from django.utils import timezone

from indicators.calculations import dates, formats, months
from indicators.calculations.series import Cell
from indicators.calculations.terms import Unit
from indicators.models.indicator import POLARITIES, UNITS

register = template.Library()

_ARROWS = {"up": "↑", "down": "↓", "similar": "→"}
_JUDGEMENTS = {
    "improving": "Improving",
    "worsening": "Worsening",
    "similar": "Similar",
    "none": "No judgement",
}
_POLARITIES = dict(POLARITIES)
_UNITS = dict(UNITS)
_STATES = {
    "not_started": "Not started",
    "draft": "Draft",
    "submitted": "Submitted",
    "returned": "Returned",
    "approved": "Approved",
    "stale": "Stale",
    "not_yet": "Not yet approved",
    "not_needed": "No commentary needed",
    "not_asked": "Not asked for",
}


class Measured(Protocol):
    """An indicator or a row of a scorecard."""

    @property
    def unit(self) -> Unit | str: ...

    @property
    def decimals(self) -> int: ...


@register.filter
def figure(value: Decimal | None, of: Measured) -> str:
    """`{{ row.mean_12|figure:row }}`: "1,433", "22.6%", nothing where there is none."""
    return formats.figure(value, Unit(of.unit), of.decimals)


@register.filter
def cell_figure(cell: Cell, of: Measured) -> str:
    """`{{ cell|cell_figure:row }}`: the figure, or the symbol of why there is none."""
    return formats.figure(cell.value, Unit(of.unit), of.decimals, cell.missing)


@register.filter
def missing_words(cell: Cell) -> str:
    """Why the cell has no number; nothing where it has one."""
    return formats.missing_words(cell.missing) if cell.value is None else ""


@register.filter
def arrow_sign(arrow: str | None) -> str:
    return _ARROWS.get(arrow or "", "")


@register.filter
def judgement_word(judgement: str | None) -> str:
    return _JUDGEMENTS.get(judgement or "", "")


@register.filter
def polarity_words(polarity: str) -> str:
    return _POLARITIES[polarity]


@register.filter
def unit_words(unit: str) -> str:
    return _UNITS[unit]


@register.filter
def state_word(state: str) -> str:
    """The word for where a commentary stands, such as "Draft" or "Not yet approved"."""
    return _STATES[state]


@register.filter
def month_label(month: date | None) -> str:
    """Such as "June 2018"."""
    return months.label(month) if month else ""


@register.filter
def short_month(month: date) -> str:
    """Such as "Jun 18"."""
    return months.short_label(month)


@register.filter
def month_slug(month: date) -> str:
    """Such as "2018-06", as in addresses."""
    return months.slug(month)


@register.filter
def financial_year(year: int) -> str:
    """Such as "2018-19"."""
    return months.financial_year_label(year)


@register.filter
def day(when: date | datetime | None) -> str:
    """Such as "5 July 2018"; a moment is read as local time."""
    return dates.day(_local(when)) if when else ""


@register.filter
def weekday(when: date | datetime | None) -> str:
    """Such as "Thursday 5 July 2018"."""
    return dates.weekday(_local(when)) if when else ""


@register.filter
def moment(when: datetime | None) -> str:
    """Such as "5 July 2018, 9:31am", in local time."""
    return dates.moment(timezone.localtime(when)) if when else ""


@register.filter
def clock(when: datetime | None) -> str:
    """Such as "9:31am", in local time."""
    return dates.time_of_day(timezone.localtime(when)) if when else ""


def _local(when: date | datetime) -> date:
    return timezone.localtime(when) if isinstance(when, datetime) else when
