"""Targets still to be confirmed three months into their year: on My work, and in the grid of targets."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator, Membership, ReportingMonth, Scorecard, Target
from tests import factories
from tests.factories import JUNE, MAY, People

GRID = "/manage/targets/childrens-services/"
TASK = (
    "The target for 2018-19 is still to be confirmed, 3 months into the year: "
    "set it, or say that there will be none."
)


def text(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(page.content.decode())).split())


def to_be_confirmed(indicator: Indicator, year: int = 2018) -> Target:
    return Target.objects.create(
        indicator=indicator, financial_year=year, is_tbc=True, basis="level", direction="at_least"
    )


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    made = factories.indicator(scorecard, "LAC16", owner=people.owner, reporter=people.reporter)
    factories.returns(made, ["180"] * 13)
    return made


@pytest.mark.parametrize("who", ["owner", "owner_cover"])
def test_an_owner_is_told_whom_to_tell(indicator: Indicator, people: People, sign_in, who: str) -> None:
    to_be_confirmed(indicator)
    page = sign_in(getattr(people, who)).get("/")
    assert "1 target still to be confirmed." in text(page)
    assert "Targets still to be confirmed (1)" in text(page)
    assert TASK in text(page)
    assert "Tell Administrator the number, or that there will be none." in text(page)
    assert 'href="mailto:administrator@example.gov.uk"' in page.content.decode()
    assert GRID not in page.content.decode()


def test_an_administrator_can_set_it(indicator: Indicator, people: People, sign_in) -> None:
    to_be_confirmed(indicator)
    page = sign_in(people.administrator).get("/")
    assert TASK in text(page)
    assert "Owner: Owner" in text(page)
    assert f'href="{GRID}?show=tbc"' in page.content.decode()
    assert "Tell " not in text(page)


@pytest.mark.parametrize("who", ["reporter", "viewer"])
def test_it_is_nobody_elses_task(indicator: Indicator, people: People, sign_in, who: str) -> None:
    to_be_confirmed(indicator)
    assert "still to be confirmed" not in text(sign_in(getattr(people, who)).get("/"))


def test_not_before_its_third_month_nor_for_a_number(indicator: Indicator, people: People, sign_in) -> None:
    to_be_confirmed(indicator, 2019)
    number = Target.objects.create(
        indicator=indicator, financial_year=2018, value=190, basis="level", direction="at_least"
    )
    assert "still to be confirmed" not in text(sign_in(people.owner).get("/"))
    number.delete()
    to_be_confirmed(indicator)
    ReportingMonth.objects.update(month=MAY)
    assert "still to be confirmed" not in text(sign_in(people.owner).get("/"))


def test_last_years_is_still_a_task(indicator: Indicator, people: People, sign_in) -> None:
    to_be_confirmed(indicator, 2017)
    assert "The target for 2017-18 is still to be confirmed, the year over" in text(
        sign_in(people.owner).get("/")
    )


def test_without_an_administrator_the_performance_team_is_told(
    indicator: Indicator, people: People, sign_in
) -> None:
    to_be_confirmed(indicator)
    Membership.objects.filter(user=people.administrator).delete()
    assert "Tell the performance team the number" in text(sign_in(people.owner).get("/"))


def test_the_grid_marks_them(indicator: Indicator, people: People, sign_in) -> None:
    client = sign_in(people.administrator)
    to_be_confirmed(indicator, 2019)
    assert "Still TBC" not in text(client.get(GRID))
    to_be_confirmed(indicator)
    page = text(client.get(GRID))
    assert "Still TBC three months into the year: LAC16." in page
    assert TASK in page


def test_queries_do_not_grow_with_targets(
    indicator: Indicator, scorecard: Scorecard, people: People, sign_in
) -> None:
    to_be_confirmed(indicator)
    client = sign_in(people.owner)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    queries("/")
    one = queries("/")
    for number in range(5):
        another = factories.indicator(scorecard, f"L{number}", owner=people.owner, reporter=people.reporter)
        factories.returns(another, ["1"] * 13)
        to_be_confirmed(another)
    assert "Targets still to be confirmed (6)" in text(client.get("/"))
    assert queries("/") == one


def test_its_month_is_the_scorecards(indicator: Indicator, people: People, sign_in) -> None:
    """July's scorecard is four months into the year."""
    to_be_confirmed(indicator)
    ReportingMonth.objects.filter(month=JUNE).update(month=JUNE.replace(month=7))
    assert "4 months into the year" in text(sign_in(people.owner).get("/"))
