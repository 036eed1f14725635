"""A scorecard by exception: what its lists, counts, mail and pages ask for, through the front door."""

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commentary.actions import questions
from commentary.notifications import letters
from commentary.summaries import chase, month_strip, month_work, progress
from indicators.models import ReportingMonth, Scorecard
from tests import factories
from tests.commentary.conftest import DESK, HIGH
from tests.factories import JUNE, MAY, NOW, People

SignIn = Callable[..., Client]
AFTER_COMMENTARY = date(2018, 7, 12)


def month() -> ReportingMonth:
    return ReportingMonth.objects.select_related("scorecard").get(month=JUNE)


def listed(response) -> dict[str, list[str]]:
    """Refs by heading."""
    page = response.content.decode()
    found = re.findall(r"<h2[^>]*>([^<]*\(\d+\))</h2>(.*?)</section>", page, re.DOTALL)
    return {title: re.findall(r'class="ref">(.*?)<', body) for title, body in found}


class TestLists:
    def test_what_is_required_comes_first_and_says_why(
        self, some_required, people: People, sign_in: SignIn
    ) -> None:
        factories.commentary_at("draft", some_required["Q2"])
        page = sign_in(people.reporter).get(DESK)

        assert listed(page) == {"Required (2)": ["S1", "T1"], "Optional (2)": ["Q1", "Q2"]}
        assert "<b>2 commentaries to write, 2 working days late, due Tuesday 10 July.</b>" in page.text
        assert "Off target: 10, 10 below the target of 20" in page.text
        assert "10 is within its limits" in page.text
        assert "No explanation is needed" in page.text

    def test_what_came_back_is_to_be_written_though_it_is_optional(
        self, some_required, people: People, sign_in: SignIn
    ) -> None:
        factories.commentary_at("returned", some_required["Q1"])
        page = sign_in(people.reporter).get(DESK)

        assert list(listed(page)) == ["Returned to you (1)", "Required (2)", "Optional (1)"]
        assert "<b>3 commentaries to write" in page.text
        assert "No explanation is needed this month." not in sign_in(people.reporter).get(f"{DESK}q1/").text

    def test_when_all_required_are_sent_nothing_waits(
        self, some_required, people: People, sign_in: SignIn
    ) -> None:
        for ref in ("S1", "T1"):
            factories.commentary_at("submitted", some_required[ref])
        desk, home = sign_in(people.reporter).get(DESK), sign_in(people.reporter).get("/")

        assert "Nothing waits for you" in desk.text
        assert listed(desk)["Optional (2)"] == ["Q1", "Q2"]
        assert "2 of 2 required sent" in home.text
        assert "All 2 required commentaries are with the owner or approved." in home.text
        assert "to write" not in home.text.partition("<main")[2].partition("Optional (2)")[0]

    def test_my_work_counts_and_begins_with_what_is_required(
        self, some_required, people, sign_in: SignIn
    ) -> None:
        factories.commentary_at("draft", some_required["Q1"])
        page = sign_in(people.reporter).get("/")

        assert "2 commentaries to write, 2 working days late, due Tuesday 10 July." in page.text
        assert f'href="{DESK}s1/"' in page.text.partition('class="call"')[2].partition("</section>")[0]
        assert "0 of 2 required sent" in page.text
        assert list(listed(page)) == ["Required (2)", "Optional (2)"]

    def test_the_page_to_write_on_says_which_it_is(
        self, some_required, people: People, sign_in: SignIn
    ) -> None:
        reporter = sign_in(people.reporter)

        assert 'tag-navy">Required' in reporter.get(f"{DESK}s1/").text
        optional = reporter.get(f"{DESK}q1/").text
        assert 'tag-white">Optional' in optional
        assert "No explanation is needed this month." in optional

    def test_an_owner_waits_for_what_is_required(
        self, some_required, people: People, sign_in: SignIn
    ) -> None:
        page = sign_in(people.owner).get("/").text
        assert "Not with you yet (2)" in page
        assert re.findall(r"<span class=\"vh\"> Reporter of (\w+)</span>", page) == ["S1", "T1"]
        assert "Not asked for and not written: Q1, Q2." in page

    def test_nobody_is_reminded_of_what_is_optional(
        self, some_required, people: People, sign_in: SignIn
    ) -> None:
        client = sign_in(people.owner)
        page = client.post("/commentary/childrens-services/2018-06/q1/remind/", follow=True).text
        assert "Q1 is not waited for now, so nobody was reminded of it." in page
        assert not mail.outbox
        client.post("/commentary/childrens-services/2018-06/s1/remind/")
        (message,) = mail.outbox
        assert "2 commentaries to write, 2 working days late" in " ".join(str(message.body).split())
        assert "Q1" not in message.body

    def test_queries_do_not_grow_with_rows(
        self, some_required, scorecard, people: People, sign_in: SignIn
    ) -> None:
        reporter = sign_in(people.reporter)

        def count() -> int:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert reporter.get(DESK).status_code == 200
            return len(queries)

        reporter.get(DESK)
        few = count()
        for number in range(6):
            made = factories.indicator(
                scorecard, f"X{number}", order=20, owner=people.owner, reporter=people.reporter
            )
            factories.returns(made, HIGH)
        assert count() == few


