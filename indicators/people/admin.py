from django.contrib import admin

from .models import AuditEvent, Cover, User
from .read_only import ReadOnlyAdmin, ReadOnlyHistoryAdmin


@admin.register(User)
class UserAdmin(ReadOnlyHistoryAdmin):
    list_display = ["full_name", "email", "job_title", "is_active", "is_superuser"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["full_name", "email"]
    fields = ["full_name", "email", "job_title", "is_active", "is_superuser"]


@admin.register(Cover)
class CoverAdmin(ReadOnlyHistoryAdmin):
    list_display = ["user", "deputy", "starts_on", "ends_on"]
    list_select_related = ["user", "deputy"]


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "by", "verb", "on_label", "origin"]
    list_select_related = ["by"]
    search_fields = ["verb", "on_label"]
    date_hierarchy = "at"
