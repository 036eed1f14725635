"""Who had which submitted words before them, with which figures."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from indicators.people.immutable import ImmutableModel
from indicators.people.models import User

from .commentary import CommentaryEvent


class Opening(ImmutableModel):
    """Somebody opened the words of one submission. `figures_hash` is of the figures beside them then.

    Several are approved at once only where this says that the person has opened what stands there now. The
    step "open" in the history is another thing: it is taken once, by whoever is first, and bars withdrawal.
    """

    submission = models.ForeignKey(CommentaryEvent, on_delete=models.PROTECT, related_name="openings")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    figures_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(ImmutableModel.Meta):
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                "submission", "by", "figures_hash", name="a_submission_with_its_figures_is_opened_once"
            ),
            models.CheckConstraint(condition=~Q(figures_hash=""), name="opening_has_figures"),
        )

    def __str__(self) -> str:
        return f"{self.by} {self.submission_id}"
