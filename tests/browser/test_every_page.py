"""Every kind of page that links lead to: clean wide and narrow, no wider than the window, walked by Tab."""

from collections.abc import Callable

import pytest
from django.urls import resolve
from playwright.sync_api import expect

from .person import ADMINISTRATOR, FRONT_DOOR, OWNER, SCORECARD, Person

LINKS = "[...document.links].filter(link => link.origin === location.origin).map(link => link.pathname)"
WIDTHS = (1440, 390)
NOT_PAGES_OF_OURS = (
    "scorecard_csv",
    "indicator_csv",
    "progress_csv",
    "progress_xlsx",
    "indicators:returns_template",
    "admin:",
)
THEIR_WORK = ("home", "commentary:")


@pytest.mark.parametrize(
    ("email", "kinds", "at_least"),
    [(ADMINISTRATOR, "", 45), (OWNER, THEIR_WORK, 3), (FRONT_DOOR, THEIR_WORK, 3)],
)
def test_every_kind_of_page_is_clean(
    at_browser: Callable[..., Person], email: str, kinds: str | tuple[str, ...], at_least: int
) -> None:
    person = at_browser()
    page = person.sign_in(email)
    seen: set[str] = set()
    to_visit = ["/"]
    while to_visit:
        path = to_visit.pop(0)
        kind = resolve(path).view_name
        if kind in seen or not kind.startswith(kinds) or kind.startswith(NOT_PAGES_OF_OURS):
            continue
        seen.add(kind)
        person.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            person.check()
            assert not person.scrolls_sideways(), f"{path} at {width}"
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        person.walk_by_keys()
        to_visit += page.evaluate(LINKS)
    assert len(seen) >= at_least, sorted(seen)


def test_links_to_rows_that_nobody_here_may_correct_are_large_enough(
    at_browser: Callable[..., Person],
) -> None:
    reporter = at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(f"{SCORECARD}quality/")
    expect(page.get_by_role("link", name="LAC2", exact=True)).to_be_visible()
    reporter.check()


def test_djangos_admin_keeps_to_the_policy(at_browser: Callable[..., Person]) -> None:
    administrator = at_browser()
    page = administrator.sign_in(ADMINISTRATOR)
    administrator.goto("/admin/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("What is kept, to read")
    page.get_by_role("main").get_by_role("link", name="Audit events").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("audit event")
    assert not administrator.problems
