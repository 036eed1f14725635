"""Where a month stands: its stages, and by reporter, owner and section what is missing."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from commentary.workflow import Status
from indicators.calculations import dates, months

from .month import Item, MonthWork, count, is_late


@dataclass(frozen=True, slots=True)
class Stage:
    """`state` is done, now, late or to_come; `note` says the deadline or what is missing."""

    name: str
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class Strip:
    scorecard_name: str
    month_label: str
    today: date
    next_deadline: str
    stages: tuple[Stage, ...]


def month_strip(work: MonthWork, today: date) -> Strip:
    """The stages of a month, for the strip under the navigation. None with something late in it is done."""
    to_do = (
        ("Returns", work.returns_due, len(work.missing_returns)),
        ("Commentary", work.commentary_due, sum(item.is_to_write for item in work.items)),
        ("Sign-off", work.sign_off_due, sum(item.is_to_sign for item in work.items)),
    )
    stages: list[Stage] = []
    waiting = True
    for name, due, missing in to_do:
        if not missing:
            stages.append(Stage(name, "done", _due(due)))
        elif is_late(due, today):
            stages.append(Stage(name, "late", f"{missing} late, {_due(due, 'were due')}"))
        else:
            stages.append(Stage(name, "now" if waiting else "to_come", _due(due)))
            waiting = False
    current = next((stage for stage in stages if stage.state == "now"), None)
    return Strip(
        scorecard_name=work.scorecard.name,
        month_label=months.label(work.month),
        today=today,
        next_deadline=f"{current.name} {current.note}" if current else "",
        stages=tuple(stages),
    )


@dataclass(frozen=True, slots=True)
class ReporterProgress:
    """One reporter's month. `written` counts what has left them; `missing` says in words what has not."""

    name: str
    rows: int
    written: int
    late: int
    missing: str


@dataclass(frozen=True, slots=True)
class OwnerProgress:
    name: str
    waiting: int
    stale: int
    returned: int
    signed: int
    rows: int
    longest_wait: str


@dataclass(frozen=True, slots=True)
class SectionProgress:
    name: str
    indicators: int
    commentaries: int
    written: int
    signed: int
    late: int


@dataclass(frozen=True, slots=True)
class Progress:
    """`nobody` names the rows without an owner or a reporter: nobody will write or sign them.

    `written` counts whatever has left its reporter, `skipped` what is optional and was not sent.
    """

    reporters: tuple[ReporterProgress, ...]
    owners: tuple[OwnerProgress, ...]
    sections: tuple[SectionProgress, ...]
    nobody: tuple[str, ...]
    written: int
    signed: int
    late: int
    total: int
    required: int
    required_written: int
    skipped: int

    @property
    def optional(self) -> int:
        return self.total - self.required

    @property
    def to_sign(self) -> int:
        """All that is to have a signature in the end."""
        return self.total - self.skipped


def progress(work: MonthWork, today: date) -> Progress:
    """Who has what left to do. Plain counting over the month's items."""
    late = is_late(work.commentary_due, today)
    return Progress(
        reporters=tuple(
            _reporter(name, items, late)
            for name, items in _by(work, lambda item: item.row.reporter or "Nobody named").items()
        ),
        owners=tuple(
            _owner(name, items, today)
            for name, items in _by(work, lambda item: item.row.owner or "Nobody named").items()
        ),
        sections=tuple(
            _section(name, items, late) for name, items in _by(work, lambda item: item.row.section).items()
        ),
        nobody=tuple(
            item.row.ref for item in work.items if item.row.owner_pk is None or item.row.reporter_pk is None
        ),
        written=sum(not item.is_with_reporter for item in work.items),
        signed=sum(item.is_signed for item in work.items),
        late=sum(item.is_to_write for item in work.items) if late else 0,
        total=len(work.items),
        required=sum(item.is_required for item in work.items),
        required_written=sum(item.is_required and not item.is_with_reporter for item in work.items),
        skipped=sum(item.is_skipped for item in work.items),
    )


def _by(work: MonthWork, key: Callable[[Item], str]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in work.items:
        found[key(item)].append(item)
    return found


_LEFT = {Status.NOT_STARTED: "not started", Status.DRAFT: "draft", Status.RETURNED: "returned"}


def _reporter(name: str, items: list[Item], late: bool) -> ReporterProgress:
    left = [item for item in items if item.is_to_write]
    by_status = {
        word: [item.row.ref for item in left if item.status is status] for status, word in _LEFT.items()
    }
    missing = "; ".join(f"{', '.join(refs)} {word}" for word, refs in by_status.items() if refs)
    written = sum(not item.is_with_reporter for item in items)
    return ReporterProgress(name, len(items), written, len(left) if late else 0, missing or "Nothing")


def _owner(name: str, items: list[Item], today: date) -> OwnerProgress:
    waiting = [item for item in items if item.status is Status.SUBMITTED]
    sent = [(item.summary.submitted.at, item.row.ref) for item in waiting if item.summary.submitted]
    return OwnerProgress(
        name=name,
        waiting=len(waiting),
        stale=sum(item.summary.is_stale for item in items),
        returned=count(items, Status.RETURNED),
        signed=sum(item.is_signed for item in items),
        rows=len(items),
        longest_wait=_wait(min(sent, default=None), today),
    )


def _wait(oldest: tuple[datetime, str] | None, today: date) -> str:
    if oldest is None:
        return "None"
    sent, ref = oldest
    days = (today - timezone.localdate(sent)).days
    return f"{ref}, {'today' if days <= 0 else '1 day' if days == 1 else f'{days} days'}"


def _section(name: str, items: list[Item], late: bool) -> SectionProgress:
    left = sum(item.is_to_write for item in items)
    return SectionProgress(
        name=name,
        indicators=sum(len(item.family) for item in items),
        commentaries=len(items),
        written=sum(not item.is_with_reporter for item in items),
        signed=sum(item.is_signed for item in items),
        late=left if late else 0,
    )


def _due(due: date | None, word: str = "due") -> str:
    return f"{word} {dates.near(due)}" if due else "no deadline set"
