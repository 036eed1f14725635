"""The workflow through its actions."""

import pytest

from commentary.actions import steps
from commentary.models import Commentary, CommentaryEvent
from indicators.models import Scorecard
from indicators.people.errors import Conflict, Refused
from tests import factories
from tests.factories import JUNE, NOW, People


@pytest.fixture
def indicator(scorecard: Scorecard, people: People):
    made = factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
    factories.returns(made, [str(n) for n in range(100, 113)])
    return made


def test_approval_is_bound_to_words_and_figures(indicator) -> None:
    row = factories.commentary_at("approved", indicator)
    assert (row.status, row.text) == ("approved", "Contacts rose.")
    assert row.figures_seen["M1"]["values"]["2018-06-01"] == "112"
    assert [event.step for event in row.events.all()] == ["save", "submit", "approve"]


def test_author_cannot_approve(indicator, people: People) -> None:
    indicator.owner = people.reporter
    indicator.save()
    row = factories.commentary_at("submitted", indicator)
    with pytest.raises(Refused, match="somebody else must sign"):
        steps.approve(
            indicator=indicator, month=JUNE, seen_version=row.version, seen_figures="", by=people.reporter, at=NOW
        )
    assert Commentary.objects.get().status == "submitted"


def test_second_save_conflicts_and_overwrites_nothing(indicator, people: People) -> None:
    factories.commentary_at("draft", indicator, text="First")
    with pytest.raises(Conflict, match="Reporter saved this commentary at 9:30am"):
        steps.save(
            indicator=indicator, month=JUNE, text="Second", seen_version=0, by=people.reporter_cover, at=NOW
        )
    assert Commentary.objects.get().text == "First"
    assert CommentaryEvent.objects.count() == 1


def test_deputy_acts_on_behalf_of_the_person_covered(indicator, people: People) -> None:
    steps.save(indicator=indicator, month=JUNE, text="Words", seen_version=0, by=people.reporter_cover, at=NOW)
    event = CommentaryEvent.objects.get()
    assert (event.acting_as, event.on_behalf_of) == ("reporter_cover", people.reporter)
