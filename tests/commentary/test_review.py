"""One commentary before its owner."""

import re
from decimal import Decimal

import pytest

from commentary.actions import steps
from commentary.models import Commentary, CommentaryEvent
from indicators.models import Indicator, MonthlyReturn, ReportingMonth
from tests import factories
from tests.commentary.conftest import REVIEW, WRITE
from tests.factories import JUNE, MAY, NOW, People


def hidden(response, name: str) -> str:
    return str(
        re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)"', response.content.decode())[-1]
    )


def decide(client, page, step: str, **given: str):
    posted = {"step": step, "version": hidden(page, "version"), "figures": hidden(page, "figures"), **given}
    return client.post(REVIEW, posted)


def opened(client):
    client.post(REVIEW, {"step": "open", "version": "0"})
    return client.get(REVIEW)


@pytest.fixture
def second(indicator, people: People) -> Indicator:
    made = factories.indicator(
        indicator.scorecard, "M2", order=2, owner=people.owner, reporter=people.reporter
    )
    factories.returns(made, ["5"] * 13)
    return made


@pytest.mark.parametrize("who", ["owner", "owner_cover"])
def test_approve_and_go_to_the_next_which_is_opened(
    indicator, second, people: People, sign_in, who: str
) -> None:
    for each in (indicator, second):
        factories.commentary_at("submitted", each)
    client = sign_in(getattr(people, who))
    page = opened(client)
    text = re.sub(r"<[^>]+>", "", page.content.decode())
    assert "You sign these words (version 3) and this figure (112, as read today 9:30am)." in text
    assert "Approve and go to 2 of 2" in text
    answer = decide(client, page, "approve")
    assert answer.headers["Location"] == REVIEW.replace("m1", "m2")
    assert Commentary.objects.get(indicator=indicator).status == "approved"
    events = CommentaryEvent.objects.values_list("commentary__indicator__ref", "step", "by__full_name")
    by = getattr(people, who).full_name
    assert list(events)[-2:] == [("M1", "approve", by), ("M2", "open", by)]


def test_after_the_last_comes_the_summary(indicator, people: People, sign_in) -> None:
    factories.commentary_at("submitted", indicator)
    client = sign_in(people.owner)
    assert decide(client, opened(client), "approve").headers["Location"] == "/review/"
    assert "1 decided: 1 approved, 0 returned" in client.get("/review/").content.decode()


def test_return_needs_a_reason_and_keeps_the_place(indicator, people: People, sign_in) -> None:
    factories.commentary_at("submitted", indicator)
    client = sign_in(people.owner)
    page = decide(client, opened(client), "return", reason=" ")
    assert page.status_code == 422
    assert "Enter a reason to return this commentary" in page.content.decode()
    decide(client, page, "return", reason="Say what is being done.")
    assert Commentary.objects.get().status == "returned"
    assert CommentaryEvent.objects.filter(step="return", reason="Say what is being done.").exists()
    assert "“Say what is being done.”" in sign_in(people.reporter).get(WRITE).content.decode()


def test_withdrawn_while_reading_keeps_the_typed_reason(indicator, people: People, sign_in) -> None:
    row = factories.commentary_at("submitted", indicator)
    client = sign_in(people.owner)
    page = client.get(REVIEW)
    steps.withdraw(indicator=indicator, month=JUNE, seen_version=row.version, by=people.reporter, at=NOW)
    page = decide(client, page, "return", reason="A long reason.")
    assert page.status_code == 409
    assert "Reporter withdrew this commentary at 9:30am" in page.content.decode()
    assert re.search(r"<textarea[^>]*readonly>A long reason.</textarea>", page.content.decode())


def test_restated_while_reading_shows_the_new_figure(indicator, people: People, sign_in) -> None:
    factories.commentary_at("submitted", indicator)
    client = sign_in(people.owner)
    page = opened(client)
    MonthlyReturn.objects.filter(indicator=indicator, month=JUNE).update(value=Decimal(140))
    page = decide(client, page, "approve", reason="Half a thought")
    assert page.status_code == 409
    assert "changed while you were reading, so nothing was signed" in page.content.decode()
    assert "(140, as read today" in page.content.decode()
    assert "Half a thought</textarea>" in page.content.decode()
    assert decide(client, page, "approve").status_code == 302


