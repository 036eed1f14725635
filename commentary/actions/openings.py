"""Keeping who had which submitted words before them, with which figures."""

from datetime import datetime

from commentary.models import Commentary, CommentaryEvent, Opening
from commentary.workflow import Step
from indicators.people.errors import Refused
from indicators.people.models import User
from indicators.scorecards import figures_seen, hash_of


def record(row: Commentary, *, by: User, at: datetime) -> None:
    """They have before them what is submitted, with the figures of now. The same again changes nothing.

    Called in the transaction that opens it.
    """
    indicator = row.indicator
    now = figures_seen(indicator.scorecard, row.month, [indicator.pk])[indicator.pk]
    opening = Opening(submission=_submission(row), by=by, figures_hash=hash_of(now), at=at)
    Opening.objects.bulk_create([opening], ignore_conflicts=True)


def check_opened(row: Commentary, figures: str, *, by: User) -> None:
    """Whether this person themself has had these words and these figures before them."""
    if not Opening.objects.filter(submission=_submission(row), by=by, figures_hash=figures).exists():
        raise Refused("You have not opened it as it stands now. Open it and read it, then approve it.")


def _submission(row: Commentary) -> CommentaryEvent:
    """The last one: what is submitted now came with it."""
    return row.events.filter(step=Step.SUBMIT).latest("pk")
