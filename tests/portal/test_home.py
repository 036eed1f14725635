"""My work: what waits for each person."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator, Membership, ReportingMonth, Scorecard
from tests import factories
from tests.factories import JUNE, People


@pytest.fixture
def rows(scorecard: Scorecard, people: People) -> list[Indicator]:
    made = [
        factories.indicator(scorecard, ref, owner=people.owner, reporter=people.reporter, order=order)
        for order, ref in enumerate(("A1", "B1", "C1", "D1", "E1"))
    ]
    for each in made:
        factories.returns(each, ["10"] * 13)
    for status, each in zip(("draft", "submitted", "returned", "approved"), made[1:], strict=True):
        factories.commentary_at(status, each)
    return made


def test_a_reporter_is_told_what_to_write_and_starts_with_what_came_back(
    rows: list[Indicator], people: People, sign_in
) -> None:
    text = sign_in(people.reporter).get("/").text
    assert "3 commentaries to write, 2 working days late, due Tuesday 10 July." in text
    assert "Start with the one that came back" in text
    assert "Say why." in text
    assert text.index("Returned to you (1)") < text.index("To write (2)") < text.index("With the owner (1)")


def test_a_deputy_finds_the_same_work(rows: list[Indicator], people: People, sign_in) -> None:
    assert "3 commentaries to write" in sign_in(people.reporter_cover).get("/").text
    assert "1 commentary to sign" in sign_in(people.owner_cover).get("/").text


def test_an_owner_is_told_what_waits_and_what_is_not_there_yet(
    rows: list[Indicator], people: People, sign_in
) -> None:
    text = sign_in(people.owner).get("/").text
    assert "1 commentary to sign, due tomorrow, Friday 13 July." in text
    assert "Review 1 commentary" in text
    assert "Not with you yet (3)" in text
    assert re.findall(r'<span class="vh"> Reporter of (\w+)</span>', text) == ["A1", "B1", "D1"]
    assert text.count("2 working days") == 3


def test_an_administrator_sees_where_the_month_stands(rows: list[Indicator], people: People, sign_in) -> None:
    text = sign_in(people.administrator).get("/").text
    assert "June 2018: where it stands" in text
    assert "3 late" in text


def test_a_viewer_is_shown_the_way_to_the_scorecard(rows: list[Indicator], people: People, sign_in) -> None:
    text = sign_in(people.viewer).get("/").text
    assert "Nothing waits for you. You read this scorecard." in text
    assert 'href="/scorecards/childrens-services/"' in text
    assert 'href="/scorecards/childrens-services/2018-06/headlines/"' in text
    assert "Contacts rose." not in text


def test_somebody_without_a_scorecard_is_told_what_to_do(
    people: People, scorecard: Scorecard, sign_in
) -> None:
    text = sign_in(people.stranger).get("/").text
    assert "There is no scorecard for you yet" in text
    assert "Children" not in text.replace("Children's services performance", "")


def test_queries_do_not_grow_with_rows(
    rows: list[Indicator], scorecard: Scorecard, people: People, sign_in
) -> None:
    client = sign_in(people.owner)
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for number in range(20):
        made = factories.indicator(
            scorecard, f"G{number}", owner=people.owner, reporter=people.reporter, order=30 + number
        )
        factories.returns(made, ["5"] * 13)
        factories.commentary_at("submitted", made)
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) == len(few)


def test_scorecards_that_are_only_read_cost_one_query_in_all(
    rows: list[Indicator], people: People, sign_in
) -> None:
    client = sign_in(people.owner)
    client.get("/")
    with CaptureQueriesContext(connection) as one:
        client.get("/")
    for number in range(5):
        other = factories.scorecard(f"Another service {number}")
        Membership.objects.create(user=people.owner, scorecard=other, role=Membership.VIEWER)
        ReportingMonth.objects.create(scorecard=other, month=JUNE, status=ReportingMonth.OPEN)
    with CaptureQueriesContext(connection) as several:
        text = client.get("/").text
    assert "Another service 4" in text
    assert len(several) == len(one) + 1, "their open months"
