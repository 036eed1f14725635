"""The lists of actions, the page of one, and who finds it there."""

from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commentary.actions import actions, steps
from commentary.models import Action, Commentary
from indicators.models import Indicator
from indicators.people.models import User
from indicators.scorecards import figures_seen, hash_of
from tests import factories
from tests.commentary.checked import text_of
from tests.commentary.conftest import REVIEW, WRITE
from tests.commentary.test_write import signed_in_through_the_door
from tests.factories import JUNE, NOW, People
from tests.posted import fields_on

NEW = "/actions/new/childrens-services/2018-06/m1/"
PAGE = "/indicators/childrens-services/m1/"
TEXT = "Move planning cases to the court team"
PROMISE = "We will move planning cases by 6 August"


def opened(indicator: Indicator, people: People, **fields) -> Action:
    given = {"text": TEXT, "who": people.reporter, "due": date(2018, 8, 6), "by": people.owner, "at": NOW}
    return actions.open_one(indicator=indicator, month=JUNE, **{**given, **fields})


def path(action: Action) -> str:
    return f"/actions/{action.pk}/"


@pytest.mark.parametrize("back", ["write", "review", "indicator"])
def test_one_is_added_by_hand_and_leads_back(indicator, people: People, sign_in, back: str) -> None:
    client = sign_in(people.administrator)
    page = client.get(f"{NEW}?back={back}")
    fields = fields_on(page, text=TEXT, due="2018-08-06")
    assert fields["who"] == str(people.reporter.pk)
    done = client.post(NEW, fields)
    led = {"write": WRITE, "review": REVIEW, "indicator": PAGE}[back]
    assert done["Location"] == f"{led}#actions"
    assert "Reporter has an action for M1, due 6 August." in text_of(client.get(led))
    row = Action.objects.get()
    assert (row.text, row.who, row.due, row.month, row.promise) == (
        TEXT,
        people.reporter,
        date(2018, 8, 6),
        JUNE,
        "",
    )


def test_a_refused_form_gives_the_words_back(indicator, people: People, sign_in) -> None:
    client = sign_in(people.owner)
    page = client.post(NEW, {"text": TEXT, "who": people.stranger.pk, "due": ""})
    assert page.status_code == 422
    assert TEXT in page.content.decode()
    assert "Choose a person from the list." in text_of(page)
    assert "Enter the day it is due." in text_of(page)
    page = client.post(NEW, {"text": "x" * 501, "who": people.owner.pk, "due": "2018-08-06"})
    assert page.status_code == 422
    assert "Take out 1; nothing you typed is lost." in text_of(page)
    assert not Action.objects.exists()


def test_words_are_kept_over_a_sign_in(indicator, people: People) -> None:
    client = Client()
    signed_in_through_the_door(client, people.owner)
    fields = fields_on(client.get(f"{NEW}?back=review"), text=TEXT, due="2018-08-06")
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    assert client.post(NEW, fields)["Location"] == f"/accounts/login/?next={NEW}"
    signed_in_through_the_door(client, people.owner)
    page = fields_on(client.get(NEW))
    assert (page["text"], page["due"], page["back"]) == (TEXT, "2018-08-06", "review")


def test_it_is_changed_closed_and_taken_up_again(indicator, people: People, sign_in) -> None:
    row = opened(indicator, people)
    client = sign_in(people.reporter)
    fields = {"text": TEXT, "who": people.owner.pk, "due": "2018-08-20", "version": "1"}
    page = client.post(path(row), {**fields, "step": "change", "reason": ""})
    assert page.status_code == 422
    assert "Say why: the reason is kept in the history." in text_of(page)
    page = client.post(path(row), {**fields, "step": "change", "reason": "The court asked"}, follow=True)
    assert "Changed. Owner has it, due 20 August." in text_of(page)
    page = client.post(path(row), {"step": "close", "outcome": "", "version": "2"})
    assert page.status_code == 422
    page = client.post(path(row), {"step": "close", "outcome": "All moved.", "version": "2"}, follow=True)
    assert "Closed 12 July 2018." in text_of(page)
    page = client.post(path(row), {"step": "reopen", "reason": "One came back", "version": "3"}, follow=True)
    said = text_of(page)
    assert "Taken up again. It is open." in said
    history = said[said.index("History") :]
    assert (
        history.index("Reopened by Reporter, 12 July 2018, 9:30am")
        < history.index("Closed by Reporter")
        < history.index("“The court asked”")
        < history.index("Opened by Owner")
    )


