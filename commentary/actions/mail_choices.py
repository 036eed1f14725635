"""What somebody wants to be mailed about. Mail about their account always goes."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from commentary.models import DIGEST_KINDS, TurnedDown
from indicators.people import activity
from indicators.people.models import User


def choose(*, turned_down: Iterable[str], by: User, at: datetime) -> None:
    """From now on `by` gets no daily email about these kinds, and about all others."""
    kinds = dict((*DIGEST_KINDS, (TurnedDown.ALL, "")))
    after = [kind for kind in kinds if kind in set(turned_down)]
    with transaction.atomic():
        # One after the other, so that two of one's own tabs do not mix.
        User.objects.select_for_update().get(pk=by.pk)
        held = set(TurnedDown.objects.filter(user=by).values_list("kind", flat=True))
        if held == set(after):
            return
        TurnedDown.objects.filter(user=by).exclude(kind__in=after).delete()
        TurnedDown.objects.bulk_create(TurnedDown(user=by, kind=kind) for kind in after if kind not in held)
        activity.record(
            verb="chose what to be mailed about",
            by=by,
            at=at,
            on=by,
            before={"turned_down": [kind for kind in kinds if kind in held]},
            after={"turned_down": after},
        )
