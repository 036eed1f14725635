"""Who reads a scorecard and who administers it."""

from datetime import datetime

from django.db import transaction

from indicators.models import Membership, Scorecard
from indicators.people import activity
from indicators.people.errors import Invalid
from indicators.people.history import signed
from indicators.people.models import User
from indicators.permissions import check_manages_members

from .locks import one_at_a_time


def set_role(
    *, scorecard: Scorecard, user: User, role: str | None, by: User, at: datetime, reason: str
) -> None:
    """Make `user` a viewer or an administrator of the scorecard, or, with None, neither.

    The role that somebody already has changes nothing. Raises Refused or Invalid.
    """
    check_manages_members(by, scorecard)
    if role is not None and role not in dict(Membership.ROLES):
        raise Invalid("Choose viewer or administrator.", field="role")
    with transaction.atomic():
        one_at_a_time(scorecard)
        row = Membership.objects.filter(scorecard=scorecard, user=user).first()
        before = row.role if row else None
        if before == role:
            return
        if role is not None and not user.is_active:
            raise Invalid(f"{user}’s account is deactivated. Reactivate it first.", field="user")
        row = signed(row or Membership(scorecard=scorecard, user=user), by=by, at=at, reason=reason)
        if role is None:
            row.delete()
        else:
            row.role = role
            row.save()
        activity.record(
            verb="took a membership away" if role is None else "gave a membership",
            by=by,
            at=at,
            on=user,
            before={"role": before},
            after={"role": role},
            on_label=f"{user}, {scorecard}",
            scorecard=scorecard,
        )
