"""The words on one indicator for one month, and everything that happened to them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from indicators.models import Indicator
from indicators.models.constraints import first_of_month
from indicators.people.immutable import ImmutableModel
from indicators.people.models import User

MAX_LENGTH = 10_000
# Of the reason for leaving words as they are.
MAX_REASON = 200

STATUSES = (
    ("draft", "Draft"),
    ("submitted", "Submitted"),
    ("returned", "Returned"),
    ("approved", "Approved"),
)
STEPS = tuple(
    (step, step.capitalize())
    for step in ("load", "save", "submit", "withdraw", "open", "return", "approve", "confirm", "reopen")
)


class CommentaryQuerySet(models.QuerySet["Commentary"]):
    def for_month(self, scorecard_pk: int, month: date) -> CommentaryQuerySet:
        return self.filter(indicator__scorecard_id=scorecard_pk, month=month)


class Commentary(models.Model):
    """Not started is the absence of a row. `version` rises at each change and is what a form has seen.

    `figures_seen` is what the owner signed with, `figures_hash` its fingerprint: both stand only while
    it is approved.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    text = models.TextField(max_length=MAX_LENGTH, blank=True)
    status = models.CharField(max_length=10, choices=STATUSES)
    version = models.PositiveIntegerField(default=1)
    figures_seen = models.JSONField(null=True, blank=True)
    figures_hash = models.CharField(max_length=64, blank=True)

    objects = CommentaryQuerySet.as_manager()

    class Meta:
        ordering = ("month", "pk")
        verbose_name_plural = "commentaries"
        constraints = (
            models.UniqueConstraint("indicator", "month", name="one_commentary_for_each_indicator_and_month"),
            models.CheckConstraint(condition=first_of_month("month"), name="commentary_month_is_the_first"),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "submitted", "returned", "approved")),
                name="commentary_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "returned")) | ~Q(text=""),
                name="submitted_and_approved_commentary_has_words",
            ),
            models.CheckConstraint(
                condition=(Q(status="approved") & ~Q(figures_hash=""))
                | (~Q(status="approved") & Q(figures_hash="")),
                name="only_approved_commentary_is_bound_to_figures",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.month:%Y-%m}"


class CommentaryEvent(ImmutableModel):
    """One step. `by` is who took it, `acting_as` in which role, `on_behalf_of` whom they covered."""

    commentary = models.ForeignKey(Commentary, on_delete=models.PROTECT, related_name="events")
    step = models.CharField(max_length=10, choices=STEPS)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    acting_as = models.CharField(max_length=20)
    on_behalf_of = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()
    from_status = models.CharField(max_length=12)
    to_status = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    figures_seen = models.JSONField(null=True, blank=True)

    class Meta(ImmutableModel.Meta):
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(step__in=("return", "reopen")) | ~Q(reason=""),
                name="return_and_reopen_give_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(step="load"), name="only_a_load_may_be_nobodys_step"
            ),
        )

    def __str__(self) -> str:
        return f"{self.step} {self.commentary_id}"


class CheckOverride(ImmutableModel):
    """Somebody left words as they are although a check speaks of them (`is_kept`), or took that back.

    The latest row for a check and its words is what stands, as long as that check speaks of these words.
    `sentence` is what the check said then.
    """

    commentary = models.ForeignKey(Commentary, on_delete=models.PROTECT, related_name="check_overrides")
    check_name = models.CharField("check", max_length=30)
    words = models.TextField()
    is_kept = models.BooleanField()
    reason = models.CharField(max_length=MAX_REASON, blank=True)
    sentence = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    acting_as = models.CharField(max_length=20)
    on_behalf_of = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta(ImmutableModel.Meta):
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(check_name="") & ~Q(words=""), name="override_is_of_a_check_and_its_words"
            ),
            models.CheckConstraint(
                condition=Q(is_kept=True) | Q(reason=""), name="only_keeping_words_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.check_name} {self.commentary_id}"
