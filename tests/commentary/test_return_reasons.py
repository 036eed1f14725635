"""Returning with a reason that one gives often, or with one's own words."""

import re

import pytest

from commentary.actions import steps
from commentary.models import Commentary, CommentaryEvent
from commentary.summaries import frequent_reasons
from commentary.summaries.return_reasons import FIRST_REASONS, normalised
from indicators.people.models import User
from tests import factories
from tests.commentary.conftest import REVIEW, WRITE
from tests.commentary.test_review import decide, opened
from tests.factories import JUNE, NOW, People


def return_with(indicator, by: User, *reasons: str) -> None:
    """One return and resubmission for each."""
    row = Commentary.objects.filter(indicator=indicator).first()
    row = row or factories.commentary_at("submitted", indicator)
    given = {"indicator": indicator, "month": JUNE, "at": NOW}
    for reason in reasons:
        row = steps.return_to_reporter(**given, reason=reason, seen_version=row.version, by=by)
        row = steps.submit(**given, text=row.text, seen_version=row.version, by=indicator.reporter)


@pytest.mark.parametrize(
    ("reason", "first"),
    [
        ("Say  why.", "Say why"),
        ("Say why.\nThe four weeks are over.", "Say why"),
        ("Say why", "Say why"),
        ("Why?", "Why?"),
    ],
)
def test_normalised(reason: str, first: str) -> None:
    assert normalised(reason) == first


def test_who_has_none_is_offered_the_portals(people: People) -> None:
    assert frequent_reasons(people.owner) == FIRST_REASONS


def test_the_most_used_first_then_the_latest(indicator, people: People) -> None:
    return_with(
        indicator,
        people.owner,
        "Give a date.",
        "Once only, about one child's case.",
        "name the service",
        "Shorter, please.",
        "Give a date.",
        "Shorter, please",
        "Name the service.\nAnd its manager.",
        "Name the service.",
        "x" * 101,
        "x" * 101,
    )
    assert frequent_reasons(people.owner) == (
        "Name the service",
        "Shorter, please",
        "Give a date",
        FIRST_REASONS[0],
    )
    assert frequent_reasons(people.owner_cover) == FIRST_REASONS


def radios(response) -> list[str]:
    return re.findall(r'<input type="radio" name="frequent" value="([^"]*)"', response.content.decode())


def test_one_of_them_is_enough_and_own_words_follow_it(indicator, people: People, sign_in) -> None:
    factories.commentary_at("submitted", indicator)
    client = sign_in(people.owner)
    page = opened(client)
    assert radios(page) == [*FIRST_REASONS, ""]
    decide(client, page, "return", frequent=FIRST_REASONS[1], reason="By 6 August.")
    event = CommentaryEvent.objects.get(step="return")
    assert event.reason == "Say what is being done, and by when.\nBy 6 August."
    assert "Say what is being done, and by when." in sign_in(people.reporter).get(WRITE).content.decode()


def test_the_reason_alone(indicator, people: People, sign_in) -> None:
    factories.commentary_at("submitted", indicator)
    client = sign_in(people.owner)
    decide(client, opened(client), "return", frequent=FIRST_REASONS[0])
    assert CommentaryEvent.objects.get(step="return").reason == "Check the figure you quote."


def test_neither_is_refused_and_both_come_back_from_an_error(indicator, people: People, sign_in) -> None:
    row = factories.commentary_at("submitted", indicator)
    client = sign_in(people.owner)
    page = opened(client)
    none = decide(client, page, "return", frequent="", reason=" ")
    assert none.status_code == 422
    assert "Enter a reason to return this commentary" in none.content.decode()
    Commentary.objects.filter(pk=row.pk).update(version=9)
    second = decide(client, page, "return", frequent="An older reason", reason="My own words")
    assert second.status_code == 409
    text = second.content.decode()
    assert re.search(r'value="An older reason"[^>]*checked', text)
    assert "My own words</textarea>" in text
    assert not CommentaryEvent.objects.filter(step="return").exists()


def test_a_reason_of_another_step_is_not_mixed_in(indicator, people: People, sign_in) -> None:
    factories.commentary_at("approved", indicator)
    client = sign_in(people.owner)
    page = client.get(REVIEW)
    assert decide(client, page, "reopen", frequent=FIRST_REASONS[0]).status_code == 422
    decide(client, page, "reopen", frequent=FIRST_REASONS[0], reason="The cause is wrong.")
    assert CommentaryEvent.objects.get(step="reopen").reason == "The cause is wrong."


def test_a_reason_is_kept_over_a_sign_in(indicator, people: People, sign_in) -> None:
    factories.commentary_at("submitted", indicator)
    client = sign_in(people.owner)
    page = opened(client)
    typed_by = re.findall(r'name="typed_by" value="([^"]+)"', page.content.decode())[0]
    client.logout()
    decide(client, page, "return", frequent=FIRST_REASONS[1], reason="Half a thought", typed_by=typed_by)
    client.force_login(people.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    back = client.get(REVIEW).content.decode()
    assert "You were signed out." in back
    assert "Half a thought</textarea>" in back
    assert re.search(rf'value="{FIRST_REASONS[1]}"[^>]*checked', back)
    assert not CommentaryEvent.objects.filter(step="return").exists()
