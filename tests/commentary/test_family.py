"""A count and its share: written once, shown on each, joined and parted by an administrator."""

from collections.abc import Callable

import pytest
from django.test import Client

from commentary.models import Commentary
from indicators.models import Indicator
from indicators.people.models import User
from tests import factories
from tests.commentary.conftest import REVIEW, WRITE
from tests.factories import People
from tests.indicators.set_up import send

MANAGE = "/manage/indicators/childrens-services/m2/"


@pytest.fixture
def other(indicator: Indicator, people: People) -> Indicator:
    made = factories.indicator(
        indicator.scorecard, "M2", order=2, short_title="Contacts, share", owner=people.owner,
        reporter=people.reporter, unit="percentage",
    )  # fmt: skip
    factories.returns(made, [str(n) for n in range(60, 73)])
    return made


@pytest.fixture
def administrator(other: Indicator, people: People, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(people.administrator)


def join(administrator: Client, leader: str) -> None:
    answer = send(administrator, MANAGE, shares_commentary_with=leader, reason="One sentence is about both.")
    assert answer.status_code == 302, answer.content.decode()


def test_both_texts_stand_after_joining_and_after_parting(
    administrator: Client, indicator: Indicator, other: Indicator, people: People, sign_in
) -> None:
    factories.commentary_at("draft", indicator, text="The words of the count.")
    factories.commentary_at("submitted", other, text="The words of the share.\n- a list")
    join(administrator, str(indicator.pk))
    for who, address in ((people.reporter, WRITE), (people.administrator, WRITE), (people.owner, REVIEW)):
        page = sign_in(who).get(address).content.decode()
        assert "The words of the count." in page
        assert "What the other rows said before they shared these words (1)" in page
        assert "The words of the share.\n- a list" in page
    client = sign_in(people.reporter)
    assert client.get(WRITE.replace("m1", "m2")).headers["Location"] == WRITE
    assert (
        "The words of the share."
        not in sign_in(people.viewer).get("/indicators/childrens-services/m2/").content.decode()
    )

    join(administrator, "")
    page = client.get(WRITE.replace("m1", "m2")).content.decode()
    assert "The words of the share.\n- a list" in page
    assert "before they shared" not in client.get(WRITE).content.decode()
    assert Commentary.objects.count() == 2


def test_the_figures_of_all_stand_beside_the_box(
    administrator: Client, indicator: Indicator, people: People, sign_in
) -> None:
    join(administrator, str(indicator.pk))
    factories.commentary_at("submitted", indicator)
    for who, address in ((people.reporter, WRITE), (people.owner, REVIEW)):
        page = sign_in(who).get(address).content.decode()
        assert "The 2 figures of this commentary" in page
        # The month, the month before, and a year ago, of the count and of the share.
        for figure in (
            "112",
            "111, since then",
            "100, since then",
            "72%",
            "71%, since then",
            "60%, since then",
        ):
            assert figure in page, (address, figure)


def test_words_are_shown_and_signed_once_for_both(
    administrator: Client, indicator: Indicator, people: People, sign_in
) -> None:
    join(administrator, str(indicator.pk))
    factories.commentary_at("approved", indicator, text="One sentence about both.")
    page = sign_in(people.viewer).get("/indicators/childrens-services/m2/").content.decode()
    assert "One sentence about both." in page
    assert Commentary.objects.count() == 1


def test_what_was_saved_before_is_in_the_history(indicator: Indicator, people: People, sign_in) -> None:
    client = sign_in(people.reporter)
    for version, text in enumerate(("The first words.", "The second words.")):
        client.post(WRITE, {"text": text, "version": version, "step": "save"})
    assert "The first words." in client.get(WRITE).content.decode()
