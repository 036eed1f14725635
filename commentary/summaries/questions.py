"""Questions of owners with their answers, as threads."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from commentary.models import Answer, Question
from commentary.models.question import QuestionQuerySet
from commentary.workflow import SIGNERS, Role, Status

from .month import Item
from .summary import Summary


@dataclass(frozen=True, slots=True)
class Entry:
    """The question itself, or what somebody said to it. `is_owners` where an owner or their deputy speaks."""

    by_pk: int
    by: str
    on_behalf_of: str
    at: datetime
    text: str
    is_owners: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """One question, by its key, with its answers; `entries` begin with the question."""

    pk: int
    indicator_pk: int
    month: date
    asks_for_commentary: bool
    entries: tuple[Entry, ...]
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None

    @property
    def question(self) -> Entry:
        return self.entries[0]

    @property
    def last(self) -> Entry:
        return self.entries[-1]

    @property
    def answers(self) -> int:
        """How many have been given: what a form about the thread has seen."""
        return len(self.entries) - 1

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None

    @property
    def is_open(self) -> bool:
        """The last word is the owner's, so that somebody has to answer."""
        return self.stands and self.last.is_owners

    @property
    def is_answered(self) -> bool:
        return self.stands and not self.last.is_owners


Threads = tuple[Thread, ...]


def waits_for_answer(thread: Thread, summary: Summary) -> bool:
    """Whether the reporter has to answer. A commentary that was asked for is answered by handing it in."""
    is_handed_in = summary.status in (Status.SUBMITTED, Status.APPROVED)
    return thread.is_open and not (thread.asks_for_commentary and is_handed_in)


def is_asked(threads: Iterable[Thread], summary: Summary) -> bool:
    """Whether an owner has put the decision off until an answer comes: something was asked since it came to
    them, and nobody has answered yet."""
    came = summary.approved if summary.status is Status.APPROVED else summary.submitted
    return came is not None and any(each.is_open and each.last.at >= came.at for each in threads)


def threads_of_month(scorecard_pk: int, month: date) -> Mapping[int, Threads]:
    """By the key of the leading indicator, the oldest first. Two queries."""
    return _threads(Question.objects.for_month(scorecard_pk, month))


def threads_of(indicator_pk: int, month: date) -> Threads:
    """Of one commentary, by its leading indicator. Two queries."""
    return _threads(Question.objects.filter(indicator=indicator_pk, month=month)).get(indicator_pk, ())


def of_item(threads: Mapping[int, Threads], item: Item) -> Threads:
    return threads.get(item.row.pk, ())


def _threads(questions: QuestionQuerySet) -> dict[int, Threads]:
    rows = list(questions.select_related("by", "on_behalf_of", "withdrawn_by"))
    answers: dict[int, list[Entry]] = defaultdict(list)
    given = Answer.objects.filter(question__in=[row.pk for row in rows]).order_by("pk")
    for each in given.select_related("by", "on_behalf_of"):
        answers[each.question_id].append(_entry(each))
    found: dict[int, list[Thread]] = defaultdict(list)
    for row in rows:
        found[row.indicator_id].append(
            Thread(
                pk=row.pk,
                indicator_pk=row.indicator_id,
                month=row.month,
                asks_for_commentary=row.asks_for_commentary,
                entries=(_entry(row), *answers[row.pk]),
                withdrawn_by=row.withdrawn_by.full_name if row.withdrawn_by else "",
                withdrawn_at=row.withdrawn_at,
            )
        )
    return {pk: tuple(each) for pk, each in found.items()}


def _entry(row: Question | Answer) -> Entry:
    return Entry(
        by_pk=row.by_id,
        by=row.by.full_name,
        on_behalf_of=row.on_behalf_of.full_name if row.on_behalf_of else "",
        at=row.at,
        text=row.text,
        is_owners=Role(row.acting_as) in SIGNERS,
    )
