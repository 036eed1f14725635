"""Two administrators begin or withdraw one baseline at the same moment: one is first, the other is told."""

from copy import copy
from datetime import date

import pytest

from indicators.actions import baselines
from indicators.models import Baseline, Indicator, Membership, Scorecard
from indicators.people.errors import Invalid
from indicators.people.models import AuditEvent, User
from tests import factories
from tests.commentary.test_two_at_once import conflicts, together
from tests.factories import NOW, People

pytestmark = pytest.mark.django_db(transaction=True)
JANUARY = date(2018, 1, 1)


@pytest.fixture
def indicator(scorecard: Scorecard) -> Indicator:
    made = factories.indicator(scorecard)
    factories.returns(made, ["50"] * 13)
    return made


@pytest.fixture
def second(scorecard: Scorecard) -> User:
    user = factories.user("Second Administrator")
    Membership.objects.create(user=user, scorecard=scorecard, role=Membership.ADMINISTRATOR)
    return user


def test_two_begin_in_one_month(indicator: Indicator, people: People, second: User) -> None:
    def begin(by: User) -> str:
        try:
            baselines.begin(indicator=indicator, starts=JANUARY, reason="A new team", by=by, at=NOW)
        except Invalid as told:
            return told.reason
        return "begun"

    answers = together(lambda: begin(people.administrator), lambda: begin(second))
    first = Baseline.objects.get().by
    told = f"A baseline begins in January 2018 already, by {first}."
    assert sorted(str(answer).startswith(told) or answer == "begun" for answer in answers) == [True, True]
    assert "begun" in answers
    assert AuditEvent.objects.count() == 1


def test_two_withdraw_the_same(indicator: Indicator, people: People, second: User) -> None:
    made = baselines.begin(
        indicator=indicator, starts=JANUARY, reason="A new team", by=people.administrator, at=NOW
    )

    def withdraw(by: User) -> str:
        # `made` was read by both before either withdraws it.
        baselines.withdraw(baseline=copy(made), reason="The wrong month", by=by, at=NOW)
        return "withdrawn"

    answers = together(lambda: withdraw(people.administrator), lambda: withdraw(second))
    assert conflicts(answers) == [baselines.GONE]
    assert "withdrawn" in answers
    assert Baseline.history.filter(history_type="-").count() == 1
