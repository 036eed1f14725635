"""Making accounts. Nobody signs up: people are invited with a one-time link."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction

from indicators.actions import memberships
from indicators.models import Scorecard
from indicators.people import activity
from indicators.people.errors import Refused
from indicators.people.history import signed
from indicators.people.models import User
from indicators.permissions import check_is_portal_administrator, check_manages_people
from scorecard_portal.accounts import mail
from scorecard_portal.accounts.permissions import check_may_edit

from . import details


def invite(
    *,
    email: str,
    full_name: str,
    job_title: str = "",
    roles: Mapping[Scorecard, str | None],
    is_portal_administrator: bool = False,
    address: str,
    by: User,
    at: datetime,
) -> User:
    """Make an account and send its one-time link; `address` is the portal's own, for the link.

    `roles` gives memberships: viewer, administrator or None for each scorecard. Raises Refused, Invalid
    (an address that is none, or somebody's already) or, with everything else done, mail.NotSent.
    """
    check_manages_people(by)
    if is_portal_administrator:
        check_is_portal_administrator(by)
    with transaction.atomic():
        person = _create(
            User(
                email=details.email(email),
                full_name=details.line(full_name, field="full_name", required=True),
                job_title=details.line(job_title, field="job_title", required=False),
                is_superuser=is_portal_administrator,
            ),
            by=by,
            at=at,
        )
        for scorecard, role in roles.items():
            if role:
                memberships.set_role(
                    scorecard=scorecard, user=person, role=role, by=by, at=at, reason="Invited"
                )
        transaction.on_commit(partial(mail.send_invitation, person, address=address, invited_by=by))
    return person


def invite_again(*, person: User, address: str, by: User, at: datetime) -> None:
    """Send a fresh link to somebody who has not chosen a password yet; the earlier link stops working."""
    check_may_edit(by, person)
    if not person.is_active:
        raise Refused(f"{person}’s account is deactivated. Reactivate it, and they get a link.")
    if person.has_usable_password():
        raise Refused(
            f"{person} has a password already. If it is forgotten, “Forgotten your password?” on the "
            "sign-in page sends a link."
        )
    with transaction.atomic():
        renew_link(person, by=by, at=at, address=address)


def renew_link(person: User, *, by: User, at: datetime, address: str) -> None:
    """Put every earlier link out of use, and send a new one. Inside the action's transaction."""
    person.set_unusable_password()
    User.objects.filter(pk=person.pk).update(password=person.password)
    activity.record(verb="sent an invitation", by=by, at=at, on=person)
    transaction.on_commit(partial(mail.send_invitation, person, address=address, invited_by=by))


def create_administrator(*, email: str, full_name: str = "", at: datetime) -> tuple[User, bool]:
    """A portal administrator, by command: a new account, or one that is there. Says whether it is new.

    Without a name one is made from the address. Raises Invalid or Refused (the account is deactivated).
    """
    with transaction.atomic():
        person = User.objects.select_for_update().filter(email=email.strip().lower()).first()
        if person is None:
            kept = details.email(email)
            name = details.line(full_name or _name_in(kept), field="full_name", required=True)
            return _create(User(email=kept, full_name=name, is_superuser=True), by=None, at=at), True
        if not person.is_active:
            raise Refused(
                f"{person.email} is deactivated. Another portal administrator can reactivate it; "
                "or give a different address."
            )
        if not person.is_superuser:
            person.is_superuser = True
            signed(person, by=None, at=at, reason="Made a portal administrator by command").save()
            activity.record(
                verb="made a portal administrator",
                by=None,
                at=at,
                on=person,
                before={"is_superuser": False},
                after={"is_superuser": True},
            )
    return person, False


def _create(person: User, *, by: User | None, at: datetime) -> User:
    person.set_unusable_password()
    try:
        with transaction.atomic():
            signed(person, by=by, at=at, reason="Invited" if by else "Made by command").save()
    except IntegrityError:
        raise details.taken(person.email) from None
    activity.record(
        verb="invited a person" if by else "made a portal administrator",
        by=by,
        at=at,
        on=person,
        after={
            "email": person.email,
            "full_name": person.full_name,
            "job_title": person.job_title,
            "is_superuser": person.is_superuser,
        },
    )
    return person


def _name_in(email: str) -> str:
    """ "Ann Smith" for ann.smith@example.gov.uk."""
    return " ".join(
        part.capitalize() for part in email.partition("@")[0].replace("_", ".").split(".") if part
    )
