"""What promises in commentaries have become. One query, frozen answers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from commentary.checks import promise_the_same
from commentary.models import Action
from indicators.calculations import months


@dataclass(frozen=True, slots=True)
class PromisedAction:
    """The action that words of the commentary of `month` were made into."""

    pk: int
    month: date
    promise: str
    who: str
    due: date
    is_open: bool


@dataclass(frozen=True, slots=True)
class Promised:
    """Of one indicator: actions made of its words of a month, and of those of the month before."""

    now: tuple[PromisedAction, ...] = ()
    before: tuple[PromisedAction, ...] = ()

    def action_of(self, words: str) -> PromisedAction | None:
        return next((each for each in self.now if each.promise == words), None)

    def still_open(self, words: str) -> PromisedAction | None:
        """What the same promise of the month before was made into, while that is not done."""
        return next(
            (each for each in self.before if each.is_open and promise_the_same(each.promise, words)), None
        )


def promised(indicators: Iterable[int], month: date) -> Mapping[int, Promised]:
    """By indicator; one without any is there too."""
    last = months.shift(month, -1)
    rows = Action.objects.filter(indicator__in=tuple(indicators), month__in=(month, last))
    found: dict[tuple[int, date], list[PromisedAction]] = defaultdict(list)
    for row in rows.exclude(promise="").select_related("who").order_by("pk"):
        made = PromisedAction(
            row.pk, row.month, row.promise, row.who.full_name, row.due, row.closed_at is None
        )
        found[row.indicator_id, row.month].append(made)
    return defaultdict(
        Promised,
        {pk: Promised(tuple(found[pk, month]), tuple(found[pk, last])) for pk, _ in list(found)},
    )
