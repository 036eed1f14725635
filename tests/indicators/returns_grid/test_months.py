"""The grid of a month's returns: which months it is for, and for whom."""

import pytest
from django.test import Client

from indicators.models import (
    Indicator,
    ReportingMonth,
    Scorecard,
)
from tests.factories import JUNE, People

from .page import GRID, SignIn, address, row, save, stands, words


def test_the_way_to_the_open_month(manager: Client) -> None:
    answer = manager.get("/manage/returns/", follow=True)
    assert [url for url, _ in answer.redirect_chain] == ["/manage/returns/childrens-services/", GRID]
    assert 'aria-current="page">Returns' in answer.content.decode()


def test_of_several_open_months_the_first_that_lacks_a_return_comes_first(
    manager: Client, contacts: Indicator, scorecard: Scorecard
) -> None:
    july = GRID.replace("2018-06", "2018-07")
    ReportingMonth.objects.create(scorecard=scorecard, month=JUNE.replace(month=7), status="open")
    assert manager.get("/manage/returns/childrens-services/")["Location"] == GRID
    assert GRID + "template.xlsx" in manager.get("/manage/imports/").content.decode()
    save(manager, contacts, value="1433")
    assert manager.get("/manage/returns/childrens-services/")["Location"] == july
    assert july + "template.xlsx" in manager.get("/manage/imports/").content.decode()


@pytest.mark.parametrize(("asked", "status"), [("2018-05", 302), ("2018-13", 404), ("1066-01", 404)])
def test_month_is_picked(manager: Client, asked: str, status: int) -> None:
    answer = manager.get(f"/manage/returns/childrens-services/?month={asked}")
    assert answer.status_code == status


def test_scorecard_without_a_month_says_what_to_do(manager: Client) -> None:
    ReportingMonth.objects.all().delete()
    assert "No month yet" in words(manager.get("/manage/returns/childrens-services/"))


@pytest.mark.parametrize(
    ("month", "said"),
    [
        ("2018-07", "July 2018 is planned and not open yet."),
        ("2018-08", "August 2018 has not been planned."),
        ("2016-01", "January 2016 is from before the first month kept here"),
    ],
)
def test_month_that_is_not_open_can_be_read(
    manager: Client, scorecard: Scorecard, month: str, said: str
) -> None:
    ReportingMonth.objects.create(scorecard=scorecard, month=JUNE.replace(month=7), status="planned")
    page = manager.get(GRID.replace("2018-06", month))
    assert page.status_code == 200
    assert said in words(page)
    assert "data-returns" not in page.content.decode()


def test_reason_stands_in_a_month_that_is_closed(manager: Client, contacts: Indicator) -> None:
    save(manager, contacts, missing="not_supplied")
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    assert "Not supplied" in row(manager.get(GRID), contacts)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 403), ("reporter", 403), ("viewer", 403), ("portal_administrator", 403), ("stranger", 404)],
)
def test_only_administrators(
    sign_in: SignIn, people: People, contacts: Indicator, who: str, status: int, method: str
) -> None:
    Indicator.objects.update(owner=people.owner, reporter=people.reporter)
    client = sign_in(getattr(people, who))
    typed = {f"r{contacts.pk}-seen": "0", f"r{contacts.pk}-value": "5"}
    for url in (GRID, address(contacts)):
        assert getattr(client, method)(url, typed).status_code == status
    assert stands(contacts) is None
