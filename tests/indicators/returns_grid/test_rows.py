"""The grid of a month's returns: what it says of each row."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.actions import baselines
from indicators.models import (
    Indicator,
    MonthlyReturn,
    Part,
    Relation,
    RelationTerm,
    ReportingMonth,
    Scorecard,
)
from tests import factories
from tests.factories import JUNE, MAY, NOW, People

from .page import GRID, row, save, stands, words

# June 2017 to May 2018, the looked after children of the printed scorecard.
LOOKED_AFTER = ["526", "515", "514", "523", "517", "528", "519", "517", "518", "522", "521", "524"]


def test_row_shows_last_year_last_month_and_that_it_is_empty(manager: Client, contacts: Indicator) -> None:
    page = manager.get(GRID)
    assert "Monthly returns, June 2018" in words(page)
    assert "0 of 1 in. 1 empty." in words(page)
    assert "Returns" in words(page)
    said = row(page, contacts)
    assert "M1 Contacts received 1,357 1,554" in said
    assert "Empty: figure or reason" in said
    html = page.content.decode()
    assert 'aria-label="M1, June 2018"' in html
    assert 'inputmode="decimal"' in html


def test_says_where_the_month_stands(manager: Client) -> None:
    assert "Children&#x27;s Services, June 2018" in manager.get(GRID).content.decode()
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    assert 'aria-label="The month"' not in manager.get(GRID).content.decode()


def test_clean_row_has_a_tick_alone(manager: Client, contacts: Indicator) -> None:
    save(manager, contacts, value="1,433")
    page = manager.get(GRID)
    assert "1 of 1 in. " in words(page)
    # (1433 - 1554) / 1554 is -7.8%.
    assert "−8%" in row(page, contacts)
    assert "Saved, nothing to look at." in row(page, contacts)
    assert "Last saved 9:30am by you" in words(page)


def test_figure_outside_its_limits_is_to_be_looked_at(
    manager: Client, scorecard: Scorecard, people: People
) -> None:
    calm = factories.indicator(scorecard, "EH3", order=2)
    factories.returns(calm, ["10"] * 12 + ["40"])
    page = manager.get(GRID)
    # Mean 160/13 = 12.3, moving ranges 30/12 = 2.5: 12.3077 + 2.66 x 2.5 = 18.96.
    assert "Above the upper limit of 19.0" in row(page, calm)
    assert "1 to look at" in words(page)
    # Three figures since April make no limits.
    baselines.begin(
        indicator=calm, starts=date(2018, 4, 1), reason="New form", by=people.administrator, at=NOW
    )
    assert "upper limit" not in row(manager.get(GRID), calm)


def test_fraction_among_percentages_is_to_be_looked_at(manager: Client, share: Indicator) -> None:
    factories.returns(share, ["61", "63"] * 6 + ["0.6"])
    assert "A fraction? For 60.0% type 60" in row(manager.get(GRID), share)
    rare = factories.indicator(share.scorecard, "LAC12 (%)", unit="percentage", decimals=1, order=9)
    factories.returns(rare, ["0.4", "0.8"] * 6 + ["0.6"])
    assert "Saved, nothing to look at." in row(manager.get(GRID), rare)


def test_stock_that_does_not_follow_from_its_flows_is_told(manager: Client, scorecard: Scorecard) -> None:
    stock = factories.indicator(scorecard, "LAC1", order=2)
    started, ceased = (factories.indicator(scorecard, ref, order=3) for ref in ("LAC2", "LAC3"))
    factories.returns(stock, [*LOOKED_AFTER, "534"])
    factories.returns(started, ["18", "21"])
    factories.returns(ceased, ["18", "17"])
    relation = Relation.objects.create(scorecard=scorecard, kind="stock_flow", subject=stock, tolerance=3)
    RelationTerm.objects.create(relation=relation, indicator=started)
    RelationTerm.objects.create(relation=relation, indicator=ceased, sign=-1)
    page = manager.get(GRID)
    assert "524 + 21 − 17 is 528. LAC1 is 534: difference 6, allowed 3." in row(page, stock)
    assert "Saved, nothing to look at." in row(page, started)


def test_check_waits_for_a_row_that_is_empty(
    manager: Client, scorecard: Scorecard, share: Indicator, contacts: Indicator
) -> None:
    referrals = factories.indicator(scorecard, "M2", order=2)
    factories.returns(share, ["15.0"])
    factories.returns(referrals, ["215"])
    relation = Relation.objects.create(
        scorecard=scorecard, kind="ratio", subject=share, multiplier=100, tolerance=Decimal("0.05")
    )
    RelationTerm.objects.create(relation=relation, role="numerator", indicator=referrals)
    RelationTerm.objects.create(relation=relation, role="denominator", indicator=contacts)
    assert "Waiting for M1" in row(manager.get(GRID), share)
    answer = save(manager, contacts, value="1343")
    # 215 / 1343 is 16.0%: the other row comes along with the one that was saved.
    assert "M3 is 15.0%" in row(answer, share)
    assert "Waiting" not in row(answer, share)
    assert f'id="row-{referrals.pk}"' in answer.content.decode()


def test_figure_is_held_against_its_parts(
    manager: Client, scorecard: Scorecard, share: Indicator, contacts: Indicator
) -> None:
    referrals = factories.indicator(scorecard, "M2", order=2)
    for role, other in ((Part.NUMERATOR, referrals), (Part.DENOMINATOR, contacts)):
        Part.objects.create(indicator=share, role=role, other=other)
    save(manager, contacts, value="1433")
    save(manager, referrals, value="215")
    answer = save(manager, share, value="15.0")
    assert "215 ÷ 1,433 = 15.0%" in row(answer, share)
    answer = save(manager, referrals, seen=1, value="250", reason="35 were found")
    # 250 / 1433 is 17.4%.
    assert "250 ÷ 1,433 is 17.4%" in row(answer, share)


def test_restated_figures_are_told(manager: Client, contacts: Indicator, people: People) -> None:
    factories.restate(contacts, "1541", by=people.administrator, month=MAY)
    assert "May restated from 1,554" in row(manager.get(GRID), contacts)
    assert "M1" in words(manager.get(f"{GRID}?show=restated"))


def test_withdrawn_return_is_none(manager: Client, contacts: Indicator) -> None:
    MonthlyReturn.objects.create(indicator=contacts, month=JUNE, missing="withdrawn", version=2)
    page = manager.get(GRID)
    assert "Empty: figure or reason" in row(page, contacts)
    assert "0 of 1 in." in words(page)


def test_withdrawn_return_is_given_anew_without_a_reason(manager: Client, contacts: Indicator) -> None:
    MonthlyReturn.objects.create(indicator=contacts, month=JUNE, missing="withdrawn", version=2)
    assert save(manager, contacts, seen=2, value="12").status_code == 200
    assert stands(contacts) == 12
    assert "Restated" not in row(manager.get(GRID), contacts)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("show=all", {"M1", "M3"}),
        ("show=empty", {"M1"}),
        ("show=look", set()),
        ("show=restated", set()),
        ("show=nonsense", {"M1", "M3"}),
        ("reporter=Front+door", {"M1"}),
        ("q=CONTACTS+received", {"M1"}),
        ("q=nothing+of+the+kind", set()),
        ("q=%00", {"M1", "M3"}),
    ],
)
def test_rows_are_chosen(manager: Client, share: Indicator, query: str, shown: set[str]) -> None:
    factories.returns(share, ["15.0"])
    page = manager.get(f"{GRID}?{query}")
    html = page.content.decode()
    assert {ref for ref in ("M1", "M3") if f'data-ref="{ref}"' in html} == shown


def test_nothing_left_to_fill_in(manager: Client, contacts: Indicator) -> None:
    save(manager, contacts, value="1")
    assert "Every return is in" in words(manager.get(f"{GRID}?show=empty"))


def test_queries_do_not_grow_with_rows(manager: Client, scorecard: Scorecard, contacts: Indicator) -> None:
    def queries(ask: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert ask().status_code == 200
        return len(captured)

    def read() -> Any:
        return manager.get(GRID)

    def write(value: str, seen: int) -> Any:
        return save(manager, contacts, seen=seen, value=value, reason="Again")

    write("4", 0)
    few = queries(read), queries(lambda: write("5", 1))
    for number in range(40):
        more = factories.indicator(scorecard, f"X{number}", order=number, unit="percentage", multiplier=100)
        factories.returns(more, ["10"] * 13)
        Part.objects.create(indicator=more, role=Part.NUMERATOR, other=contacts)
        relation = Relation.objects.create(scorecard=scorecard, kind="sum", subject=more)
        RelationTerm.objects.create(relation=relation, indicator=contacts)
    assert queries(read) == few[0]
    assert queries(lambda: write("6", 2)) == few[1]
