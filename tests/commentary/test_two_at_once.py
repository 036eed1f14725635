"""Two people take a step at the same moment: one is first, the other is told, nothing is lost."""

from collections.abc import Callable
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection, transaction

from commentary.actions import questions, steps
from commentary.models import Answer, Commentary, CommentaryEvent, Question
from indicators.actions import returns
from indicators.actions.figures import Figures
from indicators.models import ReportingMonth
from indicators.people.errors import Conflict
from indicators.scorecards import figures_seen, hash_of
from tests import factories
from tests.factories import JUNE, NOW, People

pytestmark = pytest.mark.django_db(transaction=True)


def together(*attempts: Callable[[], object]) -> list[object]:
    """What each attempt answered, or the conflict it met."""
    start = Barrier(len(attempts))
    answers: list[object] = [None] * len(attempts)

    def run(place: int, attempt: Callable[[], object]) -> None:
        start.wait()
        try:
            answers[place] = attempt()
        except Conflict as conflict:
            answers[place] = conflict
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(attempts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def conflicts(answers: list[object]) -> list[str]:
    return [answer.reason for answer in answers if isinstance(answer, Conflict)]


def test_two_first_saves(indicator, people: People) -> None:
    def save(by, text):
        return lambda: steps.save(indicator=indicator, month=JUNE, text=text, seen_version=0, by=by, at=NOW)

    answers = together(save(people.reporter, "Mine"), save(people.reporter_cover, "Theirs"))
    (told,) = conflicts(answers)
    row = Commentary.objects.get()
    assert row.text in ("Mine", "Theirs")
    first = "Reporter" if row.text == "Mine" else "Reporter Cover"
    assert told.startswith(f"{first} saved this commentary at 9:30am")
    assert CommentaryEvent.objects.count() == 1


def test_approval_and_return(indicator, people: People) -> None:
    row = factories.commentary_at("submitted", indicator)
    seen = hash_of(figures_seen(indicator.scorecard, JUNE, [indicator.pk])[indicator.pk])
    step = {"indicator": indicator, "month": JUNE, "seen_version": row.version, "at": NOW}
    answers = together(
        lambda: steps.approve(**step, seen_figures=seen, by=people.owner),
        lambda: steps.return_to_reporter(**step, reason="Why?", by=people.owner_cover),
    )
    assert len(conflicts(answers)) == 1
    last = CommentaryEvent.objects.last()
    assert last is not None
    assert (CommentaryEvent.objects.count(), last.to_status) == (3, Commentary.objects.get().status)


def test_withdrawal_and_opening(indicator, people: People) -> None:
    row = factories.commentary_at("submitted", indicator)
    answers = together(
        lambda: steps.withdraw(
            indicator=indicator, month=JUNE, seen_version=row.version, by=people.reporter, at=NOW
        ),
        lambda: steps.open_for_reading(indicator=indicator, month=JUNE, by=people.owner, at=NOW),
    )
    taken = list(CommentaryEvent.objects.values_list("step", flat=True))[2:]
    assert taken in (["open"], ["withdraw"])
    assert bool(conflicts(answers)) is (taken == ["open"])


def test_a_month_is_not_closed_under_a_step(indicator, people: People) -> None:
    if not connection.features.has_select_for_update_nowait:
        pytest.skip("SQLite has one writer at a time, whatever is locked")
    opened = ReportingMonth.objects.filter(scorecard=indicator.scorecard, month=JUNE)
    figures = Figures(Decimal(7), None, None, None)
    given = {"indicator": indicator, "month": JUNE, "seen_version": 0, "at": NOW}
    for step in (
        lambda: steps.save(**given, text="Mine", by=people.reporter),
        lambda: returns.record(
            **{**given, "seen_version": 1}, figures=figures, reason="x", by=people.administrator
        ),
    ):
        with transaction.atomic():
            step()
            (answer,) = together(lambda: refused(lambda: list(opened.select_for_update(nowait=True))))
            assert answer == "waits"


def refused(attempt: Callable[[], object]) -> str:
    """Whether the database makes it wait for somebody else."""
    try:
        with transaction.atomic():
            attempt()
    except OperationalError:
        return "waits"
    return "is done"


def test_two_openings_are_recorded_once(indicator, people: People) -> None:
    factories.commentary_at("submitted", indicator)
    answers = together(
        *(
            lambda by=by: steps.open_for_reading(indicator=indicator, month=JUNE, by=by, at=NOW)
            for by in (people.owner, people.owner_cover)
        )
    )
    assert not conflicts(answers)
    assert CommentaryEvent.objects.filter(step="open").count() == 1


def test_withdrawal_and_approval(indicator, people: People) -> None:
    row = factories.commentary_at("submitted", indicator)
    seen = hash_of(figures_seen(indicator.scorecard, JUNE, [indicator.pk])[indicator.pk])
    step = {"indicator": indicator, "month": JUNE, "seen_version": row.version, "at": NOW}
    answers = together(
        lambda: steps.approve(**step, seen_figures=seen, by=people.owner),
        lambda: steps.withdraw(**step, by=people.reporter),
    )
    assert len(conflicts(answers)) == 1
    last = CommentaryEvent.objects.last()
    assert last is not None
    assert (last.step, Commentary.objects.get().status) in (("approve", "approved"), ("withdraw", "draft"))


def test_two_deputies_answer(indicator, people: People) -> None:
    question = questions.ask(
        indicator=indicator, month=JUNE, text="Why?", asks_for_commentary=False, by=people.owner, at=NOW
    )

    def answer(by, text):
        return lambda: questions.answer(question=question, text=text, seen_answers=0, by=by, at=NOW)

    answers = together(answer(people.reporter, "Mine"), answer(people.reporter_cover, "Theirs"))
    (told,) = conflicts(answers)
    (kept,) = Answer.objects.all()
    first = "Reporter" if kept.text == "Mine" else "Reporter Cover"
    assert told.startswith(f"{first} answered at 9:30am, while you were writing.")


def test_an_answer_and_taking_the_question_back(indicator, people: People) -> None:
    question = questions.ask(
        indicator=indicator, month=JUNE, text="Why?", asks_for_commentary=False, by=people.owner, at=NOW
    )
    answers = together(
        lambda: questions.answer(question=question, text="So", seen_answers=0, by=people.reporter, at=NOW),
        lambda: questions.withdraw(question=question, by=people.owner, at=NOW),
    )
    assert len(conflicts(answers)) == 1 - Answer.objects.count()
    assert not Question.objects.standing().exists()
