"""June 2018 of the demonstration, taken through its cycle by four people through its pages."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from .person import ADMINISTRATOR, DESK, DIRECTOR, FRONT_DOOR, OWNER, SCORECARD, Person

SENT = "61% of referrals were dealt with in one working day. The last planning case moves on 3 August."
DRAFT = "25 of June's 215 referrals were re-referrals within a year"
RETURNED = "215 new referrals were accepted in June"
WHY_RETURNED = "Say which schools, and by when."


def test_a_month_from_draft_to_closed_and_reopened(at_browser: Callable[..., Person]) -> None:
    reporter, owner, administrator, viewer = (at_browser() for _ in range(4))
    _write(reporter)
    _read_own_draft(reporter)
    _sign(owner)
    _restate(administrator)
    _sign_again(owner)
    _change_a_target(administrator)
    _plan_and_open(administrator)
    _close_and_reopen(administrator)
    _read_what_is_approved(viewer)


def _write(reporter: Person) -> None:
    """The returned one: continued from My work, saved, submitted, withdrawn, submitted again."""
    page = reporter.sign_in(FRONT_DOOR)
    reporter.expect_page("My work")
    expect(page.get_by_role("heading", name="Start with the one that came back")).to_be_visible()
    reporter.link("Continue writing").click()
    reporter.expect_page("Referrals dealt with by MASH")
    reporter.expect_chart()
    expect(page.get_by_role("form").get_by_text("Give the date the last case moves.")).to_be_visible()

    page.get_by_label("Commentary for June 2018").fill(SENT)
    expect(page.get_by_text("18 words")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text(re.compile(r"^Saved \d+:\d\d[ap]m$"))
    reporter.button("Save").click()
    expect(page.get_by_role("status").first).to_contain_text(
        re.compile(r"Saved .*M8-QL is not with the owner")
    )
    reporter.check()

    reporter.button("Submit to the owner").click()
    expect(page.get_by_role("status")).to_contain_text("Submitted. M8-QL is with Service lead")
    reporter.check()
    reporter.button("Withdraw it").click()
    expect(page.get_by_role("status").first).to_contain_text("M8-QL is a draft again")
    expect(page.get_by_label("Commentary for June 2018")).to_have_value(SENT)
    reporter.check()
    reporter.button("Submit to the owner").click()
    expect(page.get_by_role("status")).to_contain_text("Submitted. M8-QL is with Service lead")

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Commentary").click()
    reporter.expect_page("Commentary, June 2018")
    expect(page.get_by_role("heading", name="With the owner (6)")).to_be_visible()


def _read_own_draft(reporter: Person) -> None:
    page = reporter.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Scorecard").click()
    reporter.expect_page("June 2018")
    expect(page.get_by_role("row").filter(has_text=DRAFT)).to_contain_text("Draft")
    expect(page.get_by_role("row").filter(has_text=SENT)).to_contain_text("Submitted")
    reporter.link("All 13 months").click()
    expect(page.get_by_role("columnheader", name="Monthly returns")).to_be_visible()
    reporter.check()
    page.get_by_role("row").filter(has_text="M8-QL").get_by_role("link", name="Referrals dealt with").click()
    reporter.expect_page("Referrals dealt with by MASH")
    reporter.expect_chart()
    expect(page.get_by_text(SENT)).to_be_visible()


def _sign(owner: Person) -> None:
    """From My work to the last one, without the mouse."""
    page = owner.sign_in(OWNER)
    owner.expect_page("My work")
    _press(owner, "link", "Start review")
    owner.expect_page("Review")
    expect(page.get_by_text("8 commentaries wait for you")).to_be_visible()
    _press(owner, "button", "Start review")
    _expect_place(owner, 1, "Single assessments completed")
    owner.expect_chart()

    page.keyboard.press("j")
    _expect_place(owner, 2, "Assessments completed in 45 working days")
    page.keyboard.press("k")
    _expect_place(owner, 1, "Single assessments completed")
    _keys_leave_fields_alone(owner)
    _keys_can_be_switched_off(owner)

    page.keyboard.press("a")
    expect(page.get_by_role("status").first).to_contain_text("EH3 approved.")
    _expect_place(owner, 2, "Assessments completed in 45 working days")
    page.keyboard.press("a")
    expect(page.get_by_role("status").first).to_contain_text("EH4-QL approved.")
    _expect_place(owner, 3, "Children with a child protection plan")
    expect(page.get_by_text("It changed after you signed.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="CP6B June 2018: 331")).to_contain_text("332")
    expect(owner.button("Sign again with 332")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_role("status").first).to_contain_text("CP6B signed again")
    for place, ref, heading in (
        (4, "M3", "Contacts that become new referrals"),
        (5, "LAC1", "Looked after children at end of month"),
        (9, "M1", "Contacts received"),
    ):
        _expect_place(owner, place, heading)
        page.keyboard.press("a")
        expect(page.get_by_role("status").first).to_contain_text(f"{ref} approved.")
    _expect_place(owner, 10, "New referrals of children in need")
    _return_with_the_keyboard(owner)
    _expect_place(owner, 11, "Referrals dealt with by MASH")
    page.keyboard.press("a")
    expect(page.get_by_role("status").first).to_contain_text("M8-QL approved.")
    owner.expect_page("Review")
    expect(page.get_by_text("Nothing waits for you.")).to_be_visible()


def _press(person: Person, role: str, name: str) -> None:
    person.tab_to(person.page.get_by_role(role, name=name))  # type: ignore[arg-type]
    person.page.keyboard.press("Enter")


def _expect_place(owner: Person, place: int, heading: str) -> None:
    expect(owner.page.get_by_text(re.compile(rf"^{place} of \d+$"))).to_be_visible()
    owner.expect_page(heading)
    _await_keys(owner)


def _await_keys(owner: Person) -> None:
    """The page takes "a" only after it could have been looked at."""
    expect(owner.page.locator("[data-keys=ready]")).to_be_visible()


def _keys_leave_fields_alone(owner: Person) -> None:
    page = owner.page
    page.keyboard.press("r")
    expect(page.get_by_role("radio", name="Only my own words")).to_be_focused()
    page.keyboard.press("a")
    reason = page.get_by_label("Anything to add")
    owner.tab_to(reason)
    page.keyboard.type("a jar, a key?")
    expect(reason).to_have_value("a jar, a key?")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    owner.tab_to(page.get_by_text("Return with a reason"), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(reason).to_be_hidden()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    owner.check()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    expect(owner.button("Approve")).to_be_visible()


def _keys_can_be_switched_off(owner: Person) -> None:
    page = owner.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _press(owner, "button", "Switch keys off")
    expect(page.get_by_text("Keys are off.")).to_be_visible()
    for key in "ajkqr?":
        page.keyboard.press(key)
    expect(page.get_by_label("Anything to add")).to_be_hidden()
    expect(page.get_by_label("Your question")).to_be_hidden()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert not asked
    page.keyboard.press("Enter")
    expect(page.get_by_text("Keys are on.")).to_be_visible()
    _expect_place(owner, 1, "Single assessments completed")


def _return_with_the_keyboard(owner: Person) -> None:
    page = owner.page
    page.keyboard.press("r")
    expect(page.get_by_role("radio", name="Only my own words")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Anything to add")).to_be_focused()
    page.keyboard.type(WHY_RETURNED)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("M2 returned to Team manager, front door.")


def _restate(administrator: Person) -> None:
    """Restating what is signed asks for the signature again."""
    page = administrator.sign_in(ADMINISTRATOR)
    administrator.expect_page("My work")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Scorecard").click()
    administrator.expect_page("June 2018")
    administrator.link("Number of Section 47 (S47) enquiries started").click()
    administrator.expect_page("CP1")
    administrator.expect_chart()
    administrator.link("Restate June 2018").click()
    administrator.expect_page("CP1")
    page.get_by_label("Figure", exact=True).fill("85")
    administrator.button("Restate").click()
    expect(page.get_by_text("Say why the figure changes").first).to_be_visible()
    administrator.expect_refusal(422)
    administrator.check()
    page.get_by_label("Why does it change?").fill("Two enquiries were recorded late.")
    administrator.button("Restate").click()
    administrator.expect_page("CP1")
    expect(page.get_by_role("listitem").filter(has_text="Two enquiries were recorded late.")).to_contain_text(
        "83"
    )
    administrator.expect_chart()


def _sign_again(owner: Person) -> None:
    page = owner.page
    page.reload()
    owner.expect_page("Review")
    expect(page.get_by_role("heading", name="Came back to you: signed, then changed")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="CP1").first).to_contain_text("85")


def _change_a_target(administrator: Person) -> None:
    page = administrator.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Targets").click()
    administrator.expect_page("Targets")
    page.get_by_label("NI147, 2018-19").fill("94")
    expect(page.get_by_text("1 change not saved yet.")).to_be_visible()
    administrator.button("Review changes").click()
    administrator.expect_page("Before you save: 1 change")
    page.get_by_label("Reason").fill("Agreed by the management team on 10 July.")
    administrator.button("Save 1 change").click()
    administrator.expect_page("Targets")
    expect(page.get_by_label("NI147, 2018-19")).to_have_value("94.0%")
    page.get_by_role("link", name=re.compile("NI147.*history of its targets")).click()
    administrator.expect_page("NI147")
    expect(page.get_by_text("Agreed by the management team on 10 July.")).to_be_visible()


def _plan_and_open(administrator: Person) -> None:
    page = administrator.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Months").click()
    administrator.expect_page("Months")
    page.get_by_label("Month", exact=True).fill("2018-08")
    page.get_by_label("Returns are due").fill("2018-09-05")
    page.get_by_label("Commentary is due").fill("2018-09-10")
    page.get_by_label("Sign-off is due").fill("2018-09-13")
    administrator.button("Plan the month").click()
    expect(page.get_by_role("status").first).to_contain_text("August 2018 is planned")
    administrator.check()
    administrator.link("Open July 2018").click()
    administrator.expect_page("Open July 2018?")
    administrator.button("Open July 2018").click()
    expect(page.get_by_role("status").first).to_contain_text("July 2018 is open.")
    administrator.expect_page("July 2018: where it stands")


def _close_and_reopen(administrator: Person) -> None:
    page = administrator.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Months").click()
    administrator.link("Close June 2018").click()
    administrator.expect_page("Close June 2018?")
    expect(page.get_by_text(re.compile("required and not approved.*EH1c,.*CP2b,.*LAC13"))).to_be_visible()
    expect(page.get_by_text(re.compile("optional, sent and not approved.*M2, CP1,"))).to_be_visible()
    expect(page.get_by_text(re.compile("optional, in draft.*M6-QL, M4,"))).to_be_visible()
    administrator.button("Close June 2018").click()
    expect(page.get_by_role("status").first).to_contain_text("June 2018 is closed.")
    administrator.check()
    administrator.goto(DESK + "m4/")
    administrator.expect_page("Referrals aged 13 and over")
    expect(page.get_by_text("June 2018 is closed. You can read everything.")).to_be_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Months").click()
    administrator.link("Reopen June 2018").click()
    administrator.expect_page("Reopen June 2018?")
    page.get_by_label("Why?").fill("M2 came back too late.")
    administrator.button("Reopen June 2018").click()
    expect(page.get_by_role("status").first).to_contain_text("June 2018 is open again.")
    expect(page.get_by_role("listitem").filter(has_text="M2 came back too late.")).to_be_visible()
    administrator.check()


def _read_what_is_approved(viewer: Person) -> None:
    page = viewer.sign_in(DIRECTOR)
    viewer.expect_page("My work")
    expect(page.get_by_role("link", name="Review", exact=True)).to_have_count(0)
    viewer.goto(SCORECARD)
    viewer.expect_page("June 2018")
    expect(page.get_by_role("row").filter(has_text=SENT)).to_contain_text("Approved")
    expect(page.get_by_role("row").filter(has_text="LAC13").first).to_contain_text("Not yet approved")
    expect(page.get_by_role("row").filter(has_text="LAC3").first).to_contain_text("No commentary needed")
    for hidden in (
        DRAFT,
        WHY_RETURNED,
        RETURNED,
        "17 episodes of care ended",
    ):
        expect(page.get_by_text(hidden)).to_have_count(0)
    viewer.link("Number of new referrals of Children In Need").first.click()
    viewer.expect_page("New referrals of children in need")
    expect(page.get_by_text("No commentary needed").first).to_be_visible()
    expect(page.get_by_text(RETURNED)).to_have_count(0)
    viewer.goto(DESK + "m2/")
    viewer.expect_refusal(403)
    viewer.check()
    expect(page.get_by_text(RETURNED)).to_have_count(0)
