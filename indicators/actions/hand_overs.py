"""Giving a leaver's indicators to somebody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from simple_history.utils import bulk_update_with_history

from indicators.models import Indicator, Scorecard
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid
from indicators.people.models import User
from indicators.permissions import check_administers

from .indicators import PEOPLE, family_of
from .locks import one_at_a_time
from .reasons import checked_reason
from .revisions import raise_revision


@dataclass(frozen=True, slots=True)
class HandOver:
    """What was done: refs in printed order, and those that now have one person as owner and reporter."""

    refs: tuple[str, ...]
    alone: tuple[str, ...]


def hand_over(
    *,
    scorecard: Scorecard,
    indicators: Iterable[Indicator],
    roles: Iterable[str],
    held_by: User,
    to: User,
    reason: str,
    by: User,
    at: datetime,
) -> HandOver:
    """Make `to` what `held_by` is to these rows, and to all that share words with them: all or none.

    Of each row only the `roles` ("owner", "reporter") that `held_by` has. Words that are written keep their
    authors. Raises Refused, Invalid, or Conflict where a row is not theirs any more.
    """
    check_administers(by, scorecard)
    roles, chosen = tuple(roles), {each.pk for each in indicators}
    reason = _checked(roles, held_by, to, reason)
    with transaction.atomic():
        one_at_a_time(scorecard)
        rows = family_of(Indicator.objects.filter(scorecard=scorecard, pk__in=chosen))
        gone = [
            row.ref for row in rows if row.pk in chosen and held_by.pk not in (row.owner_id, row.reporter_id)
        ]
        if gone:
            raise Conflict(
                f"{held_by} neither owns nor reports {', '.join(gone)} any more: somebody else changed that "
                "meanwhile. Nothing was handed over."
            )
        moved = [row for row in rows if any(getattr(row, role) == held_by for role in roles)]
        if not moved:
            raise Invalid(
                f"{held_by} is not {' or '.join(roles)} of any row that you ticked.", field="indicators"
            )
        for row in moved:
            for role in roles:
                if getattr(row, role) == held_by:
                    setattr(row, role, to)
        bulk_update_with_history(
            moved, Indicator, PEOPLE, default_user=by, default_date=at, default_change_reason=reason
        )
        done = HandOver(
            tuple(row.ref for row in moved),
            tuple(row.ref for row in moved if row.owner_id == row.reporter_id),
        )
        activity.record(
            verb="handed indicators over",
            by=by,
            at=at,
            on=scorecard,
            on_label=f"{len(moved)} indicators of {scorecard}",
            before=dict.fromkeys(roles, str(held_by)),
            after=dict.fromkeys(roles, str(to)) | {"refs": done.refs},
            scorecard=scorecard,
        )
        raise_revision(scorecard)
    return done


def _checked(roles: tuple[str, ...], held_by: User, to: User, reason: str) -> str:
    if not roles or not set(roles) <= set(PEOPLE):
        raise Invalid("Choose owner, reporter or both.", field="role")
    if to == held_by:
        raise Invalid("Choose another person.", field="to")
    if not to.is_active:
        raise Invalid(f"{to}’s account is deactivated. Choose somebody who can sign in.", field="to")
    return checked_reason(reason)
