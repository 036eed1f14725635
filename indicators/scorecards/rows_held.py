"""What somebody is to the indicators of a scorecard, before it is handed over."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from indicators.models import Indicator, Scorecard
from indicators.models.indicator import IndicatorQuerySet
from indicators.people.models import User


@dataclass(frozen=True, slots=True)
class Held:
    """One row that `person` owns or reports; `with_refs` are those that share its words and move with it."""

    indicator: Indicator
    owns: bool
    reports: bool
    with_refs: tuple[str, ...]


def asked_for(scorecard: Scorecard, month: date) -> IndicatorQuerySet:
    """Its indicators that are not retired by `month`; later ones too."""
    return Indicator.objects.filter(Q(active_until=None) | Q(active_until__gte=month), scorecard=scorecard)


def rows_held_by(person: User, scorecard: Scorecard, month: date) -> list[Held]:
    """In printed order. One query."""
    rows = list(asked_for(scorecard, month).select_related("section", "owner", "reporter").in_printed_order())
    return [
        Held(row, row.owner_id == person.pk, row.reporter_id == person.pk, _family(row, rows))
        for row in rows
        if person.pk in (row.owner_id, row.reporter_id)
    ]


def _family(row: Indicator, rows: list[Indicator]) -> tuple[str, ...]:
    leader = row.shares_commentary_with_id or row.pk
    return tuple(
        each.ref for each in rows if each.pk != row.pk and leader in (each.pk, each.shares_commentary_with_id)
    )
