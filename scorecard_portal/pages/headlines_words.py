"""The words beside a headline: approved ones only, or where they stand, as the reader may know it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from commentary.permissions import Standing
from indicators.calculations import dates
from indicators.scorecards import Row

from .headlines_month import HeadlinesMonth
from .scorecard_words import APPROVED, NOT_ASKED, NOT_NEEDED, STALE, Words, personal_words

_STATES = {
    "not_started": "Not started by {reporter}",
    "draft": "In draft with {reporter}",
    "returned": "Returned to {reporter}",
    "submitted": "Waiting for {owner} to sign",
}
_TASKS = {"write": ("commentary:write", "Write it"), "review": ("commentary:review", "Read and decide")}


@dataclass(frozen=True, slots=True)
class HeadlineWords:
    """Approved `text` and who signed it, or that there is none and `where` it is.

    `url` leads to what waits for the reader.
    """

    text: str
    by: str
    where: str = ""
    task: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Led:
    leader: int
    owner_pk: int | None
    reporter_pk: int | None
    state: str
    stale: Words | None
    shared_with: str = ""


def headline_words(found: HeadlinesMonth, standing: Standing) -> dict[int, HeadlineWords]:
    """By row. One query, none without a role."""
    rows = found.built.by_pk()
    led = ((pk, _led(row, rows, found.words[pk])) for pk, row in rows.items())
    personal = personal_words(
        led, standing, scorecard_pk=found.built.pk, month=found.built.month, is_open=found.is_open
    )
    return {pk: _shown(row, rows, found, personal.get(pk)) for pk, row in rows.items()}


def _led(row: Row, rows: Mapping[int, Row], words: Words) -> _Led:
    leader = rows.get(row.shares_with_pk or row.pk, row)
    stale = words if words.state == STALE else None
    return _Led(leader.pk, leader.owner_pk, leader.reporter_pk, words.state, stale)


def _shown(row: Row, rows: Mapping[int, Row], found: HeadlinesMonth, personal: Words | None) -> HeadlineWords:
    words, leader = found.words[row.pk], rows.get(row.shares_with_pk or row.pk, row)
    task, url = "", ""
    if personal is not None and personal.task:
        name, task = _TASKS[personal.task]
        url = reverse(name, args=(found.built.slug, found.built.month, leader.ref_slug))
    if words.state in (APPROVED, STALE):
        return HeadlineWords(words.text, _signed(words, row, leader), "", task, url)
    by, where = _standing(words, personal, row, is_open=found.is_open)
    return HeadlineWords("", by, where, task, url)


def _signed(words: Words, row: Row, leader: Row) -> str:
    parts = [f"Approved by {words.approver}"]
    if words.approved_on:
        parts.append(dates.day(words.approved_on))
    if leader.pk != row.pk:
        parts.append(f"written for {leader.ref}")
    if words.state == STALE:
        parts.append("a figure has changed since")
    if words.is_restated:
        parts.append("figures restated since")
    return ", ".join(parts)


def _standing(words: Words, personal: Words | None, row: Row, *, is_open: bool) -> tuple[str, str]:
    """What everybody may know, and where it is: for those who work on it, else whose it is."""
    if words.state == NOT_ASKED:
        return "No commentary was asked for", ""
    if not is_open:
        return ("No commentary was needed" if words.state == NOT_NEEDED else "No commentary was approved"), ""
    if words.state == NOT_NEEDED and personal is None:
        return "No commentary is needed", ""
    people = {"reporter": row.reporter or "nobody yet", "owner": row.owner or "nobody yet"}
    known = _STATES.get(personal.state) if personal is not None else None
    where = known or "Reporter: {reporter}. Owner: {owner}"
    return "Commentary not yet approved", where.format(**people)
