"""What an owner has before them on My work: the first to read as rows, the rest counted. Never every row."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from commentary.permissions import Standing
from commentary.summaries import Group, MonthWork, Place, Threads, places_of
from commentary.tables import WorkRow, work_row
from commentary.views.lists import review_url

MOST_ROWS = 4


@dataclass(frozen=True, slots=True)
class WorkList:
    """One heading of the page with its rows; `count` of them are behind `url`, where not all are shown."""

    title: str
    aside: str
    rows: tuple[WorkRow, ...]
    count: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A part of the queue in one line; `url` is its heading there."""

    title: str
    url: str
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnerTasks:
    """`waiting` is how many can be decided now, `flagged` how many of these are required and flagged."""

    lists: tuple[WorkList, ...] = ()
    also: tuple[Counted, ...] = ()
    waiting: int = 0
    flagged: int = 0


def owner_tasks(work: MonthWork, person: Standing, threads: Mapping[int, Threads], due: str) -> OwnerTasks:
    """What waits, in the order of the queue. Seven queries for who owns something that came, else none."""
    places = places_of(work, person, threads)
    waiting = [place for place in places if place.waits]
    flagged = [place for place in waiting if place.group is Group.FLAGGED]
    stale = [place for place in waiting if place.group is Group.STALE]
    lists = (
        _list("Required and flagged", Group.FLAGGED, due, flagged),
        _list("Came back to you: signed, then changed", Group.STALE, due, stale),
    )
    also = (
        (
            "Required",
            Group.REQUIRED,
            [each for each in waiting if each.group is Group.REQUIRED],
        ),
        ("Optional, but written", Group.OPTIONAL, [each for each in waiting if each.group is Group.OPTIONAL]),
        ("Asked, no answer yet", "", [each for each in places if each.mark == "asked"]),
        ("For your deputy", "barred", [each for each in places if each.state == "barred"]),
    )
    return OwnerTasks(
        lists=tuple(each for each in lists if each.rows),
        also=tuple(
            Counted(
                title,
                f"{reverse('commentary:queue')}{key and f'#{key}'}",
                tuple(each.item.row.ref for each in found),
            )
            for title, key, found in also
            if found
        ),
        waiting=len(waiting),
        flagged=len(flagged),
    )


def _list(title: str, key: str, due: str, places: list[Place]) -> WorkList:
    return WorkList(
        title,
        due,
        tuple(_review_row(place) for place in places[:MOST_ROWS]),
        len(places),
        f"{reverse('commentary:queue')}#{key}",
    )


def _review_row(place: Place) -> WorkRow:
    """Whom it comes from; of a stale one what changed, where that is one thing."""
    item = place.item
    if place.state == "stale":
        why = _changed(place)
    else:
        checks = place.checks.counted if place.checks.all else ""
        why = ". ".join(filter(None, [f"From {item.row.reporter}", checks]))
    return work_row(item, review_url(place.work, item), why)


def _changed(place: Place) -> str:
    changes = place.changes.all
    if len(changes) != 1:
        return place.changes.cause or "Figures changed after it was signed"
    (change,) = changes
    return f"{change.ref} {change.what}: you signed {change.before}, now {change.after}"
