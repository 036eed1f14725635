"""Adding and changing indicators; their parts and their history."""

from datetime import date
from typing import Any

import pytest

from indicators.actions import indicators
from indicators.models import Indicator, Population, ReportingMonth, Scorecard
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import AuditEvent
from indicators.scorecards.definition_history import definition_changes
from tests import factories
from tests.factories import JUNE, MAY, NOW, People

JULY = date(2018, 7, 1)


@pytest.fixture
def row(scorecard: Scorecard, people: People) -> Indicator:
    return factories.indicator(scorecard, "M1", owner=people.owner, reporter=people.reporter)


def add(scorecard: Scorecard, people: People, **fields: Any) -> Indicator:
    given: dict[str, Any] = {
        "section": scorecard.sections.get(),
        "ref": "N1",
        "title": "A new one",
        "unit": "count",
        "active_from": JUNE,
        "by": people.administrator,
        "at": NOW,
    }
    return indicators.add(scorecard=scorecard, **(given | fields))


def edit(row: Indicator, people: People, **fields: Any) -> Indicator:
    given: dict[str, Any] = {
        "seen": indicators.state_of(row),
        "reason": "Agreed in July",
        "by": people.administrator,
        "at": NOW,
    }
    return indicators.edit(indicator=row, **(given | fields))


class TestAdd:
    def test_stands_last_in_its_section_and_starts_in_its_month(
        self, scorecard: Scorecard, people: People, row: Indicator
    ) -> None:
        row.order = 7
        row.save()
        made = add(scorecard, people, unit="percentage")
        assert (made.order, made.ref_slug, made.multiplier) == (8, "n1", 100)
        assert not made.is_active_in(MAY)
        assert made.is_active_in(JUNE)
        history = made.history.get()
        assert (history.history_user, history.history_change_reason) == (
            people.administrator,
            "Added from June 2018",
        )
        assert scorecard.revision.number == 1
        assert AuditEvent.objects.get().verb == "added an indicator"

    @pytest.mark.parametrize(
        ("ref", "said"),
        [
            ("m1", "has this ref"),
            ("M1!", "the same address"),
            ("%", None),
            ("…", "letters or digits"),
            ("Add", "address of"),
        ],
    )
    def test_a_ref_is_unique_and_has_an_address(
        self, scorecard: Scorecard, people: People, row: Indicator, ref: str, said: str | None
    ) -> None:
        if said is None:
            assert add(scorecard, people, ref=ref).ref_slug == "pct"
            return
        with pytest.raises(Invalid, match=said) as refused:
            add(scorecard, people, ref=ref)
        assert refused.value.field == "ref"

    def test_a_closed_month_keeps_its_rows(self, scorecard: Scorecard, people: People) -> None:
        ReportingMonth.objects.filter(month=JUNE).update(status=ReportingMonth.CLOSED)
        with pytest.raises(Invalid, match="June 2018 is closed"):
            add(scorecard, people)
        assert add(scorecard, people, active_from=JULY).active_from == JULY

    def test_a_section_of_another_scorecard(self, scorecard: Scorecard, people: People) -> None:
        other = factories.scorecard("Adults")
        with pytest.raises(Invalid, match="section of this scorecard"):
            add(scorecard, people, section=other.sections.get())

    @pytest.mark.parametrize("who", ["owner", "viewer", "portal_administrator", "stranger"])
    def test_is_for_administrators(self, scorecard: Scorecard, people: People, who: str) -> None:
        with pytest.raises(Refused):
            add(scorecard, people, by=getattr(people, who))
        assert not Indicator.objects.exists()