class TestCounts:
    def test_stages_are_done_when_all_required_is(self, some_required) -> None:
        late = month_strip(month_work(month()), AFTER_COMMENTARY)
        assert [(stage.name, stage.state) for stage in late.stages] == [
            ("Returns", "done"),
            ("Commentary", "late"),
            ("Sign-off", "now"),
        ]
        assert late.stages[1].note.startswith("2 late")
        for ref in ("S1", "T1"):
            factories.commentary_at("approved", some_required[ref])
        done = month_strip(month_work(month()), AFTER_COMMENTARY)
        assert [stage.state for stage in done.stages] == ["done"] * 3

    def test_what_was_sent_though_optional_waits_for_its_signature(self, some_required) -> None:
        for ref in ("S1", "T1"):
            factories.commentary_at("approved", some_required[ref])
        factories.commentary_at("submitted", some_required["Q1"])
        stages = month_strip(month_work(month()), AFTER_COMMENTARY).stages
        assert [stage.state for stage in stages] == ["done", "done", "now"]

    def test_progress_tells_required_written_and_skipped(
        self, some_required, people: People, sign_in: SignIn
    ) -> None:
        factories.commentary_at("submitted", some_required["S1"])
        factories.commentary_at("approved", some_required["Q1"])
        factories.commentary_at("draft", some_required["Q2"])
        found = progress(month_work(month()), AFTER_COMMENTARY)

        assert (found.required, found.required_written, found.late) == (2, 1, 1)
        assert (found.optional, found.skipped, found.to_be_signed, found.signed) == (2, 1, 3, 1)
        (reporter,) = chase(month_work(month()), AFTER_COMMENTARY).reporters
        assert (reporter.required, reporter.written, reporter.late) == (2, 1, 1)
        assert (reporter.optional, reporter.optional_written) == (2, 1)
        assert [(words, [item.row.ref for item in items]) for words, items in reporter.groups] == [
            ("not started", ["T1"])
        ]
        home = " ".join(sign_in(people.administrator).get("/").text.split())
        assert "Required commentary written</dt><dd>1 of 2<small>1 late, 1 of 2 optional skipped" in home
        assert "<dt>Signed off</dt><dd>1 of 3<small>1 waiting, 1 not written" in home

    def test_closing_a_month_says_what_is_required_and_not_approved(
        self, some_required, people, sign_in
    ) -> None:
        factories.commentary_at("submitted", some_required["Q1"])
        factories.commentary_at("draft", some_required["Q2"])
        factories.commentary_at("approved", some_required["S1"])
        page = sign_in(people.administrator).get("/manage/months/childrens-services/2018-06/close/").text

        changed = "not approved, or signed with figures that changed since"
        assert f"1 required and {changed}: T1." in page
        assert f"1 optional, sent and {changed}: Q1." in page
        assert "1 optional, in draft and shown to nobody: Q2." in page


