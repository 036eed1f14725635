"""What an owner sees of the checks, and what nobody sees who may not."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commentary.actions import steps
from commentary.models import CheckOverride, Commentary
from indicators.models import Indicator, Scorecard
from tests import factories
from tests.commentary.checked import ABOVE, WRONG, listed, reason_field, steps_for, text_of
from tests.commentary.conftest import REVIEW, WRITE
from tests.factories import JUNE, MAY, NOW, People

QUEUE = "/review/"
SHARED = "Two posts in the duty team are vacant and will be advertised again."


def leave_first(sign_in, people: People, path: str, text: str, reason: str) -> None:
    """The reporter leaves the first check of these words as it is, and submits."""
    client = sign_in(people.reporter)
    keep = steps_for(client.post(path, {"text": text, "version": "0", "step": "check"}), "keep")[0]
    client.post(path, {"text": text, "version": "0", "step": keep, reason_field(keep): reason})
    client.post(path, {"text": text, "version": "1", "step": "submit"})


def test_owner_sees_what_is_flagged_first_and_then_what_was_left(indicator, people: People, sign_in) -> None:
    leave_first(sign_in, people, WRITE, f"{WRONG} {ABOVE}", "Counted by week.")
    page = sign_in(people.owner).get(REVIEW)
    assert "Checks: 1 open, 1 left as it is" in text_of(page)
    first, second = listed(page)
    assert first.startswith("1 Look again. comments above")
    assert second.startswith("2 Against the figures. The number has fallen This does not agree")
    assert "Left as it is by Reporter, 12 July 2018, 9:30am: “Counted by week.”" in text_of(page)
    html = page.content.decode()
    assert re.search(
        r"<mark>The number has fallen[^<]*</mark><sup[^>]*><span[^>]*> check </span>2</sup>", html
    )
    assert not steps_for(page, "keep"), "the owner does not write"
    assert not steps_for(page, "take_back")


def test_marks_stand_in_the_words_beside_last_months(
    scorecard: Scorecard, indicator, people, sign_in
) -> None:
    scorecard.reporting_months.create(month=MAY, status="open")
    factories.commentary_at("approved", indicator, text="See the notes above. The team is full.", month=MAY)
    factories.commentary_at("submitted", indicator, text="See the comments above. The team is full.")
    html = sign_in(people.owner).get(f"{REVIEW}?beside=last-month").content.decode()
    assert re.search(r"<mark><ins>.*?comments .*?</ins></mark><mark>above</mark><sup", html)


def test_an_administrator_and_a_deputy_see_the_same(indicator, people: People, sign_in) -> None:
    leave_first(sign_in, people, WRITE, WRONG, "")
    for who in (people.owner_cover, people.administrator):
        assert "Left as it is by Reporter, 12 July 2018, 9:30am, no reason given" in text_of(
            sign_in(who).get(REVIEW)
        )


def test_it_is_flagged_again_once_the_words_change(indicator, people: People, sign_in) -> None:
    leave_first(sign_in, people, WRITE, WRONG, "Counted by week.")
    row = Commentary.objects.get()
    row = steps.return_to_reporter(
        indicator=indicator, month=JUNE, reason="Why?", seen_version=row.version, by=people.owner, at=NOW
    )
    steps.submit(
        indicator=indicator,
        month=JUNE,
        text="The number has fallen sharply this month.",
        seen_version=row.version,
        by=people.reporter,
        at=NOW,
    )
    page = sign_in(people.owner).get(REVIEW)
    assert "left as it is" not in text_of(page)
    assert "Against the figures." in listed(page)[0]


def test_rows_of_the_queue_count_them(indicator, people: People, sign_in) -> None:
    leave_first(sign_in, people, WRITE, f"{WRONG} {ABOVE}", "")
    other = factories.indicator(
        indicator.scorecard, "M2", order=2, owner=people.owner, reporter=people.reporter
    )
    factories.returns(other, ["5"] * 13)
    factories.commentary_at("submitted", other, text="The duty team was full all month.")
    first, second = re.findall(
        r"<li>(.*?)</li>", sign_in(people.owner).get(QUEUE).content.decode(), re.DOTALL
    )[-2:]
    assert "2 checks, 1 left as it is" in first
    assert "check" not in second


def test_figures_that_change_are_checked_anew_in_the_queue(indicator, people: People, sign_in) -> None:
    factories.commentary_at("submitted", indicator, text=WRONG)
    client = sign_in(people.owner)
    assert "1 check" in text_of(client.get(QUEUE))
    factories.restate(indicator, "90", by=people.administrator)
    assert "1 check" not in text_of(client.get(QUEUE))


def test_queries_of_the_queue_do_not_grow_with_checks(indicator, people: People, sign_in) -> None:
    leave_first(sign_in, people, WRITE, f"{WRONG} {ABOVE}", "")
    client = sign_in(people.owner)
    client.get(QUEUE)
    with CaptureQueriesContext(connection) as few:
        client.get(QUEUE)
    for number in range(12):
        each = factories.indicator(
            indicator.scorecard, f"N{number}", order=9, owner=people.owner, reporter=people.reporter
        )
        factories.returns(each, [str(value) for value in range(100, 113)])
        leave_first(sign_in, people, WRITE.replace("m1", f"n{number}"), f"{WRONG} {ABOVE}", "")
    with CaptureQueriesContext(connection) as many:
        page = client.get(QUEUE)
    assert len(re.findall(r"\d checks, 1 left as it is", text_of(page))) == 13
    assert len(many) == len(few)


@pytest.fixture
def apart(scorecard: Scorecard, people: People) -> Indicator:
    """A row of another reporter and another owner."""
    made = factories.indicator(
        scorecard,
        "SECRET",
        order=5,
        owner=factories.user("Other Owner"),
        reporter=factories.user("Other Reporter"),
    )
    factories.returns(made, ["5"] * 13)
    return made


@pytest.mark.parametrize("status", ["draft", "submitted", "returned"])
def test_a_draft_of_another_row_is_not_told_of(indicator, apart, people, sign_in, status: str) -> None:
    factories.commentary_at(status, apart, text=f"{SHARED} Nothing else.")
    client = sign_in(people.reporter)
    for answer in (
        client.post(f"{WRITE}checks/", {"text": SHARED}),
        client.post(WRITE, {"text": SHARED, "version": "0", "step": "save"}, follow=True),
    ):
        assert "also stands on" not in text_of(answer)
        assert "SECRET" not in answer.content.decode()
    draft = Commentary.objects.get(indicator=indicator)
    steps.submit(
        indicator=indicator,
        month=JUNE,
        text=SHARED,
        seen_version=draft.version,
        by=people.reporter,
        at=NOW,
    )
    page = sign_in(people.owner).get(REVIEW)
    assert "also stands on" not in text_of(page)
    assert "also stands on SECRET" in text_of(sign_in(people.administrator).get(REVIEW)), "who may read both"


def test_the_same_words_in_a_draft_do_not_make_it_of_the_family(indicator, apart, people, sign_in) -> None:
    """What is read as of the same family is held against its figures, which would give the draft away."""
    text = "The number rose by 5 in June."
    client = sign_in(people.reporter)
    before = listed(client.post(f"{WRITE}checks/", {"text": text}))
    factories.commentary_at("draft", apart, text=text)
    assert before
    assert listed(client.post(f"{WRITE}checks/", {"text": text})) == before


def test_approved_words_of_another_row_are_told_of(indicator, apart, people, sign_in) -> None:
    factories.commentary_at("approved", apart, text=f"{SHARED} Nothing else.")
    part = sign_in(people.reporter).post(f"{WRITE}checks/", {"text": SHARED})
    assert "This sentence also stands on SECRET." in text_of(part)


def test_ones_own_draft_on_another_row_is_told_of(indicator, people, sign_in) -> None:
    mine = factories.indicator(
        indicator.scorecard, "M2", order=2, owner=people.owner, reporter=people.reporter
    )
    factories.returns(mine, ["5"] * 13)
    factories.commentary_at("draft", mine, text=f"{SHARED} Nothing else.")
    part = sign_in(people.reporter).post(f"{WRITE}checks/", {"text": SHARED})
    assert "This sentence also stands on M2." in text_of(part)


def test_a_check_that_only_another_reader_sees_cannot_be_left(indicator, apart, people, sign_in) -> None:
    """The key of a finding about words that the person may not read finds nothing."""
    factories.commentary_at("draft", apart, text=f"{SHARED} Nothing else.")
    admin = sign_in(people.administrator)
    (keep,) = steps_for(admin.post(WRITE, {"text": SHARED, "version": "0", "step": "check"}), "keep")[:1]
    answer = sign_in(people.reporter).post(WRITE, {"text": SHARED, "version": "0", "step": keep})
    assert answer.status_code == 422
    assert not CheckOverride.objects.exists()
