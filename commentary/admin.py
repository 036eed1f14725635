"""What Django's admin shows of commentary: how it went, never the words.

Words that are not approved are for those who work on them, and the admin asks for no role.
"""

from django.contrib import admin

from indicators.people.read_only import ReadOnlyAdmin

from .models import (
    Action,
    ActionEvent,
    Answer,
    CheckOverride,
    Commentary,
    CommentaryEvent,
    Digest,
    Draft,
    MemberQuestion,
    Opening,
    Question,
    Reminder,
    TurnedDown,
)


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


@admin.register(Opening)
class OpeningAdmin(ReadOnlyAdmin):
    list_display = ("at", "submission", "by")
    list_select_related = ("submission", "by")
    search_fields = ("submission__commentary__indicator__ref",)


@admin.register(Question)
class QuestionAdmin(ReadOnlyAdmin):
    list_display = ("at", "indicator", "month", "by", "acting_as", "asks_for_commentary", "withdrawn_at")
    list_filter = ("month", "asks_for_commentary")
    list_select_related = ("indicator", "by")
    search_fields = ("indicator__ref",)
    exclude = ("text",)


@admin.register(Answer)
class AnswerAdmin(ReadOnlyAdmin):
    list_display = ("at", "question", "by", "acting_as", "on_behalf_of")
    list_select_related = ("question__indicator", "by", "on_behalf_of")
    search_fields = ("question__indicator__ref",)
    exclude = ("text",)


@admin.register(Action)
class ActionAdmin(ReadOnlyAdmin):
    list_display = ("indicator", "month", "who", "due", "closed_at", "version")
    list_filter = ("month",)
    list_select_related = ("indicator", "who")
    search_fields = ("indicator__ref",)
    exclude = ("text", "promise", "outcome")


@admin.register(ActionEvent)
class ActionEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "action", "step", "by", "who", "due")
    list_filter = ("step",)
    list_select_related = ("action__indicator", "by", "who")
    search_fields = ("action__indicator__ref",)
    exclude = ("text", "reason")


@admin.register(MemberQuestion)
class MemberQuestionAdmin(ReadOnlyAdmin):
    list_display = ("indicator", "month", "asked_on", "logged_by", "answered_by", "answered_at")
    list_filter = ("month",)
    list_select_related = ("indicator", "logged_by", "answered_by")
    search_fields = ("indicator__ref",)
    exclude = ("text", "asked_by", "answer")


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


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    list_display = ("day", "user", "duty", "scorecard", "month", "by", "status", "at", "problem")
    list_filter = ("status", "duty", "day")
    list_select_related = ("user", "by", "scorecard")
    search_fields = ("user__full_name",)
