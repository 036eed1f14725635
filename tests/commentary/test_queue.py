"""The owner's queue."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commentary.models import Commentary, CommentaryEvent
from indicators.models import (
    Benchmark,
    BenchmarkRelease,
    Comparator,
    Indicator,
    ReportingMonth,
    Scorecard,
)
from tests import factories
from tests.commentary.conftest import REVIEW
from tests.factories import JUNE, People

QUEUE = "/review/"


@pytest.fixture
def many(scorecard: Scorecard, people: People) -> list[Indicator]:
    """M1 to M5 submitted, submitted, approved, returned, draft."""
    made = []
    for number, status in enumerate(("submitted", "submitted", "approved", "returned", "draft"), start=1):
        each = factories.indicator(
            scorecard, f"M{number}", order=number, owner=people.owner, reporter=people.reporter
        )
        factories.returns(each, [str(n) for n in range(100, 113)])
        factories.commentary_at(status, each)
        made.append(each)
    return made


def refs(response, heading: str) -> list[str]:
    found = re.search(rf'<h2 id="{heading}">.*?</section>', response.content.decode(), re.DOTALL)
    return re.findall(r'class="ref">(.*?)<|scope="row">(\S+)', found[0]) and [
        first or second for first, second in re.findall(r'class="ref">(.*?)<|scope="row">(\S+)', found[0])
    ] if found else []  # fmt: skip


def new_release(scorecard: Scorecard, *indicators: Indicator) -> None:
    """England's figure for these indicators, in force for June."""
    england = Comparator.objects.create(
        scorecard=scorecard, name="England", short_name="England", slug="england"
    )
    release = BenchmarkRelease.objects.create(
        scorecard=scorecard, label="Updated Jul-18", in_force_from=JUNE, status=BenchmarkRelease.IN_FORCE
    )
    for each in indicators:
        Benchmark.objects.create(release=release, indicator=each, comparator=england, value=Decimal(90))


@pytest.mark.parametrize("who", ["owner", "owner_cover"])
def test_owner_and_deputy_see_what_waits(many, people: People, sign_in, who: str) -> None:
    page = sign_in(getattr(people, who)).get(QUEUE)
    assert "<b>2 commentaries wait for you, due tomorrow, Friday 13 July.</b>" in page.content.decode()
    assert refs(page, "required") == ["M1", "M2"]
    assert refs(page, "not-yet") == ["M4", "M5"]
    assert page.content.decode().count("2 working days</b>") == 2


@pytest.mark.parametrize("who", ["reporter", "viewer", "administrator", "stranger"])
def test_for_others_it_is_empty(many, people: People, sign_in, who: str) -> None:
    page = sign_in(getattr(people, who)).get(QUEUE).content.decode()
    assert "Nothing comes to you for signature now" in page
    assert "Number counted by M1" not in page


def test_closed_months_are_not_in_it(many, people: People, sign_in) -> None:
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    assert "Nothing comes to you for signature now" in sign_in(people.owner).get(QUEUE).content.decode()


def test_opening_is_a_post_recorded_once(many, people: People, sign_in) -> None:
    client = sign_in(people.owner)
    page = client.get(REVIEW).content.decode()
    assert "Open to decide" in page
    assert 'value="approve"' not in page
    for _ in range(2):
        assert client.post(REVIEW, {"step": "open", "version": "0"}).headers["Location"] == REVIEW
    assert CommentaryEvent.objects.filter(step="open").count() == 1
    assert 'value="approve"' in client.get(REVIEW).content.decode()


def test_stale_signature_comes_back_with_what_changed(many, people: People, sign_in) -> None:
    factories.restate(many[2], "331", by=people.administrator, reason="A late plan.")
    page = sign_in(people.owner).get(QUEUE)
    assert refs(page, "stale") == ["M3"]
    text = re.sub(r"<[^>]+>", "", page.content.decode())
    assert "M3 June 2018: 112 →became 331 12 July 2018, Administrator: A late plan." in text


def test_several_with_one_cause_are_signed_together(many, people: People, sign_in) -> None:
    factories.indicator(many[0].scorecard, "M6", order=6, owner=people.owner, reporter=people.reporter)
    sixth = Indicator.objects.get(ref="M6")
    factories.returns(sixth, ["7"] * 13)
    factories.commentary_at("approved", sixth)
    new_release(many[0].scorecard, many[2], sixth)
    client = sign_in(people.owner)
    page = client.get(QUEUE).content.decode()
    assert "2 because of one change: Updated Jul-18" in page
    seen = re.findall(r'name="confirm" value="([^"]+)"', page)
    assert len(seen) == 2
    assert "checked" not in page
    page = client.post(QUEUE, {"confirm": seen}, follow=True).content.decode()
    assert "M3, M6 signed again, with the figures as they are now." in page
    assert CommentaryEvent.objects.filter(step="confirm", by=people.owner).count() == 2
    assert "because of one change" not in page