class TestMail:
    def told(self) -> dict[str, list[str]]:
        at = datetime(2018, 7, 12, 8, 0, tzinfo=NOW.tzinfo)
        return {
            letter.name: [group.heading for section in letter.sections for group in section.groups]
            for letter in letters(on=AFTER_COMMENTARY, at=at)
        }

    def test_only_what_is_required_is_late(self, some_required) -> None:
        assert self.told()["Reporter"] == [
            "2 commentaries to write, 2 working days late, due Tuesday 10 July"
        ]

    def test_what_came_back_is_said_too(self, some_required) -> None:
        factories.commentary_at("returned", some_required["Q1"])
        assert self.told()["Reporter"][1].startswith("1 commentary returned, 2 working days late")

    def test_of_optional_ones_nobody_is_told(self, some_required) -> None:
        for ref in ("S1", "T1"):
            factories.commentary_at("approved", some_required[ref])
        factories.commentary_at("draft", some_required["Q1"])
        assert not [
            heading for headings in self.told().values() for heading in headings if "write" in heading
        ]


class TestScorecardPage:
    PAGE = "/scorecards/childrens-services/2018-06/"

    def test_what_needs_no_words_says_so_to_everybody(
        self, some_required, people: People, sign_in: SignIn
    ) -> None:
        factories.commentary_at("submitted", some_required["Q1"], text="A secret of Q1.")
        page = sign_in(people.viewer).get(self.PAGE).text

        assert page.count('st-none">No commentary needed') == 2
        assert page.count('st-none">Not yet approved') == 2
        assert "A secret of Q1." not in page
        assert '<span class="big">0</span> of 2 commentaries approved' in page
        reporter = sign_in(people.reporter).get(self.PAGE).text
        assert "A secret of Q1." in reporter
        assert reporter.count('st-none">No commentary needed') == 1

    def test_the_kept_page_follows_what_an_owner_asks_for(
        self, some_required, people: People, sign_in: SignIn
    ) -> None:
        def needless() -> int:
            return int(sign_in(people.viewer).get(self.PAGE).text.count('st-none">No commentary needed'))

        before = needless()
        question = questions.ask(
            indicator=some_required["Q2"],
            month=JUNE,
            text="Why so quiet?",
            asks_for_commentary=True,
            by=people.owner,
            at=NOW,
        )
        while_asked = needless()
        questions.withdraw(question=question, by=people.owner, at=NOW)
        assert (before, while_asked, needless()) == (2, 1, 2)

    def test_approved_words_are_shown_though_none_were_needed(self, some_required, people, sign_in) -> None:
        factories.commentary_at("approved", some_required["Q1"], text="It was the summer.")
        assert "It was the summer." in sign_in(people.viewer).get(self.PAGE).text

    def test_the_export_says_as_before_where_words_stand(
        self, some_required, people, sign_in: SignIn
    ) -> None:
        text = sign_in(people.viewer).get(f"{self.PAGE}scorecard.csv").content.decode()
        assert text.count(",not_yet_approved,") == 4

    @pytest.mark.parametrize(("policy", "silent"), [("every_row", 4), ("by_exception", 0)])
    def test_three_silent_months_are_no_headline_before_they_are_asked_about(
        self, some_required, scorecard, people, sign_in, policy: str, silent: int
    ) -> None:
        Scorecard.objects.update(commentary_policy=policy)
        for first in (date(2018, 4, 1), MAY):
            ReportingMonth.objects.create(scorecard=scorecard, month=first, status=ReportingMonth.CLOSED)
        page = sign_in(people.viewer).get(f"{self.PAGE}headlines/").text
        (count,) = re.findall(r"or without words for three months</dt>\s*<dd[^>]*>(\d+)", page)
        assert int(count) == silent
