"""A question asked by the keys, answered where it is written, and read again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .person import DESK, FRONT_DOOR, OWNER, REVIEW, Person

QUESTION = "Are a jar and a quarter?"


@pytest.mark.parametrize("width", [1440, 390])
def test_a_thread(at_browser: Callable[..., Person], width: int) -> None:
    owner, reporter = at_browser(width=width), at_browser(width=width)
    page = owner.sign_in(OWNER)
    owner.goto(REVIEW + "m3/")
    owner.button("Open to decide").click()
    expect(page.locator("[data-keys=ready]")).to_be_attached()
    page.keyboard.press("q")
    box = page.get_by_label("Your question")
    expect(box).to_be_focused()
    page.keyboard.type(QUESTION)
    expect(box).to_have_value(QUESTION)
    owner.check()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("M3: Team manager, front door is asked.")
    expect(page.get_by_role("link", name="M3, asked, no answer yet")).to_be_visible()
    owner.check()

    written = reporter.sign_in(FRONT_DOOR)
    expect(written.get_by_role("listitem").filter(has_text=QUESTION)).to_contain_text("Asked")
    reporter.check()
    reporter.goto(DESK + "m3/")
    written.get_by_label("Your answer").fill("A jar is.")
    reporter.check()
    reporter.button("Send the answer").click()
    expect(written.get_by_role("status").first).to_contain_text("M3: sent.")
    reporter.check()

    owner.goto(REVIEW + "m3/")
    expect(page.get_by_role("region", name="Questions on this one")).to_contain_text("A jar is.")
    expect(owner.button("Approve")).to_be_visible()
    assert not owner.scrolls_sideways()
    owner.check()
