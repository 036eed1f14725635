"""A promise becomes an action with the keyboard alone, and is closed; a member's question is answered."""

from collections.abc import Callable

from playwright.sync_api import expect

from .person import DESK, FRONT_DOOR, OWNER, REVIEW, Person

WRITE = f"{DESK}m8-ql/"
PROMISE = "A third duty manager will start in the coming four weeks"
WORDS = f"Two posts are vacant. {PROMISE}."


def test_a_promise_becomes_an_action_by_keyboard(at_browser: Callable[..., Person]) -> None:
    reporter = at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(WRITE)
    box = page.get_by_label("Commentary for June 2018")
    reporter.tab_to(box)
    page.keyboard.press("Control+A")
    page.keyboard.type(WORDS)
    checks = page.get_by_role("region", name="Checks")
    make = checks.get_by_role("button", name="Make it an action due 9 August")
    expect(make).to_be_visible()
    reporter.tab_to(make)
    page.keyboard.press("Enter")
    reporter.expect_page("Make it an action")
    expect(page.get_by_label("What is to be done")).to_have_value(PROMISE)
    expect(page.get_by_label("Due")).to_have_value("2018-08-09")
    reporter.tab_to(reporter.button("Make it an action"))
    page.keyboard.press("Enter")
    expect(box).to_have_value(WORDS)
    expect(checks).to_contain_text("It is an action due 9 August, Team manager, front door.")
    expect(page.get_by_role("region", name="Open actions (2)")).to_contain_text("Due 9 August")
    reporter.check()

    reporter.tab_to(checks.get_by_role("link", name="It is an action due 9 August"))
    page.keyboard.press("Enter")
    reporter.expect_page(PROMISE)
    reporter.tab_to(page.get_by_label("What came of it?"))
    page.keyboard.type("She started on 2 July.")
    reporter.tab_to(reporter.button("Close with this outcome"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Closed 12 July 2018.")).to_be_visible()
    reporter.check()


def test_the_owner_sees_what_was_promised_before_and_answers_a_member(
    at_browser: Callable[..., Person],
) -> None:
    owner = at_browser(width=390)
    page = owner.sign_in(OWNER)
    owner.goto(f"{REVIEW}m8-ql/")
    checks = page.get_by_role("region", name="Checks")
    expect(checks).to_contain_text("May’s text promised the same. Its action was due 29 June and is open.")
    expect(page.get_by_role("region", name="Open actions")).to_contain_text(
        "Due 29 June, 9 working days late"
    )
    owner.check()
    owner.goto("/member-questions/")
    owner.check()
    assert not owner.scrolls_sideways()
    owner.link("When will three in four referrals").click()
    page.get_by_role("textbox", name="Answer").fill("Ring Sarah Miller about it.")
    owner.button("Publish the answer").click()
    expect(page.get_by_text("Not published yet")).to_be_visible()
    owner.expect_refusal(422)
    owner.check()
    page.get_by_role("textbox", name="Answer").fill("When both posts are filled: interviews are on 20 July.")
    owner.button("Publish it as it stands").click()
    expect(page.get_by_role("status").first).to_contain_text("Answered.")
    owner.check()
