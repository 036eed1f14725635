"""Deputies: named by oneself or by an administrator, never two at once, ended and kept."""

from datetime import date

import pytest

from indicators.models import Indicator, Scorecard
from indicators.people.models import AuditEvent, Cover, User
from tests import factories
from tests.factories import People

MINE = "/accounts/deputy/"


def days(
    deputy: User, first: str = "2018-08-01", last: str = "2018-08-14", **fields: object
) -> dict[str, object]:
    return {"deputy": deputy.pk, "starts_on": first, "ends_on": last, **fields}


def test_anybody_names_a_deputy_and_it_is_kept(sign_in, people: People, scorecard: Scorecard) -> None:
    client = sign_in(people.viewer)
    page = client.post(MINE, days(people.reporter, reason="Annual leave"), follow=True)
    assert "Reporter acts for Viewer from 1 August 2018 to 14 August 2018" in page.content.decode()
    cover = Cover.objects.get(user=people.viewer)
    row = cover.history.get()
    assert (row.history_user, row.history_change_reason) == (people.viewer, "Annual leave")
    assert AuditEvent.objects.filter(verb="named a deputy", by=people.viewer).exists()


def test_scorecard_exists_for_the_deputy_while_the_cover_runs(
    sign_in, people: People, scorecard: Scorecard
) -> None:
    factories.indicator(scorecard, owner=people.administrator, reporter=people.administrator)
    address = "/scorecards/childrens-services/2018-06/"
    deputy = sign_in(people.stranger)
    assert deputy.get(address).status_code == 404
    owner = sign_in(people.administrator)
    owner.post(MINE, days(people.stranger, "2018-07-12", "2018-07-12"))
    assert deputy.get(address).status_code == 200
    owner.post(f"/accounts/deputy/{Cover.objects.get(user=people.administrator).pk}/end/")
    assert deputy.get(address).status_code == 404


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [
        ("2018-07-20", "2018-08-01", "Owner Cover is deputy from 9 July 2018 to 20 July 2018 already"),
        ("2018-07-01", "2018-08-01", "The first day cannot be in the past"),
        ("2018-08-02", "2018-08-01", "The last day cannot be before the first"),
        ("31 February", "2018-08-01", "Enter a valid date"),
        ("", "2018-08-01", "Enter the first day"),
    ],
)
def test_days_that_cannot_be_are_refused(
    sign_in, people: People, scorecard: Scorecard, first: str, last: str, message: str
) -> None:
    page = sign_in(people.owner).post(MINE, days(people.viewer, first, last))
    assert page.status_code == 422
    assert message in page.content.decode()
    assert Cover.objects.filter(user=people.owner).count() == 1


def test_deputy_is_an_active_person_and_not_oneself(sign_in, people: People) -> None:
    User.objects.filter(pk=people.viewer.pk).update(is_active=False)
    for choice in (people.viewer, people.stranger):
        page = sign_in(people.stranger).post(MINE, days(choice))
        assert page.status_code == 422
        assert "Choose a person from the list." in page.content.decode()
    assert not Cover.objects.exists()


def test_running_cover_ends_now_and_its_history_stays(sign_in, people: People, scorecard: Scorecard) -> None:
    cover = Cover.objects.get(user=people.owner)
    client = sign_in(people.owner)
    page = client.post(f"/accounts/deputy/{cover.pk}/end/", follow=True)
    assert "Owner Cover does not act for Owner any more" in page.content.decode()
    cover.refresh_from_db()
    assert cover.ends_on == date(2018, 7, 11)
    assert cover.history.order_by("history_id").last().history_user == people.owner
    page = client.post(f"/accounts/deputy/{cover.pk}/end/", follow=True)
    assert "has ended already" in page.content.decode()


def test_cover_to_come_is_taken_back_whole(sign_in, people: People) -> None:
    client = sign_in(people.viewer)
    client.post(MINE, days(people.reporter))
    cover = Cover.objects.get()
    client.post(f"/accounts/deputy/{cover.pk}/end/")
    assert not Cover.objects.exists()
    assert [row.history_type for row in Cover.history.filter(id=cover.pk)] == ["-", "+"]


def test_nobody_ends_or_names_for_others_unless_they_look_after_them(
    sign_in, people: People, scorecard: Scorecard
) -> None:
    cover = Cover.objects.get(user=people.owner)
    end = f"/accounts/deputy/{cover.pk}/end/"
    assert sign_in(people.viewer).post(end).status_code == 404
    assert sign_in(people.owner_cover).post(end).status_code == 404
    factories.indicator(factories.scorecard("Housing"), "H1", owner=people.owner)
    assert sign_in(people.administrator).post(end).status_code == 403
    named = sign_in(people.administrator).post(
        f"/manage/people/{people.owner.pk}/deputy/", days(people.viewer)
    )
    assert named.status_code == 403
    assert sign_in(people.portal_administrator).post(end).status_code == 302


def test_administrator_names_a_deputy_for_somebody_away(
    sign_in, people: People, scorecard: Scorecard, indicator: Indicator
) -> None:
    page = sign_in(people.administrator).post(
        f"/manage/people/{people.reporter.pk}/deputy/", days(people.viewer), follow=True
    )
    assert "Viewer acts for Reporter" in page.content.decode()
    assert Cover.history.order_by("history_id").last().history_user == people.administrator


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    return factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
