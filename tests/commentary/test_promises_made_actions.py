"""A promise that the checks find becomes an action, and no typed word is lost on the way."""

import re
from datetime import date, datetime

import pytest

from commentary.actions import actions
from commentary.models import Action, Commentary
from indicators.models import ReportingMonth
from tests import factories
from tests.commentary.checked import listed, text_of
from tests.commentary.conftest import REVIEW, WRITE
from tests.commentary.test_write import box, hidden
from tests.factories import JUNE, MAY, NOW, People
from tests.posted import fields_on

PROMISE = "We expect the figure to rise in the coming four weeks"
TEXT = f"Two posts are vacant. {PROMISE}."
NEW = "/actions/new/childrens-services/2018-06/m1/"


@pytest.fixture
def writing(indicator, people: People, sign_in):
    return sign_in(people.reporter)


def offers(page) -> list[tuple[str, str]]:
    """The steps that make an action, and by when they say it is due."""
    found = re.findall(r'value="(action:\w+)">Make it an action([^<]*)<', page.content.decode())
    return [(step, due.strip()) for step, due in found]


def offered(client, text: str = TEXT) -> tuple[dict[str, str], str]:
    """The form with these words in it, unsaved, and the step that was offered."""
    page = client.post(
        WRITE, {"text": text, "version": hidden(client.get(WRITE), "version"), "step": "check"}
    )
    ((step, _),) = offers(page)
    return {"text": text, "version": hidden(page, "version")}, step


def test_four_weeks_from_today(writing) -> None:
    page = writing.post(WRITE, {"text": TEXT, "version": "0", "step": "check"})
    # From Thursday 12 July.
    assert [due for _, due in offers(page)] == ["due 9 August"]
    part = writing.post(f"{WRITE}checks/", {"text": TEXT})
    assert [due for _, due in offers(part)] == ["due 9 August"]


def test_four_weeks_from_the_day_they_were_written(indicator, writing) -> None:
    factories.commentary_at("draft", indicator, text=TEXT, at=datetime(2018, 7, 9, 11, tzinfo=NOW.tzinfo))
    assert [due for _, due in offers(writing.get(WRITE))] == ["due 6 August"]


def test_a_promise_without_a_day_is_offered_without_one(writing) -> None:
    page = writing.post(
        WRITE, {"text": "We will publish a guide over the coming months.", "version": "0", "step": "check"}
    )
    assert [due for _, due in offers(page)] == [""]


def test_words_are_saved_and_the_promise_becomes_an_action(writing, people: People) -> None:
    typed, step = offered(writing)
    page = writing.post(WRITE, {**typed, "step": step}, follow=True)
    assert page.redirect_chain[0][0].startswith(f"{NEW}?promise=")
    assert Commentary.objects.get().text == TEXT
    assert "The words are saved." in text_of(page)
    fields = fields_on(page)
    assert fields["text"] == PROMISE
    assert fields["who"] == str(people.reporter.pk)
    assert fields["due"] == "2018-08-09"
    done = writing.post(NEW, fields, follow=True)
    assert done.redirect_chain[0][0] == f"{WRITE}#checks"
    assert box(done) == TEXT
    row = Action.objects.get()
    assert (row.promise, row.month, row.due) == (PROMISE, JUNE, date(2018, 8, 9))
    assert not offers(done)
    assert "Nothing to look at" not in text_of(done)
    assert "It is an action due 9 August, Reporter." in text_of(done)
    assert re.search(r">\s*Checks\s*</h2>", done.content.decode()), "it counts as settled"


def test_nothing_is_lost_where_somebody_saved_first(writing, indicator) -> None:
    typed, step = offered(writing)
    factories.commentary_at("draft", indicator, text="Somebody else’s words.")
    page = writing.post(WRITE, {**typed, "step": step})
    assert page.status_code == 409
    assert box(page) == TEXT
    assert Commentary.objects.get().text == "Somebody else’s words."


def test_nothing_is_lost_where_words_cannot_be_saved(writing) -> None:
    _, step = offered(writing)
    page = writing.post(WRITE, {"text": "x" * 10_001, "version": "0", "step": step})
    assert page.status_code == 422
    assert len(box(page)) == 10_001


def test_words_that_were_changed_meanwhile_make_no_action(writing, indicator, people: People) -> None:
    typed, step = offered(writing)
    fields = fields_on(writing.post(WRITE, {**typed, "step": step}, follow=True), text="Fill both posts")
    writing.post(WRITE, {"text": "Other words.", "version": "1", "step": "save"})
    page = writing.post(NEW, fields)
    assert page.status_code == 409
    assert "The words of this promise were changed meanwhile" in text_of(page)
    assert fields_on(page)["text"] == "Fill both posts"
    assert not Action.objects.exists()


def test_a_second_press_makes_no_second_action(writing) -> None:
    typed, step = offered(writing)
    fields = fields_on(writing.post(WRITE, {**typed, "step": step}, follow=True))
    writing.post(NEW, fields)
    page = writing.post(NEW, fields)
    assert page.status_code == 409
    assert "That promise is an action already: Reporter, due 9 August." in text_of(page)
    assert Action.objects.count() == 1


def test_the_owner_sees_the_promise_and_its_action_or_makes_one(writing, indicator, people, sign_in) -> None:
    factories.commentary_at("submitted", indicator, text=TEXT)
    owner = sign_in(people.owner)
    page = owner.get(REVIEW)
    ((address, due),) = re.findall(
        rf'href="({NEW}\?promise=\w+&amp;back=review)">Make it an action([^<]*)<', page.content.decode()
    )
    assert due.strip() == "due 9 August"
    form = owner.get(address.replace("&amp;", "&"))
    done = owner.post(NEW, fields_on(form), follow=True)
    assert done.redirect_chain[0][0] == f"{REVIEW}#flags"
    assert "Checks: 0 open, 1 made an action" in text_of(done)
    assert [each for each in listed(done) if "It is an action due 9 August" in each]
    assert "Make it an action" not in text_of(done)
    queue = text_of(sign_in(people.owner).get("/review/"))
    assert "1 check, 1 made an action" in queue


def test_what_was_promised_a_month_ago_and_is_still_open(indicator, people: People, sign_in) -> None:
    ReportingMonth.objects.create(scorecard=indicator.scorecard, month=MAY, status=ReportingMonth.OPEN)
    may = "We expect the figure to rise within four weeks"
    factories.commentary_at("draft", indicator, month=MAY, text=f"{may}.")
    made = actions.open_one(
        indicator=indicator,
        month=MAY,
        text="Fill both posts",
        promise=may,
        who=people.reporter,
        due=date(2018, 6, 29),
        by=people.reporter,
        at=NOW,
    )
    factories.commentary_at("submitted", indicator, text=TEXT)
    said = "May’s text promised the same. Its action was due 29 June and is open."
    assert said in text_of(sign_in(people.owner).get(REVIEW))
    actions.close(action=made, outcome="Filled.", seen_version=1, by=people.owner, at=NOW)
    assert said not in text_of(sign_in(people.owner).get(REVIEW))
