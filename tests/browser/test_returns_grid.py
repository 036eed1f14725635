"""The grid of returns as a spreadsheet: keys, a pasted column, two people, no connection, no script."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Locator, expect

from indicators.models import MonthlyReturn, ReportingMonth, ReturnRevision

from .person import ADMINISTRATOR, Person

JULY = date(2018, 7, 1)
GRID = "/manage/returns/childrens-services/2018-07/"


@pytest.fixture
def at_grid(at_browser: Callable[..., Person]) -> Callable[..., Person]:
    """Somebody who enters the returns of July 2018, of which none is in yet."""

    def sit_down(**options: object) -> Person:
        ReportingMonth.objects.filter(month=JULY).update(status=ReportingMonth.OPEN)
        person = at_browser(**options)
        person.sign_in(ADMINISTRATOR)
        person.goto(GRID)
        return person

    return sit_down


def cell(person: Person, ref: str) -> Locator:
    return person.page.get_by_label(f"{ref}, July 2018", exact=True)


def said(person: Person, ref: str) -> Locator:
    """The row's checks."""
    return person.page.locator(f'[data-ref="{ref}"] .said')


def counts(person: Person) -> Locator:
    return person.page.locator(".lede")


def paste(person: Person, text: str) -> None:
    person.context.grant_permissions(["clipboard-read", "clipboard-write"])
    person.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    person.page.keyboard.press("Control+V")


def stands(ref: str) -> str:
    row = MonthlyReturn.objects.filter(indicator__ref=ref, month=JULY).first()
    return "" if row is None else f"{row.value.normalize():f}" if row.value is not None else row.missing


def test_a_column_is_typed_by_keyboard_and_saved_as_it_goes(at_grid: Callable[..., Person]) -> None:
    person = at_grid()
    keyboard = person.page.keyboard
    expect(counts(person)).to_contain_text("0 of 58 in. 58 empty.")
    person.check()
    cell(person, "M1").focus()
    for text in ("1,500", "225", "15%"):
        keyboard.type(text)
        keyboard.press("Enter")
    expect(counts(person)).to_contain_text("3 of 58 in. 55 empty.")
    expect(cell(person, "M2-NI")).to_be_focused()
    expect(cell(person, "M3")).to_have_value("15.0%")
    expect(said(person, "M3")).to_contain_text("225 ÷ 1,500 = 15.0%")
    expect(person.page.get_by_role("status")).to_contain_text("M3 saved.")
    assert [stands(ref) for ref in ("M1", "M2", "M3")] == ["1500", "225", "15"]

    keyboard.press("Shift+Enter")
    keyboard.press("ArrowUp")
    expect(cell(person, "M2")).to_be_focused()
    keyboard.type("900")
    keyboard.press("Escape")
    expect(cell(person, "M2")).to_have_value("225")
    keyboard.press("ArrowDown")
    keyboard.press("ArrowDown")
    keyboard.press("ArrowDown")
    # No figure: the reason stands beside the cell, and is saved once it is chosen.
    person.page.get_by_label("Why M8-QL has no figure").select_option("No cases to divide by")
    expect(counts(person)).to_contain_text("4 of 58 in.")
    assert stands("M8-QL") == "no_denominator"
    assert stands("M2") == "225"
    person.check()
    person.link("Next empty cell").click()
    expect(cell(person, "M6-QL (val)")).to_be_focused()


def test_a_changed_figure_asks_why_in_its_row(at_grid: Callable[..., Person]) -> None:
    person = at_grid()
    cell(person, "M1").fill("1500")
    cell(person, "M1").press("Enter")
    expect(counts(person)).to_contain_text("1 of 58 in.")
    cell(person, "M1").fill("1501")
    cell(person, "M1").press("Enter")
    why = person.page.get_by_label("Why does M1 change from 1,500 to 1501?")
    expect(why).to_be_visible()
    person.expect_refusal(422)
    person.check()
    expect(cell(person, "M2")).to_be_focused()
    assert stands("M1") == "1500"
    why.fill("One more was found")
    why.press("Enter")
    expect(said(person, "M1")).to_contain_text("Restated from 1,500")
    assert stands("M1") == "1501"
    assert ReturnRevision.objects.latest("pk").reason == "One more was found"


def test_a_pasted_column_is_looked_at_before_it_is_saved(at_grid: Callable[..., Person]) -> None:
    person = at_grid()
    cell(person, "EH3a%").focus()
    paste(person, "13.8\t1\n15.7%\t2\n8.8\t3\nten\t4\n51.6\t5\n")
    status = person.page.get_by_role("status")
    expect(status).to_contain_text("4 pasted, 1 not a number. Nothing of it is saved yet.")
    expect(said(person, "EH3d%")).to_contain_text("Not a number: not saved")
    expect(said(person, "EH3a%")).to_have_text("Pasted, not saved yet")
    person.check()
    person.button("Undo the paste").click()
    expect(said(person, "EH3a%")).to_contain_text("Empty: figure or reason")
    expect(cell(person, "EH3a%")).to_have_value("")
    expect(status).to_contain_text("The paste is undone.")
    assert not MonthlyReturn.objects.filter(month=JULY).exists()

    cell(person, "EH3a%").focus()
    paste(person, "13.8\n15.7%\n8.8\nten\n51.6\n")
    person.button("Save 4").click()
    expect(counts(person)).to_contain_text("4 of 58 in.")
    assert [stands(f"EH3{band}%") for band in "abcde"] == ["13.8", "15.7", "8.8", "", "51.6"]
    cell(person, "EH3d%").fill("10.1")
    person.button("Save 1").click()
    expect(counts(person)).to_contain_text("5 of 58 in.")
    expect(person.button("Undo the paste")).to_be_hidden()

    # Over figures that were given, one reason serves them all.
    cell(person, "EH3a%").focus()
    paste(person, "13.9\n15.7\n8.7\n")
    expect(status).to_contain_text("3 pasted, 1 as saved already.")
    person.page.get_by_label("Why do figures change?").first.fill("A late list")
    person.button("Save 2").click()
    expect(said(person, "EH3c%")).to_contain_text("Restated from 8.8%")
    assert [stands(f"EH3{band}%") for band in "abc"] == ["13.9", "15.7", "8.7"]
    assert ReturnRevision.objects.filter(reason="A late list").count() == 2
    person.check()


