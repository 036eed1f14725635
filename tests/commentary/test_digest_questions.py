"""Questions and answers in the daily email: that there is one, never what it says."""

from datetime import timedelta

from commentary.actions import digests, questions
from commentary.models import Question, TurnedDown
from indicators.models import Indicator
from tests import factories
from tests.commentary.test_notifications import THURSDAY, on, said
from tests.factories import JUNE, NOW, People

WORDS = "Was it the agency cover?"
TO_SIGN = "1 commentary to sign, due tomorrow, Friday 13 July"


def ask(indicator: Indicator, people: People, *, asks: bool = False) -> Question:
    return questions.ask(
        indicator=indicator, month=JUNE, text=WORDS, asks_for_commentary=asks, by=people.owner, at=NOW
    )


def answer(question: Question, people: People) -> None:
    questions.answer(question=question, text="Yes.", seen_answers=0, by=people.reporter, at=NOW)


def test_the_reporter_and_who_covers_them_are_told_until_there_is_an_answer(
    indicator: Indicator, people: People
) -> None:
    factories.commentary_at("submitted", indicator)
    question = ask(indicator, people)
    told = "1 commentary with a question to you"
    assert said(THURSDAY)["Reporter"] == [told]
    assert said(THURSDAY)["Reporter Cover"] == [f"On behalf of Reporter: {told}"]
    assert said(THURSDAY + timedelta(days=4))["Reporter"] == [told]
    answer(question, people)
    assert "Reporter" not in said(THURSDAY)


def test_an_answer_is_told_once(indicator: Indicator, people: People) -> None:
    factories.commentary_at("submitted", indicator)
    question = ask(indicator, people)
    assert said(THURSDAY)["Owner"] == [TO_SIGN]
    answer(question, people)
    friday = THURSDAY + timedelta(days=1)
    assert said(friday)["Owner"] == ["1 commentary with an answer for you"]
    digests.send(address="https://portal.example", at=NOW + timedelta(days=1))
    assert said(friday + timedelta(days=3))["Owner"] == [
        "1 commentary to sign, 1 working day late, due Friday 13 July"
    ]


def test_a_question_taken_back_or_answered_by_handing_in_is_not_told(
    indicator: Indicator, people: People
) -> None:
    questions.withdraw(question=ask(indicator, people), by=people.owner, at=NOW)
    late = "1 commentary to write, 2 working days late, due Tuesday 10 July"
    assert said(THURSDAY)["Reporter"] == [late]
    ask(indicator, people, asks=True)
    assert said(THURSDAY)["Reporter"] == ["1 commentary with a question to you"]
    factories.commentary_at("submitted", indicator)
    assert "Reporter" not in said(THURSDAY)


def test_it_says_neither_question_nor_answer_and_can_be_turned_down(
    indicator: Indicator, people: People
) -> None:
    factories.commentary_at("submitted", indicator)
    ask(indicator, people)
    letter = on(THURSDAY)["Reporter"]
    assert letter.summary == "1 with a question or an answer"
    assert WORDS not in repr(letter)
    TurnedDown.objects.create(user=people.reporter, kind="asked")
    assert "Reporter" not in said(THURSDAY)
