"""Where commentaries stand, for lists and pages. A fixed number of queries, frozen answers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import F

from commentary.models import Commentary, CommentaryEvent
from commentary.permissions import Roles
from commentary.workflow import Situation, Status, Step
from indicators import scorecards
from indicators.models import Indicator
from indicators.scorecards import Row


@dataclass(frozen=True, slots=True)
class Mark:
    """Who took a step, for whom, when, and with which words of reason."""

    by_pk: int | None
    by: str
    on_behalf_of: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """One commentary as it stands. Without a row it is not started: `pk` None and `version` 0.

    `opened`, `submitted`, `returned` and `approved` are those of the present round, None where a later
    step has undone them. `authors` are the keys of all who saved words. `is_signed_again` says that the last
    signature was to other figures than the first.
    """

    indicator_pk: int
    month: date
    pk: int | None = None
    status: Status = Status.NOT_STARTED
    text: str = ""
    version: int = 0
    figures_hash: str = ""
    figures_seen: Mapping[str, Any] | None = None
    written: Mark | None = None
    submitted: Mark | None = None
    opened: Mark | None = None
    returned: Mark | None = None
    approved: Mark | None = None
    authors: frozenset[int] = field(default_factory=frozenset)
    is_touched: bool = False
    is_stale: bool = False
    is_signed_again: bool = False

    def situation(self, *, user_pk: int | None, roles: Roles, month_is_open: bool) -> Situation:
        """What the workflow asks about, for this person."""
        return Situation(
            status=self.status,
            roles=roles,
            month_is_open=month_is_open,
            has_text=bool(self.text),
            is_author=user_pk in self.authors,
            is_submitter=self.submitted is not None and self.submitted.by_pk == user_pk,
            is_opened=self.opened is not None,
            is_stale=self.is_stale,
            is_touched=self.is_touched,
        )


def for_month(scorecard_pk: int, month: date, rows: Iterable[Row]) -> dict[int, Summary]:
    """The commentary of each leading row, with whether its signature still fits the figures. Two queries."""
    shown = tuple(rows)
    summaries = _summaries(Commentary.objects.for_month(scorecard_pk, month))
    found = {summary.indicator_pk: summary for summary in summaries}
    family: dict[int, list[Row]] = defaultdict(list)
    for row in sorted(shown, key=lambda row: row.pk):
        family[row.shares_with_pk or row.pk].append(row)
    return {
        row.pk: _with_staleness(found.get(row.pk) or Summary(row.pk, month), row, family[row.pk])
        for row in shown
        if row.shares_with_pk is None
    }


def for_indicator(indicator: Indicator) -> tuple[Summary, ...]:
    """The commentary of every month, newest first. Two queries. Staleness is not asked here."""
    leader = indicator.shares_commentary_with_id or indicator.pk
    found = _summaries(Commentary.objects.filter(indicator_id=leader).order_by("-month"))
    return tuple(found)


def stored(commentary: Commentary) -> Summary:
    """One commentary as it is kept. One query. Staleness is not asked here."""
    (summary,) = _summaries([commentary])
    return summary


def waiting_for_signature(owners: Iterable[int]) -> int:
    """How many commentaries of open months are with these owners. One query."""
    return Commentary.objects.filter(
        status=Status.SUBMITTED,
        indicator__owner__in=tuple(owners),
        indicator__scorecard__reporting_months__status="open",
        indicator__scorecard__reporting_months__month=F("month"),
    ).count()


def history(commentary_pk: int) -> tuple[CommentaryEvent, ...]:
    """Every step taken, newest first. One query."""
    events = CommentaryEvent.objects.filter(commentary_id=commentary_pk).order_by("-pk")
    return tuple(events.select_related("by", "on_behalf_of"))


def _with_staleness(summary: Summary, leader: Row, family: Iterable[Row]) -> Summary:
    if summary.status is not Status.APPROVED:
        return summary
    others = [row for row in family if row.pk != leader.pk]
    now = scorecards.hash_of_rows([leader, *others])
    return replace(summary, is_stale=now != summary.figures_hash)


def _summaries(commentaries: Any) -> list[Summary]:
    rows = list(commentaries)
    events: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for pk, *event in (
        CommentaryEvent.objects.filter(commentary__in=[row.pk for row in rows])
        .order_by("pk")
        .values_list(
            "commentary_id", "step", "by_id", "by__full_name", "on_behalf_of__full_name", "at", "reason"
        )
    ):
        events[pk].append(tuple(event))
    return [_summary(row, events[row.pk]) for row in rows]


_UNDOES = {
    Step.SUBMIT: ("opened", "returned", "approved"),
    Step.WITHDRAW: ("submitted", "opened"),
    Step.RETURN: ("submitted", "opened"),
    Step.REOPEN: ("submitted", "opened", "approved"),
}
_MARKS = {
    Step.LOAD: "written",
    Step.SAVE: "written",
    Step.SUBMIT: "submitted",
    Step.OPEN: "opened",
    Step.RETURN: "returned",
    Step.REOPEN: "returned",
    Step.APPROVE: "approved",
    Step.CONFIRM: "approved",
}


def _summary(row: Commentary, events: Iterable[tuple[Any, ...]]) -> Summary:
    marks: dict[str, Mark | None] = {}
    authors: set[int] = set()
    touched = again = False
    for name, by_pk, by, on_behalf_of, at, reason in events:
        step = Step(name)
        for undone in _UNDOES.get(step, ()):
            marks[undone] = None
        if step in _MARKS:
            marks[_MARKS[step]] = Mark(by_pk, by or "", on_behalf_of or "", at, reason)
        if step is Step.SAVE:
            authors.add(by_pk)
        touched = touched or step is not Step.LOAD
        again = step is Step.CONFIRM or (again and step is not Step.REOPEN)
    return Summary(
        indicator_pk=row.indicator_id,
        month=row.month,
        pk=row.pk,
        status=Status(row.status),
        text=row.text,
        version=row.version,
        figures_hash=row.figures_hash,
        figures_seen=row.figures_seen,
        written=marks.get("written"),
        submitted=marks.get("submitted"),
        opened=marks.get("opened"),
        returned=marks.get("returned"),
        approved=marks.get("approved"),
        authors=frozenset(authors),
        is_touched=touched,
        is_signed_again=again,
    )
