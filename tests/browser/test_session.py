"""A session that ends while somebody writes loses none of their words."""

from collections.abc import Callable

from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from .person import DESK, FRONT_DOOR, Person

WORDS = "Written over lunch, and longer than the session lasted.\n\nWith a second paragraph."


def test_words_typed_into_an_ended_session_come_back(
    at_browser: Callable[..., Person],
) -> None:
    reporter = at_browser()
    page = reporter.sign_in(FRONT_DOOR)
    reporter.goto(DESK + "m4/")
    page.get_by_label("Commentary for June 2018").fill(WORDS)
    Session.objects.all().delete()

    reporter.button("Save").click()
    reporter.expect_page("Sign in")
    reporter.give_password(FRONT_DOOR)

    expect(page.get_by_role("alert")).to_contain_text("Your words are below and not saved yet.")
    reporter.expect_page("Referrals aged 13 and over")
    expect(page.get_by_label("Commentary for June 2018")).to_have_value(WORDS)
    reporter.button("Save").click()
    expect(page.get_by_role("status").first).to_contain_text("is not with the owner")
    expect(page.get_by_label("Commentary for June 2018")).to_have_value(WORDS)
    reporter.check()
