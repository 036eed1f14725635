"""What holds between the figures of a scorecard: the checks that it states."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from .constraints import exactly_one
from .indicator import Indicator
from .scorecard import Scorecard


class Relation(models.Model):
    """A check on the figures of one month (stock and flow: of one month and the one before).

    ratio: `subject` = numerators ÷ denominators × `multiplier`; sum: the terms add up to `total` or to
    `subject`; stock and flow: `subject` = itself last month + the terms. Each within ± `tolerance`, in the
    subject's own unit (percentage points for a percentage).
    """

    RATIO, SUM, STOCK_FLOW = "ratio", "sum", "stock_flow"
    KINDS = ((RATIO, "Ratio"), (SUM, "Sum"), (STOCK_FLOW, "Stock and flow"))
    ERROR, WARNING = "error", "warning"
    SEVERITIES = ((ERROR, "Error"), (WARNING, "Warning"))

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=12, choices=KINDS)
    subject = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="relations", null=True, blank=True
    )
    total = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    multiplier = models.PositiveIntegerField(default=1)
    tolerance = models.DecimalField(max_digits=12, decimal_places=4, default=Decimal(0))
    severity = models.CharField(max_length=8, choices=SEVERITIES, default=WARNING)
    order = models.PositiveIntegerField(default=0)

    history = HistoricalRecords()

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("ratio", "sum", "stock_flow")), name="relation_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(severity__in=("error", "warning")), name="relation_severity_is_known"
            ),
            models.CheckConstraint(
                condition=exactly_one(Q(subject__isnull=False), Q(total__isnull=False)),
                name="relation_is_about_an_indicator_or_a_total",
            ),
            models.CheckConstraint(
                condition=Q(kind="sum") | Q(subject__isnull=False), name="only_a_sum_has_a_total"
            ),
            models.CheckConstraint(condition=Q(tolerance__gte=0), name="tolerance_is_not_below_zero"),
            models.CheckConstraint(condition=Q(multiplier__gte=1), name="relation_multiplies_by_one_or_more"),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject or self.total}"


class RelationTerm(models.Model):
    """An indicator in a relation: added or taken away, above or below the line of a ratio."""

    NUMERATOR, DENOMINATOR, TERM = "numerator", "denominator", "term"
    ROLES = ((NUMERATOR, "Numerator"), (DENOMINATOR, "Denominator"), (TERM, "Term"))

    relation = models.ForeignKey(Relation, on_delete=models.CASCADE, related_name="terms")
    role = models.CharField(max_length=12, choices=ROLES, default=TERM)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="in_relations")
    sign = models.SmallIntegerField(default=1)

    history = HistoricalRecords()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                "relation", "role", "indicator", name="an_indicator_has_a_role_in_a_relation_once"
            ),
            models.CheckConstraint(condition=Q(sign__in=(1, -1)), name="term_is_added_or_taken_away"),
            models.CheckConstraint(
                condition=Q(role__in=("numerator", "denominator", "term")), name="term_role_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.relation} {self.role}: {self.indicator}"