def test_the_second_of_two_finds_what_they_typed(indicator, people: People, sign_in) -> None:
    row = opened(indicator, people)
    sign_in(people.owner).post(path(row), {"step": "close", "outcome": "All moved.", "version": "1"})
    page = sign_in(people.reporter).post(
        path(row), {"step": "close", "outcome": "Half of them moved.", "version": "1"}
    )
    assert page.status_code == 409
    assert "Owner closed this action on 12 July 2018, 9:30am" in text_of(page)
    assert "Half of them moved.</textarea>" in page.content.decode()
    row.refresh_from_db()
    assert row.outcome == "All moved."


@pytest.mark.parametrize(
    ("who", "read", "made"),
    [
        ("reporter", 200, 302),
        ("reporter_cover", 200, 302),
        ("owner", 200, 302),
        ("owner_cover", 200, 302),
        ("administrator", 200, 302),
        ("viewer", 404, 403),
        ("stranger", 404, 404),
        ("portal_administrator", 404, 403),
    ],
)
def test_who_opens_the_page_of_one(
    indicator, people: People, sign_in, who: str, read: int, made: int
) -> None:
    row = opened(indicator, people)
    client = sign_in(getattr(people, who))
    assert client.get(path(row)).status_code == read
    fields = {"text": TEXT, "who": people.reporter.pk, "due": "2018-08-06"}
    assert client.post(NEW, fields).status_code == made
    closed = client.post(path(row), {"step": "close", "outcome": "Done.", "version": "1"})
    assert closed.status_code == (302 if read == 200 else 404)


def test_a_viewer_whose_action_it_is_finds_and_closes_it(indicator, people: People, sign_in) -> None:
    row = opened(indicator, people, who=people.viewer)
    client = sign_in(people.viewer)
    assert TEXT in client.get("/actions/").content.decode()
    assert TEXT in client.get("/").content.decode()
    page = client.get(path(row))
    assert "Change the words" not in text_of(page)
    fields = {"text": "Mine", "who": people.viewer.pk, "due": "2018-08-20", "reason": "Why", "version": "1"}
    assert client.post(path(row), {**fields, "step": "change"}).status_code == 403
    assert client.post(path(row), {"step": "close", "outcome": "Done.", "version": "1"}).status_code == 302


def test_lists_are_late_first_and_by_whose_they_are(indicator, people: People, sign_in) -> None:
    opened(indicator, people, text="In August")
    opened(indicator, people, text="In June", due=date(2018, 6, 29))
    opened(indicator, people, text="For the owner", who=people.owner, due=date(2018, 7, 13))
    done = opened(indicator, people, text="Done already")
    actions.close(action=done, outcome="It was.", seen_version=1, by=people.owner, at=NOW)
    client = sign_in(people.reporter)
    mine = text_of(client.get("/actions/"))
    assert mine.index("In June") < mine.index("In August")
    # 29 June was a Friday: two weeks of five, less Friday 13 July.
    assert "Due 29 June, 9 working days late" in mine
    assert "1 of yours is late." in mine
    assert "For the owner" not in mine
    every = text_of(client.get("/actions/?show=all"))
    assert every.index("In June") < every.index("For the owner") < every.index("In August")
    assert "Done already" not in every
    closed = text_of(client.get("/actions/?show=closed"))
    assert "Done already" in closed
    assert "It was." in closed
    assert "In June" in text_of(sign_in(people.administrator).get("/actions/"))
    assert "In June" not in text_of(sign_in(people.portal_administrator).get("/actions/?show=all"))


