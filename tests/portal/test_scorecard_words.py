import pytest

from commentary.actions import steps
from tests import factories
from tests.factories import JUNE, NOW
from tests.portal.scorecards import ADDRESS, cell_of, row_of


@pytest.fixture
def measure(scorecard, people):
    made = factories.indicator(scorecard, "M8-QL", owner=people.owner, reporter=people.reporter)
    factories.returns(made, ["63"] * 12 + ["61"])
    return made


def test_deputy_reads_what_the_person_covered_reads(measure, people, sign_in):
    factories.commentary_at("draft", measure, text="A draft of June.")
    assert "A draft of June." in sign_in(people.reporter_cover).get(ADDRESS).content.decode()


def test_approved_words_have_author_and_approver(measure, people, sign_in):
    factories.commentary_at("approved", measure, text="Two posts were vacant.")
    row = row_of(sign_in(people.viewer).get(ADDRESS), "M8-QL")
    assert (
        cell_of(row, "c-com") == "Approved Two posts were vacant. Reporter. Approved by Owner, 12 July 2018"
    )


def test_follower_shows_where_the_words_stand(measure, scorecard, people, sign_in):
    follower = factories.indicator(scorecard, "M8 (val)", owner=people.owner, reporter=people.reporter)
    follower.shares_commentary_with = measure
    follower.save()
    factories.returns(follower, ["5"] * 13)
    factories.commentary_at("approved", measure, text="Two posts were vacant.")
    row = row_of(sign_in(people.viewer).get(ADDRESS), "M8 (val)")
    assert cell_of(row, "c-com") == "Approved Shared with M8-QL"


def test_who_is_waited_for_finds_the_way(measure, people, sign_in):
    factories.commentary_at("submitted", measure)
    owner = row_of(sign_in(people.owner).get(ADDRESS), "M8-QL")
    assert "/review/childrens-services/2018-06/m8-ql/" in owner
    assert "st-mine" in owner
    reporter = row_of(sign_in(people.reporter).get(ADDRESS), "M8-QL")
    assert "st-mine" not in reporter


def test_facts_count_commentaries_as_the_reader_may_know(measure, people, sign_in):
    factories.commentary_at("submitted", measure)
    assert "1 submitted" in sign_in(people.owner).get(ADDRESS).content.decode()
    viewer = sign_in(people.viewer).get(ADDRESS).content.decode()
    assert "1 not yet approved" in viewer
    assert "1 submitted" not in viewer


def test_stale_sign_off_is_said_and_waits_for_the_owner(measure, people, sign_in):
    factories.commentary_at("approved", measure)
    factories.restate(measure, "62.0", by=people.administrator)
    viewer = row_of(sign_in(people.viewer).get(ADDRESS), "M8-QL")
    assert cell_of(viewer, "c-com").startswith("Stale Contacts rose. Reporter. Approved by Owner")
    assert "st-mine" not in viewer
    assert "st-mine" in row_of(sign_in(people.owner).get(ADDRESS), "M8-QL")


def test_reopened_words_are_hidden_again(measure, people, sign_in):
    row = factories.commentary_at("approved", measure, text="Said too soon.")
    viewer = sign_in(people.viewer)
    assert "Said too soon." in viewer.get(ADDRESS).content.decode()
    steps.reopen(
        indicator=measure,
        month=JUNE,
        reason="Wrong figure",
        seen_version=row.version,
        by=people.owner,
        at=NOW,
    )
    assert "Said too soon." not in viewer.get(ADDRESS).content.decode()
