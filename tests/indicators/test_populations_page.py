"""The page of a scorecard's populations, and the form of one."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from indicators.actions import populations
from indicators.models import Part, Population, Scorecard
from tests import factories
from tests.factories import NOW, People
from tests.posted import fields_on

from .set_up import said

SignIn = Callable[..., Client]
PAGE = "/manage/scorecards/childrens-services/populations/"
ADD = PAGE + "add/"
TYPED = {
    "name": "Children aged 0-17",
    "valid_from": "2016-06-01",
    "value": "49,880",
    "source": "ONS mid-2016 estimate",
}


@pytest.fixture
def administrator(sign_in: SignIn, scorecard: Scorecard, people: People) -> Client:
    return sign_in(people.administrator)


@pytest.fixture
def children(scorecard: Scorecard, people: People) -> Population:
    return populations.add(
        scorecard=scorecard,
        name="Children aged 0-17",
        valid_from=date(2016, 6, 1),
        value=49_880,
        source="ONS mid-2016 estimate",
        by=people.administrator,
        at=NOW,
    )


def text(page: object) -> str:
    return " ".join(page.content.decode().split())  # type: ignore[attr-defined]


def test_the_first_one(administrator: Client) -> None:
    assert "Add the first population" in text(administrator.get(PAGE))
    assert administrator.post(ADD, fields_on(administrator.get(ADD), **TYPED)).status_code == 302
    page = text(administrator.get(PAGE))
    for words in (
        "Children aged 0-17",
        "49,880",
        "1 June 2016",
        "ONS mid-2016 estimate",
        "Nothing is worked out",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"name": ""}, "Give the population a name."),
        ({"value": ""}, "Give the number."),
        ({"value": "many"}, "“many” is no whole number"),
        ({"value": "49880.5"}, "is no whole number"),
        ({"value": "1e30"}, "is no whole number"),
        ({"value": "0"}, "Give a whole number from 1"),
        ({"valid_from": "31 June"}, "Give a day that exists."),
        ({"valid_from": "1066-01-01"}, "Give a day from 1900"),
        ({"source": ""}, "Say whose number it is."),
        ({"source": "ONS\x00"}, "holds a control character"),
    ],
)
def test_says_what_is_wrong_and_keeps_what_was_typed(
    administrator: Client, typed: dict[str, str], message: str
) -> None:
    page = administrator.post(ADD, TYPED | typed)
    assert page.status_code == 422
    assert message in said(page)
    assert all(page.context["form"][name].value() == value for name, value in (TYPED | typed).items())
    assert not Population.objects.exists()


def test_one_more_value_of_a_name(administrator: Client, children: Population) -> None:
    form = fields_on(administrator.get(f"{ADD}?name=Children+aged+0-17"))
    assert form["name"] == "Children aged 0-17"
    form |= {"valid_from": "2018-06-01", "value": "48,847", "source": "ONS, rebased"}
    assert administrator.post(ADD, form).status_code == 302
    assert list(Population.objects.values_list("value", flat=True)) == [49_880, 48_847]


def test_a_change_needs_a_reason(administrator: Client, children: Population) -> None:
    url = f"{PAGE}{children.pk}/"
    form = fields_on(administrator.get(url), value="48,847")
    assert administrator.post(url, form).status_code == 422
    assert administrator.post(url, form | {"reason": "Rebased"}).status_code == 302
    assert "“Rebased”" in text(administrator.get(PAGE))
    children.refresh_from_db()
    assert children.value == 48_847


def test_somebody_elses_change_is_shown_and_not_overwritten(
    administrator: Client, children: Population
) -> None:
    url = f"{PAGE}{children.pk}/"
    mine = fields_on(administrator.get(url), value="3", reason="Mine")
    administrator.post(url, fields_on(administrator.get(url), value="2", reason="Theirs"))
    page = administrator.post(url, mine)
    assert page.status_code == 409
    children.refresh_from_db()
    assert children.value == 2
    again = fields_on(page)
    assert (again["value"], again["reason"]) == ("3", "Mine")
    assert administrator.post(url, again).status_code == 302


def test_the_last_value_under_a_rate_stays(
    administrator: Client, scorecard: Scorecard, children: Population
) -> None:
    rate = factories.indicator(scorecard, "M2-NI", unit="rate_per_10000", multiplier=10_000)
    Part.objects.create(indicator=rate, role="denominator", population=children.name)
    page = text(administrator.get(PAGE))
    assert "Worked out over it: M2-NI." in page
    assert f"{PAGE}{children.pk}/remove/" not in page
    assert administrator.post(f"{PAGE}{children.pk}/remove/", {"reason": "Gone"}).status_code == 403
    assert Population.objects.exists()


def test_removing_asks_why(administrator: Client, children: Population) -> None:
    url = f"{PAGE}{children.pk}/remove/"
    assert administrator.post(url, {"reason": ""}).status_code == 422
    assert administrator.post(url, {"reason": "Typed wrong"}).status_code == 302
    assert not Population.objects.exists()
    assert administrator.post(url, {"reason": "Again"}).status_code == 409
