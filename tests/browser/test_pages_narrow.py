"""The main pages on a telephone: clean, no wider than the screen, and their action within reach."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .person import ADMINISTRATOR, DESK, FRONT_DOOR, OWNER, REVIEW, SCORECARD, Person

PAGES = {
    FRONT_DOOR: [
        ("/", "link", "Continue writing"),
        (DESK, "link", "Referrals aged 13 and over"),
        (DESK + "m4/", "button", "Submit to the owner"),
        ("/indicators/childrens-services/m8-ql/", "link", "Accessibility statement"),
        ("/help/", "link", "Accessibility statement"),
    ],
    OWNER: [
        ("/", "link", "Start review"),
        ("/review/", "button", "Start review"),
        (REVIEW + "m1/", "button", "Approve"),
    ],
    ADMINISTRATOR: [
        ("/", "link", "The whole page of progress"),
        ("/manage/returns/childrens-services/2018-06/cp1/", "button", "Restate"),
        ("/manage/targets/childrens-services/", "button", "Review changes"),
        ("/manage/months/childrens-services/", "link", "Close June 2018"),
        ("/manage/months/childrens-services/2018-06/progress/", "link", "Close the month"),
        ("/manage/months/childrens-services/2018-06/close/", "button", "Close June 2018"),
        ("/manage/scorecards/childrens-services/", "link", "Accessibility statement"),
        ("/manage/indicators/childrens-services/", "link", "Accessibility statement"),
        ("/manage/people/", "link", "Accessibility statement"),
    ],
}


@pytest.mark.parametrize("email", PAGES)
def test_pages_fit_a_telephone(at_browser: Callable[..., Person], email: str) -> None:
    person = at_browser(width=390, height=844)
    page = person.sign_in(email)
    for path, role, name in PAGES[email]:
        person.goto(path)
        person.check()
        assert not person.scrolls_sideways(), path
        action = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
        action.scroll_into_view_if_needed()
        expect(action).to_be_in_viewport(ratio=1)
        action.click(trial=True)


def test_the_scorecard_is_cards(at_browser: Callable[..., Person]) -> None:
    reporter = at_browser(width=390, height=844)
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(SCORECARD)
    reporter.check()
    assert not reporter.scrolls_sideways()
    card = page.get_by_role("row").filter(has_text="M8-QL")
    expect(card).to_contain_text("61.0%")
    expect(card).to_contain_text("Worsening")
    cells = [each.bounding_box() for each in card.get_by_role("cell").all() if each.is_visible()]
    assert len({round(box["y"]) for box in cells if box}) > 1, "the cells stand in one line"
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in cells if box)

    expect(card.get_by_text("Usual range")).to_be_hidden()
    concern = page.get_by_role("row").filter(has=page.get_by_text("EH4-QL", exact=True))
    expect(concern.get_by_text("Below lower limit")).to_be_visible()

    card.get_by_role("link", name=re.compile("Write")).click()
    reporter.expect_page("Referrals dealt with by MASH")


def test_the_menu_leads_everywhere(at_browser: Callable[..., Person]) -> None:
    owner = at_browser(width=390, height=844)
    page = owner.sign_in(OWNER)
    menu = page.get_by_role("navigation", name="Main")
    expect(menu.get_by_role("link", name="Review")).to_be_hidden()
    menu.get_by_text("Menu").click()
    owner.check()
    menu.get_by_role("link", name="Review").click()
    owner.expect_page("Review")


def test_the_decision_is_one_jump_away(at_browser: Callable[..., Person]) -> None:
    owner = at_browser(width=390, height=844)
    owner.sign_in(OWNER)
    owner.goto(REVIEW + "m1/")
    owner.link("9 of 13: decide").click()
    expect(owner.button("Approve")).to_be_in_viewport(ratio=1)
