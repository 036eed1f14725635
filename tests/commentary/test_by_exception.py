"""A scorecard by exception: what its lists, counts, mail and pages ask for, through the front door."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commentary.models import Question
from commentary.notifications import letters
from commentary.summaries import Item, month_strip, month_work, progress
from indicators.models import (
    Benchmark,
    BenchmarkRelease,
    Comparator,
    Indicator,
    MonthlyReturn,
    ReportingMonth,
    Scorecard,
    Target,
)
from tests import factories
from tests.commentary.conftest import DESK
from tests.factories import JUNE, MAY, NOW, People

SignIn = Callable[..., Client]
USUAL = ["10", "11"] * 6 + ["10"]
HIGH = [*USUAL[:-1], "90"]
AFTER_COMMENTARY = date(2018, 7, 12)


@pytest.fixture
def rows(scorecard: Scorecard, people: People) -> dict[str, Indicator]:
    """Of four rows one is a signal and one misses its target; the others are as usual."""
    Scorecard.objects.update(commentary_policy=Scorecard.BY_EXCEPTION)
    ReportingMonth.history.update(history_date=NOW - timedelta(days=8))
    made = {}
    for order, (ref, values) in enumerate((("Q1", USUAL), ("S1", HIGH), ("Q2", USUAL), ("T1", USUAL))):
        made[ref] = factories.indicator(
            scorecard, ref, order=order, owner=people.owner, reporter=people.reporter
        )
        factories.returns(made[ref], values)
    Target.objects.create(
        indicator=made["T1"], financial_year=2018, value=Decimal(20), basis="level", direction="at_least"
    )
    return made


def month() -> ReportingMonth:
    return ReportingMonth.objects.select_related("scorecard").get(month=JUNE)


def why(ref: str) -> list[str]:
    return [reason.sentence for reason in item(ref).requirement.reasons]


def item(ref: str) -> Item:
    return next(each for each in month_work(month()).items if each.row.ref == ref)


def listed(response) -> dict[str, list[str]]:
    """Refs by heading."""
    page = response.content.decode()
    found = re.findall(r"<h2[^>]*>([^<]*\(\d+\))</h2>(.*?)</section>", page, re.DOTALL)
    return {title: re.findall(r'class="ref">(.*?)<', body) for title, body in found}


class TestReasons:
    def test_a_signal_and_a_missed_target_are_explained_and_chance_is_not(self, rows) -> None:
        required = {each.row.ref for each in month_work(month()).items if each.is_required}

        assert required == {"S1", "T1"}
        assert why("T1") == ["Off target: 10, 10 below the target of 20"]
        (signal,) = why("S1")
        assert signal.startswith("Signal: 90 is above the upper limit of ")

    def test_where_every_row_is_written_all_are_required(self, rows) -> None:
        Scorecard.objects.update(commentary_policy=Scorecard.EVERY_ROW)

        assert all(each.is_required for each in month_work(month()).items)

    def test_an_earlier_figure_that_was_restated(self, rows, people: People) -> None:
        factories.restate(rows["Q1"], "12", by=people.administrator, month=MAY)

        assert why("Q1") == ["May was restated from 11 to 12"]

    def test_what_was_restated_before_the_month_was_opened_was_told_before(self, rows, people) -> None:
        factories.restate(rows["Q1"], "12", by=people.administrator, month=MAY)
        ReportingMonth.history.update(history_date=NOW + timedelta(days=1))

        assert why("Q1") == []

    def test_the_month_itself_is_corrected_without_words(self, rows, people: People) -> None:
        factories.restate(rows["Q1"], "11", by=people.administrator)

        assert why("Q1") == []

    def test_three_months_without_words_of_which_none_was_before_the_portal(self, rows, scorecard) -> None:
        for first in (date(2018, 4, 1), MAY):
            ReportingMonth.objects.create(scorecard=scorecard, month=first, status=ReportingMonth.CLOSED)
        assert why("Q1") == []
        march = ReportingMonth.objects.create(
            scorecard=scorecard, month=date(2018, 3, 1), status=ReportingMonth.OPEN
        )
        factories.commentary_at("approved", rows["Q2"], month=march.month)

        assert why("Q1") == ["Nothing was said for three months"]
        assert why("Q2") == []

    def test_words_that_nobody_approved_are_silence(self, rows, scorecard) -> None:
        for first in (date(2018, 3, 1), date(2018, 4, 1), MAY):
            ReportingMonth.objects.create(scorecard=scorecard, month=first, status=ReportingMonth.OPEN)
        factories.commentary_at("submitted", rows["Q1"], month=MAY)

        assert why("Q1") == ["Nothing was said for three months"]

    @pytest.mark.parametrize(
        ("values", "reasons"),
        [
            (["5"] * 3, ["New: its first figures were for April 2018"]),
            (["5"] * 4, []),
            (["5"], ["New: its first figures were for June 2018"]),
        ],
    )
    def test_a_new_indicator_for_its_first_three_months(
        self, rows, scorecard, people, values: list[str], reasons: list[str]
    ) -> None:
        made = factories.indicator(scorecard, "N1", owner=people.owner, reporter=people.reporter)
        factories.returns(made, values)

        assert why("N1") == reasons

    @pytest.mark.parametrize(
        ("numerator", "polarity", "reasons"),
        [
            # Wilson's interval of 77 in 159 is 40.8% to 56.1%, of 115 in 159 it is 64.9% to 78.7%.
            ("77", "higher", ["Worse than statistical neighbours (48.4% against 77.0%)"]),
            ("115", "higher", []),
            ("77", "lower", []),
            ("77", "none", []),
        ],
    )
    def test_worse_than_neighbours_by_more_than_chance(
        self, rows, scorecard, people, numerator: str, polarity: str, reasons: list[str]
    ) -> None:
        made = factories.indicator(
            scorecard,
            "P1",
            owner=people.owner,
            reporter=people.reporter,
            unit="percentage",
            decimals=1,
            polarity=polarity,
        )
        share = str(round(Decimal(numerator) / 159 * 100, 1))
        factories.returns(made, [share] * 13)
        MonthlyReturn.objects.filter(indicator=made).update(numerator=Decimal(numerator), denominator=159)
        neighbours = Comparator.objects.create(
            scorecard=scorecard, name="Similar", short_name="Sim", slug="sim", kind="statistical_neighbours"
        )
        release = BenchmarkRelease.objects.create(
            scorecard=scorecard, label="Nov", in_force_from=MAY, status="in_force"
        )
        Benchmark.objects.create(release=release, indicator=made, comparator=neighbours, value=Decimal(77))

        assert why("P1") == reasons

    def test_any_row_that_shares_the_words_counts_and_is_named(self, rows, scorecard, people) -> None:
        made = factories.indicator(
            scorecard,
            "Q1-NI",
            order=9,
            owner=people.owner,
            reporter=people.reporter,
            shares_commentary_with=rows["Q1"],
        )
        factories.returns(made, HIGH)

        (sentence,) = why("Q1")
        assert sentence.startswith("Q1-NI, signal: 90 is above the upper limit of ")


class TestAsked:
    @pytest.fixture
    def question(self, rows, people) -> Question:
        return Question.objects.create(
            indicator=rows["Q2"],
            month=JUNE,
            text="Is it the agency?",
            asks_for_commentary=True,
            by=people.owner,
            acting_as="owner",
            at=NOW,
        )

    def test_a_question_makes_it_required(self, question: Question) -> None:
        assert why("Q2") == ["Owner asked: “Is it the agency?”"]

    def test_one_that_was_taken_back_does_not(self, question: Question, people: People) -> None:
        Question.objects.update(withdrawn_by=people.owner, withdrawn_at=NOW)
        assert why("Q2") == []

    def test_nor_one_that_only_asks(self, question: Question) -> None:
        Question.objects.update(asks_for_commentary=False)
        assert why("Q2") == []

    def test_its_words_are_for_those_who_work_on_it(self, question, people: People, sign_in: SignIn) -> None:
        assert "Is it the agency?" in sign_in(people.reporter).get(DESK).text
        for path in ("", "headlines/"):
            page = sign_in(people.viewer).get(f"/scorecards/childrens-services/2018-06/{path}").text
            assert "Is it the agency?" not in page


class TestLists:
    def test_what_is_required_comes_first_and_says_why(self, rows, people: People, sign_in: SignIn) -> None:
        factories.commentary_at("draft", rows["Q2"])
        page = sign_in(people.reporter).get(DESK)

        assert listed(page) == {"Required (2)": ["S1", "T1"], "Optional (2)": ["Q1", "Q2"]}
        assert "<b>2 of 2 to write, 2 working days late, due Tuesday 10 July.</b>" in page.text
        assert "Off target: 10, 10 below the target of 20" in page.text
        assert "10 is within its limits" in page.text
        assert "No explanation is needed" in page.text

    def test_what_came_back_is_to_be_written_though_it_is_optional(
        self, rows, people: People, sign_in: SignIn
    ) -> None:
        factories.commentary_at("returned", rows["Q1"])
        page = sign_in(people.reporter).get(DESK)

        assert list(listed(page)) == ["Returned to you (1)", "Required (2)", "Optional (1)"]
        assert "<b>3 of 3 to write" in page.text

    def test_when_all_required_are_sent_nothing_waits(self, rows, people: People, sign_in: SignIn) -> None:
        for ref in ("S1", "T1"):
            factories.commentary_at("submitted", rows[ref])
        desk, home = sign_in(people.reporter).get(DESK), sign_in(people.reporter).get("/")

        assert "Nothing waits for you" in desk.text
        assert listed(desk)["Optional (2)"] == ["Q1", "Q2"]
        assert "2 of 2 required sent" in home.text
        assert "to write" not in home.text.partition("<main")[2].partition("Optional (2)")[0]

    def test_my_work_counts_and_begins_with_what_is_required(self, rows, people, sign_in: SignIn) -> None:
        factories.commentary_at("draft", rows["Q1"])
        page = sign_in(people.reporter).get("/")

        assert "2 commentaries to write, 2 working days late, due Tuesday 10 July." in page.text
        assert f'href="{DESK}s1/"' in page.text.partition('class="call"')[2].partition("</section>")[0]
        assert "0 of 2 required sent" in page.text
        assert list(listed(page)) == ["Required (2)", "Optional (2)"]

    def test_the_page_to_write_on_says_which_it_is(self, rows, people: People, sign_in: SignIn) -> None:
        reporter = sign_in(people.reporter)

        assert 'tag-navy">Required' in reporter.get(f"{DESK}s1/").text
        optional = reporter.get(f"{DESK}q1/").text
        assert 'tag-white">Optional' in optional
        assert "No explanation is needed this month." in optional

    def test_an_owner_waits_for_what_is_required(self, rows, people: People, sign_in: SignIn) -> None:
        assert "Still with their reporters: S1, T1." in sign_in(people.owner).get("/").text

    def test_queries_do_not_grow_with_rows(self, rows, scorecard, people: People, sign_in: SignIn) -> None:
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
    def test_stages_are_done_when_all_required_is(self, rows) -> None:
        late = month_strip(month_work(month()), AFTER_COMMENTARY)
        assert [(stage.name, stage.state) for stage in late.stages] == [
            ("Returns", "done"),
            ("Commentary", "late"),
            ("Sign-off", "now"),
        ]
        assert late.stages[1].note.startswith("2 late")
        for ref in ("S1", "T1"):
            factories.commentary_at("approved", rows[ref])
        done = month_strip(month_work(month()), AFTER_COMMENTARY)
        assert [stage.state for stage in done.stages] == ["done"] * 3

    def test_what_was_sent_though_optional_waits_for_its_signature(self, rows) -> None:
        for ref in ("S1", "T1"):
            factories.commentary_at("approved", rows[ref])
        factories.commentary_at("submitted", rows["Q1"])
        stages = month_strip(month_work(month()), AFTER_COMMENTARY).stages
        assert [stage.state for stage in stages] == ["done", "done", "now"]

    def test_progress_tells_required_written_and_skipped(self, rows, people: People, sign_in: SignIn) -> None:
        factories.commentary_at("submitted", rows["S1"])
        factories.commentary_at("approved", rows["Q1"])
        factories.commentary_at("draft", rows["Q2"])
        found = progress(month_work(month()), AFTER_COMMENTARY)

        assert (found.required, found.required_written, found.late) == (2, 1, 1)
        assert (found.optional, found.skipped, found.to_sign, found.signed) == (2, 1, 3, 1)
        (reporter,) = found.reporters
        assert (reporter.written, reporter.late, reporter.missing) == (2, 1, "T1 not started")
        home = " ".join(sign_in(people.administrator).get("/").text.split())
        assert "Required commentary written</dt><dd>1 of 2<small>1 late, 1 of 2 optional skipped" in home
        assert "1 of 3 are signed off." in home

    def test_closing_a_month_says_what_is_required_and_not_approved(self, rows, people, sign_in) -> None:
        factories.commentary_at("submitted", rows["Q1"])
        factories.commentary_at("draft", rows["Q2"])
        factories.commentary_at("approved", rows["S1"])
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

    def test_only_what_is_required_is_late(self, rows) -> None:
        assert self.told()["Reporter"] == [
            "2 commentaries to write, 2 working days late, due Tuesday 10 July"
        ]

    def test_what_came_back_is_said_too(self, rows) -> None:
        factories.commentary_at("returned", rows["Q1"])
        assert self.told()["Reporter"][1].startswith("1 commentary returned, 2 working days late")

    def test_of_optional_ones_nobody_is_told(self, rows) -> None:
        for ref in ("S1", "T1"):
            factories.commentary_at("approved", rows[ref])
        factories.commentary_at("draft", rows["Q1"])
        assert not [
            heading for headings in self.told().values() for heading in headings if "write" in heading
        ]


class TestScorecardPage:
    PAGE = "/scorecards/childrens-services/2018-06/"

    def test_what_needs_no_words_says_so_to_everybody(self, rows, people: People, sign_in: SignIn) -> None:
        factories.commentary_at("submitted", rows["Q1"], text="A secret of Q1.")
        page = sign_in(people.viewer).get(self.PAGE).text

        assert page.count('st-none">No commentary needed') == 2
        assert page.count('st-none">Not yet approved') == 2
        assert "A secret of Q1." not in page
        assert '<span class="big">0</span> of 2 commentaries approved' in page
        reporter = sign_in(people.reporter).get(self.PAGE).text
        assert "A secret of Q1." in reporter
        assert reporter.count('st-none">No commentary needed') == 1

    def test_approved_words_are_shown_though_none_were_needed(self, rows, people, sign_in) -> None:
        factories.commentary_at("approved", rows["Q1"], text="It was the summer.")
        assert "It was the summer." in sign_in(people.viewer).get(self.PAGE).text

    def test_the_export_says_as_before_where_words_stand(self, rows, people, sign_in: SignIn) -> None:
        text = sign_in(people.viewer).get(f"{self.PAGE}scorecard.csv").content.decode()
        assert text.count(",not_yet_approved,") == 4

    @pytest.mark.parametrize(("policy", "silent"), [("every_row", 4), ("by_exception", 0)])
    def test_three_silent_months_are_no_headline_before_they_are_asked_about(
        self, rows, scorecard, people, sign_in, policy: str, silent: int
    ) -> None:
        Scorecard.objects.update(commentary_policy=policy)
        for first in (date(2018, 4, 1), MAY):
            ReportingMonth.objects.create(scorecard=scorecard, month=first, status=ReportingMonth.CLOSED)
        page = sign_in(people.viewer).get(f"{self.PAGE}headlines/").text
        (count,) = re.findall(r"or without words for three months</dt>\s*<dd[^>]*>(\d+)", page)
        assert int(count) == silent
