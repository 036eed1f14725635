"""The grid of a month's returns: how a row is saved."""

from decimal import Decimal

import pytest
from django.test import Client

from indicators.actions import imports, returns
from indicators.actions.figures import Figures
from indicators.calculations.terms import Missing
from indicators.models import (
    Indicator,
    Membership,
    MonthlyReturn,
    ReportingMonth,
    ReturnRevision,
    Scorecard,
)
from indicators.people.models import AuditEvent
from tests import factories
from tests.factories import JUNE, MAY, People
from tests.indicators.loads import loaded, long_csv

from .page import GRID, NOW, address, row, save, stands, words


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
