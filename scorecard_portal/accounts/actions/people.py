"""Changing, deactivating and reactivating accounts. Nobody is deleted: history points at them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from commentary.models import CommentaryEvent
from indicators.actions import memberships
from indicators.actions.reasons import checked_reason
from indicators.actions.revisions import raise_revision
from indicators.models import Indicator, Membership, Scorecard
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.history import signed
from indicators.people.models import Cover, User
from indicators.permissions import check_is_portal_administrator
from scorecard_portal.accounts.permissions import check_looks_after, check_may_edit
from scorecard_portal.accounts.rows_held import rows_held

from . import deputies, details, invitations


def version_of(person: User) -> str:
    """What a form shows that it has seen: the newest change of the person and of their roles. Two queries."""
    histories = (person.history, Membership.history.filter(user_id=person.pk))
    newest = (each.order_by("-history_id").values_list("history_id", flat=True).first() for each in histories)
    return "-".join(str(key or 0) for key in newest)


def edit(
    *,
    person: User,
    email: str,
    full_name: str,
    job_title: str,
    is_portal_administrator: bool,
    roles: Mapping[Scorecard, str | None],
    reason: str,
    seen_version: str,
    by: User,
    at: datetime,
) -> User:
    """Change what is kept about a person, and their roles in the scorecards that are named.

    Raises Refused, Invalid or Conflict (somebody else changed them meanwhile).
    """
    check_may_edit(by, person)
    reason = checked_reason(reason)
    with transaction.atomic():
        person = _locked(person)
        fields = {
            "email": details.email(email, of=person),
            "full_name": details.line(full_name, field="full_name", required=True),
            "job_title": details.line(job_title, field="job_title", required=False),
            "is_superuser": is_portal_administrator,
        }
        changed = {name: value for name, value in fields.items() if getattr(person, name) != value}
        held = dict(Membership.objects.filter(user=person).values_list("scorecard", "role"))
        new_roles = {each: role for each, role in roles.items() if held.get(each.pk) != role}
        if (changed or new_roles) and version_of(person) != seen_version:
            raise Conflict(
                f"Somebody else changed {person} while you were typing. Nothing was overwritten. "
                "What they have now is at the right: change it again from there."
            )
        _check_change(person, changed, by, at)
        if changed:
            _write(person, changed, verb="changed a person", by=by, at=at, reason=reason)
        if "email" in changed:
            # Allauth keeps addresses of its own: the former one would go on signing in and getting links.
            EmailAddress.objects.filter(user=person).delete()
            end_sessions(person)
        if "full_name" in changed:
            _raise_revisions(person)
        for scorecard, role in new_roles.items():
            memberships.set_role(scorecard=scorecard, user=person, role=role, by=by, at=at, reason=reason)
    return person


def deactivate(
    *, person: User, reason: str, by: User, at: datetime, leaving_rows: bool = False
) -> list[Cover]:
    """End the person's sessions and keep them out. The covers in which they are the deputy end too: returned.

    Raises Refused, Conflict, or Invalid while they own or report active indicators, unless `leaving_rows`
    says that these may stay behind.
    """
    today = timezone.localdate(at)
    check_can_deactivate(by, person, on=today)
    reason = checked_reason(reason)
    with transaction.atomic():
        person = _locked(person)
        if not person.is_active:
            raise Conflict(f"{person} is deactivated already.")
        _check_another_portal_administrator(person)
        held = rows_held(person, on=today)
        if held and not leaving_rows:
            where = "; ".join(f"{each.sentence} ({each.scorecard})" for each in held)
            raise Invalid(
                f"{person} still {where}. Hand these on first, or say that they may stay behind.",
                field="leaving_rows",
            )
        # A former password, and links made with it, must not come back to life with the account.
        person.set_unusable_password()
        _write(person, {"is_active": False}, verb="deactivated a person", by=by, at=at, reason=reason)
        ended = list(Cover.objects.filter(deputy=person, ends_on__gte=today).select_related("user", "deputy"))
        for cover in ended:
            deputies.stop(cover, by=by, at=at, reason=f"{person} was deactivated"[:100])
        end_sessions(person)
    return ended


def check_can_deactivate(by: User, person: User, *, on: date) -> None:
    """Not oneself, and only those whom one looks after."""
    if by.pk == person.pk:
        raise Refused("You cannot deactivate yourself. Ask another administrator.")
    check_looks_after(by, person, on=on)


def reactivate(*, person: User, reason: str, address: str, by: User, at: datetime) -> None:
    """Let the person in again, by a one-time link to a new password."""
    check_looks_after(by, person, on=timezone.localdate(at))
    reason = checked_reason(reason)
    with transaction.atomic():
        person = _locked(person)
        if person.is_active:
            raise Conflict(f"{person} is active already.")
        _write(person, {"is_active": True}, verb="reactivated a person", by=by, at=at, reason=reason)
        invitations.renew_link(person, by=by, at=at, address=address)


def end_sessions(person: User) -> None:
    """Sign the person out everywhere, at once."""
    for session in UserSession.objects.filter(user=person):
        session.end()


def _check_change(person: User, changed: Mapping[str, Any], by: User, at: datetime) -> None:
    if "email" in changed:
        check_looks_after(by, person, on=timezone.localdate(at))
    if "is_superuser" in changed:
        check_is_portal_administrator(by)
        _check_another_portal_administrator(person)


def _check_another_portal_administrator(person: User) -> None:
    """One stays. They are locked already, so that two cannot take each other's role at once."""
    if not person.is_superuser:
        return
    active = User.objects.filter(is_superuser=True, is_active=True)
    if all(each.pk == person.pk for each in active):
        raise Refused(f"{person} is the last portal administrator. Make somebody else one first.")


def _raise_revisions(person: User) -> None:
    """Scorecards show the names of owners and reporters, and of those who wrote or signed words."""
    rows = Indicator.objects.filter(Q(owner=person) | Q(reporter=person))
    words = CommentaryEvent.objects.filter(by=person)
    named = {
        *rows.values_list("scorecard", flat=True),
        *words.values_list("commentary__indicator__scorecard", flat=True),
    }
    for scorecard in sorted(named):
        raise_revision(scorecard)


def _locked(person: User) -> User:
    """The person as they stand, locked with all portal administrators in one order: two who take each
    other's role would otherwise wait for one another for ever."""
    held = User.objects.select_for_update(no_key=True).filter(Q(pk=person.pk) | Q(is_superuser=True))
    return {each.pk: each for each in held.order_by("pk")}[person.pk]


def _write(
    person: User, changed: Mapping[str, Any], *, verb: str, by: User, at: datetime, reason: str
) -> None:
    before = {name: getattr(person, name) for name in changed}
    for name, value in changed.items():
        setattr(person, name, value)
    try:
        with transaction.atomic():
            signed(person, by=by, at=at, reason=reason).save()
    except IntegrityError:
        raise details.taken(person.email) from None
    activity.record(verb=verb, by=by, at=at, on=person, before=before, after={**changed, "reason": reason})
