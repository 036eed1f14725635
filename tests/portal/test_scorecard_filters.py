import pytest

from indicators import models
from tests import factories
from tests.portal.scorecards import ADDRESS, refs_of


@pytest.fixture
def rows(scorecard, people):
    """Up and good, up and bad, similar, neither way good: that one is another's, in another section."""
    early = models.Section.objects.create(scorecard=scorecard, name="Early help", order=2)
    both = {"owner": people.owner, "reporter": people.reporter}
    made = {
        ref: factories.indicator(scorecard, ref, order=order, **fields)
        for order, (ref, fields) in enumerate(
            {
                "UP": {"polarity": "higher", "title": "Visits in time", **both},
                "BAD": {"polarity": "lower", "title": "Repeat plans", **both},
                "SAME": {"polarity": "higher", "outcome": "Children are safe", **both},
                "ANY": {"polarity": "none", "section": early, "owner_name": "Former Lead"},
            }.items()
        )
    }
    for ref, now in (("UP", "150"), ("BAD", "200"), ("SAME", "101"), ("ANY", "50")):
        factories.returns(made[ref], [*["100"] * 12, now])
    return made


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ("", ["UP", "BAD", "SAME", "ANY"]),
        ("section=Early+help", ["ANY"]),
        ("owner=Owner", ["UP", "BAD", "SAME"]),
        ("owner=Former+Lead", ["ANY"]),
        ("reporter=Reporter", ["UP", "BAD", "SAME"]),
        ("judgement=improving", ["UP"]),
        ("judgement=worsening", ["BAD"]),
        ("judgement=similar", ["SAME"]),
        ("judgement=none", ["ANY"]),
        ("q=visits", ["UP"]),
        ("q=repeat+plans", ["BAD"]),
        ("q=safe", ["SAME"]),
        ("q=any", ["ANY"]),
        ("owner=Owner&judgement=worsening&q=plans", ["BAD"]),
        ("section=Early+help&judgement=improving", []),
    ],
)
def test_filters(query, refs, rows, people, sign_in):
    response = sign_in(people.viewer).get(f"{ADDRESS}?{query}")
    assert refs_of(response) == refs
    page = response.content.decode()
    assert ("No indicator matches" in page) == (not refs)
    assert (f"{len(refs)} of 4 indicators." in page) == bool(query)


def test_target_filter(rows, people, sign_in):
    for ref, value in (("UP", 200), ("SAME", 50)):
        models.Target.objects.create(
            indicator=rows[ref], financial_year=2018, basis="level", direction="at_least", value=value
        )
    viewer = sign_in(people.viewer)
    assert refs_of(viewer.get(f"{ADDRESS}?target=off_target")) == ["UP"]
    assert refs_of(viewer.get(f"{ADDRESS}?target=on_target")) == ["SAME"]


def test_commentary_filter_knows_what_the_reader_may_know(rows, people, sign_in):
    factories.commentary_at("draft", rows["UP"])
    factories.commentary_at("approved", rows["BAD"])
    asked = f"{ADDRESS}?commentary="
    assert refs_of(sign_in(people.owner).get(f"{asked}draft")) == ["UP"]
    assert refs_of(sign_in(people.viewer).get(f"{asked}draft")) == []
    assert refs_of(sign_in(people.viewer).get(f"{asked}not_yet")) == ["UP", "SAME", "ANY"]
    assert refs_of(sign_in(people.viewer).get(f"{asked}approved")) == ["BAD"]


def test_only_mine_is_what_i_own_report_or_cover(rows, people, sign_in):
    for user in (people.owner, people.reporter, people.owner_cover, people.reporter_cover):
        assert refs_of(sign_in(user).get(f"{ADDRESS}?mine=on")) == ["UP", "BAD", "SAME"]
    assert refs_of(sign_in(people.viewer).get(f"{ADDRESS}?mine=on")) == []


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("section=Nowhere", "Section"),
        ("owner=999", "Owner"),
        ("reporter=%27+OR+1=1", "Reporter"),
        ("judgement=splendid", "Judgement"),
        ("target=%00", "Target"),
        ("commentary=%E2%98%83", "Commentary"),
        ("q=%00", "Ref or words"),
        ("q=" + "x" * 5000, "Ref or words"),
    ],
)
def test_a_filter_that_is_not_known_is_left_out_and_said(query, label, rows, people, sign_in):
    response = sign_in(people.viewer).get(f"{ADDRESS}?{query}&mine=")
    assert response.status_code == 200
    assert f"left out:</b> {label}." in response.content.decode()
    assert refs_of(response) == ["UP", "BAD", "SAME", "ANY"]


def test_the_other_filters_still_hold(rows, people, sign_in):
    response = sign_in(people.viewer).get(f"{ADDRESS}?section=Nowhere&owner=Owner")
    assert refs_of(response) == ["UP", "BAD", "SAME"]


@pytest.mark.parametrize(
    "query", ["mine=perhaps", "sort=%00", "sort=-", "sort=pk", "view=huge", "month=2018-07", "q=%25_"]
)
def test_nonsense_is_not_an_error(query, rows, people, sign_in):
    assert sign_in(people.viewer).get(f"{ADDRESS}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("sort", "refs"),
    [
        ("ref", ["ANY", "BAD", "SAME", "UP"]),
        ("-ref", ["UP", "SAME", "BAD", "ANY"]),
        ("change_month", ["ANY", "SAME", "UP", "BAD"]),
        ("-change_year", ["BAD", "UP", "SAME", "ANY"]),
        ("commentary", ["SAME", "ANY", "UP", "BAD"]),
    ],
)
def test_sorting_drops_the_sections_and_says_so(sort, refs, rows, people, sign_in):
    factories.commentary_at("draft", rows["UP"])
    factories.commentary_at("approved", rows["BAD"])
    response = sign_in(people.reporter).get(f"{ADDRESS}?sort={sort}")
    page = response.content.decode()
    assert 'class="sec"' not in page
    assert "sections are not shown" in page
    assert page.count("aria-sort=") == 1
    assert ('aria-sort="descending"' in page) == sort.startswith("-")
    if sort == "commentary":
        # SAME is not started, and ANY is nobody's of the reader: not yet approved
        refs = ["SAME", "UP", "ANY", "BAD"]
    assert refs_of(response) == refs


def test_rows_without_a_change_come_last_either_way(rows, people, sign_in):
    models.MonthlyReturn.objects.filter(indicator=rows["UP"]).update(value=0)
    viewer = sign_in(people.viewer)
    assert refs_of(viewer.get(f"{ADDRESS}?sort=change_month"))[-1] == "UP"
    assert refs_of(viewer.get(f"{ADDRESS}?sort=-change_month"))[-1] == "UP"


def test_sort_link_turns_and_keeps_the_filter(rows, people, sign_in):
    page = sign_in(people.viewer).get(f"{ADDRESS}?owner=Owner&sort=ref").content.decode()
    assert 'href="?owner=Owner&amp;sort=-ref"' in page
    assert '<input type="hidden" name="sort" value="ref">' in page
