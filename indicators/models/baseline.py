"""Where an indicator's control chart begins anew."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from indicators.people.models import User

from .constraints import first_of_month
from .indicator import Indicator


class Baseline(models.Model):
    """From this month on, mean and limits are made of new values. A person decides that, and says why."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="baselines")
    starts = models.DateField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    history = HistoricalRecords()

    class Meta:
        ordering = ("starts",)
        constraints = (
            models.UniqueConstraint("indicator", "starts", name="one_baseline_starts_in_a_month"),
            models.CheckConstraint(condition=first_of_month("starts"), name="baseline_starts_on_the_first"),
            models.CheckConstraint(condition=~Q(reason=""), name="baseline_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.indicator} from {self.starts:%Y-%m}"
