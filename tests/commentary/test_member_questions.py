"""Members' questions: logged by administrators, answered by who works on the indicator, read by all."""

from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commentary.actions import member_questions
from commentary.models import MemberQuestion
from indicators.models import Indicator, ReportingMonth
from indicators.people.errors import Conflict, Invalid
from indicators.people.models import AuditEvent
from tests import factories
from tests.commentary.checked import text_of
from tests.commentary.test_write import signed_in_through_the_door
from tests.factories import JUNE, MAY, NOW, People
from tests.posted import fields_on

NEW = "/member-questions/new/childrens-services/2018-06/m1/"
LIST = "/member-questions/"
PAGE = "/indicators/childrens-services/m1/"
ASKED = "Why did contacts rise in June?"
CHAIR = "Chair of the scrutiny panel"
ANSWER = "Schools rang more often before the holidays."
FAMILY = "One family moved here with two siblings."


def logged(indicator: Indicator, people: People, **fields) -> MemberQuestion:
    given = {"month": JUNE, "text": ASKED, "asked_by": CHAIR, "asked_on": date(2018, 7, 11)}
    return member_questions.log(indicator=indicator, by=people.administrator, at=NOW, **{**given, **fields})


def path(question: MemberQuestion) -> str:
    return f"{LIST}{question.pk}/"


def answered(question: MemberQuestion, people: People, text: str = ANSWER) -> MemberQuestion:
    return member_questions.answer(
        question=question, answer=text, seen_version=question.version, by=people.reporter, at=NOW
    )


def test_one_is_logged_waits_for_its_reporter_and_is_answered(indicator, people: People, sign_in) -> None:
    administrator, reporter = sign_in(people.administrator), sign_in(people.reporter)
    assert f'href="{NEW}"' in administrator.get(PAGE).content.decode()
    fields = fields_on(administrator.get(NEW), text=ASKED, asked_by=CHAIR, asked_on="2018-07-11")
    page = administrator.post(NEW, fields, follow=True)
    assert "Logged. Reporter finds it under My work." in text_of(page)
    row = MemberQuestion.objects.get()
    assert (row.indicator, row.month, row.asked_by, row.asked_on) == (
        indicator,
        JUNE,
        CHAIR,
        date(2018, 7, 11),
    )
    home = text_of(reporter.get("/"))
    assert "Members asked" in home
    assert ASKED in home
    page = reporter.post(path(row), fields_on(reporter.get(path(row)), answer=ANSWER), follow=True)
    assert "Answered. Everybody who sees the scorecard reads it." in text_of(page)
    assert "Members asked" not in text_of(reporter.get("/"))
    for who in (people.viewer, people.owner):
        said = text_of(sign_in(who).get(PAGE))
        assert ASKED in said
        assert ANSWER in said
        assert "Answered by Reporter, 12 July 2018" in said
    lines = AuditEvent.objects.filter(on_model="commentary.MemberQuestion").order_by("pk")
    assert [(each.verb, each.on_label) for each in lines] == [
        ("logged a member’s question", "M1, June 2018"),
        ("answered a member’s question", "M1, June 2018"),
    ]


@pytest.mark.parametrize(
    ("who", "log", "answer", "correct"),
    [
        ("reporter", 403, 302, 403),
        ("reporter_cover", 403, 302, 403),
        ("owner", 403, 302, 403),
        ("owner_cover", 403, 302, 403),
        ("administrator", 302, 302, 302),
        ("viewer", 403, 403, 403),
        ("portal_administrator", 403, 403, 403),
        ("stranger", 404, 404, 404),
    ],
)
def test_who_may_do_what(
    indicator, people: People, sign_in, who: str, log: int, answer: int, correct: int
) -> None:
    row = logged(indicator, people)
    client = sign_in(getattr(people, who))
    fields = {"text": ASKED, "asked_by": CHAIR, "asked_on": "2018-07-10"}
    assert client.post(NEW, {**fields, "version": "0"}).status_code == log
    assert client.post(f"{path(row)}correct/", {**fields, "version": "1"}).status_code == correct
    version = "2" if correct == 302 else "1"
    assert client.post(path(row), {"answer": ANSWER, "version": version}).status_code == answer
    assert client.get(path(row)).status_code == (404 if who == "stranger" else 200)


def test_everybody_else_reads_and_is_offered_nothing(indicator, people: People, sign_in) -> None:
    row = logged(indicator, people)
    page = text_of(sign_in(people.viewer).get(path(row)))
    assert ASKED in page
    assert "Not answered yet" in page
    assert "Publish" not in page
    assert "Correct" not in page
    assert NEW not in sign_in(people.owner).get(PAGE).content.decode()