def test_the_second_of_two_people_overwrites_nothing(at_grid: Callable[..., Person]) -> None:
    first, second = at_grid(), at_grid()
    cell(first, "EH5-QL").fill("46")
    cell(first, "EH5-QL").press("Enter")
    expect(counts(first)).to_contain_text("1 of 58 in.")
    for typed, button, kept in (("41", "Keep 46", "46"), ("42", "Use 42", "42")):
        cell(second, "EH5-QL").fill(typed)
        cell(second, "EH5-QL").press("Enter")
        if typed == "41":
            expect(second.page.get_by_text(f"You typed {typed}. Nothing was overwritten.")).to_be_visible()
            second.expect_refusal(409)
            second.check()
            assert stands("EH5-QL") == "46"
            second.button(button).click()
            expect(said(second, "EH5-QL")).not_to_contain_text("Two people")
            expect(cell(second, "EH5-QL")).to_have_value("46")
            # The first goes on meanwhile.
            cell(first, "EH5-QL").fill("45")
            cell(first, "EH5-QL").press("Enter")
            first.page.get_by_label("Why does EH5-QL change").fill("One twice")
            first.page.get_by_label("Why does EH5-QL change").press("Enter")
            expect(said(first, "EH5-QL")).to_contain_text("Restated from 46")
            first.expect_refusal(422)
        else:
            why = second.page.get_by_label(f"To use {typed}, say why it changes")
            expect(why).to_be_visible()
            second.expect_refusal(409)
            why.fill("Counted by hand")
            second.button(button).click()
            expect(said(second, "EH5-QL")).to_contain_text("Restated from 45")
            assert stands("EH5-QL") == kept


def test_what_is_typed_without_a_connection_is_saved_when_it_is_back(at_grid: Callable[..., Person]) -> None:
    person = at_grid()
    person.context.set_offline(True)
    cell(person, "M1").fill("1500")
    cell(person, "M1").press("Enter")
    expect(said(person, "M1")).to_contain_text("Not saved: there is no connection. It is kept here")
    expect(cell(person, "M1")).to_have_value("1500")
    lost = [each for each in person.problems if "ERR_INTERNET_DISCONNECTED" in each]
    assert lost
    assert stands("M1") == ""
    person.context.set_offline(False)
    expect(counts(person)).to_contain_text("1 of 58 in.")
    person.problems.clear()
    assert stands("M1") == "1500"


def test_what_is_typed_after_the_session_ended_is_kept(at_grid: Callable[..., Person]) -> None:
    person = at_grid()
    elsewhere = person.context.new_page()
    elsewhere.goto(person.base_url + "/help/")
    elsewhere.get_by_role("button", name="Sign out").click()
    expect(elsewhere.get_by_role("heading", name="Sign in")).to_be_visible()
    cell(person, "M1").fill("1500")
    cell(person, "M1").press("Enter")
    expect(said(person, "M1")).to_contain_text("you are signed out")
    elsewhere.goto(person.base_url + "/accounts/login/")
    elsewhere.get_by_label("Email").fill(ADMINISTRATOR)
    elsewhere.get_by_label("Password").fill(person.password)
    elsewhere.get_by_role("button", name="Sign in").click()
    expect(elsewhere.get_by_role("button", name="Sign out")).to_be_visible()
    cell(person, "M1").press("Enter")
    cell(person, "M2").press("Shift+Enter")
    cell(person, "M1").press("Enter")
    expect(counts(person)).to_contain_text("1 of 58 in.")
    person.problems.clear()
    assert stands("M1") == "1500"


def test_all_rows_are_saved_at_once_without_a_script(at_grid: Callable[..., Person]) -> None:
    person = at_grid(java_script_enabled=False)
    cell(person, "M1").fill("1,500")
    cell(person, "M2").fill("lots")
    cell(person, "EH1a").fill("19")
    person.page.get_by_label("Why M4 has no figure").select_option("Not supplied")
    person.page.get_by_role("button", name="Save all").last.click()
    expect(person.page.get_by_role("alert")).to_contain_text("M2: “lots” is not a number")
    person.expect_refusal(422)
    expect(counts(person)).to_contain_text("3 returns saved. 1 not saved.")
    cell(person, "M2").fill("225")
    # Enter saves too.
    cell(person, "M2").press("Enter")
    expect(person.page.get_by_role("status").first).to_contain_text("1 return saved.")
    assert [stands(ref) for ref in ("M1", "M2", "EH1a", "M4")] == ["1500", "225", "19", "not_supplied"]


def test_a_narrow_screen_has_a_card_for_each_row(at_grid: Callable[..., Person]) -> None:
    person = at_grid(width=390, height=844)
    assert person.scrolls_sideways() == 0
    cell(person, "LAC1").fill("534")
    cell(person, "LAC1").press("Enter")
    expect(counts(person)).to_contain_text("1 of 58 in.")
    assert person.scrolls_sideways() == 0
    person.check()
