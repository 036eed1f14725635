"""Two windows or two people at the desk at the same moment: no word is lost, nothing is done twice."""

from datetime import date, timedelta
from typing import Any

import pytest

from commentary import summaries
from commentary.actions import actions, drafts, member_questions, overrides, questions, steps
from commentary.models import (
    Action,
    ActionEvent,
    CheckOverride,
    Commentary,
    CommentaryEvent,
    Draft,
    MemberQuestion,
    Question,
)
from commentary.permissions import standing
from indicators.actions.scorecards import set_commentary_policy
from indicators.models import Indicator, Membership, ReportingMonth, Scorecard, ScorecardRevision
from indicators.scorecards import figures_seen, hash_of
from tests import factories
from tests.factories import JUNE, NOW, People

from .checked import WRONG
from .test_two_at_once import conflicts, together

pytestmark = pytest.mark.django_db(transaction=True)

DUE = date(2018, 8, 6)


@pytest.fixture
def given(indicator: Indicator) -> dict[str, Any]:
    return {"indicator": indicator, "month": JUNE, "at": NOW}


def kept(given: dict[str, Any], people: People, text: str, *, seen: int = 0, based_on: int = 0):
    return lambda: drafts.keep(**given, text=text, based_on=based_on, seen=seen, by=people.reporter)


def test_two_windows_begin_a_draft(given, people: People) -> None:
    answers = together(kept(given, people, "Mine"), kept(given, people, "Also mine"))
    (told,) = [each for each in answers if isinstance(each, drafts.OtherWindow)]
    assert told.draft.text == Draft.objects.get().text


def test_two_windows_go_on_with_one_draft(given, people: People) -> None:
    number = kept(given, people, "Begun")().number
    answers = together(
        kept(given, people, "Begun here", seen=number), kept(given, people, "Begun there", seen=number)
    )
    (told,) = [each for each in answers if isinstance(each, drafts.OtherWindow)]
    row = Draft.objects.get()
    assert (told.draft.text, told.draft.number) == (row.text, number + 1)


@pytest.mark.parametrize("step", [steps.save, steps.submit])
def test_a_step_in_one_window_and_typing_in_another(given, people: People, step) -> None:
    number = kept(given, people, "Begun")().number
    answers = together(
        lambda: step(**given, text="Given", seen_version=0, seen_draft=number, by=people.reporter),
        kept(given, people, "Begun and more", seen=number),
    )
    saved, typed = (set(each.objects.values_list("text", flat=True)) for each in (Commentary, Draft))
    words = saved | typed
    refused = conflicts(answers)
    assert words == {"Given", "Begun and more"} or (len(refused) == 1 and len(words) == 1)


def test_words_are_thrown_away_in_one_window_and_typed_on_in_another(given, people: People) -> None:
    number = kept(given, people, "Begun")().number
    answers = together(
        lambda: drafts.discard(indicator=given["indicator"], month=JUNE, seen=number, by=people.reporter),
        kept(given, people, "Begun and more", seen=number),
    )
    assert "Begun and more" in Draft.objects.values_list("text", flat=True) or conflicts(answers)


def test_one_list_is_approved_in_two_windows(given, indicator, people: People) -> None:
    factories.commentary_at("submitted", indicator)
    steps.open_for_reading(**given, by=people.owner)
    seen: dict[str, Any] = {
        "seen_version": Commentary.objects.get().version,
        "seen_figures": hash_of(figures_seen(indicator.scorecard, JUNE, [indicator.pk])[indicator.pk]),
    }
    approve = lambda: steps.approve_opened(**given, **seen, by=people.owner)  # noqa: E731
    (told,) = conflicts(together(approve, approve))
    assert told.startswith("Owner approved this commentary at 9:30am")
    assert CommentaryEvent.objects.filter(step="approve").count() == 1


def test_asking_for_a_commentary_and_handing_it_in(given, people: People) -> None:
    answers = together(
        lambda: questions.ask(**given, text="Why?", asks_for_commentary=True, by=people.owner),
        lambda: steps.submit(**given, text="So.", seen_version=0, by=people.reporter),
    )
    assert Commentary.objects.get().status == "submitted"
    assert len(conflicts(answers)) == 1 - Question.objects.count()


