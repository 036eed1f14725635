"""Naming and ending deputies. A cover that began is never rewritten, only ended."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from indicators.actions.reasons import checked_reason
from indicators.calculations import dates
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid
from indicators.people.history import signed
from indicators.people.models import Cover, User
from scorecard_portal.accounts.permissions import check_names_deputy


def set_cover(
    *, user: User, deputy: User, starts_on: date, ends_on: date, by: User, at: datetime, reason: str = ""
) -> Cover:
    """`deputy` acts for `user` from one day to another, both included. Raises Refused or Invalid."""
    today = timezone.localdate(at)
    check_names_deputy(by, user, on=today)
    _check_days(starts_on, ends_on, today)
    if user.pk == deputy.pk:
        raise Invalid("Nobody can be their own deputy.", field="deputy")
    with transaction.atomic():
        # One after the other, so that two covers of the same days cannot both be made.
        held = {
            each.pk: each for each in User.objects.select_for_update().filter(pk__in=(user.pk, deputy.pk))
        }
        if not held[user.pk].is_active:
            raise Invalid(f"{user}’s account is deactivated: hand their indicators on instead.")
        if not held[deputy.pk].is_active:
            raise Invalid(f"{deputy}’s account is deactivated: choose somebody else.", field="deputy")
        _check_no_overlap(user, starts_on, ends_on)
        cover = Cover(user=user, deputy=deputy, starts_on=starts_on, ends_on=ends_on)
        signed(cover, by=by, at=at, reason=_optional(reason)).save()
        activity.record(verb="named a deputy", by=by, at=at, on=cover, after=_plain(cover))
    return cover


def end_cover(*, cover: Cover, by: User, at: datetime, reason: str = "") -> None:
    """From now on the deputy no longer acts. A cover that has not begun is taken back whole."""
    check_names_deputy(by, cover.user, on=timezone.localdate(at))
    with transaction.atomic():
        current = (
            Cover.objects.select_for_update().select_related("user", "deputy").filter(pk=cover.pk).first()
        )
        if current is None or current.ends_on < timezone.localdate(at):
            raise Conflict("This cover has ended already.")
        stop(current, by=by, at=at, reason=_optional(reason))


def stop(cover: Cover, *, by: User, at: datetime, reason: str) -> None:
    """End a running or coming cover, inside the action's transaction."""
    today = timezone.localdate(at)
    before = _plain(cover)
    if cover.starts_on >= today:
        activity.record(verb="took a deputy back", by=by, at=at, on=cover, before=before)
        signed(cover, by=by, at=at, reason=reason).delete()
        return
    cover.ends_on = today - timedelta(days=1)
    signed(cover, by=by, at=at, reason=reason).save()
    activity.record(verb="ended a cover", by=by, at=at, on=cover, before=before, after=_plain(cover))


def _check_days(starts_on: date, ends_on: date, today: date) -> None:
    if starts_on < today:
        raise Invalid("The first day cannot be in the past.", field="starts_on")
    if ends_on < starts_on:
        raise Invalid("The last day cannot be before the first.", field="ends_on")


def _check_no_overlap(user: User, starts_on: date, ends_on: date) -> None:
    other = (
        Cover.objects.filter(user=user, starts_on__lte=ends_on, ends_on__gte=starts_on)
        .select_related("deputy")
        .first()
    )
    if other is not None:
        raise Invalid(
            f"{other.deputy} is deputy from {dates.day(other.starts_on)} to {dates.day(other.ends_on)} "
            "already. End that first, or choose other days.",
            field="starts_on",
        )


def _plain(cover: Cover) -> dict[str, object]:
    return {
        "user": str(cover.user),
        "deputy": str(cover.deputy),
        "starts_on": cover.starts_on,
        "ends_on": cover.ends_on,
    }


def _optional(reason: str) -> str:
    return checked_reason(reason) if reason.strip() else ""
