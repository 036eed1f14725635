"""Texts that come from a file. They become drafts and never replace words that a person touched."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from commentary import summaries, words
from commentary.models import Commentary, CommentaryEvent
from commentary.summaries import Summary
from commentary.workflow import Role, Situation, Status, Step, StepNotAllowed, take
from indicators.calculations import months
from indicators.models import Indicator
from indicators.people import activity
from indicators.people.errors import Conflict, Invalid
from indicators.people.models import User


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one text: `changed` where it was written, else why not (empty: it was there already)."""

    changed: bool
    reason: str = ""


def load(
    *,
    indicator: Indicator,
    month: date,
    text: str,
    source: str,
    month_is_open: bool,
    by: User | None,
    at: datetime,
) -> Loaded:
    """Keep a text from a file as a draft. `source` says which file and line it came from.

    `by` is None when a command loads without a name. Raises Invalid for words that cannot be kept, and
    Conflict where somebody saved theirs meanwhile.
    """
    try:
        kept = words.cleaned(text)
    except words.WordsNotKept as problem:
        raise Invalid(str(problem), field="text") from None
    with transaction.atomic():
        row = Commentary.objects.filter(indicator=indicator, month=month).first()
        summary = summaries.stored(row) if row else Summary(indicator.pk, month)
        if not kept or summary.text == kept:
            return Loaded(changed=False)
        situation = Situation(
            status=summary.status,
            roles=frozenset({Role.IMPORTER}),
            month_is_open=month_is_open,
            has_text=True,
            is_touched=summary.is_touched,
        )
        try:
            to = take(Step.LOAD, situation)
        except StepNotAllowed as refusal:
            return Loaded(changed=False, reason=refusal.reason)
        row = _write(row, indicator, month, kept, to)
        CommentaryEvent.objects.create(
            commentary=row,
            step=Step.LOAD.value,
            by=by,
            acting_as=Role.IMPORTER.value,
            at=at,
            from_status=summary.status.value,
            to_status=to.value,
            version=row.version,
            text=kept,
            reason=source,
        )
        activity.record(
            verb="loaded a commentary",
            by=by,
            at=at,
            on=row,
            after={"status": to.value, "source": source},
            on_label=f"{indicator.ref}, {months.label(month)}",
            scorecard=indicator.scorecard,
        )
    return Loaded(changed=True)


def _write(row: Commentary | None, indicator: Indicator, month: date, text: str, to: Status) -> Commentary:
    if row is None:
        return Commentary.objects.create(indicator=indicator, month=month, text=text, status=to.value)
    changed = Commentary.objects.filter(pk=row.pk, version=row.version).update(
        text=text, status=to.value, version=F("version") + 1
    )
    if not changed:
        raise Conflict(f"Somebody saved words on {indicator.ref} while the file was loaded. Load it again.")
    row.refresh_from_db()
    return row
