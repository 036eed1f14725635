"""By exception: what the writing page, the review page and the queue say of a row that may be skipped."""

from collections.abc import Callable

from django.test import Client

from commentary.summaries import month_work, progress
from tests import factories
from tests.commentary.conftest import DESK, HIGH
from tests.commentary.test_by_exception import AFTER_COMMENTARY, month
from tests.factories import People

SignIn = Callable[..., Client]
REVIEW = DESK.replace("/commentary/", "/review/")


def main_of(page: str) -> str:
    return " ".join(page.partition("<main")[2].split())


def test_an_optional_one_that_came_back_asks_for_words(
    some_required, people: People, sign_in: SignIn
) -> None:
    factories.commentary_at("returned", some_required["Q1"])
    text = main_of(sign_in(people.reporter).get(f"{DESK}q1/").text)
    title = text.partition("<h1")[2].partition('class="sgbox')[0]

    assert "Returned" in title
    assert "Optional" not in title
    assert "No explanation is needed" not in text
    assert "needs no explanation" not in text


def test_an_optional_one_that_came_back_is_late_for_its_owner_too(
    some_required, people: People, sign_in: SignIn
) -> None:
    factories.commentary_at("returned", some_required["Q1"])
    text = main_of(sign_in(people.owner).get("/review/").text)

    assert text.count("2 working days</b>") == 3
    assert "Not late" not in text


def test_late_ones_that_are_optional_are_told_apart(some_required, people: People, sign_in: SignIn) -> None:
    factories.commentary_at("returned", some_required["Q1"])
    found = progress(month_work(month()), AFTER_COMMENTARY)

    assert (found.required, found.required_written, found.late, found.late_optional) == (2, 0, 3, 1)
    home = main_of(sign_in(people.administrator).get("/").text)
    assert "0 of 2<small>3 late (1 optional, returned), 1 of 2 optional skipped" in home


def test_after_the_required_ones_it_goes_on_with_optional_ones(
    some_required, people: People, sign_in: SignIn
) -> None:
    for ref in ("S1", "T1"):
        factories.commentary_at("submitted", some_required[ref])
    reporter = sign_in(people.reporter)

    assert "Save and go to Q2" in reporter.get(f"{DESK}q1/").text
    posted = reporter.post(f"{DESK}q1/", {"text": "As usual.", "version": "0", "step": "save_next"})
    assert posted.headers["Location"] == f"{DESK}q2/"
    assert "Go on with" not in reporter.get(f"{DESK}s1/").text


def test_what_the_signal_box_says_is_not_said_before_it(
    some_required, people: People, sign_in: SignIn
) -> None:
    """S1 is a signal, T1 off target: each is told once, by the owner's page and by the reporter's."""
    for ref in ("S1", "T1"):
        factories.commentary_at("submitted", some_required[ref])
        for client, url in (
            (sign_in(people.owner), f"{REVIEW}{ref.lower()}/"),
            (sign_in(people.reporter), f"{DESK}{ref.lower()}/"),
        ):
            text = main_of(client.get(url).text)
            assert "Why it is required" not in text
            assert "Also required" not in text
            assert "needs no explanation" not in text


def test_a_signal_among_rows_that_share_the_words_is_told_before_the_box(
    some_required, scorecard, people: People, sign_in: SignIn
) -> None:
    """The box begins with the leading row, which is none: alone it would say that nothing is wanted."""
    follower = factories.indicator(
        scorecard,
        "Q1-NI",
        order=9,
        owner=people.owner,
        reporter=people.reporter,
        shares_commentary_with=some_required["Q1"],
    )
    factories.returns(follower, HIGH)
    factories.commentary_at("submitted", some_required["Q1"])
    for client, url in ((sign_in(people.owner), f"{REVIEW}q1/"), (sign_in(people.reporter), f"{DESK}q1/")):
        text = main_of(client.get(url).text)
        assert "<b>Why it is required:</b> Q1-NI, signal: 90 is above the upper limit of " in text
        assert "needs no explanation" not in text


def test_the_queue_says_what_its_number_is_made_of(some_required, people: People, sign_in: SignIn) -> None:
    """The badge counts what was submitted; the page counts what was signed and changed as well."""
    factories.commentary_at("submitted", some_required["S1"])
    factories.commentary_at("approved", some_required["T1"])
    factories.restate(some_required["T1"], "11", by=people.administrator, reason="A late one.")
    page = sign_in(people.owner).get("/review/").text

    assert "2 commentaries wait for you" in page
    assert "1 submitted, 1 signed and then changed." in main_of(page)
    assert '<span class="pill">1<span class="vh"> submitted</span>' in page
