"""Loading a file of returns that somebody decided about: its figures and, where asked for, its words."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from indicators.actions import imports
from indicators.imports.findings import BrokenFile
from indicators.imports.plans.plan import ACCEPT, Plan, PlannedWords
from indicators.models import ImportBatch, Indicator, PendingFile, ReportingMonth
from indicators.people.errors import Invalid
from indicators.people.models import User

from .texts import Text, load_texts, place

# The decision that the words of a whole scorecard be kept as drafts, among those on findings.
WORDS = "words"


def load(*, pending: PendingFile, seen_digest: str, by: User, at: datetime) -> ImportBatch:
    """Load the figures and, if that was decided, keep the words as drafts: all of it or nothing.

    Words that a person touched are never replaced; the batch's summary counts the drafts and says which were
    not kept. Raises what `imports.load` does, and Invalid with field `words` for words that cannot be kept.
    """
    beside = partial(_keep_words, by=by, at=at) if are_wanted(pending) else None
    return imports.load(pending=pending, seen_digest=seen_digest, by=by, at=at, beside=beside)


def are_wanted(pending: PendingFile) -> bool:
    """Whether it was decided that the words be kept."""
    return bool(pending.decisions.get(WORDS) == ACCEPT)


def words_to_keep(plan: Plan) -> tuple[PlannedWords, ...]:
    return tuple(each for each in plan.words if not each.why_not)


def _keep_words(batch: ImportBatch, made: Plan, *, by: User, at: datetime) -> dict[str, Any]:
    """What the batch's summary says of them."""
    texts = _texts(words_to_keep(made))
    not_kept = [
        f"The words of {place(each.where.line, each.where.sheet)}, {each.ref}, were not kept: {each.why_not}"
        for each in made.words
        if each.why_not
    ]
    kept = 0
    if texts:
        month = made.words[0].month
        opened = ReportingMonth.objects.open().filter(scorecard=batch.scorecard_id, month=month)
        try:
            kept, findings = load_texts(
                texts,
                month=month,
                month_is_open=opened.exists(),
                file_name=batch.file_name,
                by=by,
                at=at,
            )
        except BrokenFile as problem:
            raise Invalid(
                f"{batch.file_name}: {problem} Nothing was loaded. Shorten or mend the words in the file, or "
                "load it without words.",
                field="words",
            ) from None
        not_kept += [finding.message for finding in findings]
    if not (kept or made.changes_something):
        why = f" {' '.join(not_kept)}" if not_kept else ""
        raise Invalid(f"Nothing to do: every figure and every text is already the same here.{why}")
    return {"drafts_kept": kept, "drafts_not_kept": not_kept}


def _texts(words: Iterable[PlannedWords]) -> list[Text]:
    """One query."""
    found = {each.indicator.pk: each for each in words if each.indicator}
    indicators = Indicator.objects.select_related(
        "scorecard", "shares_commentary_with", "shares_commentary_with__scorecard"
    ).filter(pk__in=found)
    by_key = {indicator.pk: indicator for indicator in indicators}
    return [Text(by_key[pk], each.text, each.where.line, each.where.sheet) for pk, each in found.items()]