def test_an_answer_that_could_identify_somebody_is_published_on_second_thoughts_only(
    indicator, people: People, sign_in
) -> None:
    row = logged(indicator, people)
    client = sign_in(people.owner)
    page = client.post(path(row), {"answer": FAMILY, "version": "1"})
    assert page.status_code == 422
    assert "Not published yet: look again at what could identify somebody." in text_of(page)
    assert "One family" in text_of(page)
    row.refresh_from_db()
    assert row.answer == ""
    fields = fields_on(page)
    assert fields["answer"] == FAMILY
    other = client.post(path(row), {**fields, "answer": f"{FAMILY} And twins."})
    assert other.status_code == 422, "other words are looked at again"
    assert client.post(path(row), fields).status_code == 302
    row.refresh_from_db()
    assert (row.answer, row.answered_by) == (FAMILY, people.owner)


def test_the_second_of_two_keeps_what_they_typed(indicator, people: People, sign_in) -> None:
    row = logged(indicator, people)
    answered(row, people)
    page = sign_in(people.owner).post(path(row), {"answer": "My own words.", "version": "1"})
    assert page.status_code == 409
    assert "Nothing was overwritten." in text_of(page)
    assert fields_on(page)["answer"] == "My own words."
    assert ANSWER in text_of(page)
    row.refresh_from_db()
    assert (row.answer, row.version) == (ANSWER, 2)
    with pytest.raises(Conflict):
        member_questions.correct(
            question=row,
            text="Other",
            asked_by=CHAIR,
            asked_on=date(2018, 7, 11),
            seen_version=1,
            by=people.administrator,
            at=NOW,
        )


def test_the_second_to_correct_it_sees_both_and_can_go_on(indicator, people: People, sign_in) -> None:
    row = logged(indicator, people)
    client = sign_in(people.administrator)
    mine = fields_on(client.get(f"{path(row)}correct/"), text="My own words?")
    client.post(f"{path(row)}correct/", {**mine, "text": "Theirs, saved first?"})
    page = client.post(f"{path(row)}correct/", mine)
    assert page.status_code == 409
    assert "Nothing was overwritten." in text_of(page)
    assert "Theirs, saved first?" in text_of(page)
    again = fields_on(page)
    assert again["text"] == "My own words?"
    assert client.post(f"{path(row)}correct/", again).status_code == 302
    assert MemberQuestion.objects.get().text == "My own words?"


@pytest.mark.parametrize("who", ["owner", "viewer"])
def test_a_refused_answer_is_given_back(indicator, people: People, who: str) -> None:
    """The token was lost, or somebody took their role away while they wrote."""
    row = logged(indicator, people)
    client = Client(enforce_csrf_checks=who == "owner")
    client.force_login(getattr(people, who), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.post(path(row), {"answer": "A long answer.", "version": "1"})
    assert page.status_code == 403
    assert "A long answer.</textarea>" in page.content.decode()


def test_an_answer_is_kept_over_a_sign_in(indicator, people: People) -> None:
    row = logged(indicator, people)
    client = Client()
    signed_in_through_the_door(client, people.owner)
    fields = fields_on(client.get(path(row)), answer="A long answer.")
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    client.post(path(row), fields)
    signed_in_through_the_door(client, people.owner)
    assert fields_on(client.get(path(row)))["answer"] == "A long answer."


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 2_001}, "text"),
        ({"asked_by": " "}, "asked_by"),
        ({"asked_by": "x" * 121}, "asked_by"),
        ({"asked_on": date(2018, 7, 13)}, "asked_on"),
        ({"month": date(2018, 7, 1)}, "month"),
    ],
)
def test_what_cannot_be_logged(indicator, people: People, fields, field: str) -> None:
    ReportingMonth.objects.create(
        scorecard=indicator.scorecard, month=date(2018, 7, 1), status=ReportingMonth.PLANNED
    )
    with pytest.raises(Invalid) as problem:
        logged(indicator, people, **fields)
    assert problem.value.field == field
    assert not MemberQuestion.objects.exists()


def test_the_list_is_of_what_is_theirs(indicator, people: People, sign_in) -> None:
    other = factories.indicator(indicator.scorecard, "M2", owner=people.viewer, reporter=people.viewer)
    logged(other, people, text="Of another row?")
    answered(logged(indicator, people, text="Answered already?"), people)
    logged(indicator, people)
    for who in ("reporter", "owner_cover"):
        client = sign_in(getattr(people, who))
        waiting, every = text_of(client.get(LIST)), text_of(client.get(f"{LIST}?show=all"))
        assert ASKED in waiting
        assert "Answered already?" not in waiting
        assert "Answered already?" in every
        assert "Of another row?" not in every
    assert "Of another row?" in text_of(sign_in(people.administrator).get(LIST))
    assert "Nothing waits for an answer" in text_of(sign_in(people.stranger).get(LIST))


@pytest.mark.parametrize("address", [LIST, "/", PAGE, "/scorecards/childrens-services/2018-06/headlines/"])
def test_queries_do_not_grow(
    indicator, people: People, sign_in, django_assert_num_queries, address: str
) -> None:
    ReportingMonth.objects.create(scorecard=indicator.scorecard, month=MAY, status=ReportingMonth.CLOSED)
    logged(indicator, people, month=MAY)
    client = sign_in(people.reporter)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(4):
        answered(logged(indicator, people, month=MAY), people)
    with django_assert_num_queries(len(few)):
        client.get(address)
