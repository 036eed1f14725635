"""What was reported for a month, and every value it has had."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from indicators.people.immutable import ImmutableModel
from indicators.people.models import User

from .constraints import exactly_one, first_of_month
from .imported_file import ImportBatch
from .indicator import Indicator

MISSING = (("not_supplied", "Not supplied"), ("no_denominator", "No cases to divide by"))
WITHDRAWN = "withdrawn"


class ReturnFigures(models.Model):
    """A number, or the reason why there is none. Percentages as printed: 22.6 means 22.6%."""

    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    missing = models.CharField(max_length=20, choices=(*MISSING, (WITHDRAWN, "Withdrawn")), blank=True)
    numerator = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)

    class Meta:
        abstract = True


class MonthlyReturnQuerySet(models.QuerySet["MonthlyReturn"]):
    def reported(self) -> MonthlyReturnQuerySet:
        """Those that say something: a withdrawn return stands as if it had never been given."""
        return self.exclude(missing=WITHDRAWN)


class MonthlyReturn(ReturnFigures):
    """The value of one indicator for one month. `version` rises with each change.

    Where a load is undone, what it gave first is withdrawn: the row stays, so that its revisions do.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="returns")
    month = models.DateField()
    version = models.PositiveIntegerField(default=1)

    objects = MonthlyReturnQuerySet.as_manager()

    class Meta:
        ordering = ("month",)
        constraints = (
            models.UniqueConstraint("indicator", "month", name="one_return_for_each_indicator_and_month"),
            models.CheckConstraint(condition=first_of_month("month"), name="return_month_is_the_first"),
            models.CheckConstraint(
                condition=exactly_one(Q(value__isnull=False), ~Q(missing="")),
                name="return_is_a_number_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(missing__in=("", "not_supplied", "no_denominator", WITHDRAWN)),
                name="missing_reason_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.month:%Y-%m}"

    @property
    def is_withdrawn(self) -> bool:
        return self.missing == WITHDRAWN


class ReturnRevision(ReturnFigures, ImmutableModel):
    """A value that a return has had. The first is its recording, each later one a restatement."""

    monthly_return = models.ForeignKey(MonthlyReturn, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta(ImmutableModel.Meta):
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint("monthly_return", "number", name="revision_number_is_used_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="restatement_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.monthly_return} #{self.number}"
