"""The last month of an indicator, and its return."""

from datetime import date

import pytest

from indicators.actions import retirements
from indicators.models import Indicator, ReportingMonth, Scorecard
from indicators.people.errors import Conflict, Invalid
from indicators.scorecards.definition_history import definition_changes
from tests import factories
from tests.factories import JUNE, MAY, NOW, People

JULY = date(2018, 7, 1)
APRIL = date(2018, 4, 1)


@pytest.fixture
def row(scorecard: Scorecard, people: People) -> Indicator:
    return factories.indicator(scorecard, "M1", owner=people.owner, reporter=people.reporter)


def retire(row: Indicator, people: People, last_month: date = JUNE) -> None:
    retirements.retire(
        indicator=row, last_month=last_month, reason="Not collected", by=people.administrator, at=NOW
    )


def test_retired_and_back(people: People, row: Indicator) -> None:
    retire(row, people)
    row.refresh_from_db()
    assert row.is_active_in(JUNE)
    assert not row.is_active_in(JULY)
    with pytest.raises(Conflict, match="retired already, after June 2018"):
        retire(row, people)
    retirements.bring_back(
        indicator=row, reason="Collected again", by=people.administrator, at=NOW.replace(hour=11)
    )
    row.refresh_from_db()
    assert row.is_active_in(JULY)
    assert [(each.what, each.why) for each in definition_changes(row)] == [
        ("Last month changed from June 2018 to nothing", "Collected again"),
        ("Last month changed from nothing to June 2018", "Not collected"),
    ]
    with pytest.raises(Conflict, match="not retired"):
        retirements.bring_back(indicator=row, reason="Again", by=people.administrator, at=NOW)


def test_not_retired_before_it_starts(people: People, row: Indicator) -> None:
    row.active_from = JUNE
    row.save()
    with pytest.raises(Invalid, match="asked for from June 2018"):
        retire(row, people, MAY)


def test_not_retired_out_of_a_closed_month(scorecard: Scorecard, people: People, row: Indicator) -> None:
    ReportingMonth.objects.create(scorecard=scorecard, month=MAY, status=ReportingMonth.CLOSED)
    with pytest.raises(Invalid, match="May 2018 is closed"):
        retire(row, people, APRIL)
    retire(row, people, MAY)


def test_not_retired_under_those_who_show_its_words(
    scorecard: Scorecard, people: People, row: Indicator
) -> None:
    follower = factories.indicator(
        scorecard, "M2", owner=people.owner, reporter=people.reporter, shares_commentary_with=row
    )
    with pytest.raises(Invalid, match="shown by M2 too"):
        retire(row, people)
    retire(follower, people, JULY)
    with pytest.raises(Invalid, match="shown by M2 too"):
        retire(row, people, JUNE)
    retire(row, people, JULY)
    follower.refresh_from_db()
    with pytest.raises(Invalid, match="Bring that one back first"):
        retirements.bring_back(indicator=follower, reason="Again", by=people.administrator, at=NOW)


def test_retiring_needs_a_reason(people: People, row: Indicator) -> None:
    with pytest.raises(Invalid, match="Say why"):
        retirements.retire(indicator=row, last_month=JUNE, reason="", by=people.administrator, at=NOW)
    assert Indicator.objects.get().active_until is None
