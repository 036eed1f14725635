"""Making scorecards and looking after their sections."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from indicators.models import Membership, Scorecard, Section
from indicators.people import activity
from indicators.people.errors import Invalid, Refused
from indicators.people.history import signed
from indicators.people.models import User
from indicators.permissions import check_administers, check_is_portal_administrator

from .reasons import checked_reason
from .revisions import raise_revision


def create(*, name: str, by: User, at: datetime) -> Scorecard:
    """A new scorecard; whoever makes it administers it. Raises Refused or Invalid (a name in use)."""
    check_is_portal_administrator(by)
    name, slug = name.strip(), slugify(name)
    if not slug:
        raise Invalid("Give the scorecard a name with letters or digits.", field="name")
    with transaction.atomic():
        if Scorecard.objects.filter(slug=slug).exists() or Scorecard.objects.filter(name=name).exists():
            raise Invalid(f"There is a scorecard called “{name}”, or one with the same address.", field="name")
        made = signed(Scorecard(name=name, slug=slug), by=by, at=at, reason="Created")
        made.save()
        member = Membership(user=by, scorecard=made, role=Membership.ADMINISTRATOR)
        signed(member, by=by, at=at, reason="Created the scorecard").save()
        raise_revision(made)
        activity.record(verb="created a scorecard", by=by, at=at, on=made, after={"name": name}, scorecard=made)
    return made


def rename(*, scorecard: Scorecard, name: str, reason: str, by: User, at: datetime) -> None:
    """Another name; the address stays, so that links keep working."""
    check_administers(by, scorecard)
    name, before = name.strip(), scorecard.name
    if not name:
        raise Invalid("Give the scorecard a name.", field="name")
    if Scorecard.objects.exclude(pk=scorecard.pk).filter(name=name).exists():
        raise Invalid(f"Another scorecard is called “{name}”.", field="name")
    with transaction.atomic():
        scorecard.name = name
        signed(scorecard, by=by, at=at, reason=checked_reason(reason)).save()
        raise_revision(scorecard)
        activity.record(
            verb="renamed a scorecard",
            by=by,
            at=at,
            on=scorecard,
            before={"name": before},
            after={"name": name},
            scorecard=scorecard,
        )


def add_section(*, scorecard: Scorecard, name: str, by: User, at: datetime) -> Section:
    """A section after the others."""
    check_administers(by, scorecard)
    last = scorecard.sections.order_by("-order").first()
    section = Section(scorecard=scorecard, order=last.order + 1 if last else 1)
    _keep_section(section, name, "Added", verb="added a section", by=by, at=at)
    return section


def rename_section(*, section: Section, name: str, reason: str, by: User, at: datetime) -> None:
    check_administers(by, section.scorecard)
    _keep_section(section, name, checked_reason(reason), verb="renamed a section", by=by, at=at)


def move_section(*, section: Section, up: bool, by: User, at: datetime) -> None:
    """One place up or down. At the end it stays where it is."""
    check_administers(by, section.scorecard)
    with transaction.atomic():
        ordered = list(Section.objects.filter(scorecard=section.scorecard).order_by("order", "pk"))
        place = ordered.index(section)
        other = place - 1 if up else place + 1
        if not 0 <= other < len(ordered):
            return
        ordered[place], ordered[other] = ordered[other], ordered[place]
        for order, each in enumerate(ordered, start=1):
            if each.order != order:
                each.order = order
                signed(each, by=by, at=at, reason=f"Moved “{section.name}”").save()
        raise_revision(section.scorecard)
        activity.record(verb="moved a section", by=by, at=at, on=section, scorecard=section.scorecard)


def remove_section(*, section: Section, by: User, at: datetime) -> None:
    """Only a section that no indicator has ever been in."""
    check_administers(by, section.scorecard)
    if section.indicators.exists():
        raise Refused(f"“{section}” has indicators. Move them to another section first.")
    with transaction.atomic():
        activity.record(verb="removed a section", by=by, at=at, on=section, scorecard=section.scorecard)
        signed(section, by=by, at=at, reason="Removed").delete()
        raise_revision(section.scorecard_id)


def _keep_section(section: Section, name: str, reason: str, *, verb: str, by: User, at: datetime) -> None:
    name, before = name.strip(), section.name
    if not name:
        raise Invalid("Give the section a name.", field="name")
    others = Section.objects.filter(scorecard=section.scorecard).exclude(pk=section.pk)
    with transaction.atomic():
        if others.filter(name=name).exists():
            raise Invalid(f"This scorecard has a section called “{name}”.", field="name")
        section.name = name
        signed(section, by=by, at=at, reason=reason).save()
        raise_revision(section.scorecard)
        activity.record(
            verb=verb,
            by=by,
            at=at,
            on=section,
            before={"name": before} if before else None,
            after={"name": name},
            scorecard=section.scorecard,
        )
