"""The last step that was taken with a commentary, in words."""

from django.utils import timezone

from commentary.models import Commentary, CommentaryEvent
from commentary.workflow import Step
from indicators.calculations import dates

_PAST = {
    Step.LOAD: "loaded",
    Step.SAVE: "saved",
    Step.SUBMIT: "submitted",
    Step.WITHDRAW: "withdrew",
    Step.OPEN: "opened",
    Step.RETURN: "returned",
    Step.APPROVE: "approved",
    Step.CONFIRM: "signed",
    Step.REOPEN: "reopened",
}


def who_was_first(row: Commentary | None) -> str:
    """Who took the last step, for somebody who was second. One query."""
    last = CommentaryEvent.objects.filter(commentary=row).last() if row else None
    if last is None or last.by is None:
        return "Somebody else changed this commentary while you had it before you. Nothing was overwritten."
    when = dates.time_of_day(timezone.localtime(last.at))
    return (
        f"{last.by} {_PAST[Step(last.step)]} this commentary at {when}, while you had it before you. "
        "Nothing was overwritten."
    )
