"""The commentary cell of each row: what everybody reads, and what one person reads besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from django.utils import timezone

from commentary.models import Commentary
from commentary.permissions import Roles, Standing
from commentary.summaries import Requirement, Summary
from commentary.workflow import REPORTERS, SIGNERS, WITH_REPORTER, Status, may_read
from indicators.scorecards import Row

from .scorecard_marks import state_mark

APPROVED = "approved"
STALE = "stale"
NOT_YET = "not_yet"
NOT_ASKED = "not_asked"
NOT_NEEDED = "not_needed"
NOT_STARTED = "not_started"

# The order of a sorted column: what is still to be done first.
STATES = (NOT_STARTED, "draft", "returned", "submitted", STALE, NOT_YET, APPROVED, NOT_NEEDED, NOT_ASKED)

_WITH_OWNER = frozenset({"submitted", STALE})


@dataclass(frozen=True, slots=True)
class Words:
    """One cell. `shared_with` names the leading row whose words these are; they stand there.

    `is_restated` says that figures of a closed month have changed since it was signed. `task` is what the
    person who reads the page is waited for to do: "write", "review" or nothing.
    """

    state: str
    text: str = ""
    shared_with: str = ""
    author: str = ""
    approver: str = ""
    approved_on: date | None = None
    is_restated: bool = False
    task: str = ""

    @property
    def mark(self) -> str:
        return state_mark(self.state, is_mine=bool(self.task))


class Led(Protocol):
    """A row as far as its commentary goes: whose words, and who works on them."""

    @property
    def leader(self) -> int: ...

    @property
    def owner_pk(self) -> int | None: ...

    @property
    def reporter_pk(self) -> int | None: ...

    @property
    def shared_with(self) -> str: ...

    @property
    def state(self) -> str: ...

    @property
    def stale(self) -> Words | None: ...


def public_words(
    rows: Iterable[Row],
    summaries: Mapping[int, Summary],
    required: Mapping[int, Requirement],
    *,
    is_asked: bool,
    is_open: bool,
) -> dict[int, Words]:
    """For each row what everybody may read. `is_asked`: the month has commentary at all.

    Of one that is optional nobody is told that it is being written: it is not needed, or approved.
    """
    shown = tuple(rows)
    refs = {row.pk: row.ref for row in shown}
    optional = {pk for pk, each in required.items() if not each.is_required}
    found = {row.pk: _public(row, refs, summaries, is_asked=is_asked, is_open=is_open) for row in shown}
    return {
        row.pk: replace(found[row.pk], state=NOT_NEEDED)
        if found[row.pk].state == NOT_YET and (row.shares_with_pk or row.pk) in optional
        else found[row.pk]
        for row in shown
    }


def _public(
    row: Row, refs: Mapping[int, str], summaries: Mapping[int, Summary], *, is_asked: bool, is_open: bool
) -> Words:
    leader = row.shares_with_pk or row.pk
    summary = summaries.get(leader)
    shared_with = refs.get(leader, "") if row.shares_with_pk else ""
    if summary is None or summary.status is not Status.APPROVED or summary.approved is None:
        asked = is_asked or (summary is not None and summary.pk is not None)
        return Words(NOT_YET if asked else NOT_ASKED, shared_with=shared_with)
    return Words(
        STALE if summary.is_stale and is_open else APPROVED,
        text="" if shared_with else summary.text,
        shared_with=shared_with,
        author=summary.written.by if summary.written else "",
        approver=summary.approved.by,
        approved_on=timezone.localdate(summary.approved.at),
        is_restated=summary.is_stale and not is_open,
    )


def personal_words(
    rows: Iterable[tuple[int, Led]], standing: Standing, *, scorecard_pk: int, month: date, is_open: bool
) -> dict[int, Words]:
    """The cells that are other for this person than for everybody. One query, none without a role."""
    theirs = [
        (pk, row, roles)
        for pk, row in rows
        if row.state in (NOT_YET, NOT_NEEDED, STALE)
        and (roles := standing.roles(owner=row.owner_pk, reporter=row.reporter_pk))
    ]
    if not theirs:
        return {}
    kept = {
        pk: (Status(status), text)
        for pk, status, text in Commentary.objects.for_month(scorecard_pk, month)
        .order_by()
        .values_list("indicator_id", "status", "text")
    }
    found: dict[int, Words] = {}
    for pk, row, roles in theirs:
        status, text = kept.get(row.leader, (Status.NOT_STARTED, ""))
        if not may_read(status, roles) or (row.state == NOT_NEEDED and status is Status.NOT_STARTED):
            continue
        words = row.stale or Words(status.value, "" if row.shared_with else text, row.shared_with)
        task = _task(words.state, roles) if is_open and not row.shared_with else ""
        found[pk] = replace(words, task=task)
    return found


def _task(state: str, roles: Roles) -> str:
    if state in WITH_REPORTER and roles & REPORTERS:
        return "write"
    return "review" if state in _WITH_OWNER and roles & SIGNERS else ""
