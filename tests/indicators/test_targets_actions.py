"""Targets are set, changed and removed with a reason, all together or not at all."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from indicators.actions import targets
from indicators.actions.targets import TargetChange
from indicators.calculations.terms import Basis, Direction
from indicators.models import Indicator, Scorecard, ScorecardRevision, Target
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import AuditEvent
from indicators.scorecards import rows
from tests import factories
from tests.factories import NOW, People

NONE = rows.Target(2018)
AT_460 = rows.Target(2018, Decimal(460), False, Basis.YEAR_END, Direction.AT_MOST)
Change = Callable[..., int]


@pytest.fixture
def looked_after(scorecard: Scorecard) -> Indicator:
    return factories.indicator(scorecard, "LAC1", polarity="lower")


@pytest.fixture
def change(scorecard: Scorecard, looked_after: Indicator, people: People) -> Change:
    def changed(
        *pairs: tuple[rows.Target, rows.Target], reason: str = "Agreed in July", **others: Any
    ) -> int:
        changes = [TargetChange(looked_after.pk, seen, wanted, reason) for seen, wanted in pairs]
        given: Any = {"by": people.administrator, "changes": changes} | others
        return targets.change(scorecard=scorecard, first_year=2018, at=NOW, **given)

    return changed


def test_history_keeps_who_when_and_why_of_setting_changing_and_removing(
    change: Change, people: People
) -> None:
    at_500 = replace(AT_460, value=Decimal(500))
    change((NONE, AT_460), reason="Plan of April")
    change((AT_460, at_500), reason="Plan of July")
    change((at_500, NONE), reason="Set by mistake")
    history = Target.history.order_by("history_id")
    assert [(row.history_type, row.value, row.history_change_reason) for row in history] == [
        ("+", Decimal(460), "Plan of April"),
        ("~", Decimal(500), "Plan of July"),
        ("-", Decimal(500), "Set by mistake"),
    ]
    assert {(row.history_user, row.history_date) for row in history} == {(people.administrator, NOW)}
    assert not Target.objects.exists()
    assert [event.verb for event in AuditEvent.objects.order_by("pk")] == [
        "set a target",
        "changed a target",
        "removed a target",
    ]


def test_scorecard_shows_the_change_at_once(change: Change, scorecard: Scorecard) -> None:
    change((NONE, AT_460))
    change((AT_460, replace(AT_460, value=None, is_tbc=True)))
    assert ScorecardRevision.objects.get(scorecard=scorecard).number == 2


def test_the_same_again_changes_nothing(change: Change) -> None:
    change((NONE, AT_460))
    assert change((AT_460, AT_460), reason="") == 0
    assert Target.history.count() == 1
    assert ScorecardRevision.objects.get().number == 1


def test_somebody_was_first(change: Change) -> None:
    change((NONE, AT_460))
    with pytest.raises(Conflict, match="Nothing was overwritten"):
        change((NONE, replace(AT_460, value=Decimal(400))))
    assert Target.objects.get().value == 460


def test_one_wrong_change_refuses_all(change: Change) -> None:
    next_year = rows.Target(2019)
    wrong = replace(AT_460, financial_year=2019, direction=Direction.AT_LEAST)
    with pytest.raises(Invalid, match="Lower is better here") as refusal:
        change((NONE, AT_460), (next_year, wrong))
    assert refusal.value.field is not None
    assert refusal.value.field.endswith("-2019")
    assert not Target.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (replace(AT_460, value=Decimal("460.5")), "kept in whole numbers"),
        (replace(AT_460, value=Decimal(-1)), "below zero"),
        (replace(AT_460, value=Decimal(10) ** 13), "too large"),
        (replace(AT_460, tolerance=Decimal(101)), "0 to 100"),
        (replace(AT_460, value=None), "a number or TBC"),
        (replace(AT_460, financial_year=2017), "this year and the next two"),
        (replace(AT_460, financial_year=2021), "this year and the next two"),
    ],
)
def test_what_cannot_be_a_target(change: Change, wanted: rows.Target, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        change((rows.Target(wanted.financial_year), wanted))
    assert not Target.objects.exists()


@pytest.mark.parametrize(
    ("reason", "sentence"), [("  ", "Say why"), ("x" * 501, "characters"), ("a\x07b", "control character")]
)
def test_reason_is_needed_and_is_plain_text(change: Change, reason: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        change((NONE, AT_460), reason=reason)


def test_only_administrators(change: Change, people: People) -> None:
    for user in (people.owner, people.viewer, people.portal_administrator):
        with pytest.raises(Refused, match="Only an administrator"):
            change((NONE, AT_460), by=user)


def test_indicator_of_another_scorecard_is_unknown(change: Change, people: People) -> None:
    foreign = factories.indicator(factories.scorecard("Adults"), "A1")
    with pytest.raises(Invalid, match="not on this scorecard"):
        change(changes=[TargetChange(foreign.pk, NONE, AT_460, "Because")])
    assert not Target.objects.exists()
