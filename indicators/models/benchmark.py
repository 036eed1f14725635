"""What comparable authorities report, kept release by release."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from .constraints import exactly_one, first_of_month
from .indicator import Indicator
from .scorecard import Scorecard

KINDS = (
    ("statistical_neighbours", "Statistical neighbours"),
    ("national", "National"),
    ("region", "Region"),
    ("other", "Other"),
)
SYMBOLS = ((":", "not available"), ("z", "not applicable"), ("c", "suppressed"))


class Comparator(models.Model):
    """Whom a scorecard compares itself with."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="comparators")
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=30)
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=30, choices=KINDS, default="other")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint("scorecard", "name", name="comparator_name_is_unique_in_its_scorecard"),
            models.UniqueConstraint("scorecard", "slug", name="comparator_slug_is_unique_in_its_scorecard"),
        )

    def __str__(self) -> str:
        return self.name


class BenchmarkReleaseQuerySet(models.QuerySet["BenchmarkRelease"]):
    def in_force_for(self, month: date) -> BenchmarkReleaseQuerySet:
        """The release in force for that month first: the latest whose month is not later."""
        return self.filter(status=BenchmarkRelease.IN_FORCE, in_force_from__lte=month).order_by(
            "-in_force_from", "-pk"
        )


class BenchmarkRelease(models.Model):
    """One update of the benchmarks. Once in force it is never edited: a correction is a new release."""

    DRAFT = "draft"
    CHECKED = "checked"
    IN_FORCE = "in_force"
    STATUSES = ((DRAFT, "Draft"), (CHECKED, "Checked"), (IN_FORCE, "In force"))

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="benchmark_releases")
    label = models.CharField(max_length=120)
    source = models.CharField(max_length=200, blank=True)
    data_year = models.CharField(max_length=20, blank=True)
    published_on = models.DateField(null=True, blank=True)
    in_force_from = models.DateField(help_text="The first month it is shown for.")
    status = models.CharField(max_length=10, choices=STATUSES, default=DRAFT)

    history = HistoricalRecords()

    objects = BenchmarkReleaseQuerySet.as_manager()

    class Meta:
        ordering = ("-in_force_from", "-pk")
        constraints = (
            models.UniqueConstraint("scorecard", "label", name="release_label_is_unique_in_its_scorecard"),
            models.UniqueConstraint(
                "scorecard",
                "in_force_from",
                condition=Q(status="in_force"),
                name="one_release_comes_into_force_in_a_month",
            ),
            models.CheckConstraint(
                condition=first_of_month("in_force_from"), name="release_comes_into_force_on_the_first"
            ),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "checked", "in_force")), name="release_status_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.label


class Benchmark(models.Model):
    """An indicator's value for one comparator in one release, or the symbol that stands for it."""

    release = models.ForeignKey(BenchmarkRelease, on_delete=models.PROTECT, related_name="benchmarks")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="benchmarks")
    comparator = models.ForeignKey(Comparator, on_delete=models.PROTECT, related_name="benchmarks")
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    symbol = models.CharField(max_length=2, choices=SYMBOLS, blank=True)
    data_year = models.CharField(max_length=20, blank=True, help_text="Where it is not the release's.")
    derivation = models.CharField(max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                "release", "indicator", "comparator", name="one_benchmark_for_each_comparator_in_a_release"
            ),
            models.CheckConstraint(
                condition=exactly_one(Q(value__isnull=False), ~Q(symbol="")),
                name="benchmark_is_a_number_or_a_symbol",
            ),
            models.CheckConstraint(condition=Q(symbol__in=("", ":", "z", "c")), name="symbol_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.comparator}"
