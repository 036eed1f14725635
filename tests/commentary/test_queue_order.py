"""In which order an owner reads, and that it stays while they decide."""

import re
from datetime import date

import pytest

from commentary.actions import steps
from commentary.models import Commentary
from commentary.summaries import queue
from indicators.models import Indicator, Scorecard
from tests import factories
from tests.commentary.checked import WRONG
from tests.commentary.conftest import REVIEW
from tests.factories import JUNE, NOW, People

QUEUE = "/review/"
TODAY = date(2018, 7, 12)
STEADY = ["10", "12", "11", "10", "12", "11", "10", "12", "11", "10", "12", "11"]


def made(scorecard: Scorecard, people: People, order: int, last: str, **fields) -> Indicator:
    """Eleven or so each month, then `last`."""
    each = factories.indicator(
        scorecard,
        f"M{order}",
        order=order,
        owner=people.owner,
        reporter=people.reporter,
        **fields,
    )
    factories.returns(each, [*STEADY, last])
    return each


@pytest.fixture
def five(scorecard: Scorecard, people: People) -> list[Indicator]:
    """M1 and M5 are quiet, M2 rose and is said to have fallen, M3 was restated once signed, M4 is a concern.

    A count of 60 after a year of 10 to 12 lies outside any limits, and fewer is better.
    """
    rows = [
        made(scorecard, people, 1, "11"),
        made(scorecard, people, 2, "12"),
        made(scorecard, people, 3, "11"),
        made(scorecard, people, 4, "60", polarity="lower"),
        made(scorecard, people, 5, "11"),
    ]
    for each in (rows[0], rows[3], rows[4]):
        factories.commentary_at("submitted", each, text=f"Nothing new to say of {each.ref}.")
    factories.commentary_at("submitted", rows[1], text=WRONG)
    factories.commentary_at("approved", rows[2], text="Nothing new to say of the third.")
    factories.restate(rows[2], "12", by=people.administrator, reason="A late one.")
    return rows


def order(people: People) -> list[tuple[str, str]]:
    return [(place.item.row.ref, place.group.value) for place in queue(people.owner, TODAY).places]


def test_flagged_then_stale_then_required(five, people: People, sign_in) -> None:
    assert order(people) == [
        ("M2", "flagged"),
        ("M4", "flagged"),
        ("M3", "stale"),
        ("M1", "required"),
        ("M5", "required"),
    ]
    page = sign_in(people.owner).get(REVIEW).content.decode()
    assert "1 and 2 required and flagged, 3 stale, 4 and 5 required" in page
    assert re.findall(r'<li class="(gap )?', page).count("gap ") == 2
    assert '<b class="big">4 of 5</b>' in page


def test_the_list_has_the_same_groups(five, people: People, sign_in) -> None:
    page = sign_in(people.owner).get(QUEUE).content.decode()
    assert "2 required and flagged come first." in page
    places = [page.index(f'<h2 id="{each}">') for each in ("flagged", "required", "stale")]
    assert places == sorted(places)


def test_start_review_begins_with_the_first_of_the_queue(five, people: People, sign_in) -> None:
    page = sign_in(people.owner).get(QUEUE).content.decode()
    assert f'form="open" formaction="{REVIEW.replace("m1", "m2")}">Start review' in page


def test_deciding_renumbers_nothing(five, people: People, sign_in) -> None:
    before = order(people)
    client = sign_in(people.owner)
    for ref, step in (("m2", "return"), ("m4", "approve"), ("m3", "confirm"), ("m1", "return")):
        path = REVIEW.replace("m1", ref)
        client.post(path, {"step": "open", "version": "0"})
        page = client.get(path).content.decode()
        version = re.findall(r'name="version" value="(\d+)"', page)[-1]
        figures = re.findall(r'name="figures" value="(\w+)"', page)[-1]
        posted = {"step": step, "version": version, "figures": figures, "reason": "Say why."}
        assert client.post(path, posted).status_code == 302
        assert order(people) == before
    assert "4 decided" in client.get(REVIEW).content.decode()


def test_what_the_reporter_changes_after_the_return_moves_nothing(five, people: People) -> None:
    before = order(people)
    row = Commentary.objects.get(indicator=five[1])
    given = {"indicator": five[1], "month": JUNE, "at": NOW}
    returned = steps.return_to_reporter(**given, reason="It rose.", seen_version=row.version, by=people.owner)
    steps.save(**given, text="It rose by one.", seen_version=returned.version, by=people.reporter)
    assert order(people) == before


def test_advice_alone_flags_nothing(scorecard: Scorecard, people: People) -> None:
    """A promise with a date is advised to become an action: nothing is wrong with it."""
    only = made(scorecard, people, 1, "11")
    factories.commentary_at("submitted", only, text="We will write to every school by 20 September 2018.")
    (place,) = queue(people.owner, TODAY).places
    assert [each.severity.value for each in place.checks.open] == ["hint"]
    assert place.group.value == "required"


def test_a_contradiction_that_was_left_as_it_is_still_flags(scorecard, people: People, sign_in) -> None:
    only = made(scorecard, people, 1, "12")
    row = factories.commentary_at("draft", only, text=WRONG)
    client = sign_in(people.reporter)
    path = "/commentary/childrens-services/2018-06/m1/"
    key = re.findall(r'value="keep:(\w+)"', client.get(path).content.decode())[0]
    client.post(path, {"step": f"keep:{key}", "text": WRONG, "version": str(row.version)})
    version = Commentary.objects.get().version
    client.post(path, {"step": "submit", "text": WRONG, "version": str(version)})
    (place,) = queue(people.owner, TODAY).places
    assert (len(place.checks.open), len(place.checks.kept)) == (0, 1)
    assert place.group.value == "flagged"


def test_by_exception_optional_ones_come_last_and_any_row_can_be_asked_for(
    some_required, people: People, sign_in
) -> None:
    """S1 is a signal of no polarity, T1 misses its target: required. Q1 and Q2 are as usual."""
    for ref in ("Q1", "S1"):
        factories.commentary_at("submitted", some_required[ref], text=f"Nothing new to say of {ref}.")
    assert order(people) == [("S1", "required"), ("Q1", "optional")]
    client = sign_in(people.owner)
    page = client.get(QUEUE).content.decode()
    assert "1 is optional and not sent." in page
    assert "Not with you yet (1)" in page
    assert "Optional, but written (1)" in page
    choose = client.get(f"{QUEUE}ask/").content.decode()
    paths = [REVIEW.replace("m1", ref) + "ask/" for ref in ("q1", "s1", "q2", "t1")]
    assert re.findall(r'href="([^"]+/ask/)"', choose) == paths
    client.post(paths[2], {"text": "Why is it as usual?"})
    page = client.get(QUEUE).content.decode()
    assert "Not with you yet (2)" in page
    assert "optional and not sent" not in page
    reason = sign_in(people.reporter).get("/commentary/childrens-services/2018-06/q2/").content.decode()
    assert "Why is it as usual?" in reason


def test_by_exception_the_review_page_says_whether_and_why(some_required, people: People, sign_in) -> None:
    for ref in ("Q1", "T1"):
        factories.commentary_at("submitted", some_required[ref], text=f"Nothing new to say of {ref}.")
    client = sign_in(people.owner)
    required = client.get(REVIEW.replace("m1", "t1")).content.decode()
    assert '<strong class="tag tag-navy">Required</strong>' in required
    assert "10 is 10 below the target of 20." in required
    assert "1 required, 2 optional" in required
    optional = client.get(REVIEW.replace("m1", "q1")).content.decode()
    assert '<strong class="tag tag-white">Optional</strong>' in optional
