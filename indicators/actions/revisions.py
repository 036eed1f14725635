"""The counter that tells cached pages their age."""

from django.db.models import F

from indicators.models import Scorecard, ScorecardRevision


def raise_revision(scorecard: Scorecard | int) -> None:
    """Say that what the scorecard shows has changed. Called inside the action's transaction."""
    pk = scorecard if isinstance(scorecard, int) else scorecard.pk
    if not ScorecardRevision.objects.filter(scorecard_id=pk).update(number=F("number") + 1):
        ScorecardRevision.objects.create(scorecard_id=pk, number=1)
