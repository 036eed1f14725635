"""What is typed survives another person, another window, a lost connection, an ended session."""

import re
from collections.abc import Callable

from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Page, expect

from commentary.models import Commentary, Draft

from .person import ADMINISTRATOR, DESK, FRONT_DOOR, Person

SAVED = re.compile(r"^Saved \d+:\d\d[ap]m$")
BEGUN = "Referrals of older children"
MORE = " rose because two schools"


def status(page: Page) -> Locator:
    return page.locator("form[data-write]").get_by_role("status")


def box(page: Page) -> Locator:
    return page.get_by_label("Commentary for June 2018")


def copies(page: Page) -> int:
    """How many texts this browser holds because the portal has not got them."""
    return int(
        page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('portal.words:')).length")
    )


def test_words_are_kept_without_a_button_and_found_in_another_browser(
    at_browser: Callable[..., Person],
) -> None:
    reporter, elsewhere = at_browser(), at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(DESK + "eh2/")
    box(page).press_sequentially(BEGUN)
    expect(status(page)).to_have_text(SAVED)
    assert copies(page) == 0
    box(page).press_sequentially(MORE)
    # At once, within the second that a pause would take.
    reporter.link("Next: EH5-QL").click()
    reporter.expect_page("Children missing")
    reporter.context.close()

    page = elsewhere.sign_in(FRONT_DOOR)
    elsewhere.goto(DESK + "eh2/")
    expect(box(page)).to_have_value(BEGUN + MORE)
    expect(page.get_by_text("not given to the owner yet")).to_be_visible()
    elsewhere.check()
    elsewhere.button("Save and go to M8-QL").click()
    expect(page.get_by_role("status").first).to_contain_text("EH2 is not with the owner")
    assert not Draft.objects.exists()
    assert Commentary.objects.get(indicator__ref="EH2", month="2018-06-01").text == BEGUN + MORE


def test_two_people_type_and_no_word_of_either_is_lost(at_browser: Callable[..., Person]) -> None:
    first, second = at_browser(), at_browser()
    for person, email in ((first, ADMINISTRATOR), (second, FRONT_DOOR)):
        person.sign_in(email)
        person.goto(DESK + "eh2/")
    box(first.page).fill("The administrator's words.")
    expect(status(first.page)).to_have_text(SAVED)
    box(second.page).fill("The manager's words.")
    expect(status(second.page)).to_have_text(SAVED)
    second.page.reload()
    second.page.get_by_text("Performance manager has words here that are not saved").click()
    expect(second.page.get_by_text("The administrator's words.")).to_be_visible()
    second.check()

    first.button("Save").click()
    expect(first.page.get_by_role("status").first).to_contain_text("is not with the owner")
    page = second.page
    box(page).fill("The manager's words. And more.")
    expect(page.get_by_text("while you had it before you")).to_be_visible()
    expect(status(page)).to_have_text(SAVED)
    second.link("See both").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was overwritten.")
    expect(box(page)).to_have_value("The manager's words. And more.")
    expect(page.get_by_role("insertion").first).to_contain_text("administrator's")
    second.check()
    second.button("Keep mine").click()
    expect(page.get_by_role("status").first).to_contain_text("is not with the owner")
    expect(box(page)).to_have_value("The manager's words. And more.")
    page.get_by_text("History of this commentary").click()
    page.get_by_text("The words as they were then").last.click()
    expect(page.get_by_text("The administrator's words.", exact=True)).to_be_visible()


def test_a_second_window_of_the_same_person_is_told(at_browser: Callable[..., Person]) -> None:
    reporter = at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(DESK + "eh2/")
    other = reporter.context.new_page()
    other.goto(page.url)
    box(other).fill("Typed in the other window.")
    expect(status(other)).to_have_text(SAVED)

    box(page).fill("Typed in this one.")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("You also typed here in another window at")
    reporter.expect_refusal(409)
    expect(page.get_by_role("insertion").first).to_contain_text("the other window")
    expect(box(page)).to_have_value("Typed in this one.")
    reporter.check()
    reporter.button("Put both in the box").click()
    expect(alert).to_have_count(0)
    expect(box(page)).to_have_value("Typed in the other window.\n\nTyped in this one.")
    expect(status(page)).to_have_text(SAVED)
    other.reload()
    expect(box(other)).to_have_value("Typed in the other window.\n\nTyped in this one.")
    assert copies(page) == 0


def test_a_connection_lost_in_mid_sentence(at_browser: Callable[..., Person]) -> None:
    reporter = at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(DESK + "eh2/")
    box(page).press_sequentially(BEGUN)
    expect(status(page)).to_have_text(SAVED)
    reporter.context.set_offline(True)
    box(page).press_sequentially(MORE)
    expect(page.get_by_text("Not connected. Last saved")).to_be_visible()
    expect(status(page)).to_have_text("Not saved: there is no connection")
    assert copies(page) == 1
    assert Draft.objects.get().text == BEGUN
    page.close()

    reporter.context.set_offline(False)
    again = reporter.context.new_page()
    again.goto(reporter.base_url + DESK + "eh2/")
    expect(box(again)).to_have_value(BEGUN + MORE)
    expect(status(again)).to_have_text(SAVED)
    assert Draft.objects.get().text == BEGUN + MORE
    assert copies(again) == 0


