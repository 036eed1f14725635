"""Where a month stands: stages, and who has what left to do. Expected figures counted by hand."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commentary.summaries import chase, month_strip, month_work, progress
from indicators.models import Indicator, MonthlyReturn, ReportingMonth, Scorecard
from tests import factories
from tests.factories import JUNE, People

BEFORE_DEADLINES = date(2018, 7, 4)
AFTER_COMMENTARY = date(2018, 7, 12)


@pytest.fixture
def rows(scorecard: Scorecard, people: People) -> list[Indicator]:
    """Five rows, the last showing the fourth's words: not started, draft, submitted, approved."""
    made = [
        factories.indicator(scorecard, ref, owner=people.owner, reporter=people.reporter, order=order)
        for order, ref in enumerate(("A", "B", "C", "D"))
    ]
    made.append(
        factories.indicator(
            scorecard,
            "E",
            owner=people.owner,
            reporter=people.reporter,
            order=9,
            shares_commentary_with=made[3],
        )
    )
    for each in made:
        factories.returns(each, ["10"] * 13)
    for status, each in zip(("draft", "submitted", "approved"), made[1:4], strict=True):
        factories.commentary_at(status, each)
    return made


@pytest.fixture
def month(scorecard: Scorecard, rows: list[Indicator]) -> ReportingMonth:
    return ReportingMonth.objects.select_related("scorecard").get(scorecard=scorecard, month=JUNE)


def test_counts_each_commentary_once(month: ReportingMonth) -> None:
    found = progress(month_work(month), AFTER_COMMENTARY)
    assert (found.total, found.written, found.signed, found.late) == (4, 2, 1, 2)
    people = chase(month_work(month), AFTER_COMMENTARY)
    (reporter,) = people.reporters
    assert (reporter.required, reporter.written, reporter.late) == (4, 2, 2)
    assert [(state, [item.row.ref for item in items]) for state, items in reporter.groups] == [
        ("not started", ["A"]),
        ("draft", ["B"]),
    ]
    assert reporter.late_by == "2 working days late"
    (owner,) = people.owners
    assert (owner.waiting, owner.stale, owner.signed) == (1, 0, 1)
    assert (owner.longest_wait, owner.late) == ("under 1 working day (C)", 0)
    (section,) = found.sections
    assert (section.indicators, section.commentaries) == (5, 4)


def test_nothing_is_late_before_the_deadline(month: ReportingMonth) -> None:
    found = progress(month_work(month), BEFORE_DEADLINES)
    assert found.late == 0


def test_a_restated_figure_makes_the_signature_stale(month: ReportingMonth, rows: list[Indicator]) -> None:
    MonthlyReturn.objects.filter(indicator=rows[4], month=JUNE).update(value=11)
    found = progress(month_work(month), AFTER_COMMENTARY)
    assert (chase(month_work(month), AFTER_COMMENTARY).owners[0].stale, found.signed) == (1, 0)


def test_stages_say_what_is_late_and_what_is_next(month: ReportingMonth) -> None:
    strip = month_strip(month_work(month), AFTER_COMMENTARY)
    assert [(stage.name, stage.state) for stage in strip.stages] == [
        ("Returns", "done"),
        ("Commentary", "late"),
        ("Sign-off", "now"),
    ]
    assert strip.stages[1].note == "2 late, were due Tuesday 10 July"
    assert strip.next_deadline == "Sign-off due Friday 13 July"


def test_a_stage_is_not_done_while_a_figure_is_missing(month: ReportingMonth) -> None:
    factories.indicator(month.scorecard, "F", order=20)
    strip = month_strip(month_work(month), BEFORE_DEADLINES)
    assert [stage.state for stage in strip.stages] == ["now", "to_come", "to_come"]


def test_queries_do_not_grow_with_rows(month: ReportingMonth, people: People) -> None:
    with CaptureQueriesContext(connection) as few:
        month_work(month)
    for number in range(20):
        made = factories.indicator(
            month.scorecard, f"G{number}", owner=people.owner, reporter=people.reporter, order=30 + number
        )
        factories.returns(made, ["5"] * 13)
    with CaptureQueriesContext(connection) as many:
        month_work(month)
    assert len(many) == len(few)
