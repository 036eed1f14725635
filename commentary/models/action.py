"""Promises and requests that have become something to do, by somebody, by a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from indicators.models import Indicator
from indicators.models.constraints import first_of_month
from indicators.people.immutable import ImmutableModel
from indicators.people.models import User

MAX_ACTION = 500
ACTION_STEPS = ("open", "change", "close", "reopen")


class ActionQuerySet(models.QuerySet["Action"]):
    def open(self) -> ActionQuerySet:
        return self.filter(closed_at=None)


class Action(models.Model):
    """Something to do about an indicator, until it is closed with an outcome.

    `month` is the one it arose in, `promise` the words of the commentary that it was made of, if it was.
    `version` rises at each change.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    text = models.TextField(max_length=MAX_ACTION)
    promise = models.TextField(blank=True)
    who = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    outcome = models.TextField(max_length=MAX_ACTION, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ("due", "pk")
        constraints = (
            models.CheckConstraint(condition=first_of_month("month"), name="action_month_is_the_first"),
            models.CheckConstraint(condition=~Q(text=""), name="action_has_words"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="closed_action_has_an_outcome",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.month:%Y-%m}"


class ActionEvent(ImmutableModel):
    """One change of an action, with what it was then."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="events")
    step = models.CharField(max_length=10, choices=[(step, step.capitalize()) for step in ACTION_STEPS])
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()
    who = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField()

    class Meta(ImmutableModel.Meta):
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(step="open") | ~Q(reason=""), name="changed_action_gives_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.step} {self.action_id}"
