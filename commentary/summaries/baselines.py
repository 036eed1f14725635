"""Earlier words that an owner reads the present ones beside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from commentary.models import CommentaryEvent
from commentary.workflow import Status, Step
from indicators.calculations import months

from .summary import Summary

_HAD_BEFORE_THEM = frozenset({Step.OPEN, Step.RETURN, Step.APPROVE, Step.CONFIRM, Step.REOPEN})


@dataclass(frozen=True, slots=True)
class Baseline:
    """`key` names it in an address: last-month, returned or seen. `by` returned it, for `reason`.

    `at` is when these words were returned or seen, None for another month's.
    """

    key: str
    text: str
    month_name: str = ""
    at: datetime | None = None
    by: str = ""
    reason: str = ""


def baselines(
    summary: Summary, earlier: Iterable[Summary], events: Sequence[CommentaryEvent], *, user_pk: int
) -> tuple[Baseline, ...]:
    """What the words can be compared with, by `events` of theirs, newest first. The words as they were
    returned come first where they were handed in again, then last month's, then what this person last saw.
    """
    if not summary.text:
        return ()
    found = [_returned(events, is_back=summary.status is Status.SUBMITTED), _last_month(summary, earlier)]
    kept = [each for each in found if each is not None]
    seen = _seen(summary, events, user_pk)
    if seen is not None and seen.text not in [each.text for each in kept if each.key == "returned"]:
        kept.append(seen)
    return tuple(kept)


def _returned(events: Iterable[CommentaryEvent], *, is_back: bool) -> Baseline | None:
    """The words of the last return, once they were handed in again."""
    last = next((each for each in events if each.step in (Step.RETURN, Step.REOPEN)), None)
    if last is None or not is_back or not last.text:
        return None
    by = last.by.full_name if last.by else ""
    return Baseline("returned", last.text, at=last.at, by=by, reason=last.reason)


def _last_month(summary: Summary, earlier: Iterable[Summary]) -> Baseline | None:
    wanted = months.shift(summary.month, -1)
    last = next((each for each in earlier if each.month == wanted), None)
    return Baseline("last-month", last.text, month_name=months.NAMES[wanted.month - 1]) if last else None


def _seen(summary: Summary, events: Iterable[CommentaryEvent], user_pk: int) -> Baseline | None:
    """The last other words that this person opened or decided."""
    last = next(
        (
            each
            for each in events
            if each.by_id == user_pk and each.step in _HAD_BEFORE_THEM and each.text not in ("", summary.text)
        ),
        None,
    )
    return Baseline("seen", last.text, at=last.at) if last else None
