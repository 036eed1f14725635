"""The scorecard on paper: A3 landscape, a section a page, approved words only."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .person import ADMINISTRATOR, SCORECARD, Person

A3_LANDSCAPE = (1191, 842)  # 420 × 297 mm in points
SECTIONS = ("Front door", "Early help", "Child protection", "Looked after children")
ONE_ROW_EACH = """() => {
  for (const group of document.querySelectorAll("tbody")) {
    [...group.rows].slice(2).forEach(row => row.remove());
  }
}"""
APPROVED = "83 section 47 enquiries were started in June"
DRAFT = "25 of June's 215 referrals were re-referrals within a year"


@pytest.fixture
def reader(at_browser: Callable[..., Person]) -> Person:
    """An administrator, who sees drafts on the screen."""
    person = at_browser()
    person.sign_in(ADMINISTRATOR)
    person.goto(SCORECARD)
    expect(person.page.get_by_text(DRAFT)).to_be_visible()
    return person


@pytest.mark.parametrize("view", ["Compact", "All 13 months"])
def test_it_is_a3_landscape_and_each_section_starts_a_page(reader: Person, view: str) -> None:
    page = reader.page
    reader.link(view).click()
    expect(page.get_by_role("link", name=view)).to_have_attribute("aria-current", "true")
    whole = _sheets(page)
    assert set(whole) == {A3_LANDSCAPE}
    assert len(whole) >= len(SECTIONS)
    page.evaluate(ONE_ROW_EACH)
    assert len(_sheets(page)) == len(SECTIONS)


def test_it_holds_approved_words_and_no_others(reader: Person) -> None:
    page = reader.page
    page.emulate_media(media="print")
    expect(page.get_by_text(APPROVED)).to_be_visible()
    expect(page.get_by_text(DRAFT)).to_be_hidden()
    row = page.get_by_role("row").filter(has_text=DRAFT)
    expect(row.get_by_text("Not printed until it is approved")).to_be_visible()
    expect(page.get_by_text("Working copy").first).to_be_visible()
    for section in SECTIONS:
        expect(
            page.get_by_role("rowheader", name=re.compile(rf"^{section}\s*\d+ indicators"))
        ).to_be_visible()
    concern = page.get_by_role("row").filter(has=page.get_by_text("EH4-QL", exact=True))
    expect(concern.get_by_text("Below lower limit")).to_be_visible()
    expect(row.get_by_text("Usual range")).to_be_visible()
    for left_out in (page.get_by_role("navigation"), page.get_by_role("search")):
        assert not any(each.is_visible() for each in left_out.all())
    assert not reader.scrolls_sideways()


def _sheets(page: Page) -> list[tuple[int, int]]:
    """The size of each sheet as Chromium prints the page."""
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    return [(round(float(width)), round(float(height))) for width, height in boxes]