def test_my_work_has_them_late_first_with_the_way_to_the_rest(indicator, people: People, sign_in) -> None:
    for day in range(20, 27):
        opened(indicator, people, text=f"By the {day}th", due=date(2018, 7, day))
    opened(indicator, people, text="Overdue", due=date(2018, 7, 11))
    page = text_of(sign_in(people.reporter).get("/"))
    assert page.index("Overdue") < page.index("By the 20th") < page.index("By the 23th")
    assert "Due 11 July, 1 working day late" in page
    assert "By the 24th" not in page
    assert "All your actions, 3 more" in page
    owners = text_of(sign_in(people.owner).get("/"))
    assert "Overdue" in owners
    assert "By the 20th" not in owners


def test_open_ones_stand_beside_the_words(indicator, people: People, sign_in) -> None:
    opened(indicator, people)
    done = opened(indicator, people, text="Done already")
    actions.close(action=done, outcome="It was.", seen_version=1, by=people.owner, at=NOW)
    for who, address in (("reporter", WRITE), ("owner", REVIEW)):
        page = text_of(sign_in(getattr(people, who)).get(address))
        assert "Open actions (1)" in page
        assert TEXT in page
        assert "Done already" not in page
    page = text_of(sign_in(people.reporter).get(PAGE))
    assert "Actions (1 open)" in page
    assert "Closed 12 July 2018, Reporter: It was." in page


@pytest.fixture
def promised(indicator: Indicator, people: People) -> Callable[[str], Action]:
    def promised(status: str) -> Action:
        factories.commentary_at(status, indicator, text=f"{PROMISE}. Contacts rose.")
        return opened(indicator, people, promise=PROMISE)

    return promised


@pytest.mark.parametrize("status", ["draft", "submitted", "returned"])
def test_what_was_promised_in_unapproved_words_is_not_read_by_viewers(
    promised, people: People, sign_in, status: str
) -> None:
    promised(status)
    for who in (people.viewer, people.portal_administrator):
        html = sign_in(who).get(PAGE).content.decode()
        assert TEXT not in html
        assert PROMISE not in html
    assert TEXT in sign_in(people.owner_cover).get(PAGE).content.decode()


def test_what_was_promised_in_approved_words_is_read_by_all(promised, people: People, sign_in) -> None:
    row = promised("approved")
    client = sign_in(people.viewer)
    assert "Due 6 August. Reporter" in text_of(client.get(PAGE))
    assert path(row) not in client.get(PAGE).content.decode()
    actions.close(action=row, outcome="All moved.", seen_version=1, by=people.owner, at=NOW)
    assert "All moved." in text_of(client.get(PAGE))
    assert sign_in(people.stranger).get(PAGE).status_code == 404


def test_what_no_longer_stands_in_the_approved_words_is_hidden_again(
    promised, indicator, people: People, sign_in
) -> None:
    promised("draft")
    Action.objects.update(promise="We will move one family by 6 August")
    client: Client = sign_in(people.reporter)
    page = client.get(WRITE)
    client.post(WRITE, fields_on(page) | {"step": "submit"})
    approve(indicator, people.owner)
    assert TEXT not in sign_in(people.viewer).get(PAGE).content.decode()


def approve(indicator: Indicator, by: User) -> None:
    seen = hash_of(figures_seen(indicator.scorecard, JUNE, [indicator.pk])[indicator.pk])
    version = Commentary.objects.get().version
    steps.approve(indicator=indicator, month=JUNE, seen_version=version, seen_figures=seen, by=by, at=NOW)


def test_one_made_by_hand_is_never_read_by_viewers(indicator, people: People, sign_in) -> None:
    factories.commentary_at("approved", indicator)
    opened(indicator, people)
    assert TEXT not in sign_in(people.viewer).get(PAGE).content.decode()


def test_words_that_identify_somebody_are_pointed_out(indicator, people: People, sign_in) -> None:
    row = opened(indicator, people, text="Find a foster home for two siblings")
    assert "Look again: two siblings" in text_of(sign_in(people.owner).get(path(row)))


@pytest.mark.parametrize("address", ["/actions/", "/", WRITE, PAGE])
def test_queries_do_not_grow(
    indicator, people: People, sign_in, django_assert_num_queries, address: str
) -> None:
    opened(indicator, people)
    client = sign_in(people.reporter)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(4):
        opened(indicator, people)
    with django_assert_num_queries(len(few)):
        client.get(address)
