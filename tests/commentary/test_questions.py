"""An owner asks about a commentary or for one, and the reporter answers in a thread."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commentary.models import Answer, Commentary, Question
from indicators.models import Indicator, ReportingMonth
from indicators.people.models import AuditEvent
from tests import factories
from tests.commentary.conftest import REVIEW, WRITE
from tests.factories import JUNE, People

ASK = f"{REVIEW}ask/"
QUEUE = "/review/"
SECRET = "Was it the agency cover?"


def thread_of(question: Question) -> str:
    return f"{WRITE}questions/{question.pk}/"


def ask(client, text: str = SECRET, **given: str):
    return client.post(ASK, {"text": text, **given})


@pytest.fixture
def question(indicator, people: People, sign_in) -> Question:
    """Asked by the owner about words that wait for them."""
    factories.commentary_at("submitted", indicator)
    ask(sign_in(people.owner))
    return Question.objects.get()


@pytest.mark.parametrize(
    ("who", "role", "for_whom"), [("owner", "owner", None), ("owner_cover", "owner_cover", "Owner")]
)
def test_owner_and_deputy_ask_and_decide_later(
    indicator, people: People, sign_in, who: str, role: str, for_whom: str | None
) -> None:
    factories.commentary_at("submitted", indicator)
    second = factories.indicator(
        indicator.scorecard, "M2", order=2, owner=people.owner, reporter=people.reporter
    )
    factories.returns(second, ["5"] * 13)
    factories.commentary_at("submitted", second)
    client = sign_in(getattr(people, who))
    answer = ask(client)
    assert answer.headers["Location"] == REVIEW.replace("m1", "m2")
    made = Question.objects.get()
    assert (made.text, made.acting_as, made.asks_for_commentary) == (SECRET, role, False)
    assert (made.on_behalf_of and made.on_behalf_of.full_name) == for_whom
    assert Commentary.objects.get(indicator=indicator).status == "submitted"
    page = client.get(REVIEW.replace("m1", "m2")).content.decode()
    assert 'aria-label="1, M1, asked, no answer yet"' in page
    assert "1 decided" in page
    assert "<b>1 commentary waits for you" in client.get(QUEUE).content.decode()


def test_the_log_says_that_and_not_what(question, people: People) -> None:
    event = AuditEvent.objects.get(verb="asked about a commentary")
    assert (event.by, event.on_label) == (people.owner, "M1, June 2018")
    assert SECRET not in f"{event.before}{event.after}"


def test_reporter_answers_where_they_write(question, people: People, sign_in) -> None:
    reporter = sign_in(people.reporter)
    home = reporter.get("/").content.decode()
    assert "Questions to you (1)" in home
    assert f"Owner asked, 12 July 2018: “{SECRET}”" in home
    page = reporter.get(WRITE).content.decode()
    assert SECRET in page
    assert f'action="{thread_of(question)}"' in page
    answer = reporter.post(thread_of(question), {"text": "For ten days.", "answers": "0"})
    assert answer.headers["Location"] == f"{WRITE}#questions"
    given = Answer.objects.get()
    assert (given.text, given.acting_as, given.by) == ("For ten days.", "reporter", people.reporter)
    assert "Questions to you" not in reporter.get("/").content.decode()


def test_an_answer_brings_it_back_to_the_owner(question, people: People, sign_in) -> None:
    owner = sign_in(people.owner)
    assert "1 decided: 0 approved, 0 returned, 1 asked" in owner.get(QUEUE).content.decode()
    sign_in(people.reporter).post(thread_of(question), {"text": "For ten days.", "answers": "0"})
    page = owner.get(QUEUE).content.decode()
    assert "<b>1 commentary waits for you" in page
    assert "Answered 12 July 2018" in page
    assert "For ten days." in owner.get(REVIEW).content.decode()
    home = owner.get("/").content.decode()
    assert "Answered on 12 July 2018" in home


@pytest.mark.parametrize(
    ("who", "role", "for_whom"),
    [
        ("reporter_cover", "reporter_cover", "Reporter"),
        ("administrator", "administrator", None),
        ("owner", "owner", None),
        ("owner_cover", "owner_cover", "Owner"),
    ],
)
def test_who_else_goes_on_with_a_thread(
    question, people: People, sign_in, who: str, role: str, for_whom: str | None
) -> None:
    answer = sign_in(getattr(people, who)).post(thread_of(question), {"text": "And May?", "answers": "0"})
    assert answer.status_code == 302
    given = Answer.objects.get()
    assert (given.acting_as, given.on_behalf_of and given.on_behalf_of.full_name) == (role, for_whom)


def test_what_the_owner_asks_further_waits_for_the_reporter_again(question, people: People, sign_in) -> None:
    sign_in(people.reporter).post(thread_of(question), {"text": "For ten days.", "answers": "0"})
    page = sign_in(people.owner).get(REVIEW).content.decode()
    assert "Ask further" in page
    sign_in(people.owner).post(thread_of(question), {"text": "Which days?", "answers": "1"})
    home = sign_in(people.reporter).get("/").content.decode()
    assert "Owner asked, 12 July 2018: “Which days?”" in home


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("viewer", 403), ("portal_administrator", 403)]
)
def test_others_neither_read_nor_ask_nor_answer(question, people: People, sign_in, who, status) -> None:
    client = sign_in(getattr(people, who))
    assert ask(client).status_code == status
    for method in (client.get, client.post):
        page = method(thread_of(question), {"text": "Me too", "answers": "0"})
        assert page.status_code == status
        assert SECRET not in page.content.decode()
    assert client.post(f"{thread_of(question)}take-back/").status_code == status
    for path in ("/", QUEUE, f"{QUEUE}ask/", "/scorecards/childrens-services/2018-06/"):
        assert SECRET not in client.get(path).content.decode()
    assert (Question.objects.count(), Answer.objects.count()) == (1, 0)


@pytest.mark.parametrize("who", ["reporter", "reporter_cover", "administrator"])
def test_only_the_owners_side_asks_and_takes_back(question, people: People, sign_in, who: str) -> None:
    client = sign_in(getattr(people, who))
    assert client.get(ASK).status_code == 403
    refused = ask(client)
    assert refused.status_code == 403
    assert "Only the owner and the owner&#x27;s deputy ask questions" in refused.content.decode()
    assert client.post(f"{thread_of(question)}take-back/").status_code == 403
    assert Question.objects.standing().count() == 1


def test_a_question_taken_back_waits_for_nobody(question, people: People, sign_in) -> None:
    owner, reporter = sign_in(people.owner_cover), sign_in(people.reporter)
    assert "Take the question back" in owner.get(REVIEW).content.decode()
    owner.post(f"{thread_of(question)}take-back/")
    assert "Questions to you" not in reporter.get("/").content.decode()
    assert "<b>1 commentary waits for you" in owner.get(QUEUE).content.decode()
    late = reporter.post(thread_of(question), {"text": "For ten days.", "answers": "0"})
    assert late.status_code == 409
    assert "Owner Cover took this question back at 9:30am" in late.content.decode()
    assert re.search(r"<textarea[^>]*readonly>For ten days.</textarea>", late.content.decode())
    again = owner.post(f"{thread_of(question)}take-back/")
    assert again.status_code == 409
    assert not Answer.objects.exists()


def test_the_second_of_two_answers_is_told_and_kept(question, people: People, sign_in) -> None:
    sign_in(people.reporter_cover).post(thread_of(question), {"text": "Ten days.", "answers": "0"})
    client = sign_in(people.reporter)
    page = client.post(thread_of(question), {"text": "About ten days.", "answers": "0"})
    assert page.status_code == 409
    text = page.content.decode()
    assert "Reporter Cover answered at 9:30am, while you were writing" in text
    assert "About ten days.</textarea>" in text
    assert 'name="answers" value="1"' in text
    assert client.post(thread_of(question), {"text": "About ten days.", "answers": "1"}).status_code == 302
    assert list(Answer.objects.values_list("text", flat=True)) == ["Ten days.", "About ten days."]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("  ", "Enter your"),
        ("x" * 2001, "has 2,001 characters and may have 2,000. Take out 1"),
        ("a\x07b", "control character"),
    ],
)
def test_words_that_cannot_be_kept_come_back(question, people: People, sign_in, text, problem) -> None:
    for client, path in (
        (sign_in(people.owner), ASK),
        (sign_in(people.reporter), thread_of(question)),
    ):
        page = client.post(path, {"text": text, "answers": "0"})
        assert page.status_code == 422
        assert problem in page.content.decode()
        assert text.strip() in page.content.decode()
    assert (Question.objects.count(), Answer.objects.count()) == (1, 0)


def test_a_closed_month_is_not_asked_about(question, people: People, sign_in) -> None:
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    for client, path in (
        (sign_in(people.owner), ASK),
        (sign_in(people.reporter), thread_of(question)),
    ):
        page = client.post(path, {"text": "Too late", "answers": "0"})
        assert page.status_code == 409
        assert "June 2018 is not open" in page.content.decode()
        assert re.search(r"<textarea[^>]*readonly>Too late</textarea>", page.content.decode())
    assert SECRET in sign_in(people.reporter).get(WRITE).content.decode()


def test_a_thread_is_found_under_its_own_commentary_only(question, indicator, people, sign_in) -> None:
    factories.indicator(indicator.scorecard, "M2", order=2, owner=people.owner, reporter=people.reporter)
    client = sign_in(people.reporter)
    assert client.get(thread_of(question).replace("/m1/", "/m2/")).status_code == 404
    assert client.get(thread_of(question).replace("2018-06", "2018-05")).status_code == 404


def test_the_pages_say_on_whose_behalf(indicator, people: People, sign_in) -> None:
    factories.commentary_at("submitted", indicator)
    deputy = sign_in(people.owner_cover)
    deputy.post(REVIEW, {"step": "open", "version": "0"})
    ask(deputy)
    answer = {"text": "For ten days.", "answers": "0"}
    sign_in(people.reporter_cover).post(thread_of(Question.objects.get()), answer)
    page = sign_in(people.owner).get(REVIEW).content.decode()
    assert "<b>Owner Cover</b> for Owner asked, 12 July 2018, 9:30am" in page
    assert "<b>Reporter Cover</b> for Reporter, 12 July 2018, 9:30am" in page
    assert "Open: Owner Cover for Owner, 12 July 2018, 9:30am" in page


@pytest.mark.parametrize("status", ["", "draft"])
def test_a_commentary_that_is_not_there_yet_is_asked_for(indicator, people, sign_in, status: str) -> None:
    if status:
        factories.commentary_at(status, indicator)
    owner = sign_in(people.owner)
    assert f'href="{ASK}"' in owner.get(QUEUE).content.decode()
    assert f'href="{ASK}"' in owner.get(f"{QUEUE}ask/").content.decode()
    assert "Ask for a commentary" in owner.get(REVIEW).content.decode()
    ask(owner)
    assert Question.objects.get().asks_for_commentary
    home = sign_in(people.reporter).get("/").content.decode()
    assert "Owner asked for a commentary, 12 July 2018" in home


def test_handing_in_answers_what_was_asked_for(indicator, people: People, sign_in) -> None:
    ask(sign_in(people.owner))
    factories.commentary_at("submitted", indicator, at=factories.NOW.replace(hour=10))
    assert "Questions to you" not in sign_in(people.reporter).get("/").content.decode()
    page = sign_in(people.owner).get(QUEUE).content.decode()
    assert "<b>1 commentary waits for you" in page


def test_a_row_that_shares_words_is_asked_about_at_its_leader(indicator, people: People, sign_in) -> None:
    Indicator.objects.create(
        scorecard=indicator.scorecard,
        section=indicator.section,
        ref="M1b",
        ref_slug="m1b",
        title="Follower",
        unit="count",
        owner=people.owner,
        reporter=people.reporter,
        shares_commentary_with=indicator,
    )
    answer = sign_in(people.owner).post(ASK.replace("m1", "m1b"), {"text": SECRET})
    assert answer.headers["Location"] == ASK
    assert not Question.objects.exists()


def test_queries_do_not_grow_with_questions(question, indicator, people: People, sign_in) -> None:
    paths = [(people.owner, path) for path in (QUEUE, f"{QUEUE}ask/", "/", REVIEW)]
    paths += [(people.reporter, path) for path in (WRITE, "/")]
    before = [queries(sign_in(user), path) for user, path in paths]
    for number in range(6):
        made = Question.objects.create(
            indicator=indicator,
            month=JUNE,
            text=f"Question {number}",
            by=people.owner,
            acting_as="owner",
            at=factories.NOW,
        )
        Answer.objects.create(
            question=made, text="Yes", by=people.reporter, acting_as="reporter", at=factories.NOW
        )
    assert [queries(sign_in(user), path) for user, path in paths] == before


def queries(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        client.get(path)
    return len(found)
