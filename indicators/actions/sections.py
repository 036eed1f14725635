"""The headings inside a scorecard."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from indicators.models import Scorecard, Section
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.history import signed
from indicators.people.models import User
from indicators.permissions import check_administers

from .locks import one_at_a_time
from .reasons import checked_reason
from .revisions import raise_revision

GONE = "Somebody else removed this section meanwhile."


def add(*, scorecard: Scorecard, name: str, by: User, at: datetime) -> Section:
    """A section after the others. Raises Refused or Invalid (a name in use)."""
    check_administers(by, scorecard)
    with transaction.atomic():
        one_at_a_time(scorecard)
        last = scorecard.sections.aggregate(last=Max("order"))["last"] or 0
        section = Section(scorecard=scorecard, name=_free(scorecard, name), order=last + 1)
        signed(section, by=by, at=at, reason="Added").save()
        _record("added a section", section, by=by, at=at, after={"name": section.name})
    return section


def rename(*, section: Section, name: str, seen_name: str, reason: str, by: User, at: datetime) -> None:
    """Raises Refused, Invalid, or Conflict where the name is not the one seen."""
    check_administers(by, section.scorecard)
    with transaction.atomic():
        current = _current(section)
        if current.name != seen_name:
            raise Conflict(
                f"Somebody else renamed the section to “{current.name}”, while you were typing. "
                "Nothing was overwritten. Save again to use your name."
            )
        if name.strip() == current.name:
            return
        reason = checked_reason(reason)
        current.name = _free(current.scorecard, name, besides=current)
        signed(current, by=by, at=at, reason=reason).save()
        _record(
            "renamed a section",
            current,
            by=by,
            at=at,
            before={"name": seen_name},
            after={"name": current.name},
        )


def move(*, section: Section, up: bool, seen_place: int, by: User, at: datetime) -> None:
    """One place up or down; at the end it stays where it is.

    Raises Conflict where the section is not at `seen_place` (the first is 1) any more.
    """
    check_administers(by, section.scorecard)
    with transaction.atomic():
        current = _current(section)
        ordered = list(Section.objects.filter(scorecard=current.scorecard).order_by("order", "pk"))
        place = ordered.index(current)
        if place + 1 != seen_place:
            raise Conflict(
                "Somebody else moved the sections meanwhile. Look at their order now and move again."
            )
        other = place - 1 if up else place + 1
        if not 0 <= other < len(ordered):
            return
        ordered[place], ordered[other] = ordered[other], ordered[place]
        for order, each in enumerate(ordered, start=1):
            if each.order != order:
                each.order = order
                signed(each, by=by, at=at, reason=f"Moved “{current.name}” {'up' if up else 'down'}").save()
        _record(
            "moved a section", current, by=by, at=at, before={"place": seen_place}, after={"place": other + 1}
        )


def remove(*, section: Section, reason: str, by: User, at: datetime) -> None:
    """Only a section that no indicator is in, retired ones included."""
    check_administers(by, section.scorecard)
    reason = checked_reason(reason)
    with transaction.atomic():
        current = _current(section)
        if current.indicators.exists():
            raise Refused(f"“{current}” has indicators. Move them to another section first.")
        _record("removed a section", current, by=by, at=at, before={"name": current.name})
        signed(current, by=by, at=at, reason=reason).delete()


def _current(section: Section) -> Section:
    """The section as it stands, once nobody else is at it."""
    one_at_a_time(section.scorecard_id)
    current = Section.objects.select_related("scorecard").filter(pk=section.pk).first()
    if current is None:
        raise Conflict(GONE)
    return current


def _free(scorecard: Scorecard, name: str, *, besides: Section | None = None) -> str:
    name = name.strip()
    if not name:
        raise Invalid("Give the section a name.", field="name")
    others = scorecard.sections.exclude(pk=besides.pk) if besides else scorecard.sections.all()
    if others.filter(name__iexact=name).exists():
        raise Invalid(f"This scorecard has a section called “{name}”.", field="name")
    return name


def _record(
    verb: str,
    section: Section,
    *,
    by: User,
    at: datetime,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    raise_revision(section.scorecard_id)
    activity.record(
        verb=verb, by=by, at=at, on=section, before=before, after=after, scorecard=section.scorecard
    )
