"""The findings of a plan: filtered, a hundred a page, downloaded."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import Scorecard
from scorecard_portal.pages.imports_findings import with_blanks_shown
from tests.factories import People

from .import_pages import indicators, plan_of, planned, shown_fields


@pytest.fixture
def signed_in(sign_in, people: People, scorecard: Scorecard):
    indicators(scorecard, people)
    return sign_in(people.administrator)


def many(count: int) -> str:
    """A file with that many refs that nobody has, and one repair after them."""
    return "ref,Jun-18\n" + "".join(f"X{number},{number}\n" for number in range(1, count + 1)) + "M1,1433*\n"


def shown(page) -> list[str]:
    return [line.finding.ref for group in page.context["found"].groups for line in group.lines]


def test_errors_come_first_and_groups_say_what_they_mean(signed_in: Client) -> None:
    page = signed_in.get(planned(signed_in))
    assert [group.severity for group in page.context["found"].groups] == ["error", "restatement", "repair"]
    text = page.content.decode()
    for expected in ("Error (1)", "Restatement (1)", "Repair (1)", "Unknown ref", "row 2"):
        assert expected in text


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ({}, ["M99", "M1", "P1"]),
        ({"show": "decide"}, ["M99", "M1", "P1"]),
        ({"show": "error"}, ["M99"]),
        ({"show": "repair"}, ["P1"]),
        ({"kind": "restatement"}, ["M1"]),
        ({"q": "p1"}, ["P1"]),
        ({"q": "NO INDICATOR"}, ["M99"]),
        ({"q": "M1 0.482"}, []),
        ({"sheet": "Page 7"}, []),
        ({"show": "anything", "page": "x"}, ["M99", "M1", "P1"]),
    ],
)
def test_filters(signed_in: Client, query: dict[str, str], refs: list[str]) -> None:
    page = signed_in.get(planned(signed_in), query)
    assert page.status_code == 200
    assert shown(page) == refs
    if not refs:
        assert "No finding is what you asked for" in page.content.decode()


def test_a_hundred_a_page_and_the_rest_stays_undecided(signed_in: Client) -> None:
    address = planned(signed_in, many(120))
    first = signed_in.get(address)
    assert len(shown(first)) == 100
    assert "Page <b>1</b> of 2" in first.content.decode()
    second = signed_in.get(address, {"page": "2"})
    assert len(shown(second)) == 21
    # Each page sends what it shows; what the other decided stays.
    for page, number in ((first, 0), (second, 20)):
        key = page.context["found"].page.object_list[number].finding.key
        signed_in.post(address, shown_fields(signed_in, address) | {f"decide.{key}": "leave_out"})
    assert len(plan_of(address).decisions) == 2
    assert "119 things are not decided." in signed_in.get(address).content.decode()


def test_takes_as_many_queries_for_a_hundred_findings_as_for_two(
    signed_in: Client, django_assert_num_queries
) -> None:
    few, more = planned(signed_in, many(1)), planned(signed_in, many(100), "more.csv")
    signed_in.get(few)
    signed_in.get(more)
    with CaptureQueriesContext(connection) as counted:
        signed_in.get(few)
    with django_assert_num_queries(len(counted)):
        signed_in.get(more)


def test_downloaded_as_csv(signed_in: Client) -> None:
    address = planned(signed_in)
    file = signed_in.get(f"{address}findings.csv")
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in file["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(file.content.decode())))
    assert [(row["severity"], row["ref"], row["row"]) for row in rows][:3] == [
        ("error", "M99", "5"),
        ("restatement", "M1", "2"),
        ("repair", "P1", "4"),
    ]
    assert rows[2]["cell"] == "0.482"
    assert rows[2]["decision"] == ""


def test_spreadsheet_runs_nothing_of_the_download(signed_in: Client) -> None:
    address = planned(signed_in, 'ref,Jun-18\n"=HYPERLINK(""http://x"")",5\nM1,@SUM(A1)\n')
    rows = list(csv.DictReader(io.StringIO(signed_in.get(f"{address}findings.csv").content.decode())))
    assert rows
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "-", "@"))]
    assert any(row["ref"].startswith("'=HYPERLINK") for row in rows)


def test_markup_in_a_cell_is_text(signed_in: Client) -> None:
    text = signed_in.get(planned(signed_in, "ref,Jun-18\n<b>M</b>,5\n")).content.decode()
    assert "<b>M</b>" not in text
    assert "&lt;b&gt;M&lt;/b&gt;" in text


@pytest.mark.parametrize(
    ("text", "shown_as"),
    [
        ("41*", "41*"),
        (" 41", "␣41"),
        ("41  ", "41␣␣"),
        ("4  1 2", "4␣␣1 2"),
        ("a\tb\n", "a⇥b↵"),
        ("   ", "␣␣␣"),
        ("x" * 130, "x" * 120 + "…"),
    ],
)
def test_blanks_that_nobody_would_see_are_drawn(text: str, shown_as: str) -> None:
    assert with_blanks_shown(text) == shown_as
