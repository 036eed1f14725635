"""The page of a plan: what is decided on it, and the loading at its end."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from indicators.models import (
    ImportBatch,
    ImportedFile,
    ImportPlan,
    Indicator,
    Membership,
    MonthlyReturn,
    ReportingMonth,
    ReturnRevision,
    Scorecard,
)
from tests import factories
from tests.factories import JUNE, MAY, People

from .import_pages import (
    ADDRESS,
    PLAIN,
    decided,
    finding,
    indicators,
    loaded,
    plan_of,
    planned,
    shown_fields,
)
from .pages import inline_parts

JULY = date(2018, 7, 1)


@pytest.fixture
def signed_in(sign_in, people: People, scorecard: Scorecard):
    indicators(scorecard, people)
    return sign_in(people.administrator)


def tiles(page) -> dict[str, str]:
    return {tile.label: tile.value for tile in page.context["tiles"]}


def settle(signed_in: Client, address: str, **posted: str) -> None:
    """The unknown ref left out, the restatement and the repair confirmed."""
    page = signed_in.get(address)
    unknown = finding(page, "unknown_ref")
    decided(signed_in, address, **{f"decide.{unknown.key}": "leave_out"}, confirm="repair", **posted)
    decided(signed_in, address, confirm="restatement", **posted)


def test_nothing_is_written_and_the_page_says_what_would_be(signed_in: Client) -> None:
    """M1 changes for May and M2 is new for June; P1 waits for its repair, M99 for somebody who knows it."""
    page = signed_in.get(planned(signed_in))
    assert tiles(page) == {
        "New": "2",
        "Changed": "1",
        "Unchanged": "2",
        "Errors": "1",
        "Repairs": "1",
        "Warnings": "0",
    }
    text = page.content.decode()
    assert "Check what this file would change" in text
    assert "Nothing has been written yet." in text
    assert "3 things are not decided." in text
    assert 'name="load"' not in text
    assert not MonthlyReturn.objects.filter(month=JUNE).exists()
    assert not inline_parts(page)


def test_decisions_are_saved_and_filters_kept(signed_in: Client) -> None:
    address = planned(signed_in)
    unknown = finding(signed_in.get(address), "unknown_ref")
    fields = shown_fields(signed_in, address) | {
        f"decide.{unknown.key}": "leave_out",
        "reason": "Late contacts.",
    }
    saved = signed_in.post(f"{address}?show=error&q=m99", fields)
    assert (saved.status_code, saved["Location"]) == (302, f"{address}?show=error&q=m99")
    kept = plan_of(address)
    assert kept.decisions == {unknown.key: "leave_out"}
    assert kept.reason == "Late contacts."
    page = signed_in.get(address)
    assert "2 things are not decided." in page.content.decode()
    assert finding(page, "unknown_ref").chosen == "leave_out"


def test_repairs_are_confirmed_together(signed_in: Client) -> None:
    address = planned(signed_in, "ref,Jun-18\nP1,0.482\nM1,1433*\nM2,215*\n")
    text = signed_in.get(address).content.decode()
    assert "Confirm all 3" in text
    decided(signed_in, address, confirm="repair:text_in_number")
    page = signed_in.get(address)
    assert {each.kind for each in page.context["plan"].to_decide} == {"percentage_scale"}
    assert tiles(page)["New"] == "2"


def test_what_is_ticked_is_not_confirmed_over(signed_in: Client) -> None:
    address = planned(signed_in, "ref,Jun-18\nM1,1433*\nM2,215*\n")
    first, second = signed_in.get(address).context["plan"].to_decide
    decided(signed_in, address, confirm="repair", **{f"decide.{first.key}": "leave_out"})
    assert plan_of(address).decisions == {first.key: "leave_out", second.key: "accept"}


def test_confirming_together_takes_only_what_the_filter_finds(signed_in: Client) -> None:
    address = planned(signed_in, "ref,Jun-18\nM1,1433*\nM2,215*\n")
    fields = shown_fields(signed_in, address) | {"confirm": "repair"}
    signed_in.post(f"{address}?q=M2", fields)
    (decision,) = plan_of(address).decisions
    assert "M2" in decision


def test_unknown_ref_is_read_as_another(signed_in: Client) -> None:
    address = planned(signed_in, "ref,Jun-18\nM11,1433\n")
    unknown = finding(signed_in.get(address), "unknown_ref")
    assert "read_as:M1" in [choice.value for choice in unknown.choices]
    decided(signed_in, address, **{f"decide.{unknown.key}": "read_as:M1"})
    (figure,) = signed_in.get(address).context["plan"].new
    assert (figure.indicator.ref, figure.value) == ("M1", Decimal(1433))


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
    assert not ImportPlan.objects.exists()


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


def test_two_administrators_at_once(signed_in: Client, sign_in, people: People, scorecard: Scorecard) -> None:
    """The second sees what the first decided, and loses nothing of their own."""
    other = people.viewer
    Membership.objects.filter(user=other, scorecard=scorecard).update(role=Membership.ADMINISTRATOR)
    address = planned(signed_in)
    seen = shown_fields(signed_in, address)
    unknown = finding(signed_in.get(address), "unknown_ref")
    decided(sign_in(other), address, confirm="repair")
    page = signed_in.post(address, seen | {"reason": "Mine.", f"decide.{unknown.key}": "leave_out"})
    text = page.content.decode()
    assert page.status_code == 409
    assert "Nothing was saved." in text
    assert "Mine." in text
    assert page.context["form"].chosen(unknown) == "leave_out"
    assert finding(page, "percentage_scale").chosen == "accept"
    # Sent again from that page, both stand.
    again = shown_fields(signed_in, address) | {"reason": "Mine.", f"decide.{unknown.key}": "leave_out"}
    assert signed_in.post(address, again).status_code == 302
    assert len(plan_of(address).decisions) == 2


def test_plan_that_is_gone_is_said_to_be(signed_in: Client) -> None:
    address = planned(signed_in, PLAIN)
    fields = shown_fields(signed_in, address) | {"load": "1"}
    assert signed_in.post(address, fields).status_code == 302
    again = signed_in.post(address, fields)
    assert again.status_code == 409
    assert "not there any more" in again.content.decode()
    assert signed_in.get(address).status_code == 404
    assert ImportBatch.objects.count() == 1


@pytest.mark.parametrize(
    "forged",
    [
        {"seen_version": "x"},
        {"seen_version": ""},
        {"confirm": "nothing:at all"},
        {"decide.nothing": "accept"},
    ],
)
def test_forged_fields_break_nothing(signed_in: Client, forged: dict[str, str]) -> None:
    address = planned(signed_in)
    sent = signed_in.post(address, shown_fields(signed_in, address) | forged)
    assert sent.status_code in (302, 422)
    assert plan_of(address).decisions == {}


def test_choice_that_a_finding_does_not_have_is_refused(signed_in: Client) -> None:
    address = planned(signed_in)
    unknown = finding(signed_in.get(address), "unknown_ref")
    sent = signed_in.post(
        address, shown_fields(signed_in, address) | {f"decide.{unknown.key}": "read_as:EH1"}
    )
    assert sent.status_code == 422
    assert plan_of(address).decisions == {}


def test_column_nobody_reads_is_named_and_remembered(signed_in: Client) -> None:
    text = "ref,Jun-18,Anything\nM1,1433,a\n"
    address = planned(signed_in, text)
    page = signed_in.get(address)
    (column,) = page.context["columns"]
    assert (column.heading, column.chosen, column.is_remembered) == ("Anything", "", False)
    signed_in.post(address, shown_fields(signed_in, address) | {column.name: "ignored"})
    (column,) = signed_in.get(address).context["columns"]
    assert column.chosen == "ignored"
    signed_in.post(address, shown_fields(signed_in, address) | {"load": "1"})

    (column,) = signed_in.get(planned(signed_in, text.replace("1433", "1434"))).context["columns"]
    assert (column.chosen, column.is_remembered) == ("ignored", True)


def test_columns_that_make_no_sense_are_refused(signed_in: Client) -> None:
    address = planned(signed_in, "ref,Jun-18,One,Two\nM1,1433,7,8\n")
    said = {column.name: "month:2018-04" for column in signed_in.get(address).context["columns"]}
    page = signed_in.post(address, shown_fields(signed_in, address) | said)
    assert page.status_code == 422
    assert "With these columns the file cannot be read." in page.content.decode()
    assert {column.chosen for column in page.context["columns"]} == {"month:2018-04"}
    assert plan_of(address).columns == {}


def test_plan_of_another_scorecard_is_not_there(signed_in: Client, sign_in, people: People) -> None:
    housing = factories.scorecard("Housing")
    Membership.objects.create(user=people.stranger, scorecard=housing, role=Membership.ADMINISTRATOR)
    address = planned(signed_in)
    stranger = sign_in(people.stranger)
    for path in (address, f"{address}findings.csv", f"{address}discard/"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(address, {"load": "1"}).status_code == 409
    assert stranger.post(f"{address}discard/").status_code == 409
    assert ImportPlan.objects.exists()


def test_thrown_away_after_asking(signed_in: Client) -> None:
    address = planned(signed_in)
    asked = signed_in.get(f"{address}discard/")
    assert "No figure is changed." in asked.content.decode()
    assert ImportPlan.objects.exists()
    assert signed_in.post(f"{address}discard/")["Location"] == ADDRESS
    assert not ImportPlan.objects.exists()


def test_month_that_is_not_open_is_said_before_the_button(signed_in: Client, scorecard: Scorecard) -> None:
    """July is at work, and the file is for June alone: it could be typed in, but is no load of July."""
    scorecard.reporting_months.update(status="closed")
    ReportingMonth.objects.create(scorecard=scorecard, month=JULY, status=ReportingMonth.OPEN)
    text = signed_in.get(planned(signed_in, PLAIN)).content.decode()
    assert "No month is open that this file is for." in text
    assert 'name="load"' not in text


def test_effects_name_the_signatures_that_would_not_fit(signed_in: Client) -> None:
    """M1 and M2 are signed. May of M1 changes; M2 stays as it is until June comes in."""
    m1, m2 = (Indicator.objects.get(ref=ref) for ref in ("M1", "M2"))
    for each, june in ((m1, "1433"), (m2, "215")):
        factories.returns(each, [june])
        factories.commentary_at("approved", each)
    address = planned(signed_in, "ref,May-18,Jun-18\nM1,1554,1433\nM2,246,215\n")
    assert signed_in.get(address).context["effects"].signatures.stale == ()
    decided(signed_in, address, confirm="restatement")
    found = signed_in.get(address).context["effects"]
    assert found.signatures.stale == ("M1",)
    assert found.missing == ("P1",)


def test_effects_name_the_signatures_that_fit_again(signed_in: Client, people: People) -> None:
    m1 = Indicator.objects.get(ref="M1")
    factories.returns(m1, ["1433"])
    factories.commentary_at("approved", m1)
    factories.restate(m1, "1500", by=people.administrator)
    address = planned(signed_in, "ref,Jun-18\nM1,1433\n")
    decided(signed_in, address, confirm="restatement")
    assert signed_in.get(address).context["effects"].signatures.right_again == ("M1",)


def test_reason_typed_survives_the_end_of_the_session(signed_in: Client, sign_in, people: People) -> None:
    address = planned(signed_in)
    mark = signed_in.get(address).context["typed_by"]
    fresh = Client()
    fresh.post(address, {"reason": "Counted twice.", "typed_by": mark})
    fresh.force_login(people.administrator, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Counted twice." in fresh.get(address).content.decode()


def test_file_that_cannot_be_read_any_more_is_said_to_be(signed_in: Client) -> None:
    """Such as one that an earlier version of the portal took."""
    address = planned(signed_in)
    ImportedFile.objects.update(data=b"one,two\n", sha256="1" * 64)
    for path in (address, f"{address}findings.csv"):
        page = signed_in.get(path)
        assert page.status_code == 409
        assert "cannot be read any more" in page.content.decode()
    assert signed_in.post(f"{address}discard/").status_code == 302


def test_moment_and_hash_are_told(signed_in: Client) -> None:
    address = planned(signed_in)
    text = signed_in.get(address).content.decode()
    assert plan_of(address).file.sha256 in text
    assert "12 July 2018, 9:30am" in text
