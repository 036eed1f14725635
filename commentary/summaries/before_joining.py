"""Words that were written on a row while it had its own, before it came to show another row's."""

from dataclasses import dataclass
from datetime import date

from commentary.models import Commentary

from .month import Item


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a row that shares words now said by itself. For those who may read unapproved words."""

    ref: str
    month: date
    text: str
    status: str


def before_joining(item: Item) -> tuple[OwnWords, ...]:
    """Newest first, up to the item's month. One query, none for a row that shares with no other."""
    followers = {row.pk: row.ref for row in item.family if row.pk != item.row.pk}
    if not followers:
        return ()
    found = Commentary.objects.filter(indicator__in=followers, month__lte=item.summary.month)
    return tuple(
        OwnWords(followers[pk], month, text, status)
        for pk, month, text, status in found.exclude(text="")
        .order_by("-month", "indicator")
        .values_list("indicator_id", "month", "text", "status")
    )
