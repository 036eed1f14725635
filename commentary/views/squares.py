"""Where one commentary stands in the queue: the numbered squares above it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from commentary.summaries import Group, Place, Queue
from indicators.models import Indicator

from .lists import review_url

_NAMES = {
    Group.FLAGGED: "required and flagged",
    Group.STALE: "stale",
    Group.REQUIRED: "required",
    Group.OPTIONAL: "optional",
}


@dataclass(frozen=True, slots=True)
class Square:
    number: int
    url: str
    place: Place
    begins_group: bool


def squares_of(queue: Queue) -> tuple[Square, ...]:
    return tuple(
        Square(
            number,
            review_url(each.work, each.item),
            each,
            number > 1 and queue.places[number - 2].group is not each.group,
        )
        for number, each in enumerate(queue.places, start=1)
    )


def groups_in_words(queue: Queue) -> str:
    """Such as "1 to 8 required and flagged, 9 and 10 stale, 11 required"."""
    return ", ".join(_in_words(queue))


def _in_words(queue: Queue) -> Iterator[str]:
    number = 1
    for group, places in groupby(queue.places, key=lambda place: place.group):
        last = number + len(list(places)) - 1
        between = "and" if last == number + 1 else "to"
        yield f"{number}{f' {between} {last}' if last > number else ''} {_NAMES[group]}"
        number = last + 1


def place_context(queue: Queue, indicator: Indicator, month: date) -> dict[str, Any]:
    """Where the page stands in the queue; nothing for who is not its owner."""
    here = queue.index(indicator.pk, month)
    if here is None:
        return {}
    places, squares = queue.places, squares_of(queue)
    following = queue.next_waiting(here)
    return {
        "squares": squares,
        "groups_in_words": groups_in_words(queue),
        "number": here + 1,
        "decided": queue.decided,
        "previous_url": squares[here - 1].url if here else "",
        "next_url": squares[here + 1].url if here + 1 < len(places) else "",
        "following": places.index(following) + 1 if following else None,
    }
