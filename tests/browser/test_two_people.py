"""Two people at the same commentary: the second one loses nothing and sees what changed."""

from collections.abc import Callable

from playwright.sync_api import expect

from .person import ADMINISTRATOR, DESK, FRONT_DOOR, OWNER, REVIEW, Person

FIRST = "The deputy's words on exploitation."
SECOND = "The manager's words on exploitation."


def test_the_second_to_save_keeps_their_words_and_sees_the_first(at_browser: Callable[..., Person]) -> None:
    first, second = at_browser(), at_browser()
    for person, email in ((first, ADMINISTRATOR), (second, FRONT_DOOR)):
        person.sign_in(email)
        person.goto(DESK + "m4/")
    first.page.get_by_label("Commentary for June 2018").fill(FIRST)
    first.button("Save").click()
    expect(first.page.get_by_role("status").first).to_contain_text("is not with the owner")

    page, box = second.page, second.page.get_by_label("Commentary for June 2018")
    box.fill(SECOND)
    second.button("Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Your words are kept in the box below.")
    second.expect_refusal(409)
    second.check()
    expect(box).to_have_value(SECOND)
    saved = page.get_by_role("heading", name="Saved", exact=True).locator("..")
    expect(saved).to_contain_text("deputy's")
    expect(saved.get_by_role("insertion")).to_contain_text(["deputy's"])

    second.button("Put both in the box").click()
    expect(box).to_have_value(f"{FIRST}\n\n{SECOND}")
    second.check()
    second.button("Save").click()
    expect(page.get_by_role("status").first).to_contain_text("is not with the owner")
    page.reload()
    expect(box).to_have_value(f"{FIRST}\n\n{SECOND}")


def test_words_withdrawn_while_the_owner_reads_are_not_signed(at_browser: Callable[..., Person]) -> None:
    owner, reporter = at_browser(), at_browser()
    owner.sign_in(OWNER)
    owner.goto(REVIEW + "m2/")
    expect(owner.button("Open to decide")).to_be_visible()
    reporter.sign_in(FRONT_DOOR)
    reporter.goto(DESK + "m2/")
    reporter.button("Withdraw it").click()
    expect(reporter.page.get_by_role("status").first).to_contain_text("M2 is a draft again")

    owner.button("Open to decide").click()
    expect(owner.page.get_by_text("It is still with Team manager, front door.")).to_be_visible()
    expect(owner.button("Approve")).to_have_count(0)
    owner.check()


def test_figures_restated_while_the_owner_reads_are_shown_before_they_are_signed(
    at_browser: Callable[..., Person],
) -> None:
    owner, administrator = at_browser(), at_browser()
    owner.sign_in(OWNER)
    owner.goto(REVIEW + "m1/")
    administrator.sign_in(ADMINISTRATOR)
    page = administrator.goto("/manage/returns/childrens-services/2018-06/m1/")
    page.get_by_label("Figure", exact=True).fill("1440")
    page.get_by_label("Why does it change?").fill("Seven contacts were counted twice, seven were missed.")
    administrator.button("Restate").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("M1")

    owner.button("Approve").click()
    expect(owner.page.get_by_role("alert")).to_be_visible()
    owner.expect_refusal(409)
    expect(owner.page.get_by_role("complementary", name="Your decision")).to_contain_text("1,440")
    owner.check()
    owner.button("Approve").click()
    expect(owner.page.get_by_role("status").first).to_contain_text("M1 approved.")
