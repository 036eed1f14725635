"""Two administrators at the same moment, or one who presses twice: nobody sees an error of the database."""

import pytest

from indicators.actions import memberships
from indicators.models import Membership, Scorecard
from indicators.people.models import User
from scorecard_portal.accounts.actions import people as accounts
from tests import factories
from tests.commentary.test_two_at_once import together
from tests.factories import NOW, People

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_member_is_added_twice(scorecard: Scorecard, people: People) -> None:
    def add() -> str:
        memberships.set_role(
            scorecard=scorecard,
            user=people.stranger,
            role=Membership.VIEWER,
            by=people.administrator,
            at=NOW,
            reason="Asked for",
        )
        return "added"

    assert together(add, add) == ["added", "added"]
    assert Membership.objects.filter(user=people.stranger).count() == 1


def test_two_portal_administrators_take_each_others_role(people: People) -> None:
    first, second = (factories.user(name, is_superuser=True) for name in ("First", "Second"))

    def take(person: User, by: User) -> str:
        accounts.edit(
            person=person,
            email=person.email,
            full_name=person.full_name,
            job_title="",
            is_portal_administrator=False,
            roles={},
            reason="Left the team",
            seen_version=accounts.version_of(person),
            by=by,
            at=NOW,
        )
        return "taken"

    assert together(lambda: take(first, second), lambda: take(second, first)) == ["taken", "taken"]
