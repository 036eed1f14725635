"""One month's cycle of a scorecard."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from .constraints import first_of_month
from .scorecard import Scorecard


class ReportingMonthQuerySet(models.QuerySet["ReportingMonth"]):
    def open(self) -> ReportingMonthQuerySet:
        return self.filter(status=ReportingMonth.OPEN)


class ReportingMonth(models.Model):
    """The deadlines are days; each ends with the day in London."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    STATUSES = ((PLANNED, "Planned"), (OPEN, "Open"), (CLOSED, "Closed"))

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="reporting_months")
    month = models.DateField()
    returns_due = models.DateField(null=True, blank=True)
    commentary_due = models.DateField(null=True, blank=True)
    sign_off_due = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=STATUSES, default=PLANNED)

    history = HistoricalRecords()

    objects = ReportingMonthQuerySet.as_manager()

    class Meta:
        ordering = ("-month",)
        constraints = (
            models.UniqueConstraint("scorecard", "month", name="a_scorecard_has_a_month_once"),
            models.CheckConstraint(condition=first_of_month("month"), name="reporting_month_is_the_first"),
            models.CheckConstraint(
                condition=Q(status__in=("planned", "open", "closed")), name="month_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(returns_due=None)
                | Q(commentary_due=None)
                | Q(returns_due__lte=F("commentary_due")),
                name="commentary_is_due_after_returns",
            ),
            models.CheckConstraint(
                condition=Q(commentary_due=None)
                | Q(sign_off_due=None)
                | Q(commentary_due__lte=F("sign_off_due")),
                name="sign_off_is_due_after_commentary",
            ),
        )

    def __str__(self) -> str:
        return f"{self.scorecard} {self.month:%Y-%m}"

    @property
    def is_open(self) -> bool:
        return self.status == self.OPEN
