"""Somebody at a browser, with a strict eye on the console and on accessibility."""

from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

FRONT_DOOR = "front.door@example.gov.uk"
OWNER = "service.lead.social.care@example.gov.uk"
ADMINISTRATOR = "performance.manager@example.gov.uk"
DIRECTOR = "director@example.gov.uk"

SCORECARD = "/scorecards/childrens-services/2018-06/"
DESK = "/commentary/childrens-services/2018-06/"
REVIEW = "/review/childrens-services/2018-06/"

AXE = Path(settings.BASE_DIR) / "static/vendor/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_TABS = 150

# Notes what gets the focus, and whether that is to be seen on it or on the box drawn for it; returns how
# many tabs the page has, where a date has one for each of its parts.
LISTEN = """() => {
  const visible = (style) =>
    (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  const shows = (one) =>
    visible(getComputedStyle(one)) ||
    [...(one.labels ?? [])].some((label) => visible(getComputedStyle(label, "::before")));
  const wanted = "a[href], button, input, select, textarea, summary, [tabindex]";
  window.walk = {
    all: [...document.querySelectorAll(wanted)].filter(
      (one) => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden" && one.checkVisibility()
    ),
    seen: new Set(),
    unseen: [],
  };
  document.addEventListener("focusin", ({ target }) => {
    window.walk.seen.add(target);
    if (!shows(target)) {
      window.walk.unseen.push(target.outerHTML.slice(0, 150));
    }
  });
  const dates = window.walk.all.filter((one) => ["date", "month"].includes(one.type));
  return window.walk.all.length + 3 * dates.length;
}"""

# What Tab did not come to; of radios one stands for its group.
NOT_REACHED = """() => window.walk.all
  .filter((one) => !window.walk.seen.has(one) && !(one.type === "radio" &&
    [...window.walk.seen].some((other) => other.type === "radio" && other.name === one.name)))
  .map((one) => one.outerHTML.slice(0, 150))"""


class Person:
    """Every page they visit must be clean: nothing in the console, nothing found by axe."""

    def __init__(self, context: BrowserContext, base_url: str, password: str) -> None:
        self.page: Page = context.new_page()
        self.context = context
        self.base_url = base_url
        self.password = password
        self.problems: list[str] = []
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.problems.append(f"{self.page.url}: {error}"))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"{self.page.url}: {message.text}")

    def goto(self, path: str) -> Page:
        self.page.goto(self.base_url + path)
        return self.page

    def sign_in(self, email: str) -> Page:
        self.goto("/accounts/login/")
        return self.give_password(email)

    def give_password(self, email: str) -> Page:
        """On the sign-in page."""
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password").fill(self.password)
        self.button("Sign in").click()
        expect(self.button("Sign out")).to_be_visible()
        return self.page

    def button(self, name: str) -> Locator:
        """ "Save" is not "Save and go to EH3"."""
        return self.page.get_by_role("button", name=name, exact=name == "Save")

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name)

    def expect_page(self, heading: str) -> None:
        """The page of that heading has come, and is clean."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading, ignore_case=True)
        self.check()

    def expect_refusal(self, status: int) -> None:
        """Chromium itself reports a page that answers with an error: it is due, once."""
        due = [each for each in self.problems if f"status of {status}" in each]
        assert len(due) == 1, self.problems
        self.problems.remove(due[0])

    def expect_chart(self) -> None:
        """Chart.js has drawn the months on the canvas."""
        expect(self.page.get_by_role("img").and_(self.page.locator("canvas"))).to_be_visible()
        shown = self.page.evaluate(
            "Chart.getChart(document.querySelector('canvas')).data.datasets[0].data.length"
        )
        assert shown >= 13

    def check(self) -> None:
        """Axe's A, AA and best practice rules on the page as it stands, and nothing in the console."""
        self.page.wait_for_load_state("load")
        # Evaluated by the debugger, so the content security policy stays in force; without its preloading
        # axe adds no style sheet of its own, which the policy would refuse.
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate(
            "tags => axe.run(document, {runOnly: tags, preload: false, resultTypes: ['violations']})", RULES
        )
        described = [
            f"{violation['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
            for violation in found["violations"]
            for node in violation["nodes"][:3]
        ]
        assert not described, f"{self.page.url}\n" + "\n".join(described)
        assert not self.problems, "\n".join(self.problems)

    def tab_to(self, wanted: Locator, key: str = "Tab") -> None:
        """Press Tab until it has the focus. It must be reachable in the order of the page."""
        expect(wanted).to_have_count(1)
        for _ in range(MOST_TABS):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{MOST_TABS} tabs do not reach {wanted} on {self.page.url}")

    def walk_by_keys(self) -> None:
        """Tab through the whole page: it comes to everything, and one sees where it is."""
        count = self.page.evaluate(LISTEN)
        for _ in range(count + 3):
            self.page.keyboard.press("Tab")
        missed, unseen = self.page.evaluate(NOT_REACHED), self.page.evaluate("window.walk.unseen")
        assert not missed, f"{self.page.url}: Tab does not come to {missed[:3]}"
        assert not unseen, f"{self.page.url}: no focus to be seen on {unseen[:3]}"

    def scrolls_sideways(self) -> Any:
        """How many pixels the document is wider than the window."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
