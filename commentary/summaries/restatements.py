"""Which signatures a restatement made stale, and what became of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone

from commentary.models import CommentaryEvent
from commentary.workflow import Status, Step
from indicators.calculations import months
from indicators.scorecards.build import MONTHS_SHOWN
from indicators.scorecards.restatements import Restatement

_SIGNS = frozenset({Step.APPROVE, Step.CONFIRM})


@dataclass(frozen=True, slots=True)
class StaleSignOff:
    """The signature on the commentary of `month`; `again_on` is when the next one was given.

    `fits_again`: the figure has gone back to the one it was given with.
    `status` is that of the commentary now: who may not read it is told nothing of its signatures.
    """

    leader_pk: int
    month: date
    by: str
    on: date
    status: Status
    again_by: str = ""
    again_on: date | None = None
    taken_back_on: date | None = None
    fits_again: bool = False


class _Event(NamedTuple):
    step: Step
    at: datetime
    by: str
    figures: Mapping[str, Any]

    def signed(self, restatement: Restatement) -> str | None:
        """What it says of the figure."""
        values = self.figures.get(restatement.ref, {}).get("values", {})
        found: str | None = values.get(restatement.month.isoformat())
        return found


class _Signed(NamedTuple):
    leader_pk: int
    month: date
    status: Status
    events: list[_Event]


def made_stale(restatements: Iterable[Restatement]) -> dict[int, tuple[StaleSignOff, ...]]:
    """For each restatement, by its key, the signatures that were true until it. One query, or none."""
    every = tuple(restatements)
    signed = _signatures({each.leader_pk for each in every}) if every else {}
    return {each.pk: tuple(_stale(each, signed.get(each.leader_pk, ()))) for each in every}


def _signatures(leaders: set[int]) -> dict[int, list[_Signed]]:
    rows = CommentaryEvent.objects.filter(
        commentary__indicator__in=leaders, step__in=[*_SIGNS, Step.REOPEN]
    ).order_by("commentary__month", "pk")
    found: dict[int, dict[date, _Signed]] = defaultdict(dict)
    for leader, month, status, step, at, by, figures in rows.values_list(
        "commentary__indicator_id",
        "commentary__month",
        "commentary__status",
        "step",
        "at",
        "by__full_name",
        "figures_seen",
    ):
        signed = found[leader].setdefault(month, _Signed(leader, month, Status(status), []))
        signed.events.append(_Event(Step(step), at, by or "", figures or {}))
    return {leader: list(by_month.values()) for leader, by_month in found.items()}


def _stale(restatement: Restatement, signatures: Sequence[_Signed]) -> Iterable[StaleSignOff]:
    last = months.shift(restatement.month, MONTHS_SHOWN - 1)
    for signed in signatures:
        place = _standing(restatement, signed.events) if restatement.month <= signed.month <= last else None
        if place is None or restatement.was == restatement.now:
            continue
        event, *later = signed.events[place:]
        after = later[0] if later else None
        again = after if after and after.step in _SIGNS else None
        yield StaleSignOff(
            leader_pk=signed.leader_pk,
            month=signed.month,
            by=event.by,
            on=timezone.localdate(event.at),
            status=signed.status,
            again_by=again.by if again else "",
            again_on=timezone.localdate(again.at) if again else None,
            taken_back_on=timezone.localdate(after.at) if after and not again else None,
            fits_again=after is None and restatement.stands == restatement.was,
        )


def _standing(restatement: Restatement, events: Sequence[_Event]) -> int | None:
    """The place of the signature that stood when the figure changed, if it was given with the old one."""
    for place in reversed(range(len(events))):
        event = events[place]
        if event.at > restatement.at:
            continue
        fits = event.step in _SIGNS and event.signed(restatement) == restatement.was
        # Of the same moment may be one that followed.
        if not fits and event.at == restatement.at:
            continue
        return place if fits else None
    return None
