"""What becomes of unsaved words when a step is taken, and how a box is filled."""

from collections.abc import Callable

import pytest
from django.test import Client

from commentary.models import Commentary, CommentaryEvent, Draft
from indicators.models import ReportingMonth
from indicators.people.models import User
from tests import factories
from tests.commentary.checked import WRONG, steps_for
from tests.commentary.conftest import DESK, REVIEW, WRITE
from tests.commentary.test_drafts import keep
from tests.commentary.test_write import box, hidden
from tests.factories import MAY, People

# 100 to 112 in single steps: a mean of 106, and limits 2.66 from it.
OPENING = (
    "112 in June 2018, up 1% from 111 in May 2018 and up 12% from 100 in June 2017. "
    "It is the highest of 13 months. It is above the upper limit of 108.7."
)


@pytest.fixture
def writing(indicator, people: People, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(people.reporter)


def post(client: Client, step: str, text: str, **more: str):
    page = client.get(WRITE)
    seen = {name: hidden(page, name) for name in ("version", "number")}
    return client.post(WRITE, {"text": text, "step": step, **seen, **more}, follow=True)


@pytest.fixture
def may(indicator) -> None:
    ReportingMonth.objects.create(scorecard=indicator.scorecard, month=MAY, status="open")
    factories.commentary_at("approved", indicator, text="May's words.\n- a list", month=MAY)


@pytest.mark.parametrize("step", ["save", "submit", "save_next"])
def test_words_that_are_saved_are_no_draft_any_more(writing: Client, step: str) -> None:
    keep(writing, "Half a sen")
    post(writing, step, "Half a sentence.")
    assert Commentary.objects.get().text == "Half a sentence."
    assert not Draft.objects.exists()


def test_a_check_that_is_left_saves_too(writing: Client) -> None:
    keep(writing, WRONG)
    step = steps_for(writing.get(WRITE), "keep")[0]
    post(writing, step, WRONG)
    assert not Draft.objects.exists()
    keep(writing, f"{WRONG} More.", version=Commentary.objects.get().version)
    step = steps_for(writing.get(WRITE), "take_back")[0]
    post(writing, step, f"{WRONG} More.")
    assert not Draft.objects.exists()


def test_a_save_that_is_refused_leaves_the_draft(writing: Client, indicator) -> None:
    keep(writing, "Half a sen")
    assert post(writing, "save", "x" * 10_001).status_code == 422
    assert Draft.objects.get().text == "Half a sen"
    factories.commentary_at("draft", indicator, text="Saved elsewhere.")
    Draft.objects.all().delete()
    keep(writing, "Begun before", version=0)
    stale = {"text": "Begun before", "version": "0", "number": "0", "step": "save"}
    assert writing.post(WRITE, stale).status_code == 409
    assert Draft.objects.get().text == "Begun before"


def test_the_draft_of_another_person_stays(writing: Client, people: People, sign_in) -> None:
    keep(sign_in(people.reporter_cover), "The deputy's half sentence")
    post(writing, "submit", "Mine.")
    assert Draft.objects.get().user == people.reporter_cover
    page = sign_in(people.reporter_cover).get(WRITE).content.decode()
    assert "readonly>The deputy&#x27;s half sentence</textarea>" in page


def test_saving_in_one_window_does_not_drop_the_words_of_another(writing: Client) -> None:
    page = writing.get(WRITE)
    keep(writing, "Typed in the other window.")
    posted = {"text": "Typed in this one.", "version": "0", "number": hidden(page, "number"), "step": "save"}
    answer = writing.post(WRITE, posted)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "You also typed here in another window at 9:30am. Nothing was overwritten." in text
    assert "In the other window" in text
    assert box(answer) == "Typed in this one."
    assert not Commentary.objects.exists()
    seen = {**posted, "number": hidden(answer, "number")}
    both = writing.post(WRITE, {**seen, "step": "both:window"})
    assert box(both) == "Typed in the other window.\n\nTyped in this one."
    writing.post(WRITE, {**seen, "number": hidden(both, "number"), "text": box(both), "step": "save"})
    assert Commentary.objects.get().text == "Typed in the other window.\n\nTyped in this one."
    assert not Draft.objects.exists()


def test_unsaved_words_are_thrown_away_when_asked(writing: Client, indicator) -> None:
    row = factories.commentary_at("draft", indicator)
    keep(writing, "Contacts rose, I think", version=row.version)
    page = post(writing, "discard", "Contacts rose, I think")
    assert box(page) == "Contacts rose."
    assert not Draft.objects.exists()
    assert CommentaryEvent.objects.count() == 1


def test_what_another_window_typed_is_not_thrown_away_unseen(writing: Client) -> None:
    keep(writing, "Half a sen")
    page = writing.get(WRITE)
    keep(writing, "Half a sentence, and more", number=int(hidden(page, "number")))
    given = {name: hidden(page, name) for name in ("version", "number")}
    answer = writing.post(WRITE, {**given, "text": "Half a sen", "step": "discard"})
    assert answer.status_code == 409
    assert "You also typed here in another window at 9:30am." in answer.content.decode()
    assert Draft.objects.get().text == "Half a sentence, and more"
    seen = {name: hidden(answer, name) for name in ("version", "number")}
    writing.post(WRITE, {**seen, "text": "Half a sen", "step": "discard"})
    assert not Draft.objects.exists()


def test_save_and_go_to_the_next_one(writing: Client, indicator, people: People) -> None:
    second = factories.indicator(indicator.scorecard, "M2", owner=people.owner, reporter=people.reporter)
    factories.returns(second, ["5"] * 13)
    assert "Save and go to M2" in writing.get(WRITE).content.decode()
    page = post(writing, "save_next", "Contacts rose.")
    assert page.redirect_chain == [(f"{DESK}m2/", 302)]
    assert "Saved 9:30am. M1 is not with the owner until you submit it." in page.content.decode()
    assert "Save and go to M1" in page.content.decode()
    nothing = writing.post(f"{DESK}m2/", {"text": "", "version": "0", "step": "save_next"}, follow=True)
    assert nothing.redirect_chain == [(WRITE, 302)]
    assert "Nothing is written for M2 yet." in nothing.content.decode()


def test_after_the_last_one_comes_the_list(writing: Client) -> None:
    assert "Save and go to" not in writing.get(WRITE).content.decode()
    assert post(writing, "save_next", "Contacts rose.").redirect_chain == [(DESK, 302)]


def test_an_empty_box_starts_from_the_figures(writing: Client) -> None:
    page = post(writing, "start:figures", "")
    assert box(page) == OPENING
    assert "Opening sentence made from the figures" in page.content.decode()
    assert not Draft.objects.exists()
    assert not Commentary.objects.exists()


def test_an_empty_box_starts_from_last_months_text(writing: Client, may: None) -> None:
    page = post(writing, "start:last", " \r\n")
    assert box(page) == "May's words.\n- a list"
    assert "Carried over from May 2018, not changed" in page.content.decode()


def test_a_filled_box_asks_first(writing: Client, may: None) -> None:
    page = post(writing, "start:last", "My own words.")
    assert box(page) == "My own words."
    assert "There are words in the box." in page.content.decode()
    before = post(writing, "before:last", "My own words.")
    assert box(before) == "May's words.\n- a list\n\nMy own words."
    assert "Carried over" not in before.content.decode()
    assert box(post(writing, "replace:figures", "My own words.")) == OPENING
    assert box(post(writing, "check", "My own words.")) == "My own words."


@pytest.mark.parametrize("key", ["last", "nonsense"])
def test_there_may_be_nothing_to_start_from(writing: Client, key: str) -> None:
    assert "text</button>" not in writing.get(WRITE).content.decode()
    assert writing.post(WRITE, {"text": "", "version": "0", "step": f"start:{key}"}).status_code == 404


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("May's words.\r\n- a list", "Carried over from May 2018, not changed"),
        ("May's words.\n- another list", ""),
        (f"{OPENING} Schools returned.", "Opening sentence made from the figures"),
        (OPENING.replace("112", "113"), ""),
    ],
)
def test_the_owner_sees_where_unchanged_words_come_from(
    writing: Client, may: None, people: People, sign_in, text: str, mark: str
) -> None:
    post(writing, "submit", text)
    page = sign_in(people.owner).get(REVIEW).content.decode()
    marks = [each for each in ("Carried over from", "Opening sentence made") if each in page]
    assert marks == ([mark[: len(marks[0])]] if mark else [])
    assert mark in page
