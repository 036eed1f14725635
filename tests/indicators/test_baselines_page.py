"""The pages of an indicator's baselines: the list, beginning one, withdrawing one."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.actions import baselines
from indicators.models import Baseline, Indicator, MonthlyReturn, Scorecard
from tests import factories
from tests.factories import JUNE, NOW, People
from tests.posted import fields_on

from .set_up import VIEWERS, said

SignIn = Callable[..., Client]
PAGE = "/manage/indicators/childrens-services/m1/baselines/"
ADD = PAGE + "add/"
JANUARY = date(2018, 1, 1)


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    """20 and 22 in turn for 26 months, then 50 and 52 for 12, up to June 2018.

    All 38: mean 30.5 (13 × 42 + 6 × 102 = 1,158; ÷ 38), moving ranges 36 of 2 and one of 28 (100 ÷ 37).
    From July 2017 the last 12 alone: mean 51, moving ranges of 2, limits 51 ± 5.32.
    """
    made = factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
    factories.returns(made, ["20", "22"] * 13 + ["50", "52"] * 6)
    return made


@pytest.fixture
def administrator(sign_in: SignIn, people: People, indicator: Indicator) -> Client:
    return sign_in(people.administrator)


def text(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def begin(indicator: Indicator, people: People, starts: date = date(2017, 7, 1)) -> Baseline:
    return baselines.begin(
        indicator=indicator, starts=starts, reason="A new team", by=people.administrator, at=NOW
    )


def test_without_one_the_page_says_what_the_chart_is_made_of(administrator: Client) -> None:
    page = text(administrator.get(PAGE))
    assert "One baseline: every figure on record" in page
    assert "Nothing has changed yet." in page


def test_what_it_does_is_shown_before_it_is_begun(administrator: Client, indicator: Indicator) -> None:
    form = fields_on(administrator.get(ADD), starts="2017-07", reason="A new team")
    looked = administrator.post(ADD, form)
    assert looked.status_code == 200
    assert not Baseline.objects.exists()
    # 1,158 ÷ 38 = 30.47; 2.66 × 100 ÷ 37 = 7.19. All of the last 13 months are outside.
    assert "Limits 23 to 38 46 to 56 trial limits" in text(looked)
    assert "Mean 30.5 51.0" in text(looked)
    assert "Figures they are made of 38 12" in text(looked)
    assert "Signals in the last 13 months 13 0" in text(looked)
    assert "Begin it in July 2017" in text(looked)
    page = administrator.post(ADD, fields_on(looked), follow=True)
    assert "M1 has a baseline from July 2017 on." in text(page)
    made = Baseline.objects.get()
    assert (made.starts, made.reason) == (date(2017, 7, 1), "A new team")


def test_another_month_than_the_one_looked_at_is_looked_at_first(administrator: Client) -> None:
    looked = administrator.post(ADD, fields_on(administrator.get(ADD), starts="2017-07", reason="Why"))
    again = administrator.post(ADD, fields_on(looked, starts="2018-01"))
    assert again.status_code == 200
    assert "What a baseline from January 2018 does" in text(again)
    assert not Baseline.objects.exists()


def test_figures_that_changed_meanwhile_are_looked_at_first(
    administrator: Client, indicator: Indicator
) -> None:
    looked = administrator.post(ADD, fields_on(administrator.get(ADD), starts="2017-07", reason="Why"))
    MonthlyReturn.objects.filter(month=JUNE).update(value=90)
    again = administrator.post(ADD, fields_on(looked))
    assert not Baseline.objects.exists()
    assert administrator.post(ADD, fields_on(again)).status_code == 302


def test_too_few_figures_since(administrator: Client) -> None:
    page = text(administrator.post(ADD, fields_on(administrator.get(ADD), starts="2018-01", reason="Why")))
    assert "Limits 23 to 38 No limits: fewer than 10 months" in page
    assert "Mean 30.5 None yet" in page
    assert "Figures they are made of 38 6" in page


def test_a_month_without_a_figure_yet(administrator: Client) -> None:
    page = text(administrator.post(ADD, fields_on(administrator.get(ADD), starts="2018-07", reason="Why")))
    assert "M1 has no figure from July 2018 on yet. Nothing changes before there is one." in page
    assert "Limits 23 to 38 23 to 38" in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"starts": ""}, "Choose the month."),
        ({"reason": " "}, "Say why: the reason is kept in the history."),
        ({"reason": "A\x0bteam"}, "The reason holds a control character"),
        # The first figure's own month, and one that has not begun, are not offered.
        ({"starts": "2015-05"}, "Choose a month from the list."),
        ({"starts": "2018-08"}, "Choose a month from the list."),
        ({"starts": "never"}, "Choose a month from the list."),
        ({"starts": "2018-01"}, "A baseline begins in January 2018 already, by Administrator"),
    ],
)
def test_says_what_is_wrong_and_keeps_what_was_typed(
    administrator: Client, indicator: Indicator, people: People, typed: dict[str, str], message: str
) -> None:
    begin(indicator, people, JANUARY)
    form = {"starts": "2017-07", "reason": "A new team"} | typed
    page = administrator.post(ADD, form)
    assert page.status_code == 422
    assert message in said(page)
    assert fields_on(page)["reason"] == form["reason"]
    assert Baseline.objects.count() == 1


def test_the_list_says_what_each_does_now(
    administrator: Client, indicator: Indicator, people: People
) -> None:
    begin(indicator, people)
    begin(indicator, people, date(2016, 7, 1))
    page = text(administrator.get(PAGE))
    assert page.index("July 2017 A new team") < page.index("July 2016 A new team")
    # The later one: 12 figures instead of the 24 since July 2016 (limits of both kinds as above).
    assert "46 to 56 Trial limits of 12 figures; 0 signals in 13 months" in page
    assert "Of 24 figures; 13 signals in 13 months" in page
    assert "Administrator 12 July 2018" in page
    assert "A baseline from July 2017 begun, by Administrator" in page


def test_withdrawing_says_what_it_does_and_asks_why(
    administrator: Client, indicator: Indicator, people: People
) -> None:
    url = f"{PAGE}{begin(indicator, people).pk}/withdraw/"
    page = administrator.get(url)
    assert "Begun by Administrator: “A new team”" in text(page)
    assert "Limits 46 to 56 trial limits 23 to 38" in text(page)
    assert administrator.post(url, fields_on(page)).status_code == 422
    assert Baseline.objects.exists()
    done = administrator.post(url, fields_on(page, reason="The wrong month"), follow=True)
    assert "The baseline from July 2017 is withdrawn." in text(done)
    assert "“The wrong month”" in text(done)
    assert not Baseline.objects.exists()
    assert administrator.post(url, {"reason": "Again"}).status_code == 409
    assert administrator.get(url).status_code == 404


def test_one_of_another_indicator_is_not_there(
    administrator: Client, scorecard: Scorecard, indicator: Indicator, people: People
) -> None:
    other = factories.indicator(scorecard, "M2")
    factories.returns(other, ["1"] * 13)
    pk = begin(other, people, JANUARY).pk
    assert administrator.get(f"{PAGE}{pk}/withdraw/").status_code == 404
    assert administrator.post(f"{PAGE}{pk}/withdraw/", {"reason": "Mine"}).status_code == 404


def test_an_indicator_without_figures_has_nothing_to_begin(
    administrator: Client, scorecard: Scorecard
) -> None:
    factories.indicator(scorecard, "M2")
    page = PAGE.replace("/m1/", "/m2/")
    assert "A baseline can begin after the first figure." in text(administrator.get(page))
    assert administrator.get(f"{page}add/").status_code == 403


def test_administrators_find_the_page(
    administrator: Client, indicator: Indicator, people: People, sign_in: SignIn
) -> None:
    for address in ("/manage/indicators/childrens-services/m1/", "/indicators/childrens-services/m1/"):
        assert f'href="{PAGE}"' in administrator.get(address).content.decode()
    begin(indicator, people)
    seen = administrator.get("/indicators/childrens-services/m1/")
    assert "A baseline from July 2017 begun" in text(seen)
    reader = sign_in(people.viewer).get("/indicators/childrens-services/m1/")
    assert PAGE not in reader.content.decode()


@pytest.mark.parametrize("who", VIEWERS)
def test_is_for_administrators(sign_in: SignIn, people: People, indicator: Indicator, who: str) -> None:
    pk = begin(indicator, people).pk
    client = sign_in(getattr(people, who))
    for address in (PAGE, ADD, f"{PAGE}{pk}/withdraw/"):
        assert client.get(address).status_code == 403
    assert client.post(ADD, {"starts": "2018-01", "reason": "Mine"}).status_code == 403
    assert client.post(f"{PAGE}{pk}/withdraw/", {"reason": "Mine"}).status_code == 403
    assert Baseline.objects.count() == 1


def test_queries_do_not_grow_with_baselines(
    administrator: Client, indicator: Indicator, people: People
) -> None:
    begin(indicator, people)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            administrator.get(PAGE)
        return len(captured)

    queries()
    one = queries()
    for month in (1, 2, 3, 4):
        begin(indicator, people, date(2017, month, 1))
    assert queries() == one
