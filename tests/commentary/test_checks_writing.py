"""The checks beside the writing box: they advise, and words can be left as they are."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from commentary.models import CheckOverride, Commentary, CommentaryEvent
from indicators.models import ReportingMonth, ScorecardRevision
from indicators.people.immutable import RowIsImmutable
from indicators.people.models import AuditEvent, User
from tests import factories
from tests.commentary.checked import ABOVE, WRONG, listed, reason_field, steps_for, text_of
from tests.commentary.conftest import WRITE
from tests.commentary.test_write import box, hidden, signed_in_through_the_door
from tests.factories import MAY, People

CHECKS = f"{WRITE}checks/"


@pytest.fixture
def writing(indicator, people: People, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(people.reporter)


def post(client: Client, step: str, text: str, **more: str):
    """Send the form as it stands, to where it leads."""
    page = client.get(WRITE)
    kept = {name: hidden(page, name) for name in ("version", "typed_by")}
    return client.post(WRITE, {"text": text, "step": step, **kept, **more}, follow=True)


def test_saved_words_are_checked(writing: Client) -> None:
    page = post(writing, "save", f"{WRONG} {ABOVE}")
    assert "Checks: 2 to look at" in text_of(page)
    first, second = listed(page)
    assert first.startswith("Against the figures. The number has fallen This does not agree with M1")
    assert "from 111 in May 2018 to 112 in June 2018" in first
    assert second.startswith("Look again. comments above Rows are read alone")
    assert "2 checks are open. You can submit all the same." in text_of(page)
    assert re.search(
        r"<mark>comments above</mark><sup[^>]*><span[^>]*> check </span>2</sup>", page.content.decode()
    )


def test_words_that_agree_have_nothing_to_look_at(writing: Client) -> None:
    assert "Nothing is written yet." in text_of(writing.get(WRITE))
    page = post(writing, "save", "The number has risen this month.")
    assert "Nothing to look at." in text_of(page)
    assert listed(page) == []


def test_the_button_checks_what_is_typed_and_keeps_nothing(writing: Client) -> None:
    page = post(writing, "check", WRONG)
    assert page.status_code == 200
    assert len(listed(page)) == 1
    assert box(page) == WRONG
    assert "data-dirty" in page.content.decode()
    assert not Commentary.objects.exists()
    post(writing, "save", WRONG)
    assert "data-dirty" not in post(writing, "check", WRONG).content.decode()


def test_typed_words_are_checked_and_not_kept(writing: Client) -> None:
    part = writing.post(CHECKS, {"text": f"{WRONG}\r\n\r\n{ABOVE}"})
    assert part.status_code == 200
    assert "<html" not in part.content.decode()
    assert len(listed(part)) == 2
    assert not Commentary.objects.exists()
    assert not AuditEvent.objects.filter(on_model="commentary.Commentary").exists()


def test_typed_words_that_cannot_be_kept_are_told_so(writing: Client) -> None:
    part = writing.post(CHECKS, {"text": "x" * 11_000})
    assert part.status_code == 422
    assert part.content.decode().startswith("The commentary has 11,000 characters and may have 10,000.")
    page = post(writing, "check", "x" * 11_000)
    assert page.status_code == 422
    assert len(box(page)) == 11_000


def test_typed_words_need_the_token_of_the_form(indicator, people: People) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.reporter, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(CHECKS, {"text": WRONG}).status_code == 403


@pytest.mark.parametrize("status", ["submitted", "approved"])
def test_nothing_is_checked_where_nothing_can_be_saved(
    indicator, people: People, sign_in, status: str
) -> None:
    factories.commentary_at(status, indicator)
    assert sign_in(people.reporter).post(CHECKS, {"text": WRONG}).status_code == 409


def test_nothing_is_checked_in_a_closed_month(writing: Client) -> None:
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    assert writing.post(CHECKS, {"text": WRONG}).status_code == 409


def test_a_row_that_shows_anothers_words_has_none_to_check(indicator, people: People, sign_in) -> None:
    follower = factories.indicator(
        indicator.scorecard,
        "M2",
        owner=people.owner,
        reporter=people.reporter,
        shares_commentary_with=indicator,
    )
    factories.returns(follower, ["1"] * 13)
    assert sign_in(people.reporter).post(CHECKS.replace("m1", "m2"), {"text": WRONG}).status_code == 404


def test_words_are_left_as_they_are_with_a_reason_and_saved(writing: Client, people: People) -> None:
    page = post(writing, "check", f"{WRONG} {ABOVE}")
    keep = steps_for(page, "keep")[0]
    before = ScorecardRevision.objects.values_list("number").first()
    page = post(writing, keep, f"{WRONG} {ABOVE}", **{reason_field(keep): "  Counted\r\nby week. "})
    assert page.redirect_chain[-1][0] == f"{WRITE}#checks"
    assert "Saved, and left as it is." in text_of(page)
    assert Commentary.objects.get().text == f"{WRONG} {ABOVE}"
    assert "Checks: 1 to look at" in text_of(page)
    assert "left as it is: “Counted by week.” Take that back" in listed(page)[1]
    kept = CheckOverride.objects.get()
    assert (kept.check_name, kept.is_kept, kept.reason) == ("direction", True, "Counted by week.")
    assert (kept.by, kept.acting_as, kept.on_behalf_of) == (people.reporter, "reporter", None)
    assert AuditEvent.objects.filter(verb="left words as they are", by=people.reporter).count() == 1
    assert ScorecardRevision.objects.values_list("number").first() == before
    with pytest.raises(RowIsImmutable):
        kept.save()


def test_a_reason_is_optional_and_the_same_again_is_nothing_new(writing: Client) -> None:
    (keep,) = steps_for(post(writing, "check", WRONG), "keep")
    post(writing, keep, WRONG)
    post(writing, keep, WRONG)
    assert [each.reason for each in CheckOverride.objects.all()] == [""]
    post(writing, keep, WRONG, **{reason_field(keep): "A late count."})
    assert [each.reason for each in CheckOverride.objects.all()] == ["", "A late count."]
    assert "“A late count.”" in listed(writing.get(WRITE))[0]


def test_it_can_be_taken_back(writing: Client) -> None:
    (keep,) = steps_for(post(writing, "check", WRONG), "keep")
    (take_back,) = steps_for(post(writing, keep, WRONG), "take_back")
    page = post(writing, take_back, WRONG)
    assert "The check speaks of these words again." in text_of(page)
    assert "Checks: 1 to look at" in text_of(page)
    assert [each.is_kept for each in CheckOverride.objects.all()] == [True, False]
    post(writing, take_back, WRONG)
    assert CheckOverride.objects.count() == 2


def test_it_holds_while_the_same_check_speaks_of_the_same_words(writing: Client) -> None:
    (keep,) = steps_for(post(writing, "check", WRONG), "keep")
    post(writing, keep, WRONG)
    page = post(writing, "save", f"First of all. {WRONG} Afterwards.")
    assert "to look at" not in text_of(page)
    page = post(writing, "save", "The number has fallen sharply this month.")
    assert "to look at" in text_of(page)
    assert not steps_for(page, "take_back")
    assert "to look at" not in text_of(post(writing, "save", WRONG))


def test_a_deputy_leaves_it_for_the_reporter(indicator, people: People, sign_in) -> None:
    client = sign_in(people.reporter_cover)
    (keep,) = steps_for(post(client, "check", WRONG), "keep")
    post(client, keep, WRONG)
    kept = CheckOverride.objects.get()
    assert (kept.by, kept.acting_as, kept.on_behalf_of) == (
        people.reporter_cover,
        "reporter_cover",
        people.reporter,
    )


@pytest.mark.parametrize("who", ["viewer", "owner", "owner_cover"])
def test_others_do_not(writing: Client, people: People, sign_in, who: str) -> None:
    (keep,) = steps_for(post(writing, "save", WRONG), "keep")
    refused = sign_in(getattr(people, who)).post(WRITE, {"text": WRONG, "version": "1", "step": keep})
    assert refused.status_code == 403
    assert not CheckOverride.objects.exists()


@pytest.mark.parametrize("key", ["", "0123456789abcdef", "\x00", "é" * 500])
def test_a_forged_check_saves_nothing_and_loses_no_words(writing: Client, key: str) -> None:
    page = post(writing, f"keep:{key}", WRONG)
    assert page.status_code == 422
    assert "That check no longer speaks of these words." in text_of(page)
    assert box(page) == WRONG
    assert not CheckOverride.objects.exists()
    assert not Commentary.objects.exists()


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("y" * 230, "The reason has 230 characters and may have 200. Take out 30"),
        ("a\x0bb", "control character"),
    ],
)
def test_a_reason_that_cannot_be_kept_comes_back(writing: Client, reason: str, message: str) -> None:
    (keep,) = steps_for(post(writing, "check", WRONG), "keep")
    page = post(writing, keep, WRONG, **{reason_field(keep): reason})
    assert page.status_code == 422
    assert message in text_of(page)
    assert box(page) == WRONG
    assert re.search(rf'name="{reason_field(keep)}"[^>]*>{reason}</textarea>', page.content.decode())
    assert not Commentary.objects.exists()


def test_words_that_somebody_saved_meanwhile_are_not_overwritten(writing: Client, indicator) -> None:
    page = post(writing, "check", WRONG)
    (keep,) = steps_for(page, "keep")
    factories.commentary_at("draft", indicator, text="The deputy's.")
    page = writing.post(WRITE, {"text": WRONG, "version": "0", "step": keep, reason_field(keep): "Why."})
    assert page.status_code == 409
    assert box(page) == WRONG
    assert not steps_for(page, "keep"), "first it is settled whose words stand"
    assert Commentary.objects.get().text == "The deputy's."
    assert not CheckOverride.objects.exists()


def test_a_closed_month_gives_words_and_reason_back(writing: Client) -> None:
    (keep,) = steps_for(post(writing, "check", WRONG), "keep")
    ReportingMonth.objects.update(status=ReportingMonth.CLOSED)
    page = writing.post(WRITE, {"text": WRONG, "version": "0", "step": keep, reason_field(keep): "Why."})
    assert page.status_code == 409
    assert re.search(rf"<textarea[^>]*readonly>{WRONG}\n\nWhy\.</textarea>", page.content.decode())


def test_a_refusal_gives_words_and_reason_back(writing: Client, people: People, sign_in) -> None:
    (keep,) = steps_for(post(writing, "check", WRONG), "keep")
    data = {"text": WRONG, "version": "0", "step": keep, reason_field(keep): "Not lost."}
    page = sign_in(people.viewer).post(WRITE, data).content.decode()
    assert WRONG in page
    assert "Not lost." in page


def test_an_ended_session_loses_neither_words_nor_reason(indicator, people: People) -> None:
    client = Client()
    signed_in_through_the_door(client, people.reporter)
    page = post(client, "check", WRONG)
    (keep,) = steps_for(page, "keep")
    typed = {
        "text": WRONG,
        "version": "0",
        "typed_by": hidden(page, "typed_by"),
        "step": keep,
        reason_field(keep): "A late count.",
    }
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    assert client.post(WRITE, typed).headers["Location"].startswith("/accounts/login/")
    signed_in_through_the_door(client, people.reporter)
    page = client.get(WRITE)
    assert box(page) == WRONG
    assert re.search(rf'name="{reason_field(keep)}"[^>]*>A late count\.</textarea>', page.content.decode())
    assert not CheckOverride.objects.exists()


def test_a_check_in_an_ended_session_leaves_nothing_behind(indicator, people: People) -> None:
    client = Client()
    signed_in_through_the_door(client, people.reporter)
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    assert client.post(CHECKS, {"text": WRONG}).headers["Location"].startswith("/accounts/login/")
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_submitting_is_never_held_up(writing: Client) -> None:
    page = post(writing, "submit", f"{WRONG} {ABOVE}")
    assert "You can withdraw it until they open it. 2 checks are open: the owner sees them." in text_of(page)
    assert "Checks: 2 open" in text_of(page)
    assert [event.step for event in CommentaryEvent.objects.all()] == ["save", "submit"]


def test_one_open_check_is_told_as_one_and_none_as_none(writing: Client) -> None:
    assert "1 check is open: the owner sees it." in text_of(post(writing, "submit", WRONG))
    writing.post(WRITE, {"version": hidden(writing.get(WRITE), "version"), "step": "withdraw"})
    (keep,) = steps_for(writing.get(WRITE), "keep")
    post(writing, keep, WRONG)
    page = post(writing, "submit", WRONG)
    assert "open: the owner" not in text_of(page)
    assert "Checks: 0 open, 1 left as it is" in text_of(page)


def test_what_is_said_of_the_text_as_a_whole_is_left_too(writing: Client, indicator) -> None:
    ReportingMonth.objects.create(scorecard=indicator.scorecard, month=MAY, status="open")
    text = "The duty team is full."
    factories.commentary_at("approved", indicator, text=text, month=MAY)
    page = post(writing, "save", text)
    (said,) = listed(page)
    assert said.startswith("Look again. The whole text: The text is the same as in May 2018: say what is new")
    (keep,) = steps_for(page, "keep")
    page = post(writing, keep, text, **{reason_field(keep): "Nothing is new."})
    assert "to look at" not in text_of(page)
    (left,) = listed(page)
    assert left.startswith("The whole text. The text is the same as in May 2018")
    assert "Left as it is: “Nothing is new.”" in left
