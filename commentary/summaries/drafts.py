"""Words that people are typing and have not saved. Never for an owner: see who may read them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from commentary.models import Draft
from commentary.permissions import Roles
from commentary.workflow import WRITERS

from .month import Item, MonthWork


@dataclass(frozen=True, slots=True)
class Typed:
    """One person's words in the box, as last typed. `based_on` is the version they were begun on."""

    pk: int
    user_pk: int
    by: str
    text: str
    based_on: int
    number: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Drafts:
    """What one person may read of what is being typed: their own words, and those of others who write."""

    own: Typed | None = None
    others: tuple[Typed, ...] = ()


def drafts_of(item: Item, *, user_pk: int, roles: Roles) -> Drafts:
    """Words that stand in the commentary already are no drafts. One query, none for who may not write."""
    if not roles & WRITERS:
        return Drafts()
    rows = Draft.objects.filter(indicator=item.row.pk, month=item.summary.month).select_related("user")
    found = [
        Typed(row.pk, row.user_id, row.user.full_name, row.text, row.based_on, row.number, row.at)
        for row in rows
        if row.text != item.summary.text
    ]
    return Drafts(
        own=next((each for each in found if each.user_pk == user_pk), None),
        others=tuple(each for each in found if each.user_pk != user_pk and each.text),
    )


def with_own_drafts(work: MonthWork, user_pk: int) -> MonthWork:
    """The same month, where what this person has begun to type is a draft to them. One query."""
    begun = set(
        Draft.objects.for_month(work.scorecard.pk, work.month)
        .filter(user=user_pk)
        .exclude(text="")
        .values_list("indicator_id", flat=True)
    )
    return replace(work, items=tuple(_begun(work.items, begun))) if begun else work


def _begun(items: Iterable[Item], begun: set[int]) -> Iterable[Item]:
    return (replace(item, has_own_draft=True) if item.row.pk in begun else item for item in items)
