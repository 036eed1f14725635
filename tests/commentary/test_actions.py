"""What may be done with an action, by whom, and what is kept of it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from commentary.actions import actions
from commentary.models import MAX_ACTION, Action, ActionEvent
from indicators.models import Indicator
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.immutable import RowIsImmutable
from indicators.people.models import AuditEvent, User
from tests import factories
from tests.factories import JUNE, NOW, People

TEXT = "Move planning cases to the court team"
OUTCOME = "All cases moved on 3 August."
DUE = date(2018, 8, 6)
WORKERS = ("reporter", "reporter_cover", "owner", "owner_cover", "administrator")
OTHERS = ("viewer", "stranger", "portal_administrator")


@pytest.fixture
def opened(indicator: Indicator, people: People) -> Callable[..., Action]:
    def opened(**fields) -> Action:
        given = {"text": TEXT, "who": people.reporter, "due": DUE, "by": people.reporter, "at": NOW}
        return actions.open_one(indicator=indicator, month=JUNE, **{**given, **fields})

    return opened


def close(action: Action, by: User, **fields) -> Action:
    given = {"outcome": OUTCOME, "seen_version": action.version, "at": NOW}
    return actions.close(action=action, by=by, **{**given, **fields})


def change(action: Action, by: User, **fields) -> Action:
    given = {
        "text": action.text,
        "who": action.who,
        "due": action.due,
        "reason": "The court moved it",
        "seen_version": action.version,
        "at": NOW,
    }
    return actions.change(action=action, by=by, **{**given, **fields})


def test_an_action_goes_its_way_and_keeps_its_history(opened, people: People) -> None:
    row = opened()
    later = NOW + timedelta(days=1)
    row = change(row, people.owner, due=date(2018, 8, 20), who=people.owner, at=later)
    row = close(row, people.owner, at=later)
    assert (row.outcome, row.closed_at, row.version) == (OUTCOME, later, 3)
    row = actions.reopen(
        action=row, reason="Two came back", seen_version=row.version, by=people.reporter, at=later
    )
    assert (row.outcome, row.closed_at, row.version) == ("", None, 4)
    found = ActionEvent.objects.values_list(
        "step", "by__full_name", "who__full_name", "due", "reason", "version"
    )
    assert list(found) == [
        ("open", "Reporter", "Reporter", DUE, "", 1),
        ("change", "Owner", "Owner", date(2018, 8, 20), "The court moved it", 2),
        ("close", "Owner", "Owner", date(2018, 8, 20), OUTCOME, 3),
        ("reopen", "Reporter", "Owner", date(2018, 8, 20), "Two came back", 4),
    ]


def test_the_activity_log_names_the_row_and_never_the_words(opened, people: People) -> None:
    row = close(change(opened(), people.owner, text="Move the cases of one family"), people.owner)
    lines = AuditEvent.objects.filter(on_model="commentary.Action").order_by("pk")
    assert [each.verb for each in lines] == ["opened an action", "changed an action", "closed an action"]
    assert {each.on_label for each in lines} == {"M1, June 2018"}
    everything = " ".join(f"{each.on_label} {each.before} {each.after}" for each in lines)
    assert "Move" not in everything
    assert OUTCOME not in everything
    assert "Move" not in str(row)


def test_history_is_written_once(opened) -> None:
    opened()
    with pytest.raises(RowIsImmutable):
        ActionEvent.objects.update(text="Other")
    with pytest.raises(RowIsImmutable):
        ActionEvent.objects.get().delete()


@pytest.mark.parametrize("who", WORKERS)
def test_who_works_on_the_indicator_looks_after_its_actions(opened, people: People, who: str) -> None:
    by = getattr(people, who)
    row = close(change(opened(by=by), by), by)
    row = actions.reopen(action=row, reason="Not done", seen_version=row.version, by=by, at=NOW)
    assert row.closed_at is None


@pytest.mark.parametrize("who", OTHERS)
def test_others_do_not(opened, people: People, who: str) -> None:
    by = getattr(people, who)
    with pytest.raises(Refused):
        opened(by=by)
    row = opened()
    for refused in (
        lambda: change(row, by),
        lambda: close(row, by),
        lambda: actions.reopen(action=row, reason="Why", seen_version=row.version, by=by, at=NOW),
    ):
        with pytest.raises(Refused):
            refused()
    assert ActionEvent.objects.count() == 1


def test_whoever_has_it_to_do_closes_it_and_changes_nothing_else(opened, people: People) -> None:
    row = opened(who=people.viewer)
    with pytest.raises(Refused):
        change(row, people.viewer)
    row = close(row, people.viewer)
    with pytest.raises(Refused):
        actions.reopen(action=row, reason="Why", seen_version=row.version, by=people.viewer, at=NOW)


def test_a_deputy_whose_cover_is_over_does_not(opened, people: People) -> None:
    with pytest.raises(Refused):
        opened(by=people.reporter_cover, at=NOW + timedelta(days=30))


def test_the_second_of_two_is_told_who_was_first(opened, people: People) -> None:
    row = opened()
    seen = row.version
    change(row, people.owner, text="Other words")
    with pytest.raises(Conflict, match="Owner changed this action on 12 July 2018, 9:30am"):
        change(row, people.reporter, text="My words", seen_version=seen)
    with pytest.raises(Conflict):
        close(row, people.reporter, seen_version=seen)
    row.refresh_from_db()
    assert (row.text, row.version, row.closed_at) == ("Other words", 2, None)


def test_a_closed_one_is_neither_changed_nor_closed_again(opened, people: People) -> None:
    row = close(opened(), people.owner)
    for refused in (lambda: change(row, people.owner), lambda: close(row, people.owner)):
        with pytest.raises(Conflict, match="Owner closed this action"):
            refused()
    again = opened()
    with pytest.raises(Conflict):
        actions.reopen(action=again, reason="Why", seen_version=again.version, by=people.owner, at=NOW)


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"text": "  "}, "text", "Enter what is to be done"),
        ({"text": "x" * (MAX_ACTION + 3)}, "text", "Take out 3"),
        ({"text": "a\x00b"}, "text", "control character"),
        ({"due": date(2018, 6, 10)}, "due", "10 June 2018 is long past"),
        ({"due": date(2028, 6, 10)}, "due", "more than three years ahead"),
    ],
)
def test_what_cannot_be_kept(opened, fields, field: str, said: str) -> None:
    with pytest.raises(Invalid, match=said) as problem:
        opened(**fields)
    assert problem.value.field == field
    assert not Action.objects.exists()


def test_a_day_that_has_lately_gone_by_may_be_put_down(opened, people: People) -> None:
    row = opened(due=date(2018, 6, 29))
    long_after = datetime(2018, 12, 3, 9, tzinfo=NOW.tzinfo)
    row = change(row, people.reporter, text="Other words", at=long_after)
    with pytest.raises(Invalid, match="long past"):
        change(row, people.reporter, due=date(2018, 6, 28), at=long_after)


def test_it_is_for_somebody_active_who_sees_the_scorecard(opened, people: People) -> None:
    for who in (people.viewer, people.owner_cover, people.portal_administrator):
        opened(who=who)
    with pytest.raises(Invalid, match="Stranger does not see this scorecard"):
        opened(who=people.stranger)
    people.viewer.is_active = False
    people.viewer.save()
    with pytest.raises(Invalid, match="deactivated"):
        opened(who=people.viewer)


def test_a_month_that_the_scorecard_does_not_have(indicator, people: People) -> None:
    with pytest.raises(Invalid, match="May 2018 is not a month of this scorecard"):
        actions.open_one(
            indicator=indicator,
            month=date(2018, 5, 1),
            text=TEXT,
            who=people.reporter,
            due=DUE,
            by=people.reporter,
            at=NOW,
        )


def test_a_promise_becomes_one_action_and_must_stand_in_the_words(opened, indicator) -> None:
    with pytest.raises(Conflict, match="no longer says that"):
        opened(promise="We will move the cases")
    factories.commentary_at("draft", indicator, text="We will move the cases by 6 August.")
    opened(promise="We will move the cases by 6 August")
    with pytest.raises(Conflict, match="an action already: Reporter, due 6 August"):
        opened(promise="We will move the cases by 6 August")
    assert Action.objects.count() == 1
