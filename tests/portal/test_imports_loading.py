"""Loading a file from its page when nothing is left to decide: all of what was seen, or nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from indicators.models import (
    ImportBatch,
    Indicator,
    MonthlyReturn,
    PendingFile,
    ReportingMonth,
    ReturnRevision,
    Scorecard,
)
from tests import factories
from tests.factories import JUNE, MAY, People

from .import_pages import (
    PLAIN,
    decided,
    finding,
    indicators,
    loaded,
    planned,
    shown_fields,
)

JULY = date(2018, 7, 1)


@pytest.fixture
def signed_in(sign_in, people: People, scorecard: Scorecard):
    indicators(scorecard, people)
    return sign_in(people.administrator)


def settle(signed_in: Client, address: str, **posted: str) -> None:
    """The unknown ref left out, the restatement and the repair confirmed."""
    page = signed_in.get(address)
    unknown = finding(page, "unknown_ref")
    decided(signed_in, address, **{f"decide.{unknown.key}": "leave_out"}, confirm="repair", **posted)
    decided(signed_in, address, confirm="restatement", **posted)


def test_loads_when_nothing_is_left(signed_in: Client, people: People) -> None:
    address = planned(signed_in)
    settle(signed_in, address)
    page = signed_in.get(address)
    assert "Load 3 new and 1 changed figures" in page.content.decode()
    done = signed_in.post(
        address, shown_fields(signed_in, address) | {"reason": "Late contacts.", "load": "1"}
    )
    batch = ImportBatch.objects.get()
    assert (done.status_code, done["Location"]) == (302, f"/manage/imports/batches/{batch.pk}/")
    assert dict(MonthlyReturn.objects.filter(month=JUNE).values_list("indicator__ref", "value")) == {
        "M1": 1433,
        "M2": 215,
        "P1": Decimal("48.2"),
    }
    revision = ReturnRevision.objects.get(monthly_return__month=MAY, batch=batch)
    assert revision.value == 1554
    assert (revision.reason, revision.by) == ("Late contacts.", people.administrator)
    assert not PendingFile.objects.exists()


def test_restatement_needs_a_reason(signed_in: Client) -> None:
    address = planned(signed_in)
    settle(signed_in, address, reason="")
    page = signed_in.post(address, shown_fields(signed_in, address) | {"load": "1"})
    assert page.status_code == 422
    assert page.context["form"].errors["reason"]
    assert not ImportBatch.objects.exists()


def test_no_reason_is_asked_where_nothing_is_restated(signed_in: Client) -> None:
    page = signed_in.get(planned(signed_in, PLAIN))
    assert "Why do the figures change?" not in page.content.decode()
    assert "Load 2 new figures" in page.content.decode()


def test_undecided_plan_is_not_loaded_by_a_forged_button(signed_in: Client) -> None:
    address = planned(signed_in)
    page = signed_in.post(address, shown_fields(signed_in, address) | {"load": "1"})
    assert page.status_code == 422
    assert "still to be decided" in page.content.decode()
    assert not ImportBatch.objects.exists()


def test_last_decision_and_loading_in_one_are_shown_first(signed_in: Client) -> None:
    """What is loaded is what stood on the page: a decision sent with the button changes that."""
    address = planned(signed_in, "ref,Jun-18\nM1,1433\nM2,215*\n")
    repair = finding(signed_in.get(address), "text_in_number")
    sent = signed_in.post(
        address, shown_fields(signed_in, address) | {f"decide.{repair.key}": "accept", "load": "1"}
    )
    assert sent["Location"] == address
    assert not ImportBatch.objects.exists()
    assert "check it, then load it" in signed_in.get(address).content.decode()


def test_figures_changed_meanwhile_show_the_new_plan(signed_in: Client, people: People) -> None:
    address = planned(signed_in, PLAIN)
    fields = shown_fields(signed_in, address) | {"load": "1"}
    m1 = Indicator.objects.get(ref="M1")
    factories.returns(m1, ["1400"])
    page = signed_in.post(address, fields)
    text = page.content.decode()
    assert page.status_code == 409
    assert "The figures changed while you were deciding." in text
    assert "your decisions that still fit are kept" in text
    assert finding(page, "restatement").ref == "M1"
    assert m1.returns.get(month=JUNE).value == 1400
    assert not ImportBatch.objects.exists()


def test_same_file_again_says_nothing_to_do(signed_in: Client) -> None:
    loaded(signed_in)
    text = signed_in.get(planned(signed_in, PLAIN)).content.decode()
    assert "Nothing to do: every figure is already the same here." in text
    assert 'name="load"' not in text
    assert "Save my decisions</button>\n      <a" not in text
    assert "Throw this plan away" in text


def test_plan_that_is_gone_is_said_to_be(signed_in: Client) -> None:
    address = planned(signed_in, PLAIN)
    fields = shown_fields(signed_in, address) | {"load": "1"}
    assert signed_in.post(address, fields).status_code == 302
    again = signed_in.post(address, fields)
    assert again.status_code == 409
    assert "not there any more" in again.content.decode()
    assert signed_in.get(address).status_code == 404
    assert ImportBatch.objects.count() == 1


def test_month_that_is_not_open_is_said_before_the_button(signed_in: Client, scorecard: Scorecard) -> None:
    """July is at work, and the file is for June alone: it could be typed in, but is no load of July."""
    scorecard.reporting_months.update(status="closed")
    ReportingMonth.objects.create(scorecard=scorecard, month=JULY, status=ReportingMonth.OPEN)
    text = signed_in.get(planned(signed_in, PLAIN)).content.decode()
    assert "No month is open that this file is for." in text
    assert 'name="load"' not in text


def test_same_file_again_says_when_it_was_loaded_and_that_nothing_is_to_do(signed_in: Client) -> None:
    address = planned(signed_in)
    settle(signed_in, address)
    signed_in.post(address, shown_fields(signed_in, address) | {"reason": "Late contacts.", "load": "1"})
    batch = ImportBatch.objects.get()
    page = signed_in.get(planned(signed_in))
    text = " ".join(page.content.decode().split())
    assert f'The same file was <a href="/manage/imports/batches/{batch.pk}/">loaded' in text
    assert (
        "Nothing has been written yet.</b> Nothing to do: what else the file would change is left out."
        in text
    )
    assert page.context["plan"].to_decide == ()
