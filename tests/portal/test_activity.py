"""The activity log: who sees which of it, and finding one's way in it."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Scorecard
from indicators.people import activity
from indicators.people.models import User
from scorecard_portal.pages.activity import change_in_words
from tests import factories
from tests.factories import NOW, People

ADDRESS = "/manage/activity/"


def done(verb: str, *, by: User | None, scorecard: Scorecard | None, at: datetime = NOW) -> None:
    on = scorecard or by
    assert on is not None
    activity.record(verb=verb, by=by, at=at, on=on, scorecard=scorecard, after={"status": "draft"})


@pytest.fixture
def log(people: People, scorecard: Scorecard) -> Scorecard:
    """Three things done here, one on another scorecard, one on none. Gives the other scorecard."""
    housing = factories.scorecard("Housing")
    done("planned a month", by=people.administrator, scorecard=scorecard)
    done("saved a commentary", by=people.reporter, scorecard=scorecard, at=NOW - timedelta(days=3))
    done("loaded a file", by=None, scorecard=scorecard)
    done("renamed it", by=people.portal_administrator, scorecard=housing)
    done("signed in", by=people.owner, scorecard=None)
    return housing


def verbs(page) -> list[str]:
    return [row.record.verb for row in page.context["table"].paginated_rows]


def test_administrator_sees_what_they_administer(sign_in, people: People, log: Scorecard) -> None:
    page = sign_in(people.administrator).get(ADDRESS)
    assert verbs(page) == ["loaded a file", "saved a commentary", "planned a month"]
    text = page.content.decode()
    assert "Housing" not in text
    assert "A command" in text
    assert "12 July 2018, 9:30am" in text


def test_portal_administrator_sees_everything(sign_in, people: People, log: Scorecard) -> None:
    page = sign_in(people.portal_administrator).get(ADDRESS)
    assert {"renamed it", "signed in", "planned a month"} <= set(verbs(page))


def test_found_by_person_scorecard_and_day(
    sign_in, people: People, scorecard: Scorecard, log: Scorecard
) -> None:
    client = sign_in(people.portal_administrator)
    for query, expected in (
        ({"by": people.reporter.pk}, ["saved a commentary"]),
        ({"scorecard": log.pk}, ["renamed it"]),
        ({"until": "2018-07-09"}, ["saved a commentary"]),
        ({"since": "2018-07-12", "scorecard": scorecard.pk}, ["loaded a file", "planned a month"]),
    ):
        assert verbs(client.get(ADDRESS, query)) == expected


def test_other_scorecards_cannot_be_asked_for(sign_in, people: People, log: Scorecard) -> None:
    page = sign_in(people.administrator).get(ADDRESS, {"scorecard": log.pk})
    assert page.status_code == 422
    assert "renamed it" not in page.content.decode()


@pytest.mark.parametrize("query", [{"since": "yesterday"}, {"by": "somebody"}, {"by": str(2**63)}])
def test_forged_question_is_said_not_broken(sign_in, people: People, log: Scorecard, query) -> None:
    page = sign_in(people.administrator).get(ADDRESS, query)
    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()


def test_takes_as_many_queries_for_fifty_as_for_three(
    sign_in, people: People, scorecard: Scorecard, log: Scorecard, django_assert_num_queries
) -> None:
    client = sign_in(people.administrator)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    for number in range(60):
        done(f"thing {number}", by=people.reporter, scorecard=scorecard)
    with django_assert_num_queries(len(few)):
        page = client.get(ADDRESS)
    assert len(verbs(page)) == 50
    assert "of 63" in page.content.decode()


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({"status": "not_started"}, {"status": "draft", "version": 1}, "status: not started → draft"),
        ({"value": "331.0000", "missing": None}, {"value": "332", "missing": None}, "value: 331 → 332"),
        ({"role": "viewer"}, {"role": None}, "role: viewer (taken away)"),
        ({"is_active": True}, {"is_active": False, "reason": "Left"}, "is active: yes → no; reason: Left"),
        ({}, {"returns_due": "2018-08-03"}, "returns due: 3 August 2018"),
        ({"status": "submitted"}, {"status": "submitted"}, ""),
    ],
)
def test_change_is_said_in_words(before, after, words: str) -> None:
    assert change_in_words(before, after) == words
