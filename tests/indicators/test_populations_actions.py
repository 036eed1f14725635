"""Populations: dated, with a source, and never gone while a rate is worked out over them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from indicators import scorecards
from indicators.actions import populations
from indicators.actions.populations import state_of
from indicators.models import Part, Population, Scorecard, ScorecardRevision
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import AuditEvent
from indicators.scorecards.populations import population_changes, populations_of
from tests import factories
from tests.factories import JUNE, NOW, People

LATER = NOW + timedelta(hours=1)
GIVEN: dict[str, Any] = {
    "name": "Children aged 0-17",
    "valid_from": date(2016, 6, 1),
    "value": 49_880,
    "source": "ONS mid-2016 estimate",
}


@pytest.fixture
def children(scorecard: Scorecard, people: People) -> Population:
    return populations.add(scorecard=scorecard, by=people.administrator, at=NOW, **GIVEN)


@pytest.fixture
def rate(scorecard: Scorecard, children: Population) -> None:
    """M2-NI, 43 in June, is M2 (215) over the children."""
    rate = factories.indicator(scorecard, "M2-NI", unit="rate_per_10000", multiplier=10_000)
    count = factories.indicator(scorecard, "M2")
    factories.returns(rate, ["43"])
    factories.returns(count, ["215"])
    Part.objects.create(indicator=rate, role="numerator", other=count)
    Part.objects.create(indicator=rate, role="denominator", population="Children aged 0-17")


def change(population: Population, people: People, **given: Any) -> Population:
    wanted = {name: GIVEN[name] for name in ("valid_from", "value", "source")}
    given = {**wanted, "seen": state_of(population), "reason": "Rebased by ONS", "at": LATER, **given}
    return populations.change(population=population, by=people.administrator, **given)


class TestAdd:
    def test_is_kept_with_its_history(
        self, scorecard: Scorecard, people: People, children: Population
    ) -> None:
        (found,) = populations_of(scorecard)
        assert (found.name, found.values[0].value, found.refs) == ("Children aged 0-17", "49,880", ())
        assert ScorecardRevision.objects.get(scorecard=scorecard).number == 1
        event = AuditEvent.objects.get()
        assert (event.verb, event.by) == ("added a population", people.administrator)
        assert event.after == {
            "valid_from": "2016-06-01",
            "value": 49_880,
            "source": "ONS mid-2016 estimate",
        }

    def test_a_later_value_counts_from_its_day(
        self, scorecard: Scorecard, people: People, rate: None
    ) -> None:
        # June is worked out over the value of 1 June, not over the one of 2 June.
        for day, value in ((date(2018, 6, 1), 48_847), (date(2018, 6, 2), 10)):
            given = {**GIVEN, "valid_from": day, "value": value, "name": " children aged 0-17 "}
            populations.add(scorecard=scorecard, by=people.administrator, at=LATER, **given)
        row = next(row for row in scorecards.build(scorecard, JUNE).rows if row.ref == "M2-NI")
        assert (row.now.numerator, row.now.denominator) == (Decimal(215), Decimal(48_847))
        (found,) = populations_of(scorecard)
        assert [each.value for each in found.values] == ["10", "48,847", "49,880"]
        assert found.refs == ("M2-NI",)

    @pytest.mark.parametrize("who", ["viewer", "owner", "portal_administrator"])
    def test_is_for_administrators(self, scorecard: Scorecard, people: People, who: str) -> None:
        with pytest.raises(Refused):
            populations.add(scorecard=scorecard, by=getattr(people, who), at=NOW, **GIVEN)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", " "),
            ("name", "x" * 121),
            ("value", 0),
            ("value", -1),
            ("value", 10**9),
            ("source", ""),
            ("source", "x" * 201),
            ("valid_from", date(1066, 1, 1)),
        ],
    )
    def test_what_cannot_be(self, scorecard: Scorecard, people: People, field: str, value: Any) -> None:
        with pytest.raises(Invalid) as refused:
            populations.add(scorecard=scorecard, by=people.administrator, at=NOW, **{**GIVEN, field: value})
        assert refused.value.field == field

    def test_one_value_from_a_day(self, scorecard: Scorecard, people: People, children: Population) -> None:
        with pytest.raises(Invalid) as refused:
            populations.add(scorecard=scorecard, by=people.administrator, at=NOW, **{**GIVEN, "value": 1})
        assert refused.value.field == "valid_from"


class TestChange:
    def test_rates_follow(
        self, scorecard: Scorecard, people: People, children: Population, rate: None
    ) -> None:
        revision = ScorecardRevision.objects.get(scorecard=scorecard).number
        change(children, people, value=48_847)
        row = next(row for row in scorecards.build(scorecard, JUNE).rows if row.ref == "M2-NI")
        assert row.now.denominator == 48_847
        assert ScorecardRevision.objects.get(scorecard=scorecard).number == revision + 1
        newest = population_changes(scorecard)[0]
        assert newest.why == "Rebased by ONS"
        assert newest.what == (
            "“Children aged 0-17” changed from 49,880 from 1 June 2016 (ONS mid-2016 estimate) "
            "to 48,847 from 1 June 2016 (ONS mid-2016 estimate)"
        )

    def test_needs_a_reason(self, people: People, children: Population) -> None:
        with pytest.raises(Invalid) as refused:
            change(children, people, value=1, reason="")
        assert refused.value.field == "reason"

    def test_nothing_changed_writes_nothing(self, people: People, children: Population) -> None:
        change(children, people, reason="")
        assert Population.history.count() == 1

    def test_over_somebody_elses_change_is_a_conflict(self, people: People, children: Population) -> None:
        seen = state_of(children)
        change(children, people, value=48_847)
        with pytest.raises(Conflict):
            change(children, people, value=1, seen=seen)
        children.refresh_from_db()
        assert children.value == 48_847


class TestRemove:
    def remove(self, population: Population, people: People) -> None:
        populations.remove(population=population, reason="Typed wrong", by=people.administrator, at=LATER)

    def test_keeps_the_history(self, scorecard: Scorecard, people: People, children: Population) -> None:
        self.remove(children, people)
        assert populations_of(scorecard) == ()
        assert population_changes(scorecard)[0].what.startswith("“Children aged 0-17” removed: 49,880")

    def test_the_last_value_under_a_rate_stays(
        self, people: People, children: Population, rate: None
    ) -> None:
        with pytest.raises(Refused, match="M2-NI is worked out over"):
            self.remove(children, people)

    def test_one_value_of_several_may_go(
        self, scorecard: Scorecard, people: People, children: Population, rate: None
    ) -> None:
        given = {**GIVEN, "valid_from": date(2018, 6, 1), "value": 48_847}
        populations.add(scorecard=scorecard, by=people.administrator, at=NOW, **given)
        self.remove(children, people)
        (found,) = populations_of(scorecard)
        assert [each.value for each in found.values] == ["48,847"]

    def test_twice_is_a_conflict(self, people: People, children: Population) -> None:
        pk = children.pk
        self.remove(children, people)
        children.pk = pk
        with pytest.raises(Conflict):
            self.remove(children, people)
