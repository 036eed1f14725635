"""What somebody sees when the fault is ours."""

import logging

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client, RequestFactory

from indicators.models import Scorecard
from scorecard_portal.pages.errors import server_error
from tests.factories import People


@pytest.fixture
def client_of_administrator(scorecard: Scorecard, people: People, sign_in) -> Client:
    client: Client = sign_in(people.administrator)
    client.raise_request_exception = False
    return client


def break_with(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise problem

    monkeypatch.setattr("scorecard_portal.pages.months.actions.reopen", broken)
    monkeypatch.setattr("scorecard_portal.pages.months.actions.set_deadlines", broken)


def send(client: Client):
    return client.post("/manage/months/childrens-services/2018-06/reopen/", {"reason": "A late figure"})


def test_a_fault_of_ours_has_a_reference_that_stands_in_the_log(
    client_of_administrator: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    break_with(monkeypatch, RuntimeError("ours"))
    with caplog.at_level(logging.ERROR):
        response = send(client_of_administrator)
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.text
    assert "A late figure" in response.text
    logged = next(each.getMessage() for each in caplog.records if "Reference" in each.getMessage())
    assert logged.split()[1].rstrip(":") in response.text


def test_a_database_that_does_not_answer_is_said_to_be_so(
    client_of_administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_with(monkeypatch, OperationalError("connection refused to 10.0.0.5"))
    response = send(client_of_administrator)
    assert response.status_code == 503
    assert "The portal cannot reach its database" in response.text
    assert "A late figure" in response.text
    assert "10.0.0.5" not in response.text


def test_before_anybody_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise OperationalError("no database")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", broken)
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "x" * 32
    response = client.get("/")
    assert response.status_code == 503
    assert "The portal cannot reach its database" in response.text
    assert "Content-Security-Policy" in response.headers


STRANGE = "application/x-www-form-urlencoded; charset=utf-16"


@pytest.mark.parametrize(
    "path", ["/", "/accounts/login/", "/manage/months/childrens-services/2018-06/reopen/"]
)
def test_a_form_that_cannot_be_read_makes_no_sense(client_of_administrator: Client, path: str) -> None:
    """Forged: browsers send UTF-8. The page for it does not read the form again."""
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = client_of_administrator.cookies
    strict.cookies[settings.CSRF_COOKIE_NAME] = "x" * 32
    response = strict.post(path, "reason=A late figure", content_type=STRANGE)
    assert response.status_code == 400
    assert "This could not be read" in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in response.headers


def test_a_fault_of_ours_over_a_form_that_cannot_be_read() -> None:
    request = RequestFactory().post("/", "a=b", content_type=STRANGE)
    assert server_error(request).status_code == 500
