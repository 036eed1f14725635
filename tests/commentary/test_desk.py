"""One person's list of a month."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator, ReportingMonth, Scorecard
from tests import factories
from tests.commentary.conftest import DESK
from tests.factories import JUNE, People


def listed(response) -> dict[str, list[str]]:
    """Refs by heading."""
    page = response.content.decode()
    sections = re.findall(r"<h2 id=\"group-\d+\">(.*?)</h2>(.*?)</section>", page, re.DOTALL)
    return {title: re.findall(r'class="ref">(.*?)<', body) for title, body in sections}


@pytest.fixture
def many(scorecard: Scorecard, people: People) -> list[Indicator]:
    statuses = ("not_started", "draft", "submitted", "returned", "approved")
    made = []
    for number, status in enumerate(statuses, start=1):
        each = factories.indicator(
            scorecard, f"M{number}", order=number, owner=people.owner, reporter=people.reporter
        )
        factories.returns(each, [str(n) for n in range(100, 113)])
        if status != "not_started":
            factories.commentary_at(status, each)
        made.append(each)
    other = factories.indicator(scorecard, "X1", order=9, owner=people.owner, reporter=people.administrator)
    factories.returns(other, ["1"] * 13)
    return made


def test_reporter_sees_their_own_by_what_is_to_do(many, people: People, sign_in) -> None:
    page = sign_in(people.reporter).get(DESK)
    assert listed(page) == {
        "Returned to you (1)": ["M4"],
        "To write (2)": ["M1", "M2"],
        "With the owner (1)": ["M3"],
        "Approved (1)": ["M5"],
    }
    assert "<b>3 of 5 to write, 2 working days late, due Tuesday 10 July.</b>" in page.content.decode()
    assert "“Say why.” Owner" in page.content.decode()


def test_deputy_sees_for_whom(many, people: People, sign_in) -> None:
    page = sign_in(people.reporter_cover).get(DESK)
    assert listed(page)["To write (2)"] == ["M1", "M2"]
    assert "For Reporter, whom you cover" in page.content.decode()


def test_administrator_sees_all(many, people: People, sign_in) -> None:
    page = sign_in(people.administrator).get(DESK)
    assert listed(page)["To write (3)"] == ["M1", "M2", "X1"]
    assert "Reporter: Reporter" in page.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("viewer", 403), ("owner", 403), ("owner_cover", 403)]
)
def test_others_have_no_desk(many, people: People, sign_in, who: str, status: int) -> None:
    assert sign_in(getattr(people, who)).get(DESK).status_code == status


def test_closed_month_is_read(many, people: People, sign_in) -> None:
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    assert "June 2018 is closed." in sign_in(people.reporter).get(DESK).content.decode()


def test_followers_stand_with_their_leader(many, people: People, sign_in) -> None:
    follower = factories.indicator(
        many[0].scorecard,
        "M1-NI",
        owner=people.owner,
        reporter=people.reporter,
        shares_commentary_with=many[0],
    )
    factories.returns(follower, ["1"] * 13)
    page = sign_in(people.reporter).get(DESK)
    assert listed(page)["To write (2)"] == ["M1", "M2"]
    assert "With M1-NI" in page.content.decode()


def test_index_leads_to_the_open_month(many, people: People, sign_in) -> None:
    scorecard = many[0].scorecard
    ReportingMonth.objects.create(scorecard=scorecard, month=JUNE + timedelta(days=30), status="planned")
    ReportingMonth.objects.create(scorecard=scorecard, month=JUNE - timedelta(days=31), status="closed")
    assert sign_in(people.reporter).get("/commentary/").headers["Location"] == DESK
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    july = DESK.replace("2018-06", "2018-07")
    assert sign_in(people.administrator).get("/commentary/").headers["Location"] == july


@pytest.mark.parametrize("who", ["viewer", "stranger", "owner"])
def test_index_tells_who_writes_nothing(many, people: People, sign_in, who: str) -> None:
    page = sign_in(getattr(people, who)).get("/commentary/")
    assert page.status_code == 200
    assert "There is nothing for you to write" in page.content.decode()


def test_queries_do_not_grow_with_rows(many, people: People, sign_in) -> None:
    client = sign_in(people.reporter)
    client.get(DESK)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(DESK)
    for number in range(10, 30):
        each = factories.indicator(
            many[0].scorecard, f"N{number}", owner=people.owner, reporter=people.reporter
        )
        factories.returns(each, ["5"] * 13)
        factories.commentary_at("draft", each)
    with CaptureQueriesContext(connection) as more:
        page = client.get(DESK)
    assert "N29" in page.content.decode()
    assert len(more) == len(few)
