"""Handing a leaver's indicators over."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commentary.models import Commentary
from indicators.models import Indicator, Scorecard
from indicators.people.models import AuditEvent
from tests import factories
from tests.factories import People

from .set_up import VIEWERS, said

SignIn = Callable[..., Client]
URL = "/manage/indicators/childrens-services/hand-over/"


@pytest.fixture
def rows(scorecard: Scorecard, people: People) -> dict[str, Indicator]:
    """M1 leads M2; M3 is the owner's alone; M4 they also report."""
    given: dict[str, Any] = {"owner": people.owner, "reporter": people.reporter}
    leader = factories.indicator(scorecard, "M1", order=1, **given)
    follower = factories.indicator(scorecard, "M2", order=2, shares_commentary_with=leader, **given)
    alone = factories.indicator(scorecard, "M3", order=3, **given)
    both = factories.indicator(scorecard, "M4", order=4, owner=people.owner, reporter=people.owner)
    return {each.ref: each for each in (leader, follower, alone, both)}


@pytest.fixture
def administrator(sign_in: SignIn, rows: dict[str, Indicator], people: People) -> Client:
    return sign_in(people.administrator)


def hand_over(administrator: Client, people: People, refs: list[Indicator], **fields: Any) -> Any:
    typed: dict[str, Any] = {
        "indicators": [each.pk for each in refs],
        "role": "both",
        "to": people.viewer.pk,
        "reason": "Leaves",
    }
    return administrator.post(f"{URL}?person={people.owner.pk}", typed | fields, follow=True)


def owners() -> dict[str, str]:
    return {each.ref: str(each.owner) for each in Indicator.objects.select_related("owner")}


@pytest.mark.parametrize("who", [*VIEWERS, "portal_administrator"])
def test_others_are_told_why_not(administrator: Client, sign_in: SignIn, people: People, who: str) -> None:
    other = sign_in(getattr(people, who))
    refused = other.get(f"{URL}?person={people.owner.pk}")
    assert refused.status_code == 403
    assert "Only an administrator of" in refused.content.decode()
    assert other.post(f"{URL}?person={people.owner.pk}", {}).status_code == 403


def test_strangers_find_nothing(administrator: Client, sign_in: SignIn, people: People) -> None:
    assert sign_in(people.stranger).get(URL).status_code == 404


def test_asks_whose_and_offers_those_who_have_some(administrator: Client, people: People) -> None:
    offered = administrator.get(URL).context["leaver"].fields["person"].queryset
    assert set(offered) == {people.owner, people.reporter}
    for person in (people.viewer.pk, 99999, "x", ""):
        page = administrator.get(URL, {"person": person})
        assert page.status_code == 422
        assert said(page) in (
            "Choose a person from the list.",
            "Choose a person.",
            "This person has no indicator here.",
        )


def test_says_which_move_together(administrator: Client, people: People) -> None:
    page = administrator.get(URL, {"person": people.owner.pk})
    assert [(row.indicator.ref, row.with_refs) for row in page.context["rows"]] == [
        ("M1", ("M2",)),
        ("M2", ("M1",)),
        ("M3", ()),
        ("M4", ()),
    ]
    assert "they move together, ticked or not" in page.content.decode()


def test_families_move_together(administrator: Client, people: People, rows: dict[str, Indicator]) -> None:
    """Only the follower is ticked."""
    done = hand_over(administrator, people, [rows["M2"]])
    assert "2 indicators handed to Viewer: M1, M2." in done.content.decode()
    assert owners() == {"M1": "Viewer", "M2": "Viewer", "M3": "Owner", "M4": "Owner"}
    assert {each.reporter for each in Indicator.objects.filter(ref__in=["M1", "M2"])} == {people.reporter}
    newest = rows["M1"].history.order_by("-history_id")[0]
    assert (newest.history_user, newest.history_change_reason) == (people.administrator, "Leaves")
    event = AuditEvent.objects.get(verb="handed indicators over")
    assert event.after == {"owner": "Viewer", "reporter": "Viewer", "refs": ["M1", "M2"]}


