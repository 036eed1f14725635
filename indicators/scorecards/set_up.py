"""A scorecard's set-up: its sections, who belongs to it, and what happened to both."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.models import Count, QuerySet

from indicators.models import Membership, Scorecard, Section

from .changes import Change, change


def sections_of(scorecard: Scorecard) -> QuerySet[Section]:
    """In their order, each with `indicator_count`, retired ones included."""
    return scorecard.sections.annotate(indicator_count=Count("indicators")).order_by("order", "pk")


def set_up_changes(scorecard: Scorecard) -> list[Change]:
    """Newest first: names, who is told of late work, which rows need commentary, sections, members."""
    found = [
        *_of(Scorecard.history.filter(id=scorecard.pk), "Scorecard", "name"),
        *_escalations(scorecard),
        *_policies(scorecard),
        *_of(Section.history.filter(scorecard_id=scorecard.pk), "Section", "name"),
        *_of(Membership.history.filter(scorecard_id=scorecard.pk).select_related("user"), "Member", "role"),
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _escalations(scorecard: Scorecard) -> Iterator[Change]:
    before = None
    for row in (
        Scorecard.history.filter(id=scorecard.pk).select_related("history_user").order_by("history_id")
    ):
        now = (row.deputy_told_after, row.administrators_told_after)
        if before not in (None, now):
            deputy, administrators = (f"after {each}" if each else "never" for each in now)
            told = f"deputy {deputy}, administrators {administrators}"
            yield change(row, f"Told of late work, in working days: {told}")
        before = now


def _policies(scorecard: Scorecard) -> Iterator[Change]:
    names, before = dict(Scorecard.COMMENTARY_POLICIES), None
    for row in (
        Scorecard.history.filter(id=scorecard.pk).select_related("history_user").order_by("history_id")
    ):
        now = row.commentary_policy
        if before not in (None, now):
            yield change(
                row, f"Rows that need commentary: {names[now].lower()}, before {names[before].lower()}"
            )
        before = now


def _of(rows: Any, kind: str, field: str) -> Iterator[Change]:
    """Moves change no name: they are told once, by the row that says so."""
    ordered = rows.select_related("history_user").order_by("id", "history_id")
    for _, history in groupby(ordered, key=lambda row: row.id):
        before = None
        for row in history:
            what = _what(kind, field, before, row)
            if what:
                yield change(row, what)
            before = row


def _what(kind: str, field: str, before: Any, row: Any) -> str:
    now = getattr(row, field)
    name = f"{row.user}, {now}" if kind == "Member" else f"“{now}”"
    if row.history_type == "+":
        return f"{kind} added: {name}"
    if row.history_type == "-":
        return f"{kind} taken away: {name}"
    was = getattr(before, field, now)
    if was != now:
        return (
            f"{row.user} changed from {was} to {now}"
            if kind == "Member"
            else f"{kind} “{was}” renamed to “{now}”"
        )
    if kind == "Section" and f"“{now}”" in (row.history_change_reason or ""):
        return f"Section “{now}” moved"
    return ""
