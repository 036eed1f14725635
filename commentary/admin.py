"""What Django's admin shows of commentary: how it went, never the words.

Words that are not approved are for those who work on them, and the admin asks for no role.
"""

from django.contrib import admin

from indicators.people.read_only import ReadOnlyAdmin

from .models import CheckOverride, Commentary, CommentaryEvent, Digest, Draft, TurnedDown


@admin.register(Commentary)
class CommentaryAdmin(ReadOnlyAdmin):
    list_display = ("indicator", "month", "status", "version")
    list_filter = ("status", "month")
    list_select_related = ("indicator",)
    search_fields = ("indicator__ref",)
    exclude = ("text",)


@admin.register(CommentaryEvent)
class CommentaryEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "commentary", "step", "by", "acting_as", "on_behalf_of")
    list_filter = ("step",)
    list_select_related = ("commentary__indicator", "by", "on_behalf_of")
    search_fields = ("commentary__indicator__ref",)
    exclude = ("text", "reason")


@admin.register(CheckOverride)
class CheckOverrideAdmin(ReadOnlyAdmin):
    list_display = ("at", "commentary", "check_name", "is_kept", "by", "acting_as", "on_behalf_of")
    list_filter = ("check_name", "is_kept")
    list_select_related = ("commentary__indicator", "by", "on_behalf_of")
    search_fields = ("commentary__indicator__ref",)
    exclude = ("words", "sentence", "reason")


@admin.register(Draft)
class DraftAdmin(ReadOnlyAdmin):
    list_display = ("at", "indicator", "month", "user")
    list_filter = ("month",)
    list_select_related = ("indicator", "user")
    search_fields = ("indicator__ref",)
    exclude = ("text",)


@admin.register(Digest)
class DigestAdmin(ReadOnlyAdmin):
    list_display = ("day", "user", "status", "attempts", "at", "problem")
    list_filter = ("status", "day")
    list_select_related = ("user",)
    search_fields = ("user__full_name",)


@admin.register(TurnedDown)
class TurnedDownAdmin(ReadOnlyAdmin):
    list_display = ("user", "kind")
    list_filter = ("kind",)
    list_select_related = ("user",)
    search_fields = ("user__full_name",)
