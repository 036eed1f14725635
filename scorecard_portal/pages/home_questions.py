"""Questions of owners on My work: what this person has to answer, and what they asked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from commentary.summaries import (
    Item,
    MonthWork,
    Thread,
    Threads,
    of_item,
    waits_for_answer,
)
from commentary.views.lists import review_url


@dataclass(frozen=True, slots=True)
class Asked:
    """One thread in a line. `url` is where this person goes on with it."""

    ref: str
    title: str
    thread: Thread
    waits: bool
    url: str


@dataclass(frozen=True, slots=True)
class QuestionTasks:
    """`to_answer` as a reporter; `asked` as an owner, the answered ones first."""

    to_answer: tuple[Asked, ...] = ()
    asked: tuple[Asked, ...] = ()


def question_tasks(
    work: MonthWork, mine: Iterable[Item], owned: Iterable[Item], threads: Mapping[int, Threads]
) -> QuestionTasks:
    """For what somebody reports and owns, or covers. No query."""
    to_answer = [each for each in _asked(work, mine, threads, _answer_url) if each.waits]
    asked = _asked(work, owned, threads, _look_url)
    return QuestionTasks(
        tuple(to_answer), tuple(sorted(asked, key=lambda each: (each.thread.is_open, each.ref)))
    )


def _asked(
    work: MonthWork,
    items: Iterable[Item],
    threads: Mapping[int, Threads],
    url_of: Callable[[MonthWork, Item, Thread], str],
) -> list[Asked]:
    return [
        Asked(
            item.row.ref,
            item.row.shown_title,
            thread,
            waits_for_answer(thread, item.summary),
            url_of(work, item, thread),
        )
        for item in items
        for thread in of_item(threads, item)
        if thread.stands
    ]


def _answer_url(work: MonthWork, item: Item, thread: Thread) -> str:
    where = (work.scorecard.slug, work.month, item.row.ref_slug, thread.pk)
    return reverse("commentary:answer", args=where)


def _look_url(work: MonthWork, item: Item, thread: Thread) -> str:
    return f"{review_url(work, item)}#questions"
