"""Saying on a plan's page what a column is."""

from typing import Any

import pytest
from django.test import Client

from indicators.models import ColumnMeaning, MonthlyReturn, Scorecard
from tests.factories import JUNE, People

from .import_pages import finding, indicators, plan_of, planned, shown_fields

FILE = "Area,KPI no.,May-18,Jun-18\nNorth,M1,1541,1433\nNorth,M2,246,215\n"


@pytest.fixture
def signed_in(sign_in, people: People, scorecard: Scorecard):
    indicators(scorecard, people)
    return sign_in(people.administrator)


def column(page: Any, heading: str) -> Any:
    (found,) = [each for each in page.context["columns"] if each.heading == heading]
    return found


def test_column_of_refs_is_suggested_and_nothing_can_be_loaded(signed_in: Client) -> None:
    page = signed_in.get(planned(signed_in, FILE))
    text = page.content.decode()
    assert [(each.heading, each.read_as, each.chosen) for each in page.context["columns"]] == [
        ("Area", "", ""),
        ("KPI no.", "", "ref"),
    ]
    assert "One thing is not decided." in text
    assert "Say below which column holds the refs." in text
    assert "Suggested: it holds refs of this scorecard" in text
    assert '<option value="ref" selected>Ref.</option>' in text
    assert 'name="load"' not in text
    assert "Nothing to do" not in text
    assert "All decided" not in text


def test_saved_meaning_makes_the_plan(signed_in: Client) -> None:
    address = planned(signed_in, FILE)
    name = column(signed_in.get(address), "KPI no.").name
    saved = signed_in.post(address, shown_fields(signed_in, address) | {name: "ref"})
    assert saved.status_code == 302
    assert plan_of(address).columns == {"kpi no": "ref"}
    page = signed_in.get(address)
    assert (len(page.context["plan"].new), page.context["plan"].unchanged) == (2, 2)
    assert "Load 2 new figures" in page.content.decode()
    done = signed_in.post(address, shown_fields(signed_in, address) | {"load": "1"})
    assert done.status_code == 302
    assert dict(MonthlyReturn.objects.filter(month=JUNE).values_list("indicator__ref", "value")) == {
        "M1": 1433,
        "M2": 215,
    }
    assert dict(ColumnMeaning.objects.values_list("heading", "field")) == {"kpi no": "ref"}


def test_next_file_is_read_as_last_time_and_that_can_be_changed(
    signed_in: Client, people: People, scorecard: Scorecard
) -> None:
    ColumnMeaning.objects.create(
        scorecard=scorecard, heading="kpi no", field="ref", by=people.administrator, at="2018-06-01T09:00Z"
    )
    address = planned(signed_in, FILE)
    page = signed_in.get(address)
    asked = column(page, "KPI no.")
    assert (asked.chosen, asked.is_remembered, asked.is_suggested) == ("ref", True, False)
    assert "As last time" in page.content.decode()
    signed_in.post(address, shown_fields(signed_in, address) | {asked.name: ""})
    page = signed_in.get(address)
    assert finding(page, "ref_column_not_known").is_open
    assert plan_of(address).columns == {}


def test_refs_below_a_heading_that_means_something_else(signed_in: Client) -> None:
    address = planned(signed_in, "Indicator,May-18,Jun-18\nM1,1541,1433\n")
    asked = column(signed_in.get(address), "Indicator")
    assert (asked.read_as, asked.chosen) == ("title", "ref")
    signed_in.post(address, shown_fields(signed_in, address) | {asked.name: asked.chosen})
    assert [each.indicator.ref for each in signed_in.get(address).context["plan"].new] == ["M1"]


def test_columns_that_make_no_sense_are_said_to_and_stay_chosen(signed_in: Client) -> None:
    address = planned(signed_in, "Ident,First,Second,Value for June 2018\nM1,1,2,1433\n")
    page = signed_in.get(address)
    sent = {column(page, heading).name: "month:2018-05" for heading in ("First", "Second")}
    page = signed_in.post(address, shown_fields(signed_in, address) | sent)
    assert page.status_code == 422
    assert "With these columns the file cannot be read. Line 1: expected one column for May 2018" in (
        page.content.decode()
    )
    assert column(page, "First").chosen == column(page, "Second").chosen == "month:2018-05"
    # What was suggested and not sent is suggested again.
    assert column(page, "Ident").chosen == "ref"
    assert plan_of(address).columns == {}
