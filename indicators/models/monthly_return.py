"""What was reported for a month, and every value it has had."""

from django.db import models
from django.db.models import Q

from indicators.people.immutable import ImmutableModel
from indicators.people.models import User

from .constraints import exactly_one, first_of_month
from .indicator import Indicator
from .scorecard import Scorecard

MISSING = (("not_supplied", "Not supplied"), ("no_denominator", "No cases to divide by"))


class ImportBatch(models.Model):
    """One file that was loaded: what it was, who loaded it, what it changed."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="import_batches")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()
    summary = models.JSONField(default=dict)

    class Meta:
        ordering = ("-pk",)
        verbose_name_plural = "import batches"

    def __str__(self) -> str:
        return self.file_name


class ReturnFigures(models.Model):
    """A number, or the reason why there is none. Percentages as printed: 22.6 means 22.6%."""

    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    missing = models.CharField(max_length=20, choices=MISSING, blank=True)
    numerator = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)

    class Meta:
        abstract = True


class MonthlyReturn(ReturnFigures):
    """The value of one indicator for one month. `version` rises with each change."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="returns")
    month = models.DateField()
    version = models.PositiveIntegerField(default=1)

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
                condition=Q(missing__in=("", "not_supplied", "no_denominator")),
                name="missing_reason_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.month:%Y-%m}"


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
