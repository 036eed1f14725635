"""Every page does its work where no script runs."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .person import ADMINISTRATOR, FRONT_DOOR, OWNER, REVIEW, SCORECARD, Person


@pytest.fixture
def plain(at_browser: Callable[..., Person]) -> Callable[[], Person]:
    return lambda: at_browser(java_script_enabled=False)


def test_a_reporter_writes_and_submits(plain: Callable[[], Person]) -> None:
    reporter = plain()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.link("Continue writing").click()
    expect(page.get_by_role("img", name="Line chart. Referrals dealt with by MASH")).to_be_visible()
    box = page.get_by_label("Commentary for June 2018")
    box.fill("Written without a script.")
    reporter.button("Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved")
    expect(box).to_have_value("Written without a script.")
    box.fill("")
    reporter.button("Submit to the owner").click()
    expect(page.get_by_text("Write the commentary before you submit it.").first).to_be_visible()
    reporter.expect_refusal(422)
    box.fill("Submitted without a script.")
    reporter.button("Submit to the owner").click()
    expect(page.get_by_role("status").first).to_contain_text("Submitted. M8-QL")
    reporter.button("Withdraw it").click()
    expect(page.get_by_role("status").first).to_contain_text("Withdrawn. M8-QL")


def test_an_owner_opens_approves_and_returns(plain: Callable[[], Person]) -> None:
    owner = plain()
    page = owner.sign_in(OWNER)
    owner.goto(REVIEW + "m3/")
    expect(owner.button("Approve")).to_have_count(0)
    owner.button("Open to decide").click()
    expect(owner.button("Approve")).to_be_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Review").click()
    owner.button("Start review").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Single assessments completed")
    expect(page.get_by_text("Switch keys off")).to_be_hidden()
    owner.button("Approve").click()
    expect(page.get_by_role("status").first).to_contain_text("EH3 approved.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Assessments completed in 45 working days")

    page.get_by_text("Return with a reason").click()
    owner.button("Return and go to").click()
    expect(page.get_by_text("Enter a reason to return this commentary").first).to_be_visible()
    owner.expect_refusal(422)
    page.get_by_label("Explain the signal, not the month").check()
    page.get_by_label("Anything to add").fill("Which schools?")
    owner.button("Return and go to").click()
    expect(page.get_by_role("status").first).to_contain_text("EH4-QL returned to Team manager, front door.")


def test_an_owner_asks_and_approves_what_they_have_opened(plain: Callable[[], Person]) -> None:
    owner, reporter = plain(), plain()
    page = owner.sign_in(OWNER)
    owner.goto(REVIEW + "m3/")
    owner.button("Open to decide").click()
    page.get_by_text("Ask a question, decide later").click()
    page.get_by_label("Your question").fill("Which schools?")
    owner.button("Ask and go to").click()
    expect(page.get_by_role("status").first).to_contain_text("M3: Team manager, front door is asked.")
    reporter.sign_in(FRONT_DOOR)
    reporter.page.get_by_role("listitem").filter(has_text="Which schools?").get_by_role("link").click()
    reporter.page.get_by_label("Your answer").fill("Two secondary schools.")
    reporter.button("Send the answer").click()
    expect(reporter.page.get_by_role("status").first).to_contain_text("M3: sent.")
    owner.goto("/review/")
    expect(page.get_by_role("listitem").filter(has_text="Contacts that become")).to_contain_text("Answered")
    page.get_by_label("Approve M3").check()
    owner.button("Approve the ticked ones").click()
    expect(page.get_by_role("status").first).to_contain_text("M3 approved.")


def test_a_reader_filters_and_sorts_the_scorecard(plain: Callable[[], Person]) -> None:
    reader = plain()
    page = reader.sign_in(FRONT_DOOR)
    reader.goto(SCORECARD)
    page.get_by_label("Section").select_option("Early help")
    reader.button("Apply").click()
    expect(page.get_by_text("14 of 58 indicators.")).to_be_visible()
    expect(
        page.get_by_role("rowheader", name="Number of Children In Need (CIN) at end of period")
    ).to_be_visible()
    expect(page.get_by_role("rowheader", name="Number of contacts received")).to_have_count(0)
    reader.link("Show all 58").click()
    page.get_by_label("Ref or words").fill("re-referrals")
    reader.button("Apply").click()
    expect(page.get_by_text("2 of 58 indicators.")).to_be_visible()
    reader.link("Show all 58").click()
    page.get_by_label("Only mine").check()
    reader.button("Apply").click()
    expect(page.get_by_text("20 of 58 indicators.")).to_be_visible()
    reader.link("Show all 58").click()
    page.get_by_role("columnheader", name="on May 2018").get_by_role("link").click()
    expect(page.get_by_text("Sorted by")).to_be_visible()


def test_an_administrator_changes_a_target(plain: Callable[[], Person]) -> None:
    administrator = plain()
    page = administrator.sign_in(ADMINISTRATOR)
    administrator.goto("/manage/targets/childrens-services/")
    page.get_by_label("LAC1, 2018-19").fill("455")
    administrator.button("Review changes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you save: 1 change")
    administrator.button("Save 1 change").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    administrator.expect_refusal(422)
    page.get_by_label("Reason").fill("Agreed with the director.")
    administrator.button("Save 1 change").click()
    expect(page.get_by_label("LAC1, 2018-19")).to_have_value("455")
