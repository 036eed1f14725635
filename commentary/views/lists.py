"""One person's list of a month: what to write, by where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from commentary.permissions import Standing
from commentary.summaries import Item, MonthWork, is_by_exception
from commentary.workflow import Status

_TITLES = {
    "returned": "Returned to you",
    "to_write": "To write",
    "optional": "Optional",
    "with_owner": "With the owner",
    "approved": "Approved",
}
_KINDS = {Status.RETURNED: "returned", Status.SUBMITTED: "with_owner", Status.APPROVED: "approved"}


@dataclass(frozen=True, slots=True)
class Group:
    """`kind` is returned, to_write, optional, with_owner or approved."""

    kind: str
    title: str
    items: tuple[Item, ...]

    def aside(self, deadline: str) -> str:
        """What is said beside the title; `deadline` is that of writing, such as "due Tuesday 10 July"."""
        return {
            "returned": deadline[:1].upper() + deadline[1:],
            "to_write": deadline[:1].upper() + deadline[1:],
            "optional": "No explanation is needed",
            "with_owner": "Until the owner opens one you can withdraw it",
        }.get(self.kind, "")


def written_by(work: MonthWork, person: Standing) -> tuple[Item, ...]:
    """What is on this person's desk: administrators have all, others what they report or cover."""
    return work.items if person.is_administrator else work.reported_by(person)


def groups_of(items: Iterable[Item]) -> tuple[Group, ...]:
    """What is asked for first; without any choice all that is to be written stands under one title."""
    mine = tuple(items)
    titles = _TITLES | ({"to_write": "Required"} if is_by_exception(mine) else {})
    groups = (
        Group(kind, title, tuple(item for item in mine if _kind(item) == kind))
        for kind, title in titles.items()
    )
    return tuple(group for group in groups if group.items)


def _kind(item: Item) -> str:
    return _KINDS.get(item.status) or ("to_write" if item.is_required else "optional")


def in_list_order(groups: Iterable[Group]) -> tuple[Item, ...]:
    return tuple(item for group in groups for item in group.items)


def write_url(work: MonthWork, item: Item) -> str:
    return reverse("commentary:write", args=(work.scorecard.slug, work.month, item.row.ref_slug))


def review_url(work: MonthWork, item: Item) -> str:
    return reverse("commentary:review", args=(work.scorecard.slug, work.month, item.row.ref_slug))


def ask_url(work: MonthWork, item: Item) -> str:
    return reverse("commentary:ask", args=(work.scorecard.slug, work.month, item.row.ref_slug))


def place_in(work: MonthWork, item: Item, listed: tuple[Item, ...]) -> dict[str, Any]:
    """Where the item stands on the list, what comes before and after it, and which is the next to write.

    `unsent` is the next to write, else the next that may be written.
    """
    keys = [each.row.pk for each in listed]
    if item.row.pk not in keys:
        return {}
    place = keys.index(item.row.pk)
    before, after = listed[place - 1] if place else None, next(iter(listed[place + 1 :]), None)
    around = listed[place + 1 :] + listed[:place]
    to_write = next((each for each in around if each.is_to_write), None)
    unsent = to_write or next((each for each in around if each.is_with_reporter), None)
    return {
        "place": place + 1,
        "places": len(listed),
        "previous": before and (write_url(work, before), before.row.ref),
        "next": after and (write_url(work, after), after.row.ref),
        "to_write": to_write and (write_url(work, to_write), to_write.row.ref),
        "unsent": unsent and (write_url(work, unsent), unsent.row.ref),
    }
