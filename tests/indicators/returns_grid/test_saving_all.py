"""The grid of a month's returns without a script: all rows are saved at once."""

from decimal import Decimal

from django.test import Client

from indicators.actions import returns
from indicators.actions.figures import Figures
from indicators.models import (
    Indicator,
    ReturnRevision,
    Scorecard,
)
from tests import factories
from tests.factories import JUNE, People
from tests.posted import fields_on

from .page import GRID, NOW, stands, words


def test_every_changed_row_is_saved_for_itself(
    manager: Client, contacts: Indicator, share: Indicator
) -> None:
    page = manager.get(GRID)
    typed = fields_on(page, **{f"r{contacts.pk}-value": "1,433", f"r{share.pk}-missing": "no_denominator"})
    answer = manager.post(GRID, typed, follow=True)
    assert answer.redirect_chain == [(GRID, 302)]
    assert "2 returns saved." in words(answer)
    assert (stands(contacts), stands(share)) == (1433, "no_denominator")


def test_nothing_changed_is_said(manager: Client, contacts: Indicator) -> None:
    factories.returns(contacts, ["46"])
    answer = manager.post(GRID, fields_on(manager.get(GRID)), follow=True)
    assert "No return is different from what is saved." in words(answer)
    assert ReturnRevision.objects.filter(monthly_return__month=JUNE).count() == 1


def test_one_reason_serves_all_restated_rows(manager: Client, contacts: Indicator, share: Indicator) -> None:
    factories.returns(contacts, ["46"])
    factories.returns(share, ["15.0"])
    typed = {f"r{contacts.pk}-value": "47", f"r{share.pk}-value": "16.0%", "reason": "A late list"}
    manager.post(GRID, fields_on(manager.get(GRID), **typed))
    assert (stands(contacts), stands(share)) == (47, 16)
    assert ReturnRevision.objects.filter(reason="A late list").count() == 2


def test_what_is_wrong_is_listed_and_kept_while_the_rest_is_saved(
    manager: Client, contacts: Indicator, share: Indicator, scorecard: Scorecard
) -> None:
    third = factories.indicator(scorecard, "M4", order=5)
    factories.returns(third, ["7"])
    typed = {f"r{contacts.pk}-value": "1433", f"r{share.pk}-value": "lots", f"r{third.pk}-value": "8"}
    answer = manager.post(GRID, fields_on(manager.get(GRID), **typed))
    assert answer.status_code == 422
    said = words(answer)
    assert "1 return saved. 2 not saved. What you typed is in the grid." in said
    assert "There is a problem" in said
    html = answer.content.decode()
    assert f'href="#r{share.pk}-value"' in html
    assert f'href="#r{third.pk}-reason"' in html
    assert f'id="r{third.pk}-reason"' in html
    assert 'value="lots"' in html
    assert (stands(contacts), stands(share), stands(third)) == (1433, None, 7)
    corrected = {f"r{share.pk}-value": "15", f"r{third.pk}-reason": "One more"}
    assert manager.post(GRID, fields_on(answer, **corrected)).status_code == 302
    assert (stands(share), stands(third)) == (15, 8)


def test_conflicts_are_shown_and_untouched_rows_are_theirs(
    manager: Client, contacts: Indicator, share: Indicator, people: People
) -> None:
    factories.returns(share, ["15.0"])
    page = manager.get(GRID)
    returns.record(
        indicator=contacts,
        month=JUNE,
        figures=Figures(Decimal(46)),
        seen_version=0,
        by=people.administrator,
        at=NOW,
    )
    factories.restate(share, "16.0", by=people.administrator)
    answer = manager.post(GRID, fields_on(page, **{f"r{contacts.pk}-value": "41"}))
    assert answer.status_code == 409
    said = words(answer)
    assert "M1: Administrator saved 46 at 10:12am. You typed 41. Nothing was overwritten." in said
    assert (stands(contacts), stands(share)) == (46, 16)
    fields = fields_on(answer)
    assert fields[f"r{contacts.pk}-value"] == "41"
    assert fields[f"r{share.pk}-value"] == "16.0%"
    assert manager.post(GRID, fields | {"keep": str(contacts.pk)}).status_code == 302
    assert stands(contacts) == 46
    used = fields | {f"r{contacts.pk}-reason": "Counted by hand", "use": str(contacts.pk)}
    assert manager.post(GRID, used).status_code == 302
    assert stands(contacts) == 41


def test_row_of_another_scorecard_makes_no_sense(manager: Client, people: People) -> None:
    other = factories.indicator(factories.scorecard("Adults"), "A1")
    answer = manager.post(GRID, {f"r{other.pk}-seen": "0", f"r{other.pk}-value": "1"})
    assert answer.status_code == 400
    assert stands(other) is None


def test_filter_stays_after_saving(manager: Client, contacts: Indicator) -> None:
    page = manager.get(f"{GRID}?show=empty")
    answer = manager.post(f"{GRID}?show=empty", fields_on(page, **{f"r{contacts.pk}-value": "1"}))
    assert answer["Location"] == f"{GRID}?show=empty"
