"""Several that were opened are approved together, and never one that was not."""

import re

import pytest

from commentary.actions import steps
from commentary.models import Commentary, CommentaryEvent, Opening
from indicators.models import Indicator, Scorecard
from indicators.people.errors import Refused
from indicators.scorecards import figures_seen, hash_of
from tests import factories
from tests.commentary.conftest import REVIEW
from tests.factories import JUNE, NOW, People

QUEUE = "/review/"


@pytest.fixture
def three(scorecard: Scorecard, people: People) -> list[Indicator]:
    rows = []
    for number in (1, 2, 3):
        each = factories.indicator(
            scorecard, f"M{number}", order=number, owner=people.owner, reporter=people.reporter
        )
        factories.returns(each, ["5"] * 13)
        factories.commentary_at("submitted", each, text=f"Nothing new to say of M{number}.")
        rows.append(each)
    return rows


def open_(client, *refs: str) -> None:
    for ref in refs:
        client.post(REVIEW.replace("m1", ref), {"step": "open", "version": "0"})


def ticks(client) -> list[str]:
    return re.findall(r'name="approve" value="([^"]+)"', client.get(QUEUE).content.decode())


def seen(indicator: Indicator) -> str:
    """What a forged form would say of it, all of it true."""
    row = Commentary.objects.get(indicator=indicator)
    figures = hash_of(figures_seen(indicator.scorecard, JUNE, [indicator.pk])[indicator.pk])
    return f"{row.pk}-{row.version}-{figures}"


def approved() -> list[str]:
    rows = Commentary.objects.filter(status="approved").order_by("pk")
    return list(rows.values_list("indicator__ref", flat=True))


def test_only_opened_ones_can_be_ticked_and_are_approved(three, people: People, sign_in) -> None:
    client = sign_in(people.owner)
    assert ticks(client) == []
    open_(client, "m1", "m3")
    found = ticks(client)
    assert len(found) == 2
    assert "1 is not opened by you as it stands now" in client.get(QUEUE).content.decode()
    page = client.post(QUEUE, {"step": "approve", "approve": found}, follow=True).content.decode()
    assert "M1, M3 approved." in page
    assert approved() == ["M1", "M3"]
    signed = CommentaryEvent.objects.filter(step="approve")
    assert {event.acting_as for event in signed} == {"owner"}
    assert all(event.figures_seen for event in signed)


def test_a_forged_tick_approves_nothing_unopened(three, people: People, sign_in) -> None:
    client = sign_in(people.owner)
    open_(client, "m1")
    page = client.post(QUEUE, {"step": "approve", "approve": [seen(three[0]), seen(three[1])]})
    assert page.status_code == 409
    assert "M2: You have not opened it as it stands now." in page.content.decode()
    assert "M1 approved." in page.content.decode()
    assert approved() == ["M1"]


def test_reading_by_a_link_is_not_opening(three, people: People, sign_in) -> None:
    client = sign_in(people.owner)
    client.get(REVIEW)
    assert ticks(client) == []


def test_what_the_deputy_opened_is_not_opened_by_the_owner(three, people: People, sign_in) -> None:
    owner, deputy = sign_in(people.owner), sign_in(people.owner_cover)
    open_(deputy, "m1")
    assert ticks(owner) == []
    assert owner.post(QUEUE, {"step": "approve", "approve": [seen(three[0])]}).status_code == 409
    open_(owner, "m1")
    assert len(ticks(owner)) == len(ticks(deputy)) == 1
    assert CommentaryEvent.objects.filter(step="open").count() == 1
    deputy.post(QUEUE, {"step": "approve", "approve": ticks(deputy)})
    event = CommentaryEvent.objects.get(step="approve")
    assert (event.by, event.on_behalf_of) == (people.owner_cover, people.owner)


def test_a_figure_that_changed_after_the_opening_is_not_signed(three, people: People, sign_in) -> None:
    client = sign_in(people.owner)
    open_(client, "m1")
    before = ticks(client)
    factories.restate(three[0], "6", by=people.administrator)
    assert ticks(client) == []
    stale = client.post(QUEUE, {"step": "approve", "approve": before})
    assert "M1: A figure, target or benchmark changed while you were reading" in stale.content.decode()
    forged = client.post(QUEUE, {"step": "approve", "approve": [seen(three[0])]})
    assert "M1: You have not opened it as it stands now." in forged.content.decode()
    assert approved() == []
    open_(client, "m1")
    assert len(ticks(client)) == 1


def test_words_of_another_round_have_to_be_opened_again(three, people: People, sign_in) -> None:
    client = sign_in(people.owner)
    open_(client, "m1")
    row = Commentary.objects.get(indicator=three[0])
    given = {"indicator": three[0], "month": JUNE, "at": NOW}
    row = steps.return_to_reporter(**given, reason="Why?", seen_version=row.version, by=people.owner)
    steps.submit(**given, text="Other words.", seen_version=row.version, by=people.reporter)
    assert ticks(client) == []
    page = client.post(QUEUE, {"step": "approve", "approve": [seen(three[0])]})
    assert "M1: You have not opened it as it stands now." in page.content.decode()
    assert approved() == []


def test_words_of_ones_own_are_not_signed_in_a_heap(three, people: People, sign_in) -> None:
    Indicator.objects.filter(pk=three[0].pk).update(reporter=people.owner)
    three[0].refresh_from_db()
    client = sign_in(people.owner)
    open_(client, "m1")
    page = client.post(QUEUE, {"step": "approve", "approve": [seen(three[0])]})
    assert page.status_code == 409
    assert approved() == []
    _, version, figures = seen(three[0]).split("-")
    with pytest.raises(Refused):
        steps.approve_opened(
            indicator=three[0],
            month=JUNE,
            seen_version=int(version),
            seen_figures=figures,
            by=people.owner,
            at=NOW,
        )


@pytest.mark.parametrize("who", ["reporter", "administrator", "viewer", "stranger"])
def test_others_approve_nothing(three, people: People, sign_in, who: str) -> None:
    client = sign_in(getattr(people, who))
    open_(client, "m1")
    assert not Opening.objects.exists()
    page = client.post(QUEUE, {"step": "approve", "approve": [seen(three[0])]})
    assert page.status_code == 409
    assert approved() == []


@pytest.mark.parametrize("ticked", [[], ["nonsense"], ["1-2-3"], ["1-1-" + "0" * 64 + "x"]])
def test_ticks_that_say_nothing(three, people: People, sign_in, ticked: list[str]) -> None:
    page = sign_in(people.owner).post(QUEUE, {"step": "approve", "approve": ticked})
    assert page.status_code == 422
    assert approved() == []
