"""Whom a scorecard compares itself with."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from indicators.models import Comparator, Scorecard
from indicators.people import activity
from indicators.people.errors import Invalid
from indicators.people.models import User
from indicators.permissions import check_administers

from .locks import one_at_a_time
from .revisions import raise_revision

SLUG_LENGTH = Comparator._meta.get_field("slug").max_length or 60


def add(*, scorecard: Scorecard, name: str, short_name: str, kind: str, by: User, at: datetime) -> Comparator:
    """One after the others. Raises Refused or Invalid (a name in use)."""
    check_administers(by, scorecard)
    name, short_name, slug = name.strip(), short_name.strip(), slugify(name)[:SLUG_LENGTH].strip("-")
    if not slug:
        raise Invalid("Give the comparator a name with letters or digits.", field="name")
    if not short_name:
        raise Invalid("Give it a short name: it heads a column.", field="short_name")
    with transaction.atomic():
        one_at_a_time(scorecard)
        if scorecard.comparators.filter(slug=slug).exists():
            raise Invalid(f"This scorecard is compared with “{name}” already.", field="name")
        last = scorecard.comparators.aggregate(last=Max("order"))["last"] or 0
        made = Comparator.objects.create(
            scorecard=scorecard, name=name, short_name=short_name, slug=slug, kind=kind, order=last + 1
        )
        raise_revision(scorecard)
        activity.record(
            verb="added a comparator", by=by, at=at, on=made, after={"name": name}, scorecard=scorecard
        )
    return made
