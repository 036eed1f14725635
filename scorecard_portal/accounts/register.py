"""Everybody who has an account, as administrators list them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, QuerySet

from indicators.models import Indicator, Membership, Scorecard
from indicators.people.models import User

from .rows_held import active

ACTIVE, INVITED, DEACTIVATED = "active", "invited", "deactivated"
STATES = ((ACTIVE, "Active"), (INVITED, "Invited"), (DEACTIVATED, "Deactivated"))


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person. Scorecards and counts are of those scorecards only that the reader may see."""

    pk: int
    name: str
    email: str
    job_title: str
    state: str
    is_portal_administrator: bool
    roles: tuple[str, ...]
    owns: int
    reports: int


def state_of(person: User) -> str:
    if not person.is_active:
        return DEACTIVATED
    return ACTIVE if person.has_usable_password() else INVITED


def in_state(people: QuerySet[User], state: str) -> QuerySet[User]:
    """The people in one of the three states."""
    if state == DEACTIVATED:
        return people.filter(is_active=False)
    people = people.filter(is_active=True)
    no_password = {"password__startswith": UNUSABLE_PASSWORD_PREFIX}
    return people.filter(**no_password) if state == INVITED else people.exclude(**no_password)


def people_rows(people: Iterable[User], *, reader: User, on: date) -> list[PersonRow]:
    """One row a person, in the order given. Four queries and the one of `people`."""
    seen = list(Scorecard.objects.visible_to(reader, on=on).values_list("pk", flat=True))
    roles: dict[int, list[str]] = {}
    memberships = Membership.objects.filter(scorecard__in=seen).select_related("scorecard")
    for each in memberships.order_by("scorecard__name"):
        roles.setdefault(each.user_id, []).append(f"{each.scorecard}: {each.get_role_display().lower()}")
    owned, reported = (_counts(role, seen, on) for role in ("owner", "reporter"))
    return [
        PersonRow(
            pk=person.pk,
            name=person.full_name,
            email=person.email,
            job_title=person.job_title,
            state=state_of(person),
            is_portal_administrator=person.is_superuser,
            roles=tuple(roles.get(person.pk, ())),
            owns=owned.get(person.pk, 0),
            reports=reported.get(person.pk, 0),
        )
        for person in people
    ]


def _counts(role: str, scorecards: list[int], on: date) -> dict[int, int]:
    rows = Indicator.objects.filter(active(on), scorecard__in=scorecards).exclude(**{role: None})
    return dict(rows.order_by().values(role).annotate(number=Count("pk")).values_list(role, "number"))