def test_only_what_is_chosen_of_them(
    administrator: Client, people: People, rows: dict[str, Indicator]
) -> None:
    done = hand_over(administrator, people, [rows["M3"], rows["M4"]], role="reporter")
    assert "1 indicator handed to Viewer: M4." in done.content.decode()
    assert set(owners().values()) == {"Owner"}
    assert Indicator.objects.get(ref="M3").reporter == people.reporter


def test_a_deputy_must_sign_where_one_becomes_both(
    administrator: Client, people: People, rows: dict[str, Indicator]
) -> None:
    done = hand_over(administrator, people, [rows["M3"], rows["M4"]], to=people.reporter.pk)
    assert "Reporter is owner and reporter of M3, M4" in done.content.decode()


def test_written_commentary_keeps_its_authors(
    administrator: Client, people: People, rows: dict[str, Indicator]
) -> None:
    factories.returns(rows["M3"], ["5", "6"])
    factories.commentary_at("approved", rows["M3"])
    hand_over(administrator, people, [rows["M3"]])
    commentary = Commentary.objects.get()
    assert commentary.status == "approved"
    assert [event.by for event in commentary.events.order_by("pk")][-1] == people.owner


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"indicators": []}, "Tick at least one indicator."),
        ({"indicators": ["x"]}, "valid"),
        ({"indicators": [99999]}, "not theirs any more"),
        ({"role": "king"}, "valid choice"),
        ({"role": "reporter"}, "is not reporter of any row"),
        ({"to": ""}, "Choose who takes them over."),
        ({"to": "99999"}, "Choose a person from the list."),
        ({"reason": ""}, "Say why"),
    ],
)
def test_what_cannot_be_changes_nothing(
    administrator: Client, people: People, rows: dict[str, Indicator], fields: dict[str, Any], message: str
) -> None:
    page = hand_over(administrator, people, [rows["M3"]], **fields)
    assert page.status_code == 422
    assert message in said(page)
    assert set(owners().values()) == {"Owner"}
    if "indicators" not in fields:
        assert page.context["ticked"] == {str(rows["M3"].pk)}


def test_nobody_deactivated_takes_over(
    administrator: Client, people: People, rows: dict[str, Indicator]
) -> None:
    people.viewer.is_active = False
    people.viewer.save()
    assert "Choose a person" in said(hand_over(administrator, people, [rows["M3"]]))


def test_somebody_was_first(administrator: Client, people: People, rows: dict[str, Indicator]) -> None:
    """M3 has gone to somebody else while the page was open: nothing at all is handed over."""
    Indicator.objects.filter(ref="M3").update(owner=people.stranger)
    page = hand_over(administrator, people, [rows["M1"], rows["M3"]])
    assert page.status_code == 422
    assert "not theirs any more" in said(page)
    assert page.context["form"]["reason"].value() == "Leaves"
    assert owners() == {"M1": "Owner", "M2": "Owner", "M3": "Stranger", "M4": "Owner"}


def test_a_deactivated_leaver(administrator: Client, people: People, rows: dict[str, Indicator]) -> None:
    people.owner.is_active = False
    people.owner.save()
    hand_over(administrator, people, list(rows.values()))
    assert set(owners().values()) == {"Viewer"}


def test_queries_do_not_grow(
    administrator: Client, scorecard: Scorecard, people: People, rows: dict[str, Indicator]
) -> None:
    def count(refs: list[Indicator]) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as read:
            administrator.get(URL, {"person": people.owner.pk})
        with CaptureQueriesContext(connection) as written:
            hand_over(administrator, people, refs)
        return len(read), len(written)

    hand_over(administrator, people, [rows["M4"]])
    few = count([rows["M3"]])
    more = [factories.indicator(scorecard, f"N{number}", owner=people.owner) for number in range(20)]
    assert count(more) == few
