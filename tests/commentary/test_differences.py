"""The words beside those that were returned, those of last month, and those that this person last saw."""

import re

import pytest

from commentary.actions import steps
from commentary.models import Commentary
from indicators.models import ReportingMonth
from tests import factories
from tests.commentary.conftest import REVIEW
from tests.factories import JUNE, MAY, NOW, People

FIRST = "Two posts are vacant in the front door team."
SECOND = "Two posts were filled in the front door team."


def plain(response) -> str:
    """The words as a screen reader says them."""
    (words,) = re.findall(r'<div class="txt"><p>(.*?)</p>', response.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", words).split())


def switches(response) -> list[str]:
    return re.findall(r'href="\?beside=([\w-]+)"', response.content.decode())


@pytest.fixture
def resubmitted(indicator, people: People) -> Commentary:
    """Returned by the owner for FIRST, handed in again with SECOND, after a May of other words."""
    may = ReportingMonth.objects.create(scorecard=indicator.scorecard, month=MAY, status="open")
    factories.commentary_at("approved", indicator, text="Contacts fell in May.", month=MAY)
    may.status = ReportingMonth.CLOSED
    may.save()
    row = factories.commentary_at("submitted", indicator, text=FIRST)
    given = {"indicator": indicator, "month": JUNE, "at": NOW}
    steps.open_for_reading(**given, by=people.owner)
    row = Commentary.objects.get(pk=row.pk)
    row = steps.return_to_reporter(
        **given, reason="Say what is being done.", seen_version=row.version, by=people.owner
    )
    return steps.submit(**given, text=SECOND, seen_version=row.version, by=people.reporter)


def test_what_was_returned_comes_first(resubmitted, people: People, sign_in) -> None:
    page = sign_in(people.owner).get(REVIEW)
    assert (
        plain(page) == "Two posts taken out: are vacant end of taken out "
        "added: were filled end of added in the front door team."
    )
    text = page.content.decode()
    assert "since they were returned, Thursday 12 July" in text
    assert "<b>Returned</b> by Owner, 12 July 2018, 9:30am, and handed in again" in text
    assert "“Say what is being done.”" in text
    assert "9 words, 2 new." in text


def test_the_switches_lead_to_every_other_way(resubmitted, people: People, sign_in) -> None:
    client = sign_in(people.owner)
    assert switches(client.get(REVIEW)) == ["nothing", "last-month"]
    may = client.get(f"{REVIEW}?beside=last-month")
    assert switches(may) == ["nothing", "returned"]
    assert "taken out: Contacts fell in May." in plain(may)
    bare = client.get(f"{REVIEW}?beside=nothing")
    assert (plain(bare), switches(bare)) == (SECOND, ["returned", "last-month"])
    assert plain(client.get(f"{REVIEW}?beside=rubbish")) == plain(client.get(REVIEW))


def test_handed_in_again_without_a_change_is_said(indicator, people: People, sign_in) -> None:
    row = factories.commentary_at("returned", indicator, text=FIRST)
    steps.submit(
        indicator=indicator, month=JUNE, text=FIRST, seen_version=row.version, by=people.reporter, at=NOW
    )
    page = sign_in(people.owner).get(REVIEW)
    assert "since they were returned, Thursday 12 July: nothing changed" in page.content.decode()
    assert plain(page) == FIRST


def test_what_one_saw_oneself_is_not_what_the_deputy_saw(indicator, people: People, sign_in) -> None:
    """The owner opened FIRST, the deputy returned what came after it."""
    given = {"indicator": indicator, "month": JUNE, "at": NOW}
    factories.commentary_at("submitted", indicator, text=FIRST)
    steps.open_for_reading(**given, by=people.owner)
    version = Commentary.objects.get().version
    row = steps.return_to_reporter(**given, reason="Why?", seen_version=version, by=people.owner)
    row = steps.submit(**given, text=SECOND, seen_version=row.version, by=people.reporter)
    row = steps.return_to_reporter(**given, reason="When?", seen_version=row.version, by=people.owner_cover)
    third = f"{SECOND} They began on 25 June."
    steps.submit(**given, text=third, seen_version=row.version, by=people.reporter)
    owner, deputy = sign_in(people.owner), sign_in(people.owner_cover)
    assert plain(owner.get(REVIEW)) == f"{SECOND} added: They began on 25 June. end of added"
    assert switches(owner.get(REVIEW)) == ["nothing", "seen"]
    assert switches(deputy.get(REVIEW)) == ["nothing"]
    seen = owner.get(f"{REVIEW}?beside=seen")
    assert "taken out: are vacant end of taken out" in plain(seen)
    assert "since you saw them, Thursday 12 July" in seen.content.decode()


def test_a_draft_shows_nothing_of_the_return_to_others(resubmitted, people: People, sign_in) -> None:
    for user in (people.viewer, people.stranger):
        assert "vacant" not in sign_in(user).get(REVIEW).content.decode()