def test_words_beside_last_months(indicator, people: People, sign_in) -> None:
    may = ReportingMonth.objects.create(scorecard=indicator.scorecard, month=MAY, status="open")
    factories.commentary_at(
        "approved", indicator, text="Two posts are vacant in the front door team.", month=MAY
    )
    may.status = ReportingMonth.CLOSED
    may.save()
    factories.commentary_at("submitted", indicator, text="Two posts were vacant in the front door team.")
    client = sign_in(people.owner)
    page = client.get(REVIEW).content.decode()
    assert re.search(r'<del><span class="vh">taken out: </span>are ', page)
    assert re.search(r'<ins><span class="vh">added: </span>were ', page)
    plain = client.get(f"{REVIEW}?beside=nothing").content.decode()
    assert "<p>Two posts were vacant in the front door team.</p>" in plain


def test_stale_is_signed_again_or_reopened(indicator, people: People, sign_in) -> None:
    factories.commentary_at("approved", indicator)
    MonthlyReturn.objects.filter(indicator=indicator, month=JUNE).update(value=Decimal(113))
    client = sign_in(people.owner)
    page = client.get(REVIEW)
    assert "Sign again with 113" in page.content.decode()
    decide(client, page, "confirm")
    page = client.get(REVIEW)
    assert "Sign again" not in page.content.decode()
    decide(client, page, "reopen", reason="The cause is wrong.")
    assert Commentary.objects.get().status == "returned"


def test_author_sees_why_and_no_buttons(indicator, people: People, sign_in) -> None:
    indicator.reporter = people.owner
    indicator.save()
    factories.commentary_at("submitted", indicator)
    client = sign_in(people.owner)
    page = client.get(REVIEW)
    assert (
        "You wrote some of these words, so somebody else must sign them: ask your deputy."
        in page.content.decode()
    )
    assert not re.search(r'<button[^>]*name="step"', page.content.decode())
    refused = client.post(REVIEW, {"step": "approve", "version": "2", "figures": "0" * 64, "reason": "Mine"})
    assert refused.status_code == 403
    assert "ask your deputy" in refused.content.decode()


def test_administrator_reopens_and_does_not_sign(indicator, people: People, sign_in) -> None:
    factories.commentary_at("approved", indicator)
    client = sign_in(people.administrator)
    page = client.get(REVIEW)
    assert decide(client, page, "confirm").status_code == 403
    assert decide(client, page, "reopen", reason="Wrong month.").headers["Location"] == REVIEW


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("viewer", 403), ("portal_administrator", 403)]
)
def test_others_do_not_review(indicator, people: People, sign_in, who: str, status: int) -> None:
    factories.commentary_at("submitted", indicator)
    client = sign_in(getattr(people, who))
    assert client.get(REVIEW).status_code == status
    assert client.post(REVIEW, {"step": "approve", "version": "2"}).status_code == status


def test_reporter_is_led_to_the_writing_page(indicator, people: People, sign_in) -> None:
    factories.commentary_at("submitted", indicator)
    client = sign_in(people.reporter)
    assert client.get(REVIEW).headers["Location"] == WRITE
    refused = client.post(REVIEW, {"step": "return", "version": "2", "reason": "Because"})
    assert refused.status_code == 403
    assert (
        "Only the owner and the owner&#x27;s deputy can return this commentary." in refused.content.decode()
    )


@pytest.mark.parametrize(
    "posted", [{}, {"step": "burn", "version": "1"}, {"step": "approve", "version": "x"}]
)
def test_a_forged_form_changes_nothing(indicator, people: People, sign_in, posted: dict[str, str]) -> None:
    factories.commentary_at("submitted", indicator)
    assert sign_in(people.owner).post(REVIEW, posted).status_code == 422
    assert CommentaryEvent.objects.count() == 2


def test_closed_month_is_read_without_buttons(indicator, people: People, sign_in) -> None:
    factories.commentary_at("submitted", indicator)
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    client = sign_in(people.owner)
    page = client.get(REVIEW)
    assert "June 2018 is closed." in page.content.decode()
    assert 'name="step"' not in page.content.decode()
    refused = client.post(REVIEW, {"step": "return", "version": "2", "reason": "Because"})
    assert refused.status_code == 409
    assert re.search(r"<textarea[^>]*readonly>Because</textarea>", refused.content.decode())


def test_next_and_previous_are_posts_that_open(indicator, second, people: People, sign_in) -> None:
    for each in (indicator, second):
        factories.commentary_at("submitted", each)
    page = opened(sign_in(people.owner)).content.decode()
    following = REVIEW.replace("m1", "m2")
    assert f'<button class="linkb" form="open" formaction="{following}" data-key="j">Next</button>' in page
    assert 'aria-label="2, M2, waiting"' in page
    assert CommentaryEvent.objects.filter(step="open", commentary__indicator=second).count() == 0
