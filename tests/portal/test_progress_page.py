"""Where a month stands, as its administrators see it. Figures counted by hand."""

import csv
import io
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from indicators.models import Indicator, ReportingMonth, Scorecard
from tests import factories
from tests.factories import NOW, People

PAGE = "/manage/months/childrens-services/2018-06/progress/"
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def rows(scorecard: Scorecard, people: People) -> list[Indicator]:
    """Five commentaries: not started, draft, submitted, returned, approved; the second has no figure."""
    made = [
        factories.indicator(scorecard, ref, owner=people.owner, reporter=people.reporter, order=order)
        for order, ref in enumerate(("A1", "B1", "C1", "D1", "E1"))
    ]
    for each in (made[0], *made[2:]):
        factories.returns(each, ["10"] * 13)
    for status, each in zip(("draft", "submitted", "returned", "approved"), made[1:], strict=True):
        factories.commentary_at(status, each, text="Four words are here.")
    return made


def text_of(page) -> str:
    """The page without its mark-up and line breaks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def at(monkeypatch: pytest.MonkeyPatch, when: datetime) -> None:
    monkeypatch.setattr("scorecard_portal.middleware.now", lambda: when)


def test_people_are_counted_with_links_to_what_is_missing(rows, people: People, sign_in) -> None:
    page = sign_in(people.administrator).get(PAGE)
    said = text_of(page)
    assert "3 commentaries are late ." in said.replace("late.", "late .")
    assert "Reporter Reporter Cover covers until 20 July 2018 5 2 3" in said
    assert "A1 not started B1 draft D1 returned on Thursday 12 July 2 working days late None" in said
    assert "Owner Owner Cover covers until 20 July 2018 1 0 1 1 C1 to sign" in said
    for ref, kind in (("a1", "commentary"), ("b1", "commentary"), ("d1", "commentary"), ("c1", "review")):
        assert f'href="/{kind}/childrens-services/2018-06/{ref}/"' in page.text
    assert "under 1 working day (C1)" in said


def test_tiles_and_what_is_not_ready(rows, people: People, sign_in) -> None:
    said = text_of(sign_in(people.administrator).get(PAGE))
    assert "Returns in 4 of 5 1 missing" in said
    assert "Commentaries written 2 of 5 3 late" in said
    assert "Signed off 1 of 5 1 waiting, 1 returned, 2 not written" in said
    assert "Age of the figures today 12 days Since 30 June 2018" in said
    assert "Not ready yet (5)" in said
    assert "1 with no figure B1 Neither a number nor a reason. 2 not written A1 , B1 1 returned D1" in said


def test_nobody_named_is_not_ready(scorecard: Scorecard, people: People, sign_in) -> None:
    bare = factories.indicator(scorecard, "N1", reporter=people.reporter)
    alone = factories.indicator(scorecard, "N2", owner=people.viewer, reporter=people.viewer)
    for each in (bare, alone):
        factories.returns(each, ["10"] * 13)
    page = sign_in(people.administrator).get(PAGE)
    said = text_of(page)
    assert "1 with nobody named N1" in said
    assert "1 with one person for both N2" in said
    assert 'href="/manage/indicators/childrens-services/n1/' in page.text


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2018, 7, 10), None),
        (date(2018, 7, 11), "1 working day late"),
        (date(2018, 7, 13), "3 working days late"),
        (date(2018, 7, 15), "3 working days late"),
        (date(2018, 7, 16), "4 working days late"),
    ],
)
def test_lateness_is_in_working_days(
    rows, people: People, sign_in, monkeypatch, day: date, said: str | None
) -> None:
    at(monkeypatch, datetime(day.year, day.month, day.day, 23, 30, tzinfo=LONDON))
    page = text_of(sign_in(people.administrator).get(PAGE))
    found = re.search(r"returned on Thursday 12 July (.*?late)", page)
    assert (found.group(1) if found else None) == said


def test_late_over_a_bank_holiday(rows, people: People, sign_in, monkeypatch) -> None:
    """Friday 24 August, then the weekend and the bank holiday of Monday 27."""
    ReportingMonth.objects.update(commentary_due=date(2018, 8, 24), sign_off_due=date(2018, 8, 31))
    at(monkeypatch, datetime(2018, 8, 27, 12, 0, tzinfo=LONDON))
    client = sign_in(people.administrator)
    assert "Late since the deadline" in client.get(PAGE).text
    assert "Remind 1 person" in client.get(PAGE).text
    at(monkeypatch, datetime(2018, 8, 28, 12, 0, tzinfo=LONDON))
    assert "1 working day late" in client.get(PAGE).text


def test_my_work_of_an_administrator_has_the_same_button(rows, people: People, sign_in) -> None:
    client = sign_in(people.administrator)
    page = client.get("/")
    said = text_of(page)
    assert "Commentaries written 2 of 5 3 late" in said
    assert "Remind 1 person" in said
    assert "Not ready yet (5)" in said
    key = re.search(r'value="(write-\d+)"', page.text)
    assert key is not None
    back = client.post(f"{PAGE}remind/", {"remind": key.group(1), "back": "home"}, follow=True)
    assert back.request["PATH_INFO"] == "/"
    assert "Reminded 1 person: Reporter." in back.text


def test_queries_do_not_grow(rows, scorecard: Scorecard, people: People, sign_in) -> None:
    client = sign_in(people.administrator)

    def counts() -> list[int]:
        found = []
        for path in (PAGE, f"{PAGE}progress.csv"):
            client.get(path)
            with CaptureQueriesContext(connection) as made:
                client.get(path)
            found.append(len(made))
        return found

    few = counts()
    for number in range(10):
        reporter, owner = factories.user(f"R {number}"), factories.user(f"O {number}")
        row = factories.indicator(scorecard, f"R{number}", reporter=reporter, owner=owner)
        factories.returns(row, ["10"] * 13)
        factories.commentary_at("submitted", row)
    assert counts() == few


def lines_of(client) -> dict[str, dict[str, str]]:
    answer = client.get(f"{PAGE}progress.csv")
    assert answer["Content-Disposition"] == ('attachment; filename="childrens-services-2018-06-progress.csv"')
    return {line["ref"].lstrip("'"): line for line in csv.DictReader(io.StringIO(answer.content.decode()))}


def test_the_csv_has_a_row_a_commentary_and_no_words(rows, people: People, sign_in) -> None:
    client = sign_in(people.administrator)
    client.post(f"{PAGE}remind/", {"remind": f"write-{people.reporter.pk}"})
    lines = lines_of(client)
    assert list(lines) == ["A1", "B1", "C1", "D1", "E1"]
    assert [line["status"] for line in lines.values()] == [
        *("not_started", "draft", "submitted", "returned", "approved")
    ]
    assert [line["days_late"] for line in lines.values()] == ["2", "2", "", "2", ""]
    assert [line["words"] for line in lines.values()] == ["0", "4", "4", "4", "4"]
    assert [line["times_returned"] for line in lines.values()] == ["0", "0", "0", "1", "0"]
    moment = "2018-07-12T09:30:00+01:00"
    assert [line["submitted_at"] for line in lines.values()] == ["", "", moment, "", moment]
    assert lines["E1"]["approved_at"] == moment
    assert lines["A1"]["required"] == "yes"
    assert lines["A1"]["reporter_reminded_at"] == moment
    assert lines["A1"]["owner_reminded_at"] == ""
    whole = client.get(f"{PAGE}progress.csv").content.decode()
    assert "Four words" not in whole
    assert "Say why" not in whole


def test_text_that_looks_like_a_formula_is_text_in_both(
    scorecard: Scorecard, people: People, sign_in
) -> None:
    factories.indicator(scorecard, "=1", title='=HYPERLINK("http://x")', reporter=people.reporter)
    client = sign_in(people.administrator)
    answer = client.get(f"{PAGE}progress.csv").content.decode()
    assert "'=1,\"'=HYPERLINK(" in answer
    book = load_workbook(io.BytesIO(client.get(f"{PAGE}progress.xlsx").content))
    cell = book["Progress"]["B2"]
    assert (cell.value, cell.data_type) == ('\'=HYPERLINK("http://x")', "s")


def test_the_workbook_says_the_same(rows, people: People, sign_in) -> None:
    answer = sign_in(people.administrator).get(f"{PAGE}progress.xlsx")
    sheet = load_workbook(io.BytesIO(answer.content))["Progress"]
    heading, *lines = sheet.iter_rows(values_only=True)
    assert heading[:3] == ("Ref", "Title", "Section")
    at_column = heading.index("Submitted at")
    assert [line[0] for line in lines] == ["A1", "B1", "C1", "D1", "E1"]
    assert lines[2][at_column] == NOW.replace(tzinfo=None)
    assert [line[heading.index("Days late")] for line in lines] == [2, 2, None, 2, None]


@pytest.mark.parametrize("name", ["", "progress.csv", "progress.xlsx"])
@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("owner", 403), ("stranger", 404)])
def test_only_administrators_come_here(
    rows, people: People, sign_in, name: str, who: str, status: int
) -> None:
    assert sign_in(getattr(people, who)).get(PAGE + name).status_code == status
