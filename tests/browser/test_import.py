"""A month's workbook through the browser: sent, decided about, loaded, seen on the scorecard, undone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db.models import F
from playwright.sync_api import expect

from indicators.models import MonthlyReturn, ReturnRevision
from indicators.models.monthly_return import WITHDRAWN
from scorecard_portal.transfers.demonstration_files import FOLDER
from tests.factories import NOW
from tests.indicators.imports import files, workbooks

from .person import ADMINISTRATOR, Person

JUNE = date(2018, 6, 1)
MAY = date(2018, 5, 1)
# Of the three rows that lack a cell on the paper two are left so; of May one figure is another here.
SET_RIGHT, POLARITY = "CP6B-NI", 22
RESTATED, OF_MAY = "M1", 16


@pytest.fixture
def workbook(demonstration: str, tmp_path: Path) -> Path:
    """The real scorecard as a workbook, a sheet a page, with a column more; its June has not come in yet."""
    lines = files.lines_of((FOLDER / "scorecard.txt").read_bytes())
    rows = {cells[0]: cells for cells in lines}
    rows[SET_RIGHT].insert(POLARITY, rows[SET_RIGHT].pop())
    assert rows[RESTATED][OF_MAY] == "1554"
    rows[RESTATED][OF_MAY] = "1556"
    last_page = max(number for number, cells in enumerate(lines) if cells[0] == "Ref.")
    for number, cells in enumerate(lines[last_page:]):
        cells.append("Green" if number else "RAG")
    path = tmp_path / "June 2018 scorecard.xlsx"
    path.write_bytes(workbooks.of_pages(lines))
    _withdraw_june()
    return path


def _withdraw_june() -> None:
    """As undoing the load that brought it does."""
    june = MonthlyReturn.objects.filter(month=JUNE)
    june.update(value=None, missing=WITHDRAWN, numerator=None, denominator=None, version=F("version") + 1)
    for row in june:
        ReturnRevision.objects.create(
            monthly_return=row, number=row.version, missing=WITHDRAWN, reason="Sent too early.", at=NOW
        )


def test_a_workbook_with_two_repairs_and_a_restatement(
    at_browser: Callable[..., Person], workbook: Path
) -> None:
    administrator = at_browser()
    page = administrator.sign_in(ADMINISTRATOR)
    _send(administrator, workbook)
    _decide(administrator)
    _load(administrator)
    _see_it_on_the_scorecard(administrator)
    _send_it_again(administrator, workbook)
    _undo(administrator)
    assert MonthlyReturn.objects.get(indicator__ref="M1", month=MAY).value == 1554
    assert not page.context.pages[1:]


def _send(administrator: Person, workbook: Path) -> None:
    """What is no figures at all is refused in its place, then the workbook is taken."""
    page = administrator.page
    administrator.goto("/manage/imports/")
    administrator.expect_page("Load a file of figures")
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "letter.xlsx", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 Dear all"}
    )
    administrator.button("Send the file and see its plan").click()
    expect(page.get_by_role("alert")).to_contain_text("letter.xlsx: This is a PDF file")
    administrator.expect_refusal(422)
    administrator.check()

    page.get_by_label("File", exact=True).set_input_files(workbook)
    administrator.tab_to(administrator.button("Send the file and see its plan"))
    page.keyboard.press("Enter")
    administrator.expect_page("Check what this file would change")


def _decide(administrator: Person) -> None:
    page = administrator.page
    expect(page.get_by_text("Nothing has been written yet.")).to_be_visible()
    expect(page.get_by_text("3 things are not decided.")).to_be_visible()
    expect(administrator.button("Load")).to_have_count(0)
    _fits_a_telephone(administrator)
    administrator.tab_to(administrator.button("Confirm all 2"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Your decisions are saved.")
    expect(page.get_by_text("One thing is not decided.")).to_be_visible()

    administrator.link("Restatements 1").click()
    expect(page.get_by_role("cell").filter(has_text="May 2018 is 1,554 here.")).to_be_visible()
    page.get_by_role("radio", name="Change May 2018 to 1,556").check()
    _is_asked_before_leaving(administrator)
    page.get_by_label("RAG").select_option(label="Not read")
    administrator.button("Save my decisions").click()
    expect(page.get_by_role("status").first).to_contain_text("Your decisions are saved.")
    administrator.check()


def _is_asked_before_leaving(administrator: Person) -> None:
    page = administrator.page
    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        administrator.link("Choose another file").click(no_wait_after=True)
    assert asked.value.type == "beforeunload"
    expect(page.get_by_role("radio", name="Change May 2018 to 1,556")).to_be_checked()


def _fits_a_telephone(administrator: Person) -> None:
    page = administrator.page
    wide = page.viewport_size
    assert wide
    page.set_viewport_size({"width": 390, "height": 844})
    administrator.check()
    assert not administrator.scrolls_sideways()
    page.set_viewport_size(wide)


def _load(administrator: Person) -> None:
    """Without a reason nothing is loaded; with one the batch is shown."""
    page = administrator.page
    load = administrator.button("Load 58 new and 1 changed figures")
    load.click()
    expect(page.get_by_role("alert")).to_contain_text("Say why")
    administrator.expect_refusal(422)
    administrator.check()
    page.get_by_label("Why do the figures change?").fill("Late contacts recorded after the cut-off.")
    load.click()
    administrator.expect_page("What this file changed")
    expect(page.get_by_role("heading", name="Figures (59)")).to_be_visible()
    _fits_a_telephone(administrator)
    administrator.link("Changed 1").click()
    restated = page.get_by_role("row").filter(has_text="May 2018")
    expect(restated).to_contain_text("1,556")
    expect(restated).to_contain_text("Late contacts recorded after the cut-off.")
    administrator.check()


def _see_it_on_the_scorecard(administrator: Person) -> None:
    page = administrator.page
    administrator.goto("/scorecards/childrens-services/2018-06/?view=full")
    row = page.get_by_role("row").filter(has_text="Number of contacts received").first
    expect(row.get_by_role("cell").filter(has_text="1,556")).to_have_text("1,556r")
    repaired = page.get_by_role("row").filter(has=page.get_by_text("CP2-NI", exact=True)).first
    # From 10 in May to June's 7, which stood a column further to the left.
    expect(repaired).to_contain_text("−30%")


def _send_it_again(administrator: Person, workbook: Path) -> None:
    page = administrator.page
    administrator.goto("/manage/imports/")
    administrator.check()
    page.get_by_label("File", exact=True).set_input_files(workbook)
    administrator.button("Send the file and see its plan").click()
    administrator.expect_page("Check what this file would change")
    expect(page.get_by_text("Nothing to do: every figure is already the same here.").first).to_be_visible()
    expect(page.get_by_text("As last time")).to_be_visible()
    administrator.link("Throw this plan away").click()
    administrator.expect_page("Throw this plan away?")
    administrator.button("Throw it away").click()
    expect(page.get_by_role("status").first).to_contain_text("thrown away")


def _undo(administrator: Person) -> None:
    page = administrator.page
    administrator.link("June 2018 scorecard.xlsx").click()
    administrator.link("Undo this load").click()
    administrator.expect_page("Undo this load?")
    expect(page.get_by_text("58 figures are withdrawn")).to_be_visible()
    page.get_by_label("Why?").fill("It was the wrong month's file.")
    administrator.button("Undo the whole load").click()
    administrator.expect_page("What undoing changed")


def test_works_without_a_script(at_browser: Callable[..., Person], workbook: Path) -> None:
    administrator = at_browser(java_script_enabled=False)
    page = administrator.sign_in(ADMINISTRATOR)
    administrator.goto("/manage/imports/")
    page.get_by_label("File", exact=True).set_input_files(workbook)
    administrator.button("Send the file and see its plan").click()
    expect(page.get_by_text("3 things are not decided.")).to_be_visible()
    administrator.button("Confirm all 2").click()
    administrator.button("Confirm it").click()
    page.get_by_label("Why do the figures change?").fill("Late contacts.")
    administrator.button("Load 58 new and 1 changed figures").click()
    expect(page.get_by_role("heading", name="Figures (59)")).to_be_visible()


def test_too_large_a_file_is_not_sent(at_browser: Callable[..., Person], tmp_path: Path) -> None:
    administrator = at_browser()
    page = administrator.sign_in(ADMINISTRATOR)
    administrator.goto("/manage/imports/")
    large = tmp_path / "large.csv"
    large.write_bytes(b"x" * 5_000_001)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    page.get_by_label("File", exact=True).set_input_files(large)
    administrator.button("Send the file and see its plan").click()
    expect(page.get_by_role("status")).to_contain_text("large.csv is larger than 5 MB")
    administrator.check()
    assert "POST" not in asked


def test_a_sending_can_be_cancelled(at_browser: Callable[..., Person], workbook: Path) -> None:
    administrator = at_browser()
    page = administrator.sign_in(ADMINISTRATOR)
    administrator.goto("/manage/imports/")
    held = []
    page.route("**/manage/imports/", lambda route: held.append(route))
    page.get_by_label("File", exact=True).set_input_files(workbook)
    administrator.button("Send the file and see its plan").click()
    expect(page.get_by_role("progressbar", name="Sent so far")).to_be_visible()
    administrator.button("Cancel").click()
    expect(page.get_by_role("status")).to_contain_text("Cancelled. Nothing was kept.")
    expect(administrator.button("Send the file and see its plan")).to_be_enabled()
    administrator.check()
