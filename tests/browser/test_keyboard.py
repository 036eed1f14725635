"""Everything within reach of the keys, and the focus where it can be seen."""

from collections.abc import Callable

from playwright.sync_api import Dialog, expect

from .person import DESK, FRONT_DOOR, SCORECARD, Person

# Whether the focused element shows that it is: by an outline or a shadow.
SHOWS_FOCUS = """() => {
  const focused = document.activeElement, style = getComputedStyle(focused);
  return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
}"""

# Whether something else lies over the middle of the focused element (WCAG 2.4.11).
IS_COVERED = """() => {
  const focused = document.activeElement, box = focused.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
  const y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 2);
  const top = document.elementFromPoint(x, y);
  return !(top && (focused.contains(top) || top.contains(focused)));
}"""


def test_the_first_key_skips_to_the_content(at_browser: Callable[..., Person]) -> None:
    reporter = at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    page.keyboard.press("Tab")
    skip = reporter.link("Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").locator(":focus")).to_have_count(1)


def test_a_reporter_writes_by_tab_and_enter(at_browser: Callable[..., Person]) -> None:
    reporter = at_browser()
    page = reporter.goto("/accounts/login/")
    reporter.tab_to(page.get_by_label("Email"))
    page.keyboard.type(FRONT_DOOR)
    reporter.tab_to(page.get_by_label("Password"))
    page.keyboard.type(reporter.password)
    page.keyboard.press("Enter")
    reporter.tab_to(reporter.link("Continue writing"))
    page.keyboard.press("Enter")
    box = page.get_by_label("Commentary for June 2018")
    reporter.tab_to(box)
    page.keyboard.press("Control+a")
    page.keyboard.type("Typed from end to end.")
    reporter.tab_to(reporter.button("Save"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Saved")
    expect(box).to_have_value("Typed from end to end.")
    reporter.tab_to(reporter.button("Submit to the owner"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Submitted. M8-QL")
    reporter.check()


def test_control_enter_asks_before_it_submits(at_browser: Callable[..., Person]) -> None:
    reporter = at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(DESK + "m4/")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if len(asked) == 1:
            dialog.dismiss()
        else:
            dialog.accept()

    page.on("dialog", answer)
    page.get_by_label("Commentary for June 2018").press("Control+Enter")
    assert asked == ["Submit this commentary to the owner?"]
    expect(reporter.button("Submit to the owner")).to_be_visible()
    page.get_by_label("Commentary for June 2018").press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Submitted. M4")


def test_the_scorecard_scrolls_by_keys(at_browser: Callable[..., Person]) -> None:
    reporter = at_browser(width=1100, height=700)
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(SCORECARD + "?view=full")
    region = page.get_by_role("region", name="Children's Services scorecard, June 2018")
    region.focus()
    expect(region).to_be_focused()
    assert page.evaluate(SHOWS_FOCUS)
    last_column = page.get_by_role("columnheader", name="Better when")
    last_row = page.get_by_role("rowheader", name="Number of in-house foster carers")
    expect(last_column).not_to_be_in_viewport()
    expect(last_row).not_to_be_in_viewport()
    for _ in range(100):
        page.keyboard.press("ArrowRight")
    expect(last_column).to_be_in_viewport()
    page.keyboard.press("End")
    expect(last_row).to_be_in_viewport()
    expect(last_column).to_be_in_viewport()


def test_the_focus_is_seen_and_never_under_what_stays_put(at_browser: Callable[..., Person]) -> None:
    reporter = at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    for path in ("/", DESK + "m8-ql/", SCORECARD, SCORECARD + "?view=full"):
        reporter.goto(path)
        for key in ("Tab", "Shift+Tab"):
            for _ in range(70):
                page.keyboard.press(key)
                where = page.evaluate("document.activeElement.outerHTML.slice(0, 150)")
                if page.evaluate("document.activeElement === document.body"):
                    break
                assert page.evaluate(SHOWS_FOCUS), f"{path}: no focus to be seen on {where}"
                assert not page.evaluate(IS_COVERED), f"{path}: covered: {where}"