def test_two_restated_by_hand_are_signed_one_at_a_time(many, people: People, sign_in) -> None:
    factories.restate(many[2], "331", by=people.administrator, reason="A late plan.")
    factories.indicator(many[0].scorecard, "M6", order=6, owner=people.owner, reporter=people.reporter)
    sixth = Indicator.objects.get(ref="M6")
    factories.returns(sixth, ["7"] * 13)
    factories.commentary_at("approved", sixth)
    factories.restate(sixth, "8", by=people.administrator, reason="A late plan.")
    page = sign_in(people.owner).get(QUEUE)
    assert refs(page, "stale") == ["M3", "M6"]
    assert 'name="confirm"' not in page.content.decode()


@pytest.mark.parametrize("ticked", [[], ["nonsense"], ["1-2-3"], ["1-1-" + "0" * 64 + "x"]])
def test_ticks_that_say_nothing(many, people: People, sign_in, ticked: list[str]) -> None:
    page = sign_in(people.owner).post(QUEUE, {"confirm": ticked})
    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()


def test_what_changed_again_meanwhile_is_not_signed(many, people: People, sign_in) -> None:
    factories.restate(many[2], "331", by=people.administrator, reason="A late plan.")
    row = Commentary.objects.get(indicator=many[2])
    client = sign_in(people.owner)
    page = client.post(QUEUE, {"confirm": [f"{row.pk}-{row.version}-{'0' * 64}"]})
    assert page.status_code == 409
    assert "M3: A figure, target or benchmark changed while you were reading" in page.content.decode()
    page = client.post(QUEUE, {"confirm": [f"{row.pk + 1}-{row.version}-{'0' * 64}"]})
    assert "no longer waits for you" in page.content.decode()
    assert not CommentaryEvent.objects.filter(step="confirm").exists()


def test_words_of_ones_own_are_for_the_deputy(scorecard: Scorecard, people: People, sign_in) -> None:
    mine = factories.indicator(scorecard, owner=people.owner, reporter=people.owner)
    factories.returns(mine, ["1"] * 13)
    factories.commentary_at("submitted", mine)
    page = sign_in(people.owner).get(QUEUE)
    assert refs(page, "barred") == ["M1"]
    assert "Start review" not in page.content.decode()
    assert refs(sign_in(people.owner_cover).get(QUEUE), "required") == ["M1"]


def test_after_the_last_it_says_what_was_decided(scorecard: Scorecard, people: People, sign_in) -> None:
    for number, status in enumerate(("approved", "approved", "returned"), start=1):
        each = factories.indicator(scorecard, f"M{number}", owner=people.owner, reporter=people.reporter)
        factories.returns(each, ["1"] * 13)
        factories.commentary_at(status, each)
    page = sign_in(people.owner).get(QUEUE).content.decode()
    assert "3 decided: 2 approved, 1 returned" in page
    assert "Nothing else is still with reporters." in page
    last = factories.indicator(scorecard, "M4", owner=people.owner, reporter=people.reporter)
    factories.returns(last, ["1"] * 13)
    assert "1 is still with reporters. It comes here when it is submitted." in (
        sign_in(people.owner).get(QUEUE).content.decode()
    )


def test_queries_do_not_grow_with_rows(many, people: People, sign_in) -> None:
    factories.restate(many[2], "331", by=people.administrator, reason="A late plan.")
    client = sign_in(people.owner)
    client.get(QUEUE)
    with CaptureQueriesContext(connection) as few:
        client.get(QUEUE)
    for number in range(10, 30):
        each = factories.indicator(
            many[0].scorecard, f"N{number}", owner=people.owner, reporter=people.reporter
        )
        factories.returns(each, ["5"] * 13)
        factories.commentary_at("approved" if number % 2 else "submitted", each)
        if number % 2:
            factories.restate(each, "6", by=people.administrator, reason="A late plan.")
    with CaptureQueriesContext(connection) as more:
        page = client.get(QUEUE)
    assert len(refs(page, "stale")) == 11
    assert len(more) == len(few)
