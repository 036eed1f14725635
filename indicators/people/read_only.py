"""Django's admin shows what is kept. Changes go through the actions, with their history."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import DataError, models
from django.http import Http404, HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin


class ReadOnlyAdmin(admin.ModelAdmin):
    """Lists and shows; neither adds, changes nor deletes."""

    list_per_page = 50
    show_full_result_count = False

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """By what the list offers and nothing else: any column that is not shown could be guessed."""
        offered = {str(each).split("__")[0] for each in (*self.list_filter, self.date_hierarchy)}
        return lookup.split("__")[0] in offered and super().lookup_allowed(lookup, value, request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A filter that the database cannot even compare with (NUL, a year of 20 digits) finds nothing."""
        try:
            return super().changelist_view(request, extra_context)
        except (ValueError, OverflowError, DataError):
            raise Http404("No such filter") from None

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ReadOnlyHistoryAdmin(ReadOnlyAdmin, SimpleHistoryAdmin):
    """With each row's history; no row is put back from it."""

    # The library's own list has inline style, which the content security policy refuses.
    object_history_list_template = "admin/history_list.html"
    history_list_per_page = 10_000

    def revert_disabled(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return True

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        _check_keys(object_id)
        response: HttpResponse = super().history_view(request, object_id, extra_context)
        return response

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """The library writes the old row back on any POST, without asking for a permission."""
        if request.method != "GET":
            raise PermissionDenied
        _check_keys(object_id, version_id)
        response: HttpResponse = super().history_form_view(request, object_id, version_id, extra_context)
        return response


def _check_keys(*keys: str) -> None:
    """The library hands them to the database as they are."""
    if not all(key.isdecimal() for key in keys):
        raise Http404("No such row")
