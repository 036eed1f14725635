"""The grid of a month's returns: what it says of each row, and how a row is saved."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from indicators.actions import imports, returns
from indicators.actions.figures import Figures
from indicators.calculations.terms import Missing
from indicators.models import (
    Indicator,
    Membership,
    MonthlyReturn,
    Part,
    Relation,
    RelationTerm,
    ReportingMonth,
    ReturnRevision,
    Scorecard,
)
from indicators.people.models import AuditEvent
from tests import factories
from tests.factories import JUNE, MAY, People
from tests.indicators.loads import loaded, long_csv
from tests.posted import fields_on

GRID = "/manage/returns/childrens-services/2018-06/"
NOW = datetime(2018, 7, 12, 10, 12, tzinfo=ZoneInfo("Europe/London"))
SignIn = Callable[..., Client]
# June 2017 to May 2018, the looked after children of the printed scorecard.
LOOKED_AFTER = ["526", "515", "514", "523", "517", "528", "519", "517", "518", "522", "521", "524"]


@pytest.fixture
def contacts(scorecard: Scorecard) -> Indicator:
    made = factories.indicator(scorecard, "M1", short_title="Contacts received", reporter_name="Front door")
    factories.returns(made, ["1357", *["1400"] * 10, "1554"], last=MAY)
    return made


@pytest.fixture
def share(scorecard: Scorecard) -> Indicator:
    return factories.indicator(
        scorecard, "M3", unit="percentage", decimals=1, multiplier=100, order=1, reporter_name="Assessment"
    )


@pytest.fixture
def manager(contacts: Indicator, sign_in: SignIn, people: People) -> Client:
    return sign_in(people.administrator)


def words(page: Any) -> str:
    return " ".join(strip_tags(page.content.decode()).split())


def row(page: Any, indicator: Indicator) -> str:
    """What the row of an indicator says."""
    html = page.content.decode()
    start = html.index(f'id="row-{indicator.pk}"')
    inside = html[html.index(">", start) + 1 : html.index("</tbody>", start)]
    return " ".join(strip_tags(inside).split())


def address(indicator: Indicator) -> str:
    return f"{GRID}{indicator.ref_slug}/cell/"


def save(client: Client, indicator: Indicator, seen: int = 0, **typed: str) -> Any:
    fields = {"value": "", "missing": "", "seen": str(seen)} | typed
    return client.post(address(indicator), {f"r{indicator.pk}-{name}": text for name, text in fields.items()})


def stands(indicator: Indicator) -> Any:
    found = MonthlyReturn.objects.filter(indicator=indicator, month=JUNE).first()
    return None if found is None else found.value if found.value is not None else found.missing


# what the page shows


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


def test_figure_outside_its_limits_is_to_be_looked_at(manager: Client, scorecard: Scorecard) -> None:
    calm = factories.indicator(scorecard, "EH3", order=2)
    factories.returns(calm, ["10"] * 12 + ["40"])
    page = manager.get(GRID)
    # Mean 160/13 = 12.3, moving ranges 30/12 = 2.5: 12.3077 + 2.66 x 2.5 = 18.96.
    assert "Above its upper limit, 19.0" in row(page, calm)
    assert "1 to look at" in words(page)


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


# saving one row


def test_row_is_saved_with_its_history(manager: Client, contacts: Indicator, people: People) -> None:
    revision = contacts.scorecard.revision.number if hasattr(contacts.scorecard, "revision") else None
    answer = save(manager, contacts, value=" 1,433 ")
    assert answer.status_code == 200
    assert "M1 saved." in words(answer)
    assert "1 of 1 in" in words(answer)
    assert stands(contacts) == 1433
    written = ReturnRevision.objects.get(monthly_return__month=JUNE)
    assert (written.by, written.number) == (people.administrator, 1)
    assert AuditEvent.objects.filter(verb="recorded a return").count() == 1
    assert revision is None or contacts.scorecard.revision.number > revision


def test_same_figure_again_changes_nothing(manager: Client, contacts: Indicator) -> None:
    save(manager, contacts, value="1433")
    assert save(manager, contacts, seen=1, value="1,433").status_code == 200
    assert ReturnRevision.objects.filter(monthly_return__month=JUNE).count() == 1


def test_changed_figure_asks_why_and_is_saved_with_the_reason(manager: Client, contacts: Indicator) -> None:
    save(manager, contacts, value="1433")
    answer = save(manager, contacts, seen=1, value="1440")
    assert answer.status_code == 422
    said = row(answer, contacts)
    assert "Why does M1 change from 1,433 to 1440?" in said
    assert 'value="1440"' in answer.content.decode()
    assert stands(contacts) == 1433
    assert save(manager, contacts, seen=1, value="1440", reason="Seven more").status_code == 200
    assert stands(contacts) == 1440
    assert ReturnRevision.objects.latest("pk").reason == "Seven more"
    assert "Restated from 1,433" in row(manager.get(GRID), contacts)


def test_load_that_was_undone_restated_nothing(manager: Client, contacts: Indicator, people: People) -> None:
    save(manager, contacts, value="1433")
    batch = loaded(
        contacts.scorecard, long_csv("M1,2018-06,1440"), by=people.administrator, reason="Seven more"
    )
    assert "Restated from 1,433" in row(manager.get(GRID), contacts)
    imports.undo(batch=batch, reason="The wrong file", by=people.administrator, at=NOW)
    assert stands(contacts) == 1433
    assert "Restated" not in row(manager.get(GRID), contacts)


@pytest.mark.parametrize("missing", ["not_supplied", "no_denominator"])
def test_reason_why_there_is_none(manager: Client, share: Indicator, missing: str) -> None:
    answer = save(manager, share, missing=missing)
    assert answer.status_code == 200
    assert stands(share) == missing
    assert "Empty" not in row(answer, share)


def test_percentage_is_none_of_a_counts(manager: Client, contacts: Indicator) -> None:
    answer = save(manager, contacts, value="41%")
    assert answer.status_code == 422
    assert "“41%” is a percentage, and this is none: write the number." in row(answer, contacts)
    assert stands(contacts) is None


def test_figure_typed_where_a_reason_stood_takes_its_place(manager: Client, contacts: Indicator) -> None:
    save(manager, contacts, missing="not_supplied")
    answer = save(manager, contacts, seen=1, value="12", missing="not_supplied", reason="It came late")
    assert answer.status_code == 200
    assert stands(contacts) == 12


def test_figure_is_worked_out_from_number_and_out_of(manager: Client, share: Indicator) -> None:
    answer = save(manager, share, numerator="77", denominator="1,590")
    assert answer.status_code == 200
    # 77 / 1590 is 4.84%.
    assert stands(share) == Decimal("4.8")
    assert "77 ÷ 1,590 = 4.8%" in row(answer, share)


def test_taking_the_figure_away_takes_its_parts_along(manager: Client, share: Indicator) -> None:
    save(manager, share, numerator="77", denominator="1,590")
    typed = {"numerator": "77", "denominator": "1,590", "missing": "not_supplied", "reason": "Withdrawn"}
    assert save(manager, share, seen=1, **typed).status_code == 200
    found = MonthlyReturn.objects.get(indicator=share)
    assert (found.missing, found.numerator, found.denominator) == ("not_supplied", None, None)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"value": "many"}, "“many” is not a number"),
        ({"value": "<b>1</b>"}, "is not a number"),
        ({"value": "NaN"}, "is not a number"),
        ({"value": "22,6"}, "“22,6” is not a number"),
        ({"value": "2,2,6"}, "is not a number"),
        ({"numerator": "7,7", "denominator": "159"}, "“7,7” is not a number"),
        ({"numerator": "77%", "denominator": "159"}, "“77%” is a percentage, and this is none"),
        ({"value": "1e999999"}, "must be a number from 0 to"),
        ({"value": "-5"}, "cannot be below zero"),
        ({"value": "101"}, "cannot be above 100"),
        ({"value": "22.65"}, "write 22.7 if that is what you mean"),
        ({"value": "0.75"}, "write 75 for 75%, or 0.8."),
        ({}, "Empty: give the figure, or choose why there is none."),
        ({"value": "5", "missing": "not_supplied"}, "Empty the figure too"),
        ({"missing": "withdrawn"}, "Choose a reason from the list."),
        ({"value": "48.4", "numerator": "77", "denominator": "160"}, "77 out of 160 makes 48.1"),
        ({"numerator": "77"}, "Empty: give the figure"),
    ],
)
def test_what_cannot_be_kept_is_said_in_its_row(
    manager: Client, share: Indicator, typed: dict[str, str], message: str
) -> None:
    answer = save(manager, share, 0, **typed)
    assert answer.status_code == 422
    assert message in row(answer, share).replace("&lt;", "<")
    if typed.get("value"):
        assert 'aria-invalid="true"' in answer.content.decode()
    assert stands(share) is None


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_damaged_form_makes_no_sense(manager: Client, contacts: Indicator, seen: str) -> None:
    answer = manager.post(address(contacts), {f"r{contacts.pk}-value": "5", f"r{contacts.pk}-seen": seen})
    assert answer.status_code == 400
    assert stands(contacts) is None


def test_second_person_overwrites_nothing(
    manager: Client, scorecard: Scorecard, contacts: Indicator, people: People
) -> None:
    Membership.objects.create(user=people.stranger, scorecard=scorecard, role=Membership.ADMINISTRATOR)
    returns.record(
        indicator=contacts,
        month=JUNE,
        figures=Figures(Decimal(46)),
        seen_version=0,
        by=people.stranger,
        at=NOW,
    )
    answer = save(manager, contacts, value="41")
    assert answer.status_code == 409
    said = row(answer, contacts)
    assert "Stranger saved 46 at 10:12am. You typed 41. Nothing was overwritten." in said
    assert "Keep 46" in said
    assert "Use 41" in said
    assert stands(contacts) == 46
    assert f'name="r{contacts.pk}-seen" value="1"' in answer.content.decode()
    # Using it is a restatement.
    assert save(manager, contacts, seen=1, value="41").status_code == 422
    assert save(manager, contacts, seen=1, value="41", reason="Counted by hand").status_code == 200
    assert stands(contacts) == 41


def test_two_people_who_type_the_same_do_not_disagree(
    manager: Client, contacts: Indicator, people: People
) -> None:
    factories.returns(contacts, ["46"])
    assert save(manager, contacts, seen=0, value="46").status_code == 200
    assert ReturnRevision.objects.filter(monthly_return__month=JUNE).count() == 1


def test_row_is_read_again(manager: Client, contacts: Indicator) -> None:
    factories.returns(contacts, ["46"])
    answer = manager.get(address(contacts))
    assert 'value="46"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_month_closed_meanwhile_says_so_in_plain_text(manager: Client, contacts: Indicator) -> None:
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    answer = save(manager, contacts, value="5")
    assert answer.status_code == 403
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.content.decode().startswith("June 2018 is not open.")
    assert stands(contacts) is None


def test_earlier_month_is_not_typed_into_here(manager: Client, contacts: Indicator) -> None:
    ReportingMonth.objects.create(scorecard=contacts.scorecard, month=MAY, status=ReportingMonth.CLOSED)
    page = manager.get(GRID.replace("06", "05"))
    assert "May 2018 is closed." in words(page)
    assert "A later month is open: a figure of this one can be restated" in words(page)
    assert 'class="cell' not in page.content.decode()
    assert "Restate: M1" in words(page)
    answer = manager.post(GRID.replace("06", "05"), {f"r{contacts.pk}-seen": "1"})
    assert answer.status_code == 403


# without a script: all rows at once


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


# months and people


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


# measures


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


def test_missing_words_of_a_conflict(manager: Client, contacts: Indicator, people: People) -> None:
    returns.record(
        indicator=contacts,
        month=JUNE,
        figures=Figures(missing=Missing.NOT_SUPPLIED),
        seen_version=0,
        by=people.administrator,
        at=NOW,
    )
    said = row(save(manager, contacts, value="41"), contacts)
    assert "Administrator saved not supplied at 10:12am. You typed 41." in said
    assert "Keep not supplied" in said
