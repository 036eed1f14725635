"""What is kept about scorecards, to read. Everything is changed on the portal's own pages."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from . import models
from .people.read_only import ReadOnlyAdmin, ReadOnlyHistoryAdmin


@admin.register(models.Scorecard)
class ScorecardAdmin(ReadOnlyHistoryAdmin):
    list_display = ["name", "slug"]


@admin.register(models.ScorecardRevision)
class ScorecardRevisionAdmin(ReadOnlyAdmin):
    list_display = ["scorecard", "number"]
    list_select_related = ["scorecard"]


@admin.register(models.Membership)
class MembershipAdmin(ReadOnlyHistoryAdmin):
    list_display = ["user", "scorecard", "role"]
    list_filter = ["scorecard", "role"]
    list_select_related = ["user", "scorecard"]


@admin.register(models.Section)
class SectionAdmin(ReadOnlyHistoryAdmin):
    list_display = ["name", "scorecard", "order"]
    list_filter = ["scorecard"]
    list_select_related = ["scorecard"]


@admin.register(models.Indicator)
class IndicatorAdmin(ReadOnlyHistoryAdmin):
    list_display = ["ref", "title", "scorecard", "section", "owner", "reporter", "active_until"]
    list_filter = ["scorecard", "unit", "polarity"]
    list_select_related = ["scorecard", "section", "owner", "reporter"]
    search_fields = ["ref", "title"]


@admin.register(models.Part)
class PartAdmin(ReadOnlyAdmin):
    list_display = ["indicator", "role", "other", "population", "sign"]
    list_select_related = ["indicator", "other"]


@admin.register(models.Population)
class PopulationAdmin(ReadOnlyHistoryAdmin):
    list_display = ["name", "valid_from", "value", "source", "scorecard"]
    list_select_related = ["scorecard"]


@admin.register(models.Baseline)
class BaselineAdmin(ReadOnlyHistoryAdmin):
    list_display = ["indicator", "starts", "reason", "by", "at"]
    list_select_related = ["indicator", "by"]


@admin.register(models.MonthlyReturn)
class MonthlyReturnAdmin(ReadOnlyAdmin):
    list_display = ["indicator", "month", "value", "missing", "version"]
    list_filter = ["indicator__scorecard", "month"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__ref"]


@admin.register(models.ReturnRevision)
class ReturnRevisionAdmin(ReadOnlyAdmin):
    list_display = ["monthly_return", "number", "value", "missing", "reason", "by", "at"]
    list_select_related = ["monthly_return__indicator", "by"]
    search_fields = ["monthly_return__indicator__ref", "reason"]


@admin.register(models.ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "scorecard", "month", "by", "at", "sha256", "undoes"]
    list_select_related = ["scorecard", "by", "undoes"]


@admin.register(models.ImportedFile)
class ImportedFileAdmin(ReadOnlyAdmin):
    """Without the bytes, which the portal's own pages give out."""

    list_display = ["sha256", "size"]
    fields = ["sha256", "size"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.ImportedFile]:
        return super().get_queryset(request).defer("data")


@admin.register(models.PendingFile)
class PendingFileAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "scorecard", "by", "at"]
    list_select_related = ["scorecard", "by"]


@admin.register(models.ColumnMeaning)
class ColumnMeaningAdmin(ReadOnlyAdmin):
    list_display = ["heading", "field", "scorecard", "by", "at"]
    list_select_related = ["scorecard", "by"]


@admin.register(models.Relation)
class RelationAdmin(ReadOnlyHistoryAdmin):
    list_display = ["scorecard", "kind", "subject", "total", "tolerance", "severity"]
    list_select_related = ["scorecard", "subject"]


@admin.register(models.RelationTerm)
class RelationTermAdmin(ReadOnlyHistoryAdmin):
    list_display = ["relation", "role", "indicator", "sign"]
    list_select_related = ["relation__subject", "indicator"]


@admin.register(models.Target)
class TargetAdmin(ReadOnlyHistoryAdmin):
    list_display = ["indicator", "financial_year", "basis", "direction", "value", "is_tbc"]
    list_filter = ["indicator__scorecard", "financial_year"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__ref"]


@admin.register(models.Comparator)
class ComparatorAdmin(ReadOnlyAdmin):
    list_display = ["name", "short_name", "kind", "scorecard"]
    list_select_related = ["scorecard"]


@admin.register(models.BenchmarkRelease)
class BenchmarkReleaseAdmin(ReadOnlyHistoryAdmin):
    list_display = ["label", "scorecard", "in_force_from", "status"]
    list_select_related = ["scorecard"]


@admin.register(models.Benchmark)
class BenchmarkAdmin(ReadOnlyHistoryAdmin):
    list_display = ["indicator", "comparator", "release", "value", "symbol"]
    list_filter = ["release"]
    list_select_related = ["indicator", "comparator", "release"]
    search_fields = ["indicator__ref"]


@admin.register(models.ReportingMonth)
class ReportingMonthAdmin(ReadOnlyHistoryAdmin):
    list_display = ["scorecard", "month", "status", "returns_due", "commentary_due", "sign_off_due"]
    list_filter = ["scorecard", "status"]
    list_select_related = ["scorecard"]
