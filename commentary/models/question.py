"""Questions: an owner's to the reporter of a commentary, and a member's about an indicator."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from indicators.models import Indicator
from indicators.models.constraints import first_of_month
from indicators.people.immutable import ImmutableModel
from indicators.people.models import User

MAX_QUESTION = 2_000


class QuestionQuerySet(models.QuerySet["Question"]):
    def standing(self) -> QuestionQuerySet:
        """Those that nobody took back."""
        return self.filter(withdrawn_at=None)

    def for_month(self, scorecard_pk: int, month: date) -> QuestionQuerySet:
        return self.filter(indicator__scorecard_id=scorecard_pk, month=month)


class Question(models.Model):
    """An owner asks about one commentary, of its leading indicator; answers make a thread of it.

    `asks_for_commentary` makes the commentary required, with the question as its reason.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    text = models.TextField(max_length=MAX_QUESTION)
    asks_for_commentary = models.BooleanField(default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    acting_as = models.CharField(max_length=20)
    on_behalf_of = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=first_of_month("month"), name="question_month_is_the_first"),
            models.CheckConstraint(condition=~Q(text=""), name="question_has_words"),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="withdrawn_question_says_by_whom_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.month:%Y-%m}"


class Answer(ImmutableModel):
    """What somebody replied. A question may have several."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(max_length=MAX_QUESTION)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    acting_as = models.CharField(max_length=20)
    on_behalf_of = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta(ImmutableModel.Meta):
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="answer_has_words"),)

    def __str__(self) -> str:
        return f"answer {self.question_id}"


class MemberQuestion(models.Model):
    """A board or scrutiny member asked about an indicator in the pack of `month`.

    `asked_by` is their role as text: members need no account. It appears, with its answer, in the next
    month's pack. `version` rises at each change.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    text = models.TextField(max_length=MAX_QUESTION)
    asked_by = models.CharField(max_length=120)
    asked_on = models.DateField()
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()
    answer = models.TextField(max_length=MAX_QUESTION, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=first_of_month("month"), name="member_question_month_is_the_first"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="member_question_has_words"),
            models.CheckConstraint(condition=~Q(asked_by=""), name="member_question_says_who_asked"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="answered_member_question_says_by_whom_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.month:%Y-%m}"
