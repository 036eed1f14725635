"""The page where one commentary is written."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from commentary.actions import steps
from commentary.models import Commentary, CommentaryEvent
from indicators.models import ReportingMonth
from tests import factories
from tests.commentary.conftest import REVIEW, WRITE
from tests.factories import JUNE, MAY, NOW, People


def box(response) -> str:
    """What stands in the writing box."""
    page = response.content.decode()
    found = re.search(r'<textarea name="text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found, page
    return unescape(found[1])


def hidden(response, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', response.content.decode())
    assert found, name
    return unescape(found[1])


def test_reporter_saves_and_submits(indicator, people: People, sign_in) -> None:
    client = sign_in(people.reporter)
    page = client.get(WRITE)
    assert (
        "<b>112</b> in June 2018: <b>up 1% from May 2018</b>, up 12% from June 2017" in page.content.decode()
    )
    posted = {"text": "Contacts rose.", "version": hidden(page, "version")}
    page = client.post(WRITE, {**posted, "step": "save"}, follow=True)
    assert "Saved 9:30am. M1 is not with the owner until you submit it." in page.content.decode()
    assert box(page) == "Contacts rose."
    posted["version"] = hidden(page, "version")
    page = client.post(WRITE, {**posted, "step": "submit"}, follow=True)
    assert "Submitted. M1 is with Owner. You can withdraw it until they open it." in page.content.decode()
    page = client.post(WRITE, {"version": hidden(page, "version"), "step": "withdraw"}, follow=True)
    assert box(page) == "Contacts rose."
    assert [event.step for event in CommentaryEvent.objects.all()] == ["save", "submit", "withdraw"]


def test_deputy_writes_for_the_reporter(indicator, people: People, sign_in) -> None:
    client = sign_in(people.reporter_cover)
    assert client.post(WRITE, {"text": "Words", "version": "0", "step": "save"}).status_code == 302
    assert "Reporter Cover for Reporter" in client.get(WRITE).content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("viewer", 403), ("portal_administrator", 403)]
)
def test_others_do_not_write(indicator, people: People, sign_in, who: str, status: int) -> None:
    client = sign_in(getattr(people, who))
    assert client.get(WRITE).status_code == status
    assert client.post(WRITE, {"text": "Words", "version": "0"}).status_code == status
    assert not Commentary.objects.exists()


def test_owner_is_led_to_review_and_gets_typed_words_back(indicator, people: People, sign_in) -> None:
    client = sign_in(people.owner)
    assert client.get(WRITE).headers["Location"] == REVIEW
    refused = client.post(WRITE, {"text": "My own words", "version": "0"})
    assert refused.status_code == 403
    assert "My own words" in refused.content.decode()


@pytest.mark.parametrize("month", ["2018-05", "2018-13", "1900-01"])
def test_a_month_that_is_not_there(indicator, people: People, sign_in, month: str) -> None:
    assert sign_in(people.reporter).get(f"/commentary/childrens-services/{month}/m1/").status_code == 404


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x" * 11_000, "The commentary has 11,000 characters and may have 10,000. Take out 1,000"),
        ("Contacts\x0brose", "Character 9 is a control character (U+000B)"),
        ("", "Write the commentary: there are no words to keep yet."),
    ],
)
def test_what_cannot_be_kept_is_said_at_the_field(
    indicator, people: People, sign_in, text: str, message: str
) -> None:
    page = sign_in(people.reporter).post(WRITE, {"text": text, "version": "0", "step": "save"})
    assert page.status_code == 422
    assert page.content.decode().count(message) == 2, "in the summary and at the field"
    assert box(page) == text
    assert "<title>Error: " in page.content.decode()


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_forged_version_loses_no_words(indicator, people: People, sign_in, version: str) -> None:
    page = sign_in(people.reporter).post(WRITE, {"text": "Words", "version": version, "step": "save"})
    assert page.status_code == 422
    assert "This page has lost its place." in page.content.decode()
    assert box(page) == "Words"


def test_html_is_shown_as_text(indicator, people: People, sign_in) -> None:
    client = sign_in(people.reporter)
    client.post(WRITE, {"text": "</textarea><script>alert(1)</script>", "version": "0", "step": "submit"})
    page = client.get(WRITE).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_second_person_keeps_their_text_and_sees_what_changed(indicator, people: People, sign_in) -> None:
    factories.commentary_at("draft", indicator, text="Contacts rose because schools returned.")
    client = sign_in(people.administrator)
    stale = {"text": "Contacts rose because of the new form.", "version": "0"}
    page = client.post(WRITE, {**stale, "step": "submit"})
    assert page.status_code == 409
    text = page.content.decode()
    assert (
        "Reporter saved this commentary at 9:30am, while you had it before you. Nothing was overwritten."
        in text
    )
    assert box(page) == stale["text"]
    assert re.search(r"<ins>.*?schools returned", text)
    assert re.search(r"<ins>.*?of the new form", text)
    both = client.post(WRITE, {**stale, "version": hidden(page, "version"), "step": "both"})
    assert box(both) == "Contacts rose because schools returned.\n\nContacts rose because of the new form."
    assert Commentary.objects.get().text == "Contacts rose because schools returned."
    client.post(WRITE, {**stale, "version": hidden(page, "version"), "step": "save"})
    assert Commentary.objects.get().text == stale["text"]


def test_words_typed_into_what_was_submitted_meanwhile_come_back(indicator, people: People, sign_in) -> None:
    factories.commentary_at("submitted", indicator)
    page = sign_in(people.reporter_cover).post(WRITE, {"text": "Mine", "version": "1", "step": "save"})
    assert page.status_code == 409
    assert "Reporter submitted this commentary at 9:30am" in page.content.decode()
    assert re.search(r"<textarea[^>]*readonly>Mine</textarea>", page.content.decode())


def test_closed_month_says_why_and_gives_the_words_back(indicator, people: People, sign_in) -> None:
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    client = sign_in(people.reporter)
    page = client.post(WRITE, {"text": "Too late", "version": "0", "step": "save"})
    assert page.status_code == 409
    assert "June 2018 is closed." in page.content.decode()
    assert re.search(r"<textarea[^>]*readonly>Too late</textarea>", page.content.decode())
    assert "<textarea" not in client.get(WRITE).content.decode()


def test_returned_words_show_the_owners_note_and_the_months_before(
    indicator, people: People, sign_in
) -> None:
    ReportingMonth.objects.create(scorecard=indicator.scorecard, month=MAY, status="open")
    factories.commentary_at("approved", indicator, text="May's words.", month=MAY)
    factories.commentary_at("returned", indicator)
    page = sign_in(people.reporter).get(WRITE).content.decode()
    assert "“Say why.”" in page
    assert "May&#x27;s words." in page
    assert "History of this commentary (3)" in page


def test_a_follower_leads_to_its_leader(indicator, people: People, sign_in) -> None:
    follower = factories.indicator(
        indicator.scorecard, "M1 %", owner=people.owner, reporter=people.reporter,
        shares_commentary_with=indicator,
    )  # fmt: skip
    factories.returns(follower, ["1"] * 13)
    client = sign_in(people.reporter)
    assert client.get(WRITE.replace("m1", "m1-pct")).headers["Location"] == WRITE
    page = client.get(WRITE).content.decode()
    assert "with M1 %. Written and signed once, shown on all" in page
    assert "The 2 figures of this commentary" in page


PASSWORD = "correct horse battery staple"


def signed_in_through_the_door(client: Client, user) -> None:
    cache.clear()
    user.set_password(PASSWORD)
    user.save()
    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()


def expired_post(client: Client) -> dict[str, str]:
    """Somebody writes, their session ends, they press Save."""
    form = client.get(WRITE)
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    posted = {
        "text": "Words of a long morning.\r\nAnd more.",
        "version": hidden(form, "version"),
        "typed_by": hidden(form, "typed_by"),
        "step": "save",
    }
    answer = client.post(WRITE, posted)
    assert answer.headers["Location"] == f"/accounts/login/?next={WRITE}"
    return posted


def test_an_expired_session_loses_no_words(indicator, people: People) -> None:
    client = Client()
    signed_in_through_the_door(client, people.reporter)
    expired_post(client)
    signed_in_through_the_door(client, people.reporter)
    page = client.get(WRITE)
    assert "You were signed out." in page.content.decode()
    assert "Your words are below and not saved yet." in page.content.decode()
    assert box(page).split() == ["Words", "of", "a", "long", "morning.", "And", "more."]
    assert not Commentary.objects.exists()
    assert box(client.get(WRITE)) == "", "once"


def test_words_of_an_expired_session_meet_what_was_saved_meanwhile(indicator, people: People) -> None:
    client = Client()
    signed_in_through_the_door(client, people.reporter)
    expired_post(client)
    steps.save(
        indicator=indicator,
        month=JUNE,
        text="The deputy's.",
        seen_version=0,
        by=people.reporter_cover,
        at=NOW,
    )
    signed_in_through_the_door(client, people.reporter)
    page = client.get(WRITE)
    answer = client.post(WRITE, {"text": box(page), "version": hidden(page, "version"), "step": "save"})
    assert answer.status_code == 409
    assert Commentary.objects.get().text == "The deputy's."


def test_somebody_else_at_that_browser_does_not_see_them(indicator, people: People) -> None:
    client = Client()
    signed_in_through_the_door(client, people.reporter)
    expired_post(client)
    signed_in_through_the_door(client, people.administrator)
    page = client.get(WRITE)
    assert "long morning" not in page.content.decode()
    assert "You were signed out" not in page.content.decode()
