"""The address that keeps words while they are typed: for their person, and over nobody else's."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from commentary.actions import drafts, steps
from commentary.models import Commentary, CommentaryEvent, Draft
from indicators.models import ReportingMonth
from indicators.people.errors import Conflict
from indicators.people.models import AuditEvent, User
from tests import factories
from tests.commentary.conftest import WRITE
from tests.commentary.test_two_at_once import together
from tests.commentary.test_write import box, hidden
from tests.factories import JUNE, NOW, People

DRAFT = f"{WRITE}draft/"


@pytest.fixture
def writing(indicator, people: People, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(people.reporter)


def keep(client: Client, text: str, *, version: int = 0, number: int = 0) -> Any:
    return client.post(DRAFT, {"text": text, "version": version, "number": number})


def test_words_are_kept_over_and_over_without_a_trace(writing: Client, people: People) -> None:
    first = keep(writing, "Contacts ro").json()
    assert (first["state"], first["at"], first["moved"]) == ("kept", "9:30am", "")
    second = keep(writing, "Contacts rose\r\n- one\r\n- two", number=first["number"]).json()
    assert second["number"] == first["number"] + 1
    row = Draft.objects.get()
    assert (row.user, row.text, row.based_on) == (people.reporter, "Contacts rose\n- one\n- two", 0)
    assert not Commentary.objects.exists()
    assert not CommentaryEvent.objects.exists()
    assert not AuditEvent.objects.filter(on_model="commentary.Draft").exists()


def test_the_page_holds_them_and_says_whose_they_are(writing: Client) -> None:
    number = keep(writing, "Half a sen").json()["number"]
    page = writing.get(WRITE)
    assert box(page) == "Half a sen"
    assert (hidden(page, "version"), hidden(page, "number")) == ("0", str(number))
    assert "Saved 9:30am" in page.content.decode()
    assert "Your words from 9:30am, not given to the owner yet" in page.content.decode()
    assert "data-dirty" not in page.content.decode()


def test_words_of_another_day_say_which(writing: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(writing, "Half a sen")
    monkeypatch.setattr("scorecard_portal.middleware.now", lambda: NOW.replace(day=13))
    assert "Your words from 12 July 2018, 9:30am, not given" in writing.get(WRITE).content.decode()


def test_the_same_words_again_change_nothing(writing: Client) -> None:
    number = keep(writing, "Words").json()["number"]
    assert keep(writing, " Words\r\n", number=0).json()["number"] == number, "the answer was lost on its way"
    assert Draft.objects.get().number == number


def test_words_that_are_those_of_the_commentary_are_no_draft(
    writing: Client, indicator, people: People
) -> None:
    number = keep(writing, "").json()["number"]
    assert number == 0
    number = keep(writing, "Words").json()["number"]
    assert keep(writing, "", number=number).json()["number"] == 0
    assert not Draft.objects.exists()
    row = factories.commentary_at("draft", indicator, text="Contacts rose.")
    keep(writing, "Contacts rose, again.", version=row.version)
    assert keep(writing, "Contacts rose.", number=Draft.objects.get().number).json()["state"] == "kept"
    assert not Draft.objects.exists()


def test_another_window_overwrites_nothing(writing: Client) -> None:
    number = keep(writing, "Typed at the desk.").json()["number"]
    answer = keep(writing, "Typed at home.")
    assert answer.status_code == 409
    told = answer.json()
    assert told["said"] == "You also typed here in another window at 9:30am. Nothing was overwritten."
    assert (told["state"], told["text"], told["number"]) == ("window", "Typed at the desk.", number)
    assert "<ins>" in told["panel"]
    assert re.search(r"<ins>.*home", told["panel"])
    assert Draft.objects.get().text == "Typed at the desk."


def test_a_number_is_never_given_twice(writing: Client) -> None:
    number = keep(writing, "First").json()["number"]
    keep(writing, "", number=number)
    keep(writing, "Second, in another window")
    assert keep(writing, "First and more", number=number).status_code == 409
    assert Draft.objects.get().text == "Second, in another window"


def test_who_saved_meanwhile_is_told_and_both_texts_stand(
    writing: Client, indicator, people: People, sign_in
) -> None:
    keep(writing, "Mine, half writ")
    by = people.reporter_cover
    steps.save(indicator=indicator, month=JUNE, text="The deputy's.", seen_version=0, by=by, at=NOW)
    number = Draft.objects.get().number
    answer = keep(writing, "Mine, half written", number=number).json()
    assert answer["state"] == "kept"
    assert answer["moved"].startswith("Reporter Cover saved this commentary at 9:30am, while you had it")
    page = writing.get(WRITE)
    assert page.status_code == 200
    assert box(page) == "Mine, half written"
    assert hidden(page, "version") == "1"
    text = page.content.decode()
    assert "Reporter Cover saved this commentary at 9:30am" in text
    assert 'data-based-on="0"' in text, "typing on does not settle it"
    assert re.search(r"<ins>.*The deputy&#x27;s", text)
    assert Commentary.objects.get().text == "The deputy's."
    posted = {"text": "Mine, half written", "version": "1", "number": hidden(page, "number")}
    both = writing.post(WRITE, {**posted, "step": "both"})
    assert box(both) == "The deputy's.\n\nMine, half written"
    writing.post(WRITE, {**posted, "step": "discard"})
    assert box(writing.get(WRITE)) == "The deputy's."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * 10_001, "The commentary has 10,001 characters and may have 10,000. Take out 1;"),
        ("Contacts\x0brose", "Character 9 is a control character (U+000B)"),
    ],
)
def test_what_cannot_be_kept_is_said(writing: Client, text: str, said: str) -> None:
    answer = keep(writing, text)
    assert answer.status_code == 422
    assert answer.json()["state"] == "words"
    assert said in answer.json()["said"]
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("version", "number"), [("", "0"), ("x", "0"), ("-1", "0"), ("0", "-1"), ("0", "9" * 20)]
)
def test_forged_numbers_keep_nothing(writing: Client, version: str, number: str) -> None:
    assert writing.post(DRAFT, {"text": "Words", "version": version, "number": number}).status_code == 422
    assert not Draft.objects.exists()


@pytest.mark.parametrize("status", ["submitted", "approved"])
def test_nothing_is_kept_where_nothing_can_be_saved(writing: Client, indicator, status: str) -> None:
    factories.commentary_at(status, indicator)
    answer = keep(writing, "Too late", version=2)
    assert answer.status_code == 409
    assert answer.json()["state"] == "closed"
    assert not Draft.objects.exists()


def test_a_closed_month_keeps_what_was_typed_and_takes_no_more(writing: Client) -> None:
    number = keep(writing, "In time").json()["number"]
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    answer = keep(writing, "In time, and too late", number=number)
    assert answer.status_code == 409
    assert "The month is not open" in answer.json()["said"]
    assert "readonly>In time</textarea>" in writing.get(WRITE).content.decode()


def test_who_is_signed_out_keeps_nothing(indicator) -> None:
    answer = keep(Client(), "Words")
    assert answer.headers["Location"] == f"/accounts/login/?next={DRAFT}"
    assert not Draft.objects.exists()


def test_the_form_needs_its_token_and_a_fresh_one_can_be_asked_for(indicator, people: People) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.reporter, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert keep(client, "Words").status_code == 403
    fresh = client.get(DRAFT).json()
    assert fresh["who"] in client.get(WRITE).content.decode()
    posted = {"text": "Words", "version": 0, "number": 0, "csrfmiddlewaretoken": fresh["token"]}
    assert client.post(DRAFT, posted).json()["state"] == "kept"


def test_a_row_that_shows_anothers_words_keeps_none(indicator, people: People, sign_in) -> None:
    follower = factories.indicator(
        indicator.scorecard, "M2", owner=people.owner, reporter=people.reporter,
        shares_commentary_with=indicator,
    )  # fmt: skip
    factories.returns(follower, ["1"] * 13)
    answer = sign_in(people.reporter).post(
        DRAFT.replace("m1", "m2"), {"text": "Words", "version": 0, "number": 0}
    )
    assert answer.status_code == 404
    assert not Draft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_the_same_moment(indicator, people: People) -> None:
    def attempt(text: str, seen: int) -> Callable[[], object]:
        return lambda: drafts.keep(
            indicator=indicator, month=JUNE, text=text, based_on=0, seen=seen, by=people.reporter, at=NOW
        )

    seen = 0
    for round_number in range(3):
        texts = [f"{round_number} here", f"{round_number} there"]
        answers = together(*(attempt(text, seen) for text in texts))
        (told,) = [each for each in answers if isinstance(each, drafts.OtherWindow)]
        row = Draft.objects.get()
        assert row.text in texts
        assert told.draft.text == row.text
        seen = row.number


def test_the_action_itself_refuses(indicator, people: People, now: datetime) -> None:
    given = {
        "indicator": indicator,
        "month": JUNE,
        "based_on": 0,
        "seen": 0,
        "by": people.reporter,
        "at": now,
    }
    kept = drafts.keep(**given, text="Words")
    assert kept is not None
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    with pytest.raises(Conflict, match="not open"):
        drafts.keep(**{**given, "seen": kept.number}, text="More words")
