"""What members asked about one month's pack is answered in the next one."""

from datetime import date

import pytest

from commentary.actions import member_questions
from commentary.models import MemberQuestion
from indicators.models import Indicator, ReportingMonth, Scorecard
from tests import factories
from tests.commentary.checked import text_of
from tests.factories import JUNE, MAY, NOW, People

PACK = "/scorecards/childrens-services/2018-06/headlines/"
MAYS = "/scorecards/childrens-services/2018-05/headlines/"


@pytest.fixture
def row(scorecard: Scorecard, people: People) -> Indicator:
    ReportingMonth.objects.create(scorecard=scorecard, month=MAY, status=ReportingMonth.CLOSED)
    made = factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
    factories.returns(made, [str(n) for n in range(100, 113)])
    return made


def asked(row: Indicator, people: People, text: str, month: date = MAY) -> MemberQuestion:
    return member_questions.log(
        indicator=row,
        month=month,
        text=text,
        asked_by="Chair of scrutiny",
        asked_on=date(2018, 6, 20),
        by=people.administrator,
        at=NOW,
    )


def test_the_next_pack_has_answers_first_and_says_what_is_not_answered(
    row: Indicator, people: People, sign_in
) -> None:
    asked(row, people, "Not yet known?")
    question = asked(row, people, "Why so many?")
    asked(row, people, "Asked about June?", JUNE)
    member_questions.answer(
        question=question, answer="Schools rang more often.", seen_version=1, by=people.owner, at=NOW
    )
    client = sign_in(people.viewer)
    page = text_of(client.get(PACK))
    section = page[page.index("Members’ questions about May 2018") :]
    assert (
        section.index("Why so many?")
        < section.index("Schools rang more often.")
        < section.index("Not yet known? Not answered yet.")
    )
    assert "Asked about June?" not in page
    assert "Members’ questions" not in text_of(client.get(MAYS))
    assert sign_in(people.stranger).get(PACK).status_code == 404


def test_a_pack_without_questions_says_nothing_of_them(row: Indicator, people: People, sign_in) -> None:
    assert "Members’ questions" not in text_of(sign_in(people.viewer).get(PACK))


def test_a_long_answer_is_shortened_and_stands_in_full_on_the_indicators_page(
    row: Indicator, people: People, sign_in
) -> None:
    question = asked(row, people, "Why so many?")
    answer = " ".join(f"word{n}" for n in range(1, 101))
    member_questions.answer(question=question, answer=answer, seen_version=1, by=people.owner, at=NOW)
    client = sign_in(people.viewer)
    pack = client.get(PACK).content.decode()
    assert "word60" in pack
    assert "word61" not in pack
    assert f'href="/member-questions/{question.pk}/"' in pack
    assert answer in client.get("/indicators/childrens-services/m1/").content.decode()
