"""Making scorecards and saying who belongs to them."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from indicators.models import Membership, Scorecard
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid
from indicators.people.history import signed
from indicators.people.models import User
from indicators.permissions import check_administers, check_is_portal_administrator, check_manages_members

from . import memberships
from .locks import one_at_a_time
from .reasons import checked_reason
from .revisions import raise_revision

# Addresses that are pages of their own.
RESERVED = frozenset({"new"})
SLUG_LENGTH = Scorecard._meta.get_field("slug").max_length or 60


def create(*, name: str, by: User, at: datetime) -> Scorecard:
    """A new scorecard; whoever makes it administers it. Raises Refused or Invalid (a name in use)."""
    check_is_portal_administrator(by)
    name, slug = name.strip(), slugify(name)[:SLUG_LENGTH].strip("-")
    if not slug:
        raise Invalid("Give the scorecard a name with letters or digits.", field="name")
    in_use = Invalid(
        f"There is a scorecard called “{name}”, or one with the same address. Choose another name.",
        field="name",
    )
    if slug in RESERVED or Scorecard.objects.filter(slug=slug).exists() or _others_called(name):
        raise in_use
    try:
        with transaction.atomic():
            made = signed(Scorecard(name=name, slug=slug), by=by, at=at, reason="Created")
            made.save()
            member = Membership(user=by, scorecard=made, role=Membership.ADMINISTRATOR)
            signed(member, by=by, at=at, reason="Created the scorecard").save()
            raise_revision(made)
            activity.record(
                verb="created a scorecard", by=by, at=at, on=made, after={"name": name}, scorecard=made
            )
    except IntegrityError:
        raise in_use from None
    return made


def rename(*, scorecard: Scorecard, name: str, seen_name: str, reason: str, by: User, at: datetime) -> None:
    """Another name; the address stays, so that links keep working.

    Raises Refused, Invalid, or Conflict where the name is not the one seen.
    """
    check_administers(by, scorecard)
    name = name.strip()
    if not name:
        raise Invalid("Give the scorecard a name.", field="name")
    in_use = Invalid(f"Another scorecard is called “{name}”.", field="name")
    try:
        with transaction.atomic():
            current = one_at_a_time(scorecard)
            if current.name != seen_name:
                raise Conflict(
                    f"Somebody else renamed the scorecard to “{current.name}”, while you were typing. "
                    "Nothing was overwritten. Save again to use your name."
                )
            if name == current.name:
                return
            reason = checked_reason(reason)
            if _others_called(name, besides=current):
                raise in_use
            current.name = name
            signed(current, by=by, at=at, reason=reason).save()
            raise_revision(current)
            activity.record(
                verb="renamed a scorecard",
                by=by,
                at=at,
                on=current,
                before={"name": seen_name},
                after={"name": name},
                scorecard=current,
            )
    except IntegrityError:
        raise in_use from None


def set_escalation(
    *,
    scorecard: Scorecard,
    deputy_after: int | None,
    administrators_after: int | None,
    seen: str,
    reason: str,
    by: User,
    at: datetime,
) -> None:
    """So many working days after a deadline late work is told to others; None tells nobody.

    `seen` is `escalation_of` what was on the page. Raises Refused, Invalid or Conflict.
    """
    check_administers(by, scorecard)
    reason = checked_reason(reason)
    with transaction.atomic():
        current = one_at_a_time(scorecard)
        if escalation_of(current) != seen:
            raise Conflict("Somebody else changed this while you were typing. Nothing was overwritten.")
        before = _escalation(current)
        current.deputy_told_after, current.administrators_told_after = deputy_after, administrators_after
        if _escalation(current) == before:
            return
        signed(current, by=by, at=at, reason=reason).save()
        activity.record(
            verb="changed who is told of late work",
            by=by,
            at=at,
            on=current,
            before=before,
            after={**_escalation(current), "reason": reason},
            scorecard=current,
        )


def escalation_of(scorecard: Scorecard) -> str:
    """What a form shows that it has seen."""
    return "-".join(str(days or 0) for days in _escalation(scorecard).values())


def _escalation(scorecard: Scorecard) -> dict[str, int | None]:
    return {
        "deputy_told_after": scorecard.deputy_told_after,
        "administrators_told_after": scorecard.administrators_told_after,
    }


def set_commentary_policy(
    *, scorecard: Scorecard, policy: str, seen: str, reason: str, by: User, at: datetime
) -> None:
    """Whether each row needs commentary, or only those for which a stated reason holds.

    `seen` is the policy that was on the page. Raises Refused, Invalid or Conflict.
    """
    check_administers(by, scorecard)
    reason = checked_reason(reason)
    if policy not in dict(Scorecard.COMMENTARY_POLICIES):
        raise Invalid("Choose which rows need commentary.", field="policy")
    with transaction.atomic():
        current = one_at_a_time(scorecard)
        before = current.commentary_policy
        if before != seen:
            raise Conflict("Somebody else changed this while you were deciding. Nothing was overwritten.")
        if policy == before:
            return
        current.commentary_policy = policy
        signed(current, by=by, at=at, reason=reason).save()
        raise_revision(current)
        activity.record(
            verb="changed which rows need commentary",
            by=by,
            at=at,
            on=current,
            before={"commentary_policy": before},
            after={"commentary_policy": policy, "reason": reason},
            scorecard=current,
        )


def set_member(
    *,
    scorecard: Scorecard,
    user: User,
    role: str | None,
    seen_role: str | None,
    reason: str,
    by: User,
    at: datetime,
) -> None:
    """Give `user` a role in the scorecard, or, with None, take it away.

    Raises Refused, Invalid, or Conflict where their role is not the one seen.
    """
    check_manages_members(by, scorecard)
    reason = checked_reason(reason)
    with transaction.atomic():
        one_at_a_time(scorecard)
        current = (
            Membership.objects.filter(scorecard=scorecard, user=user).values_list("role", flat=True).first()
        )
        if current != seen_role:
            now = f"{user} is {current} now" if current else f"{user} is no member now"
            raise Conflict(
                f"Somebody else changed this: {now}. Nothing was overwritten. Save again to use yours."
            )
        memberships.set_role(scorecard=scorecard, user=user, role=role, by=by, at=at, reason=reason)


def _others_called(name: str, *, besides: Scorecard | None = None) -> bool:
    found = Scorecard.objects.filter(name__iexact=name)
    return (found.exclude(pk=besides.pk) if besides else found).exists()
