"""One person's list of a month: what to write, by where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from commentary.permissions import Standing
from commentary.summaries import Item, MonthWork
from commentary.workflow import Status

_GROUPS = (
    ("Returned to you", (Status.RETURNED,)),
    ("To write", (Status.NOT_STARTED, Status.DRAFT)),
    ("With the owner", (Status.SUBMITTED,)),
    ("Approved", (Status.APPROVED,)),
)


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    items: tuple[Item, ...]


def written_by(work: MonthWork, person: Standing) -> tuple[Item, ...]:
    """What is on this person's desk: administrators have all, others what they report or cover."""
    return work.items if person.is_administrator else work.reported_by(person)


def groups_of(items: Iterable[Item]) -> tuple[Group, ...]:
    mine = tuple(items)
    groups = (
        Group(title, tuple(item for item in mine if item.status in statuses)) for title, statuses in _GROUPS
    )
    return tuple(group for group in groups if group.items)


def in_list_order(groups: Iterable[Group]) -> tuple[Item, ...]:
    return tuple(item for group in groups for item in group.items)


def write_url(work: MonthWork, item: Item) -> str:
    return reverse("commentary:write", args=(work.scorecard.slug, work.month, item.row.ref_slug))


def review_url(work: MonthWork, item: Item) -> str:
    return reverse("commentary:review", args=(work.scorecard.slug, work.month, item.row.ref_slug))


def ask_url(work: MonthWork, item: Item) -> str:
    return reverse("commentary:ask", args=(work.scorecard.slug, work.month, item.row.ref_slug))


def place_in(work: MonthWork, item: Item, listed: tuple[Item, ...]) -> dict[str, Any]:
    """Where the item stands on the list, what comes before and after it, and which is the next to write."""
    keys = [each.row.pk for each in listed]
    if item.row.pk not in keys:
        return {}
    place = keys.index(item.row.pk)
    before, after = listed[place - 1] if place else None, next(iter(listed[place + 1 :]), None)
    around = listed[place + 1 :] + listed[:place]
    to_write = next((each for each in around if each.is_with_reporter), None)
    return {
        "place": place + 1,
        "places": len(listed),
        "previous": before and (write_url(work, before), before.row.ref),
        "next": after and (write_url(work, after), after.row.ref),
        "to_write": to_write and (write_url(work, to_write), to_write.row.ref),
    }
