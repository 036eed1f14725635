"""Which commentaries are required by exception, as read from figures, targets, words and questions."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from commentary.models import Question
from commentary.summaries import Item, month_work
from indicators.models import (
    Benchmark,
    BenchmarkRelease,
    Comparator,
    MonthlyReturn,
    ReportingMonth,
    Scorecard,
)
from tests import factories
from tests.commentary.conftest import DESK, HIGH
from tests.factories import JUNE, MAY, NOW, People

SignIn = Callable[..., Client]


def month() -> ReportingMonth:
    return ReportingMonth.objects.select_related("scorecard").get(month=JUNE)


def why(ref: str) -> list[str]:
    return [reason.sentence for reason in item(ref).requirement.reasons]


def item(ref: str) -> Item:
    return next(each for each in month_work(month()).items if each.row.ref == ref)


class TestReasons:
    def test_a_signal_and_a_missed_target_are_explained_and_chance_is_not(self, some_required) -> None:
        required = {each.row.ref for each in month_work(month()).items if each.is_required}

        assert required == {"S1", "T1"}
        assert why("T1") == ["Off target: 10, 10 below the target of 20"]
        (signal,) = why("S1")
        assert signal.startswith("Signal: 90 is above the upper limit of ")

    def test_where_every_row_is_written_all_are_required(self, some_required) -> None:
        Scorecard.objects.update(commentary_policy=Scorecard.EVERY_ROW)

        assert all(each.is_required for each in month_work(month()).items)

    def test_an_earlier_figure_that_was_restated(self, some_required, people: People) -> None:
        factories.restate(some_required["Q1"], "12", by=people.administrator, month=MAY)

        assert why("Q1") == ["May was restated from 11 to 12"]

    def test_what_was_restated_before_the_month_was_opened_was_told_before(
        self, some_required, people
    ) -> None:
        factories.restate(some_required["Q1"], "12", by=people.administrator, month=MAY)
        ReportingMonth.history.update(history_date=NOW + timedelta(days=1))

        assert why("Q1") == []

    def test_the_month_itself_is_corrected_without_words(self, some_required, people: People) -> None:
        factories.restate(some_required["Q1"], "11", by=people.administrator)

        assert why("Q1") == []

    def test_three_months_without_words_of_which_none_was_before_the_portal(
        self, some_required, scorecard
    ) -> None:
        for first in (date(2018, 4, 1), MAY):
            ReportingMonth.objects.create(scorecard=scorecard, month=first, status=ReportingMonth.CLOSED)
        assert why("Q1") == []
        march = ReportingMonth.objects.create(
            scorecard=scorecard, month=date(2018, 3, 1), status=ReportingMonth.OPEN
        )
        factories.commentary_at("approved", some_required["Q2"], month=march.month)

        assert why("Q1") == ["Nothing was said for three months"]
        assert why("Q2") == []

    def test_words_that_nobody_approved_are_silence(self, some_required, scorecard) -> None:
        for first in (date(2018, 3, 1), date(2018, 4, 1), MAY):
            ReportingMonth.objects.create(scorecard=scorecard, month=first, status=ReportingMonth.OPEN)
        factories.commentary_at("submitted", some_required["Q1"], month=MAY)

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
        self, some_required, scorecard, people, values: list[str], reasons: list[str]
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
        self, some_required, scorecard, people, numerator: str, polarity: str, reasons: list[str]
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

    def test_any_row_that_shares_the_words_counts_and_is_named(
        self, some_required, scorecard, people
    ) -> None:
        made = factories.indicator(
            scorecard,
            "Q1-NI",
            order=9,
            owner=people.owner,
            reporter=people.reporter,
            shares_commentary_with=some_required["Q1"],
        )
        factories.returns(made, HIGH)

        (sentence,) = why("Q1")
        assert sentence.startswith("Q1-NI, signal: 90 is above the upper limit of ")


class TestAsked:
    @pytest.fixture
    def question(self, some_required, people) -> Question:
        return Question.objects.create(
            indicator=some_required["Q2"],
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
