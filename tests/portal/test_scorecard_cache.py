import pytest

from commentary.actions import steps
from scorecard_portal.accounts.actions import people as people_actions
from tests import factories
from tests.factories import JUNE, NOW
from tests.portal.scorecards import ADDRESS, cell_of, row_of

DRAFT = "Unfinished thoughts about the front door."


@pytest.fixture
def measure(scorecard, people):
    made = factories.indicator(scorecard, "M1", owner=people.owner, reporter=people.reporter)
    factories.returns(made, ["100"] * 12 + ["110"])
    return made


def test_a_restated_figure_is_shown_at_once(measure, people, sign_in):
    viewer = sign_in(people.viewer)
    assert cell_of(row_of(viewer.get(ADDRESS), "M1"), "c-val") == "110"
    factories.restate(measure, "120", by=people.administrator)
    row = row_of(viewer.get(ADDRESS), "M1")
    assert cell_of(row, "c-val") == "120 r"
    assert cell_of(row, "c-cm") == "↑ up, +20% No judgement"


def rename(person, by, name):
    people_actions.edit(
        person=person,
        email=person.email,
        full_name=name,
        job_title=person.job_title,
        is_portal_administrator=False,
        roles={},
        reason="Married",
        seen_version=people_actions.version_of(person),
        by=by,
        at=NOW,
    )


def test_a_renamed_person_is_shown_at_once(measure, people, sign_in):
    factories.commentary_at("approved", measure)
    measure.reporter = None
    measure.save()
    viewer = sign_in(people.viewer)
    for person in (people.owner, people.reporter):
        assert "Newly Named" not in viewer.get(ADDRESS).content.decode()
        name = person.full_name
        rename(person, people.portal_administrator, "Newly Named")
        assert "Newly Named" in viewer.get(ADDRESS).content.decode()
        person.refresh_from_db()
        rename(person, people.portal_administrator, name)


def test_two_people_get_their_own_states_from_one_body(measure, people, sign_in):
    factories.commentary_at("draft", measure, text=DRAFT)
    reporter, viewer = sign_in(people.reporter), sign_in(people.viewer)
    for _ in range(2):
        assert cell_of(row_of(reporter.get(ADDRESS), "M1"), "c-com").startswith(
            f"Draft with reporter {DRAFT}"
        )
        assert cell_of(row_of(viewer.get(ADDRESS), "M1"), "c-com") == "Not yet approved"


def test_a_draft_saved_later_is_seen_though_the_body_is_kept(measure, people, sign_in):
    reporter = sign_in(people.reporter)
    assert cell_of(row_of(reporter.get(ADDRESS), "M1"), "c-com").startswith("Not started")
    steps.save(indicator=measure, month=JUNE, text=DRAFT, seen_version=0, by=people.reporter, at=NOW)
    assert DRAFT in reporter.get(ADDRESS).content.decode()


@pytest.mark.parametrize("status", ["draft", "submitted", "returned"])
@pytest.mark.parametrize("query", ["", "?view=full", "?sort=commentary", "?q=M1"])
def test_a_viewer_never_gets_words_that_are_not_approved(status, query, measure, people, sign_in):
    factories.commentary_at(status, measure, text=DRAFT)
    writer = sign_in(people.reporter).get(ADDRESS + query)
    assert DRAFT in writer.content.decode()
    viewer = sign_in(people.viewer)
    first = viewer.get(ADDRESS + query)
    assert DRAFT not in first.content.decode()
    # What another person's browser has kept is not confirmed to this one.
    second = viewer.get(ADDRESS + query, headers={"if-none-match": writer.headers["ETag"]})
    assert second.status_code == 200
    assert DRAFT not in second.content.decode()


def test_the_file_has_approved_words_only(measure, people, sign_in):
    factories.commentary_at("submitted", measure, text=DRAFT)
    for user in (people.viewer, people.reporter, people.administrator):
        response = sign_in(user).get(f"{ADDRESS}scorecard.csv")
        assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert response.content.decode().startswith("ref,title,section,owner,reporter,")
        assert DRAFT not in response.content.decode()
        assert ",not_yet_approved," in response.content.decode()
        assert ",submitted," not in response.content.decode()


def test_a_month_that_is_not_there_has_no_file(measure, people, sign_in):
    response = sign_in(people.viewer).get("/scorecards/childrens-services/2030-01/scorecard.csv")
    assert response.status_code == 404


def test_an_unchanged_page_is_not_sent_again(measure, people, sign_in):
    viewer = sign_in(people.viewer)
    first = viewer.get(ADDRESS)
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = viewer.get(ADDRESS, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["Cache-Control"] == "private, no-cache"
    factories.restate(measure, "120", by=people.administrator)
    assert viewer.get(ADDRESS, headers={"if-none-match": first.headers["ETag"]}).status_code == 200


def test_what_only_the_reader_sees_changes_the_tag(measure, people, sign_in):
    reporter = sign_in(people.reporter)
    first = reporter.get(ADDRESS)
    steps.save(indicator=measure, month=JUNE, text=DRAFT, seen_version=0, by=people.reporter, at=NOW)
    assert reporter.get(ADDRESS, headers={"if-none-match": first.headers["ETag"]}).status_code == 200


def test_a_page_of_an_earlier_sign_in_is_not_used_again(measure, people, sign_in):
    """Its form token would no longer be accepted."""
    first = sign_in(people.viewer).get(ADDRESS)
    fresh = sign_in(people.viewer).get(ADDRESS, headers={"if-none-match": first.headers["ETag"]})
    assert fresh.status_code == 200


def test_views_and_filters_have_tags_of_their_own(measure, people, sign_in):
    viewer = sign_in(people.viewer)
    viewer.get(ADDRESS)
    tags = {viewer.get(ADDRESS + query).headers["ETag"] for query in ("", "?view=full", "?sort=ref", "?q=M1")}
    assert len(tags) == 4


@pytest.mark.parametrize("query", ["?from=elsewhere", "?view=elsewhere", "?view=full&from=elsewhere"])
def test_what_one_reader_asks_stands_in_nobody_elses_links(query, measure, people, sign_in):
    assert "elsewhere" in sign_in(people.owner).get(ADDRESS + query).content.decode()
    viewer = sign_in(people.viewer)
    for address in (ADDRESS, f"{ADDRESS}?view=full"):
        assert "elsewhere" not in viewer.get(address).content.decode()


def test_the_print_says_the_day_it_was_made(measure, people, sign_in, monkeypatch, now):
    viewer = sign_in(people.viewer)
    assert "in review, printed 12 July 2018" in viewer.get(ADDRESS).content.decode()
    monkeypatch.setattr("scorecard_portal.middleware.now", lambda: now.replace(day=9))
    assert "commentary is being written, printed 9 July 2018" in viewer.get(ADDRESS).content.decode()
