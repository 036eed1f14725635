"""What matters this month: clean wide and narrow, reached by the tab, and on one sheet of paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .person import ADMINISTRATOR, DIRECTOR, SCORECARD, Person

A4_UPRIGHT = (595, 842)  # 210 × 297 mm in points


@pytest.mark.parametrize("script", [True, False])
def test_from_the_tab_to_the_evidence(at_browser: Callable[..., Person], script: bool) -> None:
    director = at_browser(java_script_enabled=script)
    page = director.sign_in(DIRECTOR)
    director.goto(SCORECARD)
    director.link("What matters this month").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text(re.compile("Getting worse"))
    page.get_by_text("Show all that is left out").click()
    expect(page.get_by_role("heading", name="Nothing to tell")).to_be_visible()
    page.get_by_text("The rules", exact=True).click()
    expect(page.get_by_text("two of three months near a limit")).to_be_visible()
    page.get_by_role("link", name="Looked after children at end of month: 534").click()
    expect(page).to_have_url(re.compile(r"/lac1/\?month=2018-06#in-words$"))


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("email", [DIRECTOR, ADMINISTRATOR])
def test_it_is_clean(at_browser: Callable[..., Person], email: str, width: int) -> None:
    person = at_browser(width=width)
    page = person.sign_in(email)
    person.goto(f"{SCORECARD}headlines/")
    for summary in page.locator("main summary").all():
        summary.click()
    person.check()
    assert not person.scrolls_sideways()
    for figure in page.locator(".hl-item").all():
        boxes = [figure.locator(each).bounding_box() for each in (".hl-says", ".hl-fig", ".hl-words")]
        assert all(box and box["width"] > 100 and box["x"] + box["width"] <= width for box in boxes)


def test_june_is_on_one_sheet(at_browser: Callable[..., Person]) -> None:
    director = at_browser()
    page = director.sign_in(DIRECTOR)
    director.goto(f"{SCORECARD}headlines/")
    page.emulate_media(media="print")
    expect(page.get_by_text("Not an edition")).to_be_visible()
    expect(page.get_by_role("navigation").first).to_be_hidden()
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert [(round(float(width)), round(float(height))) for width, height in boxes] == [A4_UPRIGHT]
