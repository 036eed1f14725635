"""The page of a plan: what is decided on it, and the loading at its end."""

from decimal import Decimal

import pytest
from django.test import Client

from indicators.models import (
    ImportedFile,
    Membership,
    MonthlyReturn,
    PendingFile,
    Scorecard,
)
from tests import factories
from tests.factories import JUNE, People

from .import_pages import (
    ADDRESS,
    decided,
    finding,
    indicators,
    plan_of,
    planned,
    shown_fields,
)
from .pages import inline_parts


@pytest.fixture
def signed_in(sign_in, people: People, scorecard: Scorecard):
    indicators(scorecard, people)
    return sign_in(people.administrator)


def tiles(page) -> dict[str, str]:
    return {tile.label: tile.value for tile in page.context["tiles"]}


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


def test_plan_of_another_scorecard_is_not_there(signed_in: Client, sign_in, people: People) -> None:
    housing = factories.scorecard("Housing")
    Membership.objects.create(user=people.stranger, scorecard=housing, role=Membership.ADMINISTRATOR)
    address = planned(signed_in)
    stranger = sign_in(people.stranger)
    for path in (address, f"{address}findings.csv", f"{address}discard/"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(address, {"load": "1"}).status_code == 409
    assert stranger.post(f"{address}discard/").status_code == 409
    assert PendingFile.objects.exists()


def test_thrown_away_after_asking(signed_in: Client) -> None:
    address = planned(signed_in)
    asked = signed_in.get(f"{address}discard/")
    assert "No figure is changed." in asked.content.decode()
    assert PendingFile.objects.exists()
    assert signed_in.post(f"{address}discard/")["Location"] == ADDRESS
    assert not PendingFile.objects.exists()


def test_what_was_chosen_and_typed_survives_the_end_of_the_session(signed_in: Client, people: People) -> None:
    address = planned(signed_in)
    page = signed_in.get(address)
    name = f"decide.{finding(page, 'restatement').key}"
    assert f'name="{name}" value="accept" checked' not in page.content.decode()
    fresh = Client()
    fresh.post(address, {"reason": "Counted twice.", name: "accept", "typed_by": page.context["typed_by"]})
    fresh.force_login(people.administrator, backend="allauth.account.auth_backends.AuthenticationBackend")
    text = fresh.get(address).content.decode()
    assert "Counted twice." in text
    assert f'name="{name}" value="accept" checked' in text
    assert "What you chose and wrote stands below and is not saved yet" in text
    assert plan_of(address).decisions == {}


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
