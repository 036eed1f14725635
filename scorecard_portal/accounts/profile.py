"""One person as administrators see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from indicators.models import Membership, Scorecard
from indicators.people.models import Cover, User
from indicators.permissions import administers, allows

from .history import HistoryLine, history_of
from .permissions import check_looks_after, check_may_edit
from .register import state_of
from .rows_held import RowsHeld, rows_seen_by


@dataclass(frozen=True, slots=True)
class Held:
    """Rows to hand on, with the page where that is done; no address where the reader may not."""

    rows: RowsHeld
    hand_over_url: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What the reader may see of a person, and what the reader may do."""

    person: User
    state: str
    held: Sequence[Held]
    memberships: Sequence[Membership]
    covers: Sequence[Cover]
    covers_for: Sequence[Cover]
    history: Sequence[HistoryLine]
    may_edit: bool
    looks_after: bool


def profile(person: User, *, reader: User, on: date) -> Profile:
    """A fixed number of queries but for one for each scorecard in which the person holds rows."""
    seen = Scorecard.objects.visible_to(reader, on=on).values("pk")
    covers = Cover.objects.filter(ends_on__gte=on).select_related("user", "deputy")
    return Profile(
        person=person,
        state=state_of(person),
        held=held_by(person, reader=reader, on=on),
        memberships=list(
            Membership.objects.filter(user=person, scorecard__in=seen)
            .select_related("scorecard")
            .order_by("scorecard__name")
        ),
        covers=list(covers.filter(user=person)),
        covers_for=list(covers.filter(deputy=person)),
        history=history_of(person, reader=reader, on=on),
        may_edit=allows(check_may_edit, reader, person),
        looks_after=allows(check_looks_after, reader, person, on=on),
    )


def held_by(person: User, *, reader: User, on: date) -> list[Held]:
    """The rows to hand on that the reader may see."""
    return [
        Held(rows, _hand_over_url(rows.scorecard, person) if administers(reader, rows.scorecard) else "")
        for rows in rows_seen_by(reader, person, on=on)
    ]


def _hand_over_url(scorecard: Scorecard, person: User) -> str:
    return f"{reverse('indicators:hand_over', args=(scorecard.slug,))}?person={person.pk}"
