"""The indicators that somebody owns or reports: what has to be handed on before they leave."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from indicators.models import Indicator, Scorecard
from indicators.people.models import User


@dataclass(frozen=True, slots=True)
class RowsHeld:
    """One scorecard's refs, in printed order; the same ref can be in both."""

    scorecard: Scorecard
    owned: tuple[str, ...]
    reported: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """ "owns M1 and M2, reports M1"."""
        parts = [
            f"{verb} {_listed(refs)}"
            for verb, refs in (("owns", self.owned), ("reports", self.reported))
            if refs
        ]
        return ", ".join(parts)


def active(on: date) -> Q:
    """Indicators that are reported in that day's month or later."""
    return Q(active_until=None) | Q(active_until__gte=on.replace(day=1))


def rows_held(person: User, *, on: date) -> list[RowsHeld]:
    """All of them by scorecard, in the order of their names. One query."""
    return _by_scorecard(person, Indicator.objects.filter(active(on)))


def rows_seen_by(reader: User, person: User, *, on: date) -> list[RowsHeld]:
    """Those in scorecards that exist for `reader`. One query."""
    seen = Scorecard.objects.visible_to(reader, on=on).values("pk")
    return _by_scorecard(person, Indicator.objects.filter(active(on), scorecard__in=seen))


def _by_scorecard(person: User, indicators: QuerySet[Indicator]) -> list[RowsHeld]:
    rows = (
        indicators.filter(Q(owner=person) | Q(reporter=person))
        .select_related("scorecard")
        .order_by("scorecard__name", "section__order", "section__pk", "order", "pk")
    )
    by_scorecard: dict[Scorecard, list[Indicator]] = {}
    for row in rows:
        by_scorecard.setdefault(row.scorecard, []).append(row)
    return [
        RowsHeld(
            scorecard,
            tuple(row.ref for row in held if row.owner_id == person.pk),
            tuple(row.ref for row in held if row.reporter_id == person.pk),
        )
        for scorecard, held in by_scorecard.items()
    ]


def _listed(refs: tuple[str, ...]) -> str:
    """The first five, and how many more."""
    if len(refs) > 5:
        return f"{', '.join(refs[:5])} and {len(refs) - 5} more"
    return " and ".join(part for part in (", ".join(refs[:-1]), refs[-1]) if part)
