"""An indicator's chart at a browser: read by keys and by pointing, kept as a picture, and without scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .person import DIRECTOR, Person

TIMELINESS = "/indicators/childrens-services/eh4-ql/"
LOOKED_AFTER = "/indicators/childrens-services/lac1/"
COMPLETED = "/indicators/childrens-services/eh1c/"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def director(at_browser: Callable[..., Person]) -> Person:
    person = at_browser()
    person.sign_in(DIRECTOR)
    return person


def months(page: Page) -> Locator:
    return page.get_by_role("slider", name="Read the chart month by month")


@pytest.mark.parametrize("path", [TIMELINESS, LOOKED_AFTER, COMPLETED])
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_it_is_clean_and_fits(director: Person, path: str, width: int) -> None:
    director.page.set_viewport_size({"width": width, "height": 900})
    director.goto(path)
    director.expect_chart()
    director.check()
    assert not director.scrolls_sideways()


def test_arrow_keys_read_month_by_month(director: Person) -> None:
    page = director.goto(TIMELINESS)
    line = page.locator(".reader .read")
    director.tab_to(months(page))
    page.keyboard.press("ArrowLeft")
    expect(line).to_have_text("May 2018: 67.0%. Usual range. Mean 73.9%, limits 51.3% to 96.5%.")
    expect(months(page)).to_have_attribute("aria-valuetext", "May 2018")
    page.keyboard.press("ArrowRight")
    expect(line).to_have_text(
        "June 2018: 48.0%. Concern: below lower limit. Mean 73.9%, limits 51.3% to 96.5%."
    )
    page.keyboard.press("Home")
    expect(line).to_contain_text("June 2017: 82.0%. Usual range.")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(line).to_contain_text("August 2017: 75.0%. Improvement: 8 months above mean.")
    assert page.evaluate("Chart.getChart(document.querySelector('canvas')).getActiveElements()[0].index") == 2
    director.check()


def test_pointing_at_a_month_reads_it_too(director: Person) -> None:
    page = director.goto(LOOKED_AFTER)
    director.expect_chart()
    place = page.evaluate(
        """() => {
          const chart = Chart.getChart(document.querySelector("canvas"));
          chart.canvas.scrollIntoView({ block: "center" });
          const box = chart.canvas.getBoundingClientRect(), { x, y } = chart.getDatasetMeta(0).data[11];
          return { x: box.left + x, y: box.top + y };
        }"""
    )
    page.mouse.move(place["x"], place["y"])
    expect(page.locator(".reader .read")).to_contain_text("May 2018: 524. Usual range.")
    expect(months(page)).to_have_value("11")


def test_signals_have_shapes_of_their_own(director: Person) -> None:
    page = director.goto(TIMELINESS)
    director.expect_chart()
    shapes = page.evaluate(
        "Chart.getChart(document.querySelector('canvas')).data.datasets[0].pointStyle.join(' ')"
    )
    assert shapes == " ".join(["circle"] * 12 + ["rectRot"])


def test_chart_is_kept_as_a_picture(director: Person, tmp_path: Path) -> None:
    page = director.goto(TIMELINESS)
    director.expect_chart()
    with page.expect_download() as download:
        director.button("Download the chart as a picture").click()
    assert download.value.suggested_filename == "childrens-services-eh4-ql-2018-06.png"
    kept = tmp_path / "chart.png"
    download.value.save_as(kept)
    assert kept.read_bytes().startswith(PNG)
    assert not director.problems


def test_without_a_script_nothing_is_lost(at_browser: Callable[..., Person]) -> None:
    reader = at_browser(java_script_enabled=False)
    page = reader.sign_in(DIRECTOR)
    reader.goto(TIMELINESS)
    still = page.get_by_role("img", name="Line chart. Assessments completed in 45 working days")
    expect(still).to_be_visible()
    expect(still.get_by_text("48.0% in June 2018")).to_be_visible()
    expect(still.get_by_text("Lower limit 51.3%")).to_be_visible()
    expect(still.locator("path.pt.bad")).to_have_count(1)
    expect(still.locator("circle.pt.good")).to_have_count(8)
    expect(months(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Download the chart")).to_have_count(0)
    with page.expect_download() as download:
        reader.link("Download these figures").click()
    assert download.value.suggested_filename == "childrens-services-eh4-ql-2018-06.csv"
    reader.goto(COMPLETED)
    expect(page.get_by_role("img", name="Line chart of 2018-19, month by month")).to_be_visible()
    expect(page.get_by_role("row", name="June 2018").last).to_contain_text("84")


def test_paper_has_the_still_and_not_the_controls(director: Person) -> None:
    page = director.goto(TIMELINESS)
    director.expect_chart()
    page.emulate_media(media="print")
    expect(page.locator(".still svg")).to_be_visible()
    expect(page.locator("canvas")).to_be_hidden()
    expect(page.locator(".reader")).to_be_hidden()
    expect(page.get_by_role("link", name="Download these figures")).to_be_hidden()