class TestEdit:
    def test_keeps_who_when_from_what_to_what_and_why(self, people: People, row: Indicator) -> None:
        edit(row, people, title="Contacts", polarity="lower")
        change = definition_changes(row)[0]
        assert change.what == (
            "Title changed from “Number counted by M1” to “Contacts”; "
            "Polarity changed from “Neither is better” to “Lower is better”"
        )
        assert (change.by, change.why, change.at) == ("Administrator", "Agreed in July", NOW)

    def test_nothing_different_writes_nothing(self, people: People, row: Indicator) -> None:
        edit(row, people, title=row.title, reason="")
        assert row.history.count() == 1

    def test_a_change_needs_a_reason(self, people: People, row: Indicator) -> None:
        with pytest.raises(Invalid, match="Say why"):
            edit(row, people, title="Contacts", reason=" ")
        row.refresh_from_db()
        assert row.title == "Number counted by M1"

    def test_somebody_was_first(self, people: People, row: Indicator) -> None:
        seen = indicators.state_of(row)
        edit(row, people, title="Contacts")
        with pytest.raises(Conflict):
            edit(row, people, seen=seen, title="Calls")
        row.refresh_from_db()
        assert row.title == "Contacts"

    def test_kept_figures_never_lose_decimals(self, people: People, row: Indicator) -> None:
        edit(row, people, decimals=2)
        row.refresh_from_db()
        with pytest.raises(Invalid, match="cannot become fewer"):
            edit(row, people, decimals=1)

    @pytest.mark.parametrize("changed", ["M1", "M2"])
    def test_a_family_has_one_reporter(
        self, scorecard: Scorecard, people: People, row: Indicator, changed: str
    ) -> None:
        """Whether the leader or the follower is changed."""
        factories.indicator(
            scorecard, "M2", owner=people.owner, reporter=people.reporter, shares_commentary_with=row
        )
        edit(Indicator.objects.get(ref=changed), people, reporter=people.viewer)
        assert {each.reporter for each in Indicator.objects.all()} == {people.viewer}
        assert {each.owner for each in Indicator.objects.all()} == {people.owner}
        assert {each.history.count() for each in Indicator.objects.all()} == {2}

    def test_sharing_words_needs_the_same_people(
        self, scorecard: Scorecard, people: People, row: Indicator
    ) -> None:
        other = factories.indicator(scorecard, "M2", owner=people.viewer)
        with pytest.raises(Invalid, match="M1 is owned by Owner and reported by Reporter"):
            edit(other, people, shares_commentary_with=row)
        edit(other, people, shares_commentary_with=row, owner=people.owner, reporter=people.reporter)
        third = factories.indicator(scorecard, "M3", owner=people.owner, reporter=people.reporter)
        other.refresh_from_db()
        with pytest.raises(Invalid, match="choose that one"):
            edit(third, people, shares_commentary_with=other)
        with pytest.raises(Invalid, match="cannot follow"):
            edit(row, people, shares_commentary_with=third)

    def test_a_new_owner_can_sign_in(self, people: People, row: Indicator) -> None:
        people.viewer.is_active = False
        people.viewer.save()
        with pytest.raises(Invalid, match="deactivated"):
            edit(row, people, owner=people.viewer)

    def test_a_move_puts_it_last_in_the_other_section(
        self, scorecard: Scorecard, people: People, row: Indicator
    ) -> None:
        help_ = scorecard.sections.create(name="Early help", order=2)
        factories.indicator(scorecard, "M2", section=help_, order=4)
        assert edit(row, people, section=help_).order == 5

    def test_unknown_fields_are_a_mistake_of_ours(self, people: People, row: Indicator) -> None:
        with pytest.raises(TypeError):
            edit(row, people, unit="percentage")


class TestParts:
    @pytest.fixture
    def share(self, scorecard: Scorecard, row: Indicator) -> Indicator:
        factories.indicator(scorecard, "CP2-QL (val)")
        return factories.indicator(scorecard, "M1 %", unit="percentage")

    def test_refs_populations_and_signs(self, scorecard: Scorecard, people: People, share: Indicator) -> None:
        Population.objects.create(
            scorecard=scorecard, name="Aged 0 to 17", valid_from=date(2017, 4, 1), value=1000, source="ONS"
        )
        edit(share, people, numerator="m1  − cp2-ql (val)", denominator="population: aged 0 to 17 + M1")
        texts = indicators.state_of(Indicator.objects.get(pk=share.pk))
        assert texts["numerator"] == "M1 - CP2-QL (val)"
        assert texts["denominator"] == "population:Aged 0 to 17 + M1"

    @pytest.mark.parametrize(
        ("numerator", "denominator", "field", "said"),
        [
            ("M1", "", "denominator", "divided by"),
            ("M1", "M9", "denominator", "“M9” is no other ref"),
            ("M1 %", "M1", "numerator", "no other ref"),
            ("M1 + ", "M1", "numerator", "no other ref"),
            ("M1", "population:Nowhere", "denominator", "no population"),
            ("M1", "M3 %", "denominator", "no count"),
        ],
    )
    def test_what_cannot_be(
        self,
        scorecard: Scorecard,
        people: People,
        share: Indicator,
        numerator: str,
        denominator: str,
        field: str,
        said: str,
    ) -> None:
        factories.indicator(scorecard, "M3 %", unit="percentage")
        with pytest.raises(Invalid, match=said) as refused:
            edit(share, people, numerator=numerator, denominator=denominator)
        assert refused.value.field == field
        assert not share.parts.exists()

    def test_a_count_has_none(self, people: People, row: Indicator, share: Indicator) -> None:
        with pytest.raises(Invalid, match="count"):
            edit(row, people, denominator="CP2-QL (val)")

    def test_history_says_from_what_to_what(self, people: People, share: Indicator) -> None:
        edit(share, people, numerator="M1", denominator="M1 + CP2-QL (val)", reason="First")
        edit(
            share,
            people,
            numerator="CP2-QL (val)",
            denominator="M1 + CP2-QL (val)",
            reason="Second",
            at=NOW.replace(hour=11),
        )
        second, first = definition_changes(share)
        assert (second.what, second.why) == ("Numerator changed from M1 to CP2-QL (val)", "Second")
        assert first.what == (
            "Numerator changed from nothing to M1; Denominator changed from nothing to M1 + CP2-QL (val)"
        )
        assert (first.by, first.why) == ("Administrator", "First")

    def test_other_fields_leave_the_parts(self, people: People, share: Indicator) -> None:
        edit(share, people, numerator="M1", denominator="CP2-QL (val)")
        edit(Indicator.objects.get(pk=share.pk), people, title="Share")
        assert share.parts.count() == 2
