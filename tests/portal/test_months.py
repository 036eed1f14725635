"""Planning, opening, closing and reopening a month, through the pages."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.calculations import months
from indicators.models import Indicator, ReportingMonth, Scorecard
from indicators.people.models import AuditEvent
from tests import factories
from tests.factories import JUNE, People

JULY = date(2018, 7, 1)
BASE = "/manage/months/childrens-services/"
DEADLINES = {"returns_due": "2018-08-03", "commentary_due": "2018-08-08", "sign_off_due": "2018-08-13"}


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    made = factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
    factories.returns(made, ["10"] * 13)
    return made


def status(scorecard: Scorecard, month: date) -> str:
    return ReportingMonth.objects.get(scorecard=scorecard, month=month).status


def test_a_month_is_planned_opened_closed_and_reopened(
    scorecard: Scorecard, indicator: Indicator, people: People, sign_in
) -> None:
    client = sign_in(people.administrator)
    response = client.post(BASE, {"month": "2018-07", **DEADLINES}, follow=True)
    assert "July 2018 is planned" in response.text
    assert status(scorecard, JULY) == "planned"
    client.post(f"{BASE}2018-07/open/")
    assert status(scorecard, JULY) == "open"
    client.post(f"{BASE}2018-07/close/")
    assert status(scorecard, JULY) == "closed"
    response = client.post(f"{BASE}2018-07/reopen/", {"reason": ""})
    assert (response.status_code, status(scorecard, JULY)) == (422, "closed")
    assert "Say why" in response.text
    client.post(f"{BASE}2018-07/reopen/", {"reason": "A late figure"})
    assert status(scorecard, JULY) == "open"
    last = ReportingMonth.objects.get(scorecard=scorecard, month=JULY).history.first()
    assert (last.history_user, last.history_change_reason) == (people.administrator, "A late figure")
    told = re.findall(r"July 2018 (\w+), by", client.get(BASE).text)
    assert told == ["reopened", "closed", "opened", "planned"]
    assert "“A late figure”" in client.get(BASE).text


def test_other_deadlines_are_told_in_the_history(scorecard: Scorecard, people: People, sign_in) -> None:
    later = {"returns_due": "2018-07-05", "commentary_due": "2018-07-10", "sign_off_due": "2018-07-16"}
    later["seen"] = "2018-07-05,2018-07-10,2018-07-13"
    response = sign_in(people.administrator).post(
        f"{BASE}2018-06/", {**later, "reason": "The owner is away"}, follow=True
    )
    assert "June 2018 sign-off due 16 July 2018, before 13 July 2018, by" in response.text
    assert "“The owner is away”" in response.text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"month": "2018-13"}, "2018-13"),
        ({"month": "June"}, "June"),
        ({"month": "2018-06"}, "June 2018 is there already"),
        ({"month": "2018-07", "sign_off_due": "2018-08-01"}, "Sign-off cannot be due before"),
        ({"month": "2018-07", "returns_due": "soon"}, "valid date"),
    ],
)
def test_a_month_that_cannot_be_planned_says_why_and_keeps_what_was_typed(
    scorecard: Scorecard, people: People, sign_in, sent: dict[str, str], said: str
) -> None:
    response = sign_in(people.administrator).post(BASE, {**DEADLINES, **sent})
    assert response.status_code == (409 if "already" in said else 422)
    assert said in response.text
    assert sent["month"] in response.text
    assert ReportingMonth.objects.count() == 1


def test_opening_names_the_rows_that_nobody_would_sign(
    scorecard: Scorecard, indicator: Indicator, people: People, sign_in
) -> None:
    factories.indicator(scorecard, "LONE", owner=people.stranger, reporter=people.stranger)
    factories.indicator(scorecard, "BARE")
    ReportingMonth.objects.create(scorecard=scorecard, month=JULY)
    page = sign_in(people.administrator).get(f"{BASE}2018-07/open/").text
    warnings = page.split("If you go on:")[1].split("</ul>")[0]
    assert "BARE have no owner" in warnings
    assert "LONE have one person as owner and reporter" in warnings
    assert "M1" not in warnings


def test_closing_names_what_is_not_approved(
    scorecard: Scorecard, indicator: Indicator, people: People, sign_in
) -> None:
    signed = factories.indicator(scorecard, "M2", owner=people.owner, reporter=people.reporter)
    factories.returns(signed, ["10"] * 13)
    factories.commentary_at("approved", signed)
    text = sign_in(people.administrator).get(f"{BASE}2018-06/close/").text
    assert "1 not approved, or signed with figures that changed since: M1." in text


def test_a_closed_month_takes_no_step(
    scorecard: Scorecard, indicator: Indicator, people: People, sign_in
) -> None:
    sign_in(people.administrator).post(f"{BASE}2018-06/close/")
    response = sign_in(people.reporter).post(
        "/commentary/childrens-services/2018-06/m1/", {"text": "Late words", "version": "0", "step": "save"}
    )
    assert response.status_code in (403, 409)
    assert "not open" in response.text
    assert "Late words" in response.text


def test_deadlines_change_with_a_reason(scorecard: Scorecard, people: People, sign_in) -> None:
    client = sign_in(people.administrator)
    sent = {**DEADLINES, "reason": "Bank holiday", "seen": "2018-07-05,2018-07-10,2018-07-13"}
    assert 'value="2018-07-05,2018-07-10,2018-07-13"' in client.get(f"{BASE}2018-06/").text
    response = client.post(f"{BASE}2018-06/", sent)
    assert response.status_code == 302
    row = ReportingMonth.objects.get(scorecard=scorecard, month=JUNE)
    assert row.commentary_due == date(2018, 8, 8)
    assert row.history.order_by("-history_id").first().history_change_reason == "Bank holiday"


def test_only_administrators_come_here(scorecard: Scorecard, people: People, sign_in) -> None:
    for person, expected in (
        (people.viewer, 403),
        (people.portal_administrator, 403),
        (people.stranger, 404),
    ):
        client = sign_in(person)
        for path in (
            "",
            "2018-06/",
            "2018-06/open/",
            "2018-06/close/",
            "2018-06/reopen/",
            "2018-06/progress/",
        ):
            assert client.get(BASE + path).status_code == expected, (person, path)
            if path != "2018-06/progress/":
                assert client.post(BASE + path, {"reason": "x"}).status_code == expected, (person, path)
    assert status(scorecard, JUNE) == "open"


def test_progress_says_who_is_late(
    scorecard: Scorecard, indicator: Indicator, people: People, sign_in
) -> None:
    text = sign_in(people.administrator).get(f"{BASE}2018-06/progress/").text
    assert "1 commentary is late." in text
    assert re.search(r">M1</a>\s+not started", text)


def test_a_month_that_does_not_exist_is_not_found(scorecard: Scorecard, people: People, sign_in) -> None:
    client = sign_in(people.administrator)
    assert client.get(f"{BASE}2019-01/open/").status_code == 404
    assert client.get(f"{BASE}2018-13/open/").status_code == 404


def test_the_second_of_two_people_changing_deadlines_is_told(
    scorecard: Scorecard, people: People, sign_in
) -> None:
    client = sign_in(people.administrator)
    sent = {**DEADLINES, "reason": "Bank holiday", "seen": "2018-07-05,2018-07-10,2018-07-13"}
    client.post(f"{BASE}2018-06/", sent)
    response = client.post(f"{BASE}2018-06/", {**sent, "returns_due": "2018-08-01", "reason": "Another"})
    assert response.status_code == 409
    assert "they are now 3 August 2018, 8 August 2018, 13 August 2018" in response.text
    assert "Another" in response.text
    assert ReportingMonth.objects.get(month=JUNE).returns_due == date(2018, 8, 3)


@pytest.mark.parametrize("forged", ["", "x,y,z", "2018-07-05"])
def test_a_forged_form_of_deadlines_changes_nothing(
    scorecard: Scorecard, people: People, sign_in, forged: str
) -> None:
    sent = {**DEADLINES, "reason": "Forged", "seen": forged}
    response = sign_in(people.administrator).post(f"{BASE}2018-06/", sent)
    assert response.status_code in (409, 422)
    assert ReportingMonth.objects.get(month=JUNE).returns_due == date(2018, 7, 5)


def test_behind_a_trusted_proxy_the_log_has_the_persons_own_address(
    scorecard: Scorecard, people: People, sign_in, settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = sign_in(people.administrator)
    client.post(f"{BASE}2018-06/close/", headers={"X-Forwarded-For": "198.51.100.7, 203.0.113.9"})
    assert AuditEvent.objects.get(verb="closed a month").origin == "203.0.113.9"


def test_without_one_a_forwarded_address_is_not_believed(
    scorecard: Scorecard, people: People, sign_in
) -> None:
    client = sign_in(people.administrator)
    client.post(f"{BASE}2018-06/close/", headers={"X-Forwarded-For": "203.0.113.9"})
    assert AuditEvent.objects.get(verb="closed a month").origin == "127.0.0.1"


def test_queries_do_not_grow_with_months(scorecard: Scorecard, people: People, sign_in) -> None:
    client = sign_in(people.administrator)
    client.get(BASE)
    with CaptureQueriesContext(connection) as few:
        client.get(BASE)
    for back in range(1, 25):
        ReportingMonth.objects.create(
            scorecard=scorecard, month=months.shift(JUNE, -back), status=ReportingMonth.CLOSED
        )
    with CaptureQueriesContext(connection) as many:
        client.get(BASE)
    assert len(many) == len(few)


def deadlines_in(text: str) -> list[str]:
    return re.findall(r'type="date" name="\w+" value="([^"]*)"', text)


def test_deadlines_are_suggested_for_the_next_month_and_for_the_one_typed(
    scorecard: Scorecard, people: People, sign_in
) -> None:
    client = sign_in(people.administrator)
    page = client.get(BASE)
    assert 'value="2018-07"' in page.text
    assert deadlines_in(page.text) == ["2018-08-06", "2018-08-09", "2018-08-14"]
    page = client.post(BASE, {"month": "2018-04", "returns_due": "2018-05-01", "suggest": "1"})
    assert (page.status_code, deadlines_in(page.text)) == (200, ["2018-05-04", "2018-05-10", "2018-05-15"])
    page = client.post(BASE, {"month": "soon", "suggest": "1"})
    assert page.status_code == 422
    assert ReportingMonth.objects.count() == 1


def test_deadlines_that_were_not_set_are_suggested(scorecard: Scorecard, people: People, sign_in) -> None:
    ReportingMonth.objects.create(scorecard=scorecard, month=JULY, returns_due=date(2018, 8, 1))
    client = sign_in(people.administrator)
    assert "Not all of its deadlines are set" in client.get(f"{BASE}2018-07/open/").text
    page = client.get(f"{BASE}2018-07/")
    assert deadlines_in(page.text) == ["2018-08-01", "2018-08-09", "2018-08-14"]
    assert "are suggested" in page.text
    assert 'value="2018-08-01,,"' in page.text


def test_opening_says_the_deadlines(scorecard: Scorecard, people: People, sign_in) -> None:
    client = sign_in(people.administrator)
    client.post(BASE, {"month": "2018-07", **DEADLINES})
    said = "Returns are due 3 August 2018, commentary 8 August 2018, sign-off 13 August 2018."
    assert said in client.get(f"{BASE}2018-07/open/").text
