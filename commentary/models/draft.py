"""Words that somebody is typing, kept on the server until they save or submit them."""

from __future__ import annotations

from datetime import date

from django.db import models

from indicators.models import Indicator
from indicators.models.constraints import first_of_month
from indicators.people.models import User

from .commentary import MAX_LENGTH


class DraftQuerySet(models.QuerySet["Draft"]):
    def for_month(self, scorecard_pk: int, month: date) -> DraftQuerySet:
        return self.filter(indicator__scorecard_id=scorecard_pk, month=month)


class Draft(models.Model):
    """One person's words in the box of one commentary, as last typed.

    It is written over as they type and leaves no history: half a sentence, or a name taken out again, is
    nobody's record. `based_on` is the version of the commentary that the words were begun on, `number` rises
    at each change and is what a window of this person has seen; it begins anywhere, so that a later draft
    is not taken for an earlier one.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=MAX_LENGTH, blank=True)
    based_on = models.PositiveIntegerField(default=0)
    number = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                "indicator", "month", "user", name="one_draft_for_each_person_and_commentary"
            ),
            models.CheckConstraint(condition=first_of_month("month"), name="draft_month_is_the_first"),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.month:%Y-%m} {self.user}"