def test_a_question_is_sent_twice(given, people: People) -> None:
    ask = lambda: questions.ask(  # noqa: E731
        **given, text="Why?", asks_for_commentary=False, by=people.owner
    )
    (told,) = conflicts(together(ask, ask))
    assert told == "You asked just that on 12 July 2018, 9:30am. It was not asked a second time."
    question = Question.objects.get()
    questions.answer(question=question, text="So.", seen_answers=0, by=people.reporter, at=NOW)
    ask()
    assert Question.objects.count() == 2, "with its answer before them they may"


@pytest.fixture
def action(given, people: People) -> Action:
    return actions.open_one(**given, text="Ring", who=people.reporter, due=DUE, by=people.owner)


def test_an_action_is_closed_twice(action: Action, people: People) -> None:
    def close(by, outcome):
        return lambda: actions.close(action=action, outcome=outcome, seen_version=1, by=by, at=NOW)

    (told,) = conflicts(together(close(people.owner, "Done"), close(people.reporter, "Rang")))
    assert "closed this action on 12 July 2018, 9:30am, while you had it before you." in told
    assert ActionEvent.objects.filter(step="close").count() == 1


def test_an_action_is_changed_while_it_is_closed(action: Action, people: People) -> None:
    answers = together(
        lambda: actions.close(action=action, outcome="Done", seen_version=1, by=people.owner, at=NOW),
        lambda: actions.change(
            action=action, text="Write", who=people.owner, due=DUE, reason="Away", seen_version=1,
            by=people.reporter, at=NOW,
        ),
    )  # fmt: skip
    assert len(conflicts(answers)) == 1
    row = Action.objects.get()
    assert (row.version, bool(row.closed_at)) in ((2, True), (2, False))
    assert ActionEvent.objects.count() == 2


def test_a_promise_is_made_an_action_twice(given, indicator, people: People) -> None:
    promise = "We will ring all of them by 6 August."
    factories.commentary_at("draft", indicator, text=promise)

    def make(by):
        return lambda: actions.open_one(
            **given, text="Ring", who=people.reporter, due=DUE, by=by, promise=promise
        )

    (told,) = conflicts(together(make(people.owner), make(people.reporter)))
    assert told.startswith("That promise is an action already: Reporter, ")
    assert Action.objects.count() == ActionEvent.objects.count() == 1


def test_the_policy_is_changed_by_two(scorecard: Scorecard, people: People) -> None:
    second = factories.user("Second")
    Membership.objects.create(user=second, scorecard=scorecard, role=Membership.ADMINISTRATOR)
    answers = together(
        *(
            lambda by=by: set_commentary_policy(
                scorecard=scorecard, policy=Scorecard.BY_EXCEPTION, seen=scorecard.commentary_policy,
                reason="Fewer words", by=by, at=NOW,
            )
            for by in (people.administrator, second)
        )
    )  # fmt: skip
    assert len(conflicts(answers)) == 1
    assert Scorecard.objects.get().commentary_policy == Scorecard.BY_EXCEPTION
    assert ScorecardRevision.objects.get().number == 1


def test_a_member_is_answered_by_two(given, indicator, people: People) -> None:
    asked = member_questions.log(
        **given, text="Why?", asked_by="Chair", asked_on=NOW.date() - timedelta(1), by=people.administrator
    )

    def answer(by, text):
        return lambda: member_questions.answer(question=asked, answer=text, seen_version=1, by=by, at=NOW)

    answers = together(answer(people.owner, "Mine"), answer(people.reporter, "Theirs"))
    assert len(conflicts(answers)) == 1
    assert MemberQuestion.objects.get().version == 2


def test_a_check_is_left_in_two_windows(given, indicator, people: People) -> None:
    row = factories.commentary_at("draft", indicator, text=WRONG)
    work = summaries.month_work(ReportingMonth.objects.select_related("scorecard").get())
    person = standing(people.reporter, indicator.scorecard, NOW.date())
    key = summaries.checks_of(work, work.items[0], person).open[0].key
    leave = lambda: overrides.keep(  # noqa: E731
        **given, text=WRONG, seen_version=row.version, key=key, reason="So it is", by=people.reporter
    )
    assert not conflicts(together(leave, leave))
    assert CheckOverride.objects.count() == 1
