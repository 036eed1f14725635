"""The checks beside the writing box: they speak as the typing pauses, and take nothing away."""

from collections.abc import Callable

from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from .person import DESK, FRONT_DOOR, OWNER, REVIEW, Person

WRITE = f"{DESK}m8-ql/"
# Dealt with in one working day: 62%, 67%, 63% and 61%.
WRONG = "The percentage of referrals dealt with has increased over the last four months."
REST = "Two posts are vacant. See the comments above."
WHY = "Compared with the year before."


def test_a_contradiction_is_seen_left_with_a_reason_and_read_by_the_owner(
    at_browser: Callable[..., Person],
) -> None:
    reporter, owner = at_browser(), at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(WRITE)
    box = page.get_by_label("Commentary for June 2018")
    box.fill("")
    box.press_sequentially(f"  {WRONG}\n{REST}")
    checks = page.get_by_role("region", name="Checks")
    expect(checks.get_by_role("heading")).to_have_text("Checks: 2 to look at")
    expect(page.locator("[aria-live]").get_by_text("2 checks to look at.")).to_have_count(1)
    expect(box).to_be_focused()
    expect(box).to_have_value(f"  {WRONG}\n{REST}")
    first, second = checks.get_by_role("listitem").all()
    expect(first).to_contain_text("Against the figures.")
    expect(first).to_contain_text("62.0%, 67.0%, 63.0%, 61.0%")
    reporter.check()

    second.get_by_role("button", name="Show in text").click()
    expect(box).to_be_focused()
    selected = box.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)")
    assert selected == "comments above"

    first.get_by_text("Say why").click()
    first.get_by_role("textbox").fill(WHY)
    reporter.check()
    first.get_by_role("button", name="Leave it, for this reason").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved, and left as it is.")
    expect(checks.get_by_role("heading")).to_have_text("Checks: 1 to look at")
    expect(checks).to_contain_text(WHY)
    expect(box).to_have_value(f"{WRONG}\n{REST}")
    checks.get_by_text("The words with their marks").click()
    expect(checks.locator("mark")).to_have_count(2)
    reporter.check()
    reporter.button("Submit to the owner").click()
    expect(page.get_by_role("status").first).to_contain_text("1 check is open: the owner sees it.")
    reporter.check()

    owner.sign_in(OWNER)
    owner.goto("/review/")
    row = owner.page.get_by_role("listitem").filter(has_text="M8-QL")
    expect(row).to_contain_text("2 checks, 1 left as it is")
    owner.check()
    owner.goto(f"{REVIEW}m8-ql/")
    flags = owner.page.get_by_role("region", name="Checks").get_by_role("listitem")
    expect(flags.first).to_contain_text("comments above")
    expect(flags.last).to_contain_text("Against the figures.")
    expect(flags.last).to_contain_text("Left as it is by Team manager, front door")
    expect(flags.last).to_contain_text(WHY)
    owner.check()


def test_a_reason_that_is_being_typed_stays_while_the_checks_speak_anew(
    at_browser: Callable[..., Person],
) -> None:
    reporter = at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(WRITE)
    box = page.get_by_label("Commentary for June 2018")
    box.fill(WRONG)
    checks = page.get_by_role("region", name="Checks")
    expect(checks.get_by_role("heading")).to_have_text("Checks: 1 to look at")
    checks.get_by_text("Say why").click()
    checks.get_by_role("textbox").fill(WHY)
    box.fill(f"{WRONG} {REST}")
    with page.expect_response("**/checks/"):
        checks.get_by_role("textbox").focus()
    page.keyboard.press("End")
    page.keyboard.type(" It is.")
    box.focus()
    expect(checks.get_by_role("heading")).to_have_text("Checks: 2 to look at")
    expect(checks.get_by_role("textbox").first).to_have_value(f"{WHY} It is.")


def test_nothing_typed_is_lost_where_the_check_fails(at_browser: Callable[..., Person]) -> None:
    reporter = at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(WRITE)
    box = page.get_by_label("Commentary for June 2018")
    page.route("**/checks/", lambda route: route.abort())
    box.fill(WRONG)
    checks = page.get_by_role("region", name="Checks")
    expect(checks.get_by_text("Not checked just now.").last).to_be_visible()
    expect(box).to_have_value(WRONG)
    assert [each for each in reporter.problems if "ERR_FAILED" not in each] == []
    reporter.problems.clear()
    reporter.check()

    page.unroute("**/checks/")
    reporter.button("Check the words").click()
    expect(checks.get_by_role("heading")).to_have_text("Checks: 1 to look at")
    expect(checks.get_by_text("Not checked just now.")).to_have_count(0)
    expect(box).to_have_value(WRONG)
    reporter.button("Save").click()
    expect(page.get_by_role("status").first).to_contain_text("is not with the owner")
    expect(box).to_have_value(WRONG)


def test_nothing_typed_is_lost_where_the_session_has_ended(at_browser: Callable[..., Person]) -> None:
    reporter = at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(WRITE)
    box = page.get_by_label("Commentary for June 2018")
    Session.objects.all().delete()
    box.fill(WRONG)
    expect(page.get_by_text("Not saved: you were signed out")).to_be_visible()
    expect(box).to_have_value(WRONG)
    reporter.button("Save").click()
    reporter.expect_page("Sign in")
    reporter.give_password(FRONT_DOOR)
    expect(box).to_have_value(WRONG)
    expect(page.get_by_role("heading", name="Checks: 1 to look at")).to_be_visible()


def test_without_a_script_the_button_checks_and_words_are_left(at_browser: Callable[..., Person]) -> None:
    reporter = at_browser(java_script_enabled=False)
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(WRITE)
    box = page.get_by_label("Commentary for June 2018")
    box.fill(WRONG)
    reporter.button("Check the words").click()
    checks = page.get_by_role("region", name="Checks")
    expect(checks.get_by_role("heading")).to_have_text("Checks: 1 to look at")
    expect(checks.get_by_role("button", name="Show in text")).to_be_hidden()
    expect(box).to_have_value(WRONG)
    checks.get_by_text("Say why").click()
    checks.get_by_role("textbox").fill(WHY)
    checks.get_by_role("button", name="Leave it as it is").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved, and left as it is.")
    expect(checks).to_contain_text(WHY)
    checks.get_by_role("button", name="Take that back").click()
    expect(checks.get_by_role("heading")).to_have_text("Checks: 1 to look at")
    expect(box).to_have_value(WRONG)
