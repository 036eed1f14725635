"""What is measured, and what its numerator and denominator are made of."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from indicators.people.models import User

from .constraints import exactly_one, first_of_month
from .scorecard import Scorecard, Section

UNITS = (("count", "Count"), ("percentage", "Percentage"), ("rate_per_10000", "Rate per 10,000"))
POLARITIES = (("higher", "Higher is better"), ("lower", "Lower is better"), ("none", "Neither is better"))


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def active_in(self, month: date) -> IndicatorQuerySet:
        return self.filter(
            Q(active_from=None) | Q(active_from__lte=month),
            Q(active_until=None) | Q(active_until__gte=month),
        )

    def leading(self) -> IndicatorQuerySet:
        """Those that carry commentary of their own."""
        return self.filter(shares_commentary_with=None)

    def in_printed_order(self) -> IndicatorQuerySet:
        return self.order_by("section__order", "section__pk", "order", "pk")


class Indicator(models.Model):
    """One measured thing.

    `decimals` are the places its values are kept and shown with. `active_from` and `active_until` are the
    first and last month it is reported for. `multiplier` turns numerator over denominator into the value.
    """

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="indicators")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="indicators")
    order = models.PositiveIntegerField(default=0)
    ref = models.CharField(max_length=20)
    ref_slug = models.SlugField(max_length=40)
    title = models.CharField(max_length=300)
    short_title = models.CharField(max_length=100, blank=True)
    outcome = models.TextField(blank=True)
    definition = models.TextField(blank=True)
    unit = models.CharField(max_length=20, choices=UNITS)
    decimals = models.PositiveSmallIntegerField(default=0)
    polarity = models.CharField(max_length=10, choices=POLARITIES, default="none")
    multiplier = models.PositiveIntegerField(null=True, blank=True)
    local = models.BooleanField("local measure: no comparator exists", default=False)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="owned", null=True, blank=True)
    reporter = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="reported", null=True, blank=True
    )
    owner_name = models.CharField(
        max_length=120, blank=True, help_text="As printed, where nobody is matched."
    )
    reporter_name = models.CharField(
        max_length=120, blank=True, help_text="As printed, where nobody is matched."
    )
    shares_commentary_with = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="followers", null=True, blank=True
    )
    active_from = models.DateField(null=True, blank=True)
    active_until = models.DateField(null=True, blank=True)

    history = HistoricalRecords()

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ("section__order", "order", "pk")
        constraints = (
            models.UniqueConstraint("scorecard", "ref", name="ref_is_unique_in_its_scorecard"),
            models.UniqueConstraint("scorecard", "ref_slug", name="ref_slug_is_unique_in_its_scorecard"),
            models.CheckConstraint(
                condition=~Q(ref="") & ~Q(title=""), name="indicator_has_a_ref_and_a_title"
            ),
            models.CheckConstraint(
                condition=Q(unit__in=("count", "percentage", "rate_per_10000")), name="unit_is_known"
            ),
            models.CheckConstraint(
                condition=Q(polarity__in=("higher", "lower", "none")), name="polarity_is_known"
            ),
            models.CheckConstraint(condition=Q(decimals__lte=4), name="indicator_has_at_most_4_decimals"),
            models.CheckConstraint(
                condition=Q(shares_commentary_with=None) | ~Q(shares_commentary_with=F("id")),
                name="leading_indicator_shares_with_nobody",
            ),
            models.CheckConstraint(
                condition=Q(active_from=None) | first_of_month("active_from"),
                name="indicator_is_active_from_the_first_of_a_month",
            ),
            models.CheckConstraint(
                condition=Q(active_until=None) | first_of_month("active_until"),
                name="indicator_is_active_until_the_first_of_a_month",
            ),
            models.CheckConstraint(
                condition=Q(active_from=None) | Q(active_until=None) | Q(active_from__lte=F("active_until")),
                name="indicator_retires_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.ref

    def is_active_in(self, month: date) -> bool:
        return (self.active_from is None or self.active_from <= month) and (
            self.active_until is None or self.active_until >= month
        )

    @property
    def shown_title(self) -> str:
        """The short title where there is one: for lists, headings of the working pages and mail."""
        return self.short_title or self.title


class Part(models.Model):
    """One term of an indicator's numerator or denominator: another indicator, or a population by its name."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    ROLES = ((NUMERATOR, "Numerator"), (DENOMINATOR, "Denominator"))

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="parts")
    role = models.CharField(max_length=12, choices=ROLES)
    other = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="part_of", null=True, blank=True
    )
    population = models.CharField(max_length=120, blank=True)
    sign = models.SmallIntegerField(default=1)

    history = HistoricalRecords()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(sign__in=(1, -1)), name="part_is_added_or_taken_away"),
            models.CheckConstraint(
                condition=Q(role__in=("numerator", "denominator")), name="part_role_is_known"
            ),
            models.CheckConstraint(
                condition=exactly_one(Q(other__isnull=False), ~Q(population="")),
                name="part_is_an_indicator_or_a_population",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.role}: {self.other or self.population}"


class Population(models.Model):
    """How many people a rate is worked out over, from a date, with its source."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="populations")
    name = models.CharField(max_length=120)
    valid_from = models.DateField()
    value = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    history = HistoricalRecords()

    class Meta:
        ordering = ("name", "valid_from")
        constraints = (
            models.UniqueConstraint(
                "scorecard", "name", "valid_from", name="population_has_one_value_from_a_date"
            ),
            models.CheckConstraint(condition=Q(value__gt=0), name="population_is_above_zero"),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.value} from {self.valid_from}"
