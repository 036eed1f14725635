"""What one open month asks of one person: to write, to sign, to chase, to know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from commentary.models import Action
from commentary.permissions import Standing
from commentary.summaries import Item, MonthWork, is_late, of_item, waits_for_answer
from commentary.workflow import Status, Step, refusal
from indicators.calculations import dates, months, working_days

from . import pages
from .addressees import Addressees, Month
from .letter import Group, Line, one_line

SOON = 2
MOST_LINES = 10


@dataclass(frozen=True, slots=True)
class Reader:
    """Who the letter is for. `covered` are keys of people; `since` is when they were last told."""

    pk: int
    covered: frozenset[int]
    turned_down: frozenset[str]
    since: datetime

    def wants(self, kind: str) -> bool:
        return kind not in self.turned_down


@dataclass(frozen=True, slots=True)
class Task:
    """`kind` decides under which heading it stands, `whose` is the name of somebody covered or late."""

    kind: str
    duty: str
    whose: str
    line: Line


def groups_of(reader: Reader, month: Month, known: Addressees, on: date) -> tuple[Group, ...]:
    """The groups in the order in which they matter. No query."""
    tasks = [
        *_own(reader, month, known, on),
        *(_returns(month, on) if reader.pk in month.administrators else ()),
        *_late_with_others(reader, month, known, on),
        *_promised(reader, month, known, on),
        *_asked_by_members(reader, month, known, on),
    ]
    wanted = sorted((task for task in tasks if reader.wants(task.kind)), key=_place)
    return tuple(
        group_of(month.work, key, list(found), is_administrator=reader.pk in month.administrators, on=on)
        for key, found in groupby(wanted, key=lambda task: (task.kind, task.duty, task.whose))
    )


def _own(reader: Reader, month: Month, known: Addressees, on: date) -> Iterator[Task]:
    """Of themselves, and of those they cover: each commentary once, under the first kind they want."""
    work = month.work
    standing = Standing(reader.pk, is_administrator=False, covered=dict.fromkeys(reader.covered, ""))
    for item in work.items:
        row = item.row
        if row.reporter_pk == reader.pk or row.reporter_pk in reader.covered:
            kinds = (
                *_to_answer(item, month),
                *(_to_write(item, work.commentary_due, on) or _approved(item, known, reader)),
            )
            whose = row.reporter if row.reporter_pk in reader.covered else ""
            yield from _first(reader, kinds, "write", whose, pages.line(work, item, pages.write))
        if row.owner_pk == reader.pk or row.owner_pk in reader.covered:
            roles = standing.roles(owner=row.owner_pk, reporter=row.reporter_pk)
            situation = item.summary.situation(user_pk=reader.pk, roles=roles, month_is_open=True)
            barred = refusal(Step.CONFIRM if item.summary.is_stale else Step.APPROVE, situation)
            kinds = (
                *_answered(item, month, reader),
                *(() if barred else _to_sign(item, work.sign_off_due, on)),
            )
            whose = row.owner if row.owner_pk in reader.covered else ""
            yield from _first(reader, kinds, "sign", whose, pages.line(work, item, pages.review))


def _first(reader: Reader, kinds: Iterable[str], duty: str, whose: str, line: Line) -> Iterator[Task]:
    kind = next(filter(reader.wants, kinds), None)
    if kind is not None:
        yield Task(kind, duty, whose, line)


def _to_answer(item: Item, month: Month) -> tuple[str, ...]:
    waits = any(waits_for_answer(each, item.summary) for each in of_item(month.threads, item))
    return ("asked",) if waits else ()


def _answered(item: Item, month: Month, reader: Reader) -> tuple[str, ...]:
    """An answer is news once."""
    threads = of_item(month.threads, item)
    return ("asked",) if any(each.is_answered and each.last.at > reader.since for each in threads) else ()


def _to_write(item: Item, due: date | None, on: date) -> tuple[str, ...]:
    if not item.is_to_write:
        return ()
    returned = ("returned",) if item.status is Status.RETURNED else ()
    return (*returned, *_by_deadline(due, on))


def _to_sign(item: Item, due: date | None, on: date) -> tuple[str, ...]:
    if item.summary.is_stale:
        return ("stale", *_by_deadline(due, on))
    return (*_by_deadline(due, on), "waiting") if item.status is Status.SUBMITTED else ()


def _approved(item: Item, known: Addressees, reader: Reader) -> tuple[str, ...]:
    at = known.approved.get(item.summary.pk or 0)
    is_news = item.status is Status.APPROVED and at is not None and at > reader.since
    return ("approved",) if is_news else ()


def _by_deadline(due: date | None, on: date) -> tuple[str, ...]:
    if due is None:
        return ()
    if is_late(due, on):
        return ("overdue",)
    return ("due_soon",) if working_days.between(on, due) <= SOON else ()


def _returns(month: Month, on: date) -> Iterator[Task]:
    for kind in _by_deadline(month.work.returns_due, on):
        for row in month.work.missing_returns:
            yield Task(kind, "returns", "", pages.figure(month.work, row))


def _late_with_others(reader: Reader, month: Month, known: Addressees, on: date) -> Iterator[Task]:
    """Of people whose deputy they are or were, then of everybody for administrators."""
    work, scorecard = month.work, month.scorecard

    def told(holder: int | None, due: date | None) -> bool:
        if due is None or holder == reader.pk or holder in reader.covered:
            return False
        late = working_days.days_late(due, on)
        deputy_told, administrators_told = scorecard.deputy_told_after, scorecard.administrators_told_after
        is_deputy = holder is not None and known.deputy.get(holder) == reader.pk
        return late > 0 and (
            (is_deputy and reader.pk in month.members and deputy_told is not None and late >= deputy_told)
            or (
                reader.pk in month.administrators
                and administrators_told is not None
                and late >= administrators_told
            )
        )

    for item in work.items:
        row = item.row
        line = pages.line(work, item, pages.read)
        if item.is_to_write and told(row.reporter_pk, work.commentary_due):
            yield Task("escalated", "write", row.reporter or "Nobody named", line)
        if item.is_to_sign and told(row.owner_pk, work.sign_off_due):
            yield Task("escalated", "sign", row.owner or "Nobody named", line)


def _promised(reader: Reader, month: Month, known: Addressees, on: date) -> Iterator[Task]:
    """What is theirs to do. Told with the month in which it arose, or with the oldest open one."""
    for row in known.actions:
        if row.indicator.scorecard_id != month.scorecard.pk or month.work.month != _told_with(row, known):
            continue
        is_own = row.who_id == reader.pk and reader.pk in month.members
        if is_own or row.who_id in reader.covered:
            whose = "" if is_own else known.users[row.who_id].full_name if row.who_id in known.users else ""
            for kind in _by_deadline(row.due, on):
                yield Task(kind, "do", whose, pages.action(row))


def _told_with(row: Action, known: Addressees) -> date:
    of_scorecard = [
        month.work.month for month in known.months if month.scorecard.pk == row.indicator.scorecard_id
    ]
    return row.month if row.month in of_scorecard else min(of_scorecard)


def _asked_by_members(reader: Reader, month: Month, known: Addressees, on: date) -> Iterator[Task]:
    """An answer is due with the commentary of the pack that it appears in."""
    people = {reader.pk, *reader.covered}
    for row in known.questions:
        indicator = row.indicator
        if indicator.scorecard_id != month.scorecard.pk or months.shift(row.month, 1) != month.work.month:
            continue
        if people & {indicator.owner_id, indicator.reporter_id}:
            for kind in _by_deadline(month.work.commentary_due, on):
                yield Task(kind, "answer", "", pages.member_question(row))


_KINDS = ("overdue", "returned", "asked", "due_soon", "stale", "waiting", "escalated", "approved")
_LATE_OR_SOON = {"overdue": "late", "due_soon": "due within two working days"}
_DUTIES = ("write", "sign", "returns", "do", "answer")


def _place(task: Task) -> tuple[int, int, str]:
    return _KINDS.index(task.kind), _DUTIES.index(task.duty), task.whose


def group_of(
    work: MonthWork,
    key: tuple[str, str, str],
    tasks: list[Task],
    *,
    is_administrator: bool,
    on: date,
    most: int = MOST_LINES,
) -> Group:
    """Tasks of one kind, duty and person (`key`), no more than `most` of them by name."""
    kind, duty, whose = key
    path, label = pages.all_of(work, kind, duty, is_administrator=is_administrator)
    return Group(
        kind=kind,
        heading=_heading(work, kind, duty, whose, len(tasks), on),
        lines=tuple(task.line for task in tasks[:most]),
        count=len(tasks),
        path=path,
        path_label=label,
    )


def _heading(work: MonthWork, kind: str, duty: str, whose: str, count: int, on: date) -> str:
    """Such as "On behalf of Owner: 3 commentaries to sign, due tomorrow, Friday 13 July"."""
    due = {"write": work.commentary_due, "sign": work.sign_off_due, "returns": work.returns_due}.get(duty)
    if duty == "answer":
        due = work.commentary_due
    things = "commentary" if count == 1 else "commentaries"
    words = {"write": f"{count} {things} to write", "sign": f"{count} {things} to sign"}
    words["returns"] = f"{count} figure{'' if count == 1 else 's'} missing"
    words["do"] = f"{count} action{'' if count == 1 else 's'} {_LATE_OR_SOON.get(kind, '')}".strip()
    words["answer"] = f"{count} question{'' if count == 1 else 's'} from members to answer"
    said = {
        "asked": f"{count} {things} with {'a question to' if duty == 'write' else 'an answer for'} you",
        "returned": f"{count} {things} returned",
        "stale": f"{count} {things} to sign again, because a figure changed",
        "approved": f"{count} {things} approved",
    }.get(kind, words[duty])
    when = "" if kind in ("approved", "asked") else dates.deadline(due, on)
    before = f"{whose}: " if kind == "escalated" else f"On behalf of {whose}: " if whose else ""
    return one_line(f"{before}{said}{f', {when}' if when else ''}")
