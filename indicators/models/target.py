"""What was wanted for a financial year."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from .constraints import exactly_one
from .indicator import Indicator

BASES = (("level", "Level"), ("year_end", "Year end"), ("annual_total", "Annual total"))
DIRECTIONS = (("at_least", "At least"), ("at_most", "At most"))


class Target(models.Model):
    """The value wanted for one financial year (2018 is April 2018 to March 2019), or TBC.

    `tolerance` is in per cent of the figure compared with.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    financial_year = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=12, choices=BASES, default="level")
    direction = models.CharField(max_length=10, choices=DIRECTIONS, blank=True)
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    is_tbc = models.BooleanField("to be set (TBC)", default=False)
    tolerance = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(5))

    history = HistoricalRecords()

    class Meta:
        ordering = ("financial_year",)
        constraints = (
            models.UniqueConstraint(
                "indicator", "financial_year", name="one_target_for_each_indicator_and_year"
            ),
            models.CheckConstraint(
                condition=exactly_one(Q(value__isnull=False), Q(is_tbc=True)),
                name="target_is_a_number_or_tbc",
            ),
            models.CheckConstraint(
                condition=Q(basis__in=("level", "year_end", "annual_total")), name="target_basis_is_known"
            ),
            models.CheckConstraint(
                condition=Q(direction__in=("", "at_least", "at_most")), name="target_direction_is_known"
            ),
            models.CheckConstraint(
                condition=Q(financial_year__gte=1990, financial_year__lte=2100),
                name="target_year_is_a_plausible_year",
            ),
            models.CheckConstraint(
                condition=Q(tolerance__gte=0, tolerance__lte=100), name="tolerance_is_a_percentage"
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.financial_year}"
