"""Whose words are kept while they type, who else reads them, and where they show."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commentary.actions import drafts
from commentary.models import Draft
from indicators.people.models import User
from tests import factories
from tests.commentary.conftest import DESK, REVIEW, WRITE
from tests.commentary.test_drafts import DRAFT, keep
from tests.commentary.test_write import box
from tests.factories import JUNE, NOW, People


@pytest.fixture
def writing(indicator, people: People, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(people.reporter)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("reporter", 200),
        ("reporter_cover", 200),
        ("administrator", 200),
        ("owner", 403),
        ("owner_cover", 403),
        ("viewer", 403),
        ("portal_administrator", 403),
        ("stranger", 404),
    ],
)
def test_who_may_type(indicator, people: People, sign_in, who: str, status: int) -> None:
    client = sign_in(getattr(people, who))
    assert client.get(DRAFT).status_code == status
    assert keep(client, "Words").status_code == status
    assert Draft.objects.count() == (status == 200)


def test_other_writers_see_them_folded_and_take_them_over(writing: Client, people: People, sign_in) -> None:
    keep(writing, "The reporter's half sentence")
    for who in (people.reporter_cover, people.administrator):
        client = sign_in(who)
        page = client.get(WRITE)
        assert "Reporter has words here that are not saved, from 9:30am" in page.content.decode()
        assert box(page) == ""
        posted = {"text": "My own.", "version": "0", "number": "0", "step": f"take:{Draft.objects.get().pk}"}
        assert box(client.post(WRITE, posted)) == "My own.\n\nThe reporter's half sentence"
    assert "has words here that are not saved" not in writing.get(WRITE).content.decode()
    assert Draft.objects.get().text == "The reporter's half sentence"


def test_nobody_else_sees_them(writing: Client, indicator, people: People, sign_in) -> None:
    row = factories.commentary_at("draft", indicator)
    keep(writing, "A name taken out again", version=row.version)
    for who in (people.owner, people.owner_cover, people.viewer, people.portal_administrator):
        client = sign_in(who)
        for address in (
            WRITE,
            REVIEW,
            DESK,
            "/",
            "/scorecards/childrens-services/2018-06/",
            "/indicators/childrens-services/m1/",
        ):
            assert "A name taken out" not in client.get(address, follow=True).content.decode(), address


def test_begun_words_are_a_draft_to_their_person(writing: Client, people: People, sign_in) -> None:
    assert "Not started" in writing.get(DESK).content.decode()
    keep(writing, "Words")
    for address in (DESK, "/", WRITE):
        page = writing.get(address).content.decode()
        assert '<strong class="tag tag-blue">Draft</strong>' in page, address
        assert '<strong class="tag tag-grey">Not started</strong>' not in page, address
    assert "Not started" in sign_in(people.reporter_cover).get(DESK).content.decode()


def test_the_list_asks_once_whatever_its_length(writing: Client, indicator, people: People) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert writing.get(DESK).status_code == 200
        return len(captured)

    keep(writing, "Words")
    queries()
    before = queries()
    for number in range(10, 20):
        each = factories.indicator(
            indicator.scorecard, f"N{number}", owner=people.owner, reporter=people.reporter
        )
        factories.returns(each, ["5"] * 13)
        drafts.keep(indicator=each, month=JUNE, text="Begun", based_on=0, seen=0, by=people.reporter, at=NOW)
    assert queries() == before
