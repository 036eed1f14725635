"""Scorecards, their sections and members."""

from typing import Any

import pytest

from indicators.actions import scorecards, sections
from indicators.models import Membership, Scorecard, Section
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import AuditEvent
from indicators.scorecards.set_up import set_up_changes
from tests import factories
from tests.factories import NOW, People


class TestCreate:
    def test_its_maker_administers_it(self, people: People) -> None:
        made = scorecards.create(name=" Adults’ Services ", by=people.portal_administrator, at=NOW)
        assert (made.name, made.slug) == ("Adults’ Services", "adults-services")
        member = Membership.objects.get()
        assert (member.user, member.role) == (people.portal_administrator, "administrator")
        assert AuditEvent.objects.get().verb == "created a scorecard"

    def test_is_for_portal_administrators(self, scorecard: Scorecard, people: People) -> None:
        with pytest.raises(Refused):
            scorecards.create(name="Adults", by=people.administrator, at=NOW)

    @pytest.mark.parametrize(
        "name", ["Children's Services", "CHILDREN'S SERVICES", "Childrens  services!", "New", "…"]
    )
    def test_name_and_address_are_free(self, scorecard: Scorecard, people: People, name: str) -> None:
        with pytest.raises(Invalid) as refused:
            scorecards.create(name=name, by=people.portal_administrator, at=NOW)
        assert refused.value.field == "name"
        assert Scorecard.objects.count() == 1

    def test_a_long_name_fits_its_address(self, people: People) -> None:
        made = scorecards.create(name="Services " * 13, by=people.portal_administrator, at=NOW)
        assert len(made.slug) <= 60
        assert not made.slug.endswith("-")


class TestRename:
    def rename(self, scorecard: Scorecard, people: People, name: str, **fields: str) -> None:
        given: dict[str, Any] = {"seen_name": "Children's Services", "reason": "New directorate"} | fields
        scorecards.rename(scorecard=scorecard, name=name, by=people.administrator, at=NOW, **given)

    def test_keeps_the_address_and_the_history(self, scorecard: Scorecard, people: People) -> None:
        self.rename(scorecard, people, "Children")
        scorecard.refresh_from_db()
        assert (scorecard.name, scorecard.slug) == ("Children", "childrens-services")
        [renamed] = [each for each in set_up_changes(scorecard) if each.by == "Administrator"]
        assert renamed.what == "Scorecard “Children's Services” renamed to “Children”"
        assert renamed.why == "New directorate"

    def test_somebody_was_first(self, scorecard: Scorecard, people: People) -> None:
        self.rename(scorecard, people, "Children")
        with pytest.raises(Conflict, match="“Children”"):
            self.rename(scorecard, people, "Families")

    def test_another_has_the_name(self, scorecard: Scorecard, people: People) -> None:
        factories.scorecard("Adults")
        with pytest.raises(Invalid, match="Another scorecard"):
            self.rename(scorecard, people, "adults")

    def test_a_portal_administrator_is_no_administrator(self, scorecard: Scorecard, people: People) -> None:
        with pytest.raises(Refused):
            scorecards.rename(
                scorecard=scorecard,
                name="Children",
                seen_name=scorecard.name,
                reason="Why not",
                by=people.portal_administrator,
                at=NOW,
            )


class TestSections:
    @pytest.fixture
    def three(self, scorecard: Scorecard, people: People) -> list[Section]:
        for name in ("Early help", "Child protection"):
            sections.add(scorecard=scorecard, name=name, by=people.administrator, at=NOW)
        return list(scorecard.sections.all())

    def names(self, scorecard: Scorecard) -> list[str]:
        return list(scorecard.sections.values_list("name", flat=True))

    def test_stand_in_the_order_they_came(self, scorecard: Scorecard, three: list[Section]) -> None:
        assert self.names(scorecard) == ["Front door", "Early help", "Child protection"]

    def test_move(self, scorecard: Scorecard, people: People, three: list[Section]) -> None:
        sections.move(section=three[2], up=True, seen_place=3, by=people.administrator, at=NOW)
        assert self.names(scorecard) == ["Front door", "Child protection", "Early help"]
        assert [each.what for each in set_up_changes(scorecard)].count(
            "Section “Child protection” moved"
        ) == 1
        sections.move(section=three[0], up=True, seen_place=1, by=people.administrator, at=NOW)
        assert self.names(scorecard)[0] == "Front door"

    def test_moved_by_somebody_else_meanwhile(
        self, scorecard: Scorecard, people: People, three: list[Section]
    ) -> None:
        with pytest.raises(Conflict):
            sections.move(section=three[2], up=True, seen_place=2, by=people.administrator, at=NOW)
        assert self.names(scorecard)[2] == "Child protection"

    def test_rename(self, scorecard: Scorecard, people: People, three: list[Section]) -> None:
        given: dict[str, Any] = {
            "section": three[1],
            "seen_name": "Early help",
            "by": people.administrator,
            "at": NOW,
        }
        with pytest.raises(Invalid, match="a section called “front door”"):
            sections.rename(name="front door", reason="Shorter", **given)
        sections.rename(name="Help", reason="Shorter", **given)
        with pytest.raises(Conflict, match="“Help”"):
            sections.rename(name="Support", reason="Better", **given)

    def test_only_an_empty_one_is_removed(
        self, scorecard: Scorecard, people: People, three: list[Section]
    ) -> None:
        factories.indicator(scorecard, section=three[0])
        given: dict[str, Any] = {"reason": "Not used", "by": people.administrator, "at": NOW}
        with pytest.raises(Refused, match="has indicators"):
            sections.remove(section=three[0], **given)
        sections.remove(section=three[1], **given)
        with pytest.raises(Conflict):
            sections.remove(section=three[1], **given)
        assert self.names(scorecard) == ["Front door", "Child protection"]
        assert "Section taken away: “Early help”" in [each.what for each in set_up_changes(scorecard)]

    def test_are_for_administrators(self, scorecard: Scorecard, people: People) -> None:
        with pytest.raises(Refused):
            sections.add(scorecard=scorecard, name="Early help", by=people.viewer, at=NOW)


class TestMembers:
    def test_role_given_changed_and_taken_away(self, scorecard: Scorecard, people: People) -> None:
        given: dict[str, Any] = {
            "scorecard": scorecard,
            "user": people.stranger,
            "by": people.administrator,
            "reason": "Joins",
        }
        scorecards.set_member(role="viewer", seen_role=None, at=NOW, **given)
        with pytest.raises(Conflict, match="is viewer now"):
            scorecards.set_member(role="administrator", seen_role=None, at=NOW, **given)
        scorecards.set_member(role="administrator", seen_role="viewer", at=NOW.replace(hour=10), **given)
        scorecards.set_member(role=None, seen_role="administrator", at=NOW.replace(hour=11), **given)
        with pytest.raises(Conflict, match="no member now"):
            scorecards.set_member(role=None, seen_role="administrator", at=NOW, **given)
        told = [each.what for each in set_up_changes(scorecard) if "Stranger" in each.what]
        assert told == [
            "Member taken away: Stranger, administrator",
            "Stranger changed from viewer to administrator",
            "Member added: Stranger, viewer",
        ]

    def test_needs_a_reason(self, scorecard: Scorecard, people: People) -> None:
        with pytest.raises(Invalid, match="Say why"):
            scorecards.set_member(
                scorecard=scorecard,
                user=people.stranger,
                role="viewer",
                seen_role=None,
                reason=" ",
                by=people.administrator,
                at=NOW,
            )