def test_words_typed_without_a_connection_are_sent_when_it_is_back(at_browser: Callable[..., Person]) -> None:
    reporter = at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(DESK + "eh2/")
    reporter.context.set_offline(True)
    box(page).press_sequentially(BEGUN)
    expect(page.get_by_text("Not connected.")).to_be_visible()
    reporter.check()
    reporter.context.set_offline(False)
    expect(status(page)).to_have_text(SAVED)
    expect(page.get_by_text("Not connected.")).to_have_count(0)
    text = Draft.objects.get().text
    assert text == BEGUN, text
    assert copies(page) == 0


def test_words_left_behind_reach_the_portal_from_another_page(at_browser: Callable[..., Person]) -> None:
    reporter = at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(DESK + "eh2/")
    reporter.context.set_offline(True)
    box(page).press_sequentially(BEGUN)
    expect(page.get_by_text("Not connected.")).to_be_visible()
    page.close()
    reporter.context.set_offline(False)
    again = reporter.context.new_page()
    with again.expect_response("**/eh2/draft/") as answer:
        again.goto(reporter.base_url + DESK + "eh5-ql/")
    assert answer.value.json()["state"] == "kept"
    assert Draft.objects.get().text == BEGUN


def test_a_session_that_ends_in_mid_sentence(at_browser: Callable[..., Person]) -> None:
    reporter = at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(DESK + "eh2/")
    box(page).press_sequentially(BEGUN)
    expect(status(page)).to_have_text(SAVED)
    Session.objects.all().delete()
    box(page).press_sequentially(MORE)
    expect(page.get_by_text("You were signed out.")).to_be_visible()
    reporter.check()
    with reporter.context.expect_page() as opened:
        reporter.link("Sign in again in a new tab").click()
    there = opened.value
    there.get_by_label("Email").fill(FRONT_DOOR)
    there.get_by_label("Password").fill(reporter.password)
    there.get_by_role("button", name="Sign in").click()
    expect(there.get_by_role("button", name="Sign out")).to_be_visible()
    there.close()

    page.bring_to_front()
    box(page).press_sequentially(" returned.")
    expect(status(page)).to_have_text(SAVED)
    expect(page.get_by_text("You were signed out.")).to_have_count(0)
    assert Draft.objects.get().text == BEGUN + MORE + " returned."
    assert copies(page) == 0
    due = [each for each in reporter.problems if "status of 403" not in each]
    assert due == []
    reporter.problems.clear()
    reporter.button("Save").click()
    expect(page.get_by_role("status").first).to_contain_text("is not with the owner")
    expect(box(page)).to_have_value(BEGUN + MORE + " returned.")


def test_somebody_else_at_that_browser_neither_sends_nor_sees_them(
    at_browser: Callable[..., Person],
) -> None:
    reporter = at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(DESK + "eh2/")
    reporter.context.set_offline(True)
    box(page).press_sequentially(BEGUN)
    expect(page.get_by_text("Not connected.")).to_be_visible()
    reporter.context.clear_cookies()
    reporter.context.set_offline(False)
    expect(page.get_by_text("You were signed out.")).to_be_visible()
    there = reporter.context.new_page()
    there.goto(reporter.base_url + "/accounts/login/")
    there.get_by_label("Email").fill(ADMINISTRATOR)
    there.get_by_label("Password").fill(reporter.password)
    there.get_by_role("button", name="Sign in").click()
    there.goto(reporter.base_url + DESK + "eh2/")
    expect(box(there)).to_have_value("")
    box(page).press_sequentially(MORE)
    expect(page.get_by_text("Somebody else is signed in in this browser.")).to_be_visible()
    assert not Draft.objects.exists()
    there.get_by_role("button", name="Sign out").click()
    expect(there.get_by_role("button", name="Sign in")).to_be_visible()
    assert copies(there) == 0, "signing out leaves nothing in the browser"
    reporter.problems.clear()


def test_the_guide_counts_characters_near_the_limit(at_browser: Callable[..., Person]) -> None:
    reporter = at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(DESK + "eh2/")
    box(page).fill("word " * 1_700)
    expect(page.get_by_text("1,700 words", exact=True)).to_be_visible()
    box(page).fill("x" * 9_500)
    expect(page.get_by_text("1 word, 9,500 of 10,000 characters", exact=True)).to_be_visible()
    box(page).fill("x" * 10_004)
    expect(page.get_by_text("Take out 4 to save. Nothing you typed is lost.")).to_be_visible()
    expect(status(page)).to_contain_text("Not saved: The commentary has 10,004 characters")
    reporter.expect_refusal(422)
    reporter.check()


def test_lists_and_paragraphs_stand_as_typed(at_browser: Callable[..., Person]) -> None:
    reporter, owner = at_browser(), at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(DESK + "eh2/")
    lines = "What we do:\n- one thing\n- another\n\nBy August."
    box(page).fill(lines)
    reporter.button("Submit to the owner").click()
    expect(page.get_by_role("status").first).to_contain_text("Submitted.")
    # The element that holds the words, by what a person sees of it.
    held = "[...document.querySelectorAll('p, span')].filter(each => each.innerText === words).length"
    for address in (
        DESK + "eh2/",
        "/scorecards/childrens-services/2018-06/",
        "/indicators/childrens-services/eh2/",
    ):
        reporter.goto(address)
        assert page.evaluate(f"words => {held}", lines), address
    owner.sign_in("service.lead.social.care@example.gov.uk")
    owner.goto("/review/childrens-services/2018-06/eh2/")
    assert owner.page.evaluate(f"words => {held}", lines)
