"""Which months take figures, and holes between them."""

from datetime import date

import pytest

from indicators.calculations.months import months_to
from indicators.imports.plans.plan import LEAVE_OUT

from .worlds import JUNE, indicator, kinds, known, only, plan_of, row, submitted, values

MAY, JULY = date(2018, 5, 1), date(2018, 7, 1)
M1, M2 = indicator(1, "M1"), indicator(2, "M2")


@pytest.mark.parametrize(
    ("month", "statuses", "takes"),
    [
        (JUNE, {JUNE: "open"}, True),
        (MAY, {JUNE: "open"}, True),
        (MAY, {MAY: "closed", JUNE: "open"}, True),
        (JULY, {JUNE: "open"}, False),
        (JULY, {JUNE: "open", JULY: "planned"}, False),
        (JUNE, {JUNE: "planned", JULY: "open"}, False),
        (JUNE, {JUNE: "closed"}, False),
        (JUNE, {}, False),
        (date(1989, 12, 1), {JUNE: "open"}, False),
    ],
)
def test_months_that_take_figures(month, statuses, takes):
    file = submitted(row(2, "M1", "5", last=month), row(3, "M2", "x6", last=month))
    plan = plan_of(file, known(M1, M2, statuses=statuses))
    assert len(plan.new) == takes
    assert kinds(plan).count("month_not_open") == (not takes)
    assert plan.month == (month if statuses.get(month) == "open" else None)


def test_a_closed_month_is_one_question_for_all_its_figures():
    """Odd cells of a month that is left out are not asked about."""
    file = submitted(row(2, "M1", "5", "6", last=JULY), row(3, "M2", "7", "8*", last=JULY))
    plan = plan_of(file, known(M1, M2))
    finding = only(plan, "month_not_open")
    assert finding.message == (
        "July 2018 is not open, and no later month is. An administrator can open a month."
    )
    assert finding.key == "month_not_open|Page 1||C||2018-07"
    assert kinds(plan) == ["month_not_open"]
    assert values(plan.new) == {("M1", "2018-06"): "5", ("M2", "2018-06"): "7"}
    decided = plan_of(file, known(M1, M2), {finding.key: LEAVE_OUT})
    assert (decided.left_out, decided.to_decide) == (2, ())


def test_a_closed_month_that_stays_as_it_is_needs_nobody():
    base = known(M1, returns={"M1": ["5", "6"]}, statuses={})
    assert kinds(plan_of(submitted(row(2, "M1", "5", "6")), base)) == []


def test_a_restatement_of_a_closed_month_is_refused_with_the_month():
    base = known(M1, returns={"M1": ["5", "6"]}, statuses={JUNE: "closed"})
    assert kinds(plan_of(submitted(row(2, "M1", "5", "7")), base)) == ["month_not_open"]


def test_columns_that_skip_a_month():
    april, june = row(2, "M1", "4", last=date(2018, 4, 1)), row(2, "M1", "6")
    file = submitted(april.__class__(april.where, "M1", april.entries + june.entries))
    plan = plan_of(file, known(M1, returns={"M1": ["5", ""]}))
    assert only(plan, "gap_in_months").message == (
        "The file has no place for May 2018, between months that it has."
    )
    plan = plan_of(file, known(M1))
    assert [each.message for each in plan.findings if each.kind == "gap_in_months"] == [
        "M1 would have no figure for May 2018.",
        "The file has no place for May 2018, between months that it has.",
    ]


def test_a_new_month_that_leaves_a_hole_after_the_last():
    base = known(M1, returns={"M1": ["1", "2", "", "", ""]})
    plan = plan_of(submitted(row(2, "M1", "6")), base)
    finding = only(plan, "gap_in_months")
    assert finding.message == "M1 would have no figure for April 2018 and May 2018."
    assert (finding.severity, finding.choices, len(plan.new)) == ("warning", (), 1)


def test_old_holes_are_not_this_files():
    base = known(M1, returns={"M1": ["1", "", "2", "3", ""]})
    assert kinds(plan_of(submitted(row(2, "M1", "6")), base)) == []


def test_an_empty_cell_between_figures():
    plan = plan_of(submitted(row(2, "M1", "4", "", "6")), known(M1))
    assert only(plan, "gap_in_months").message == "M1 would have no figure for May 2018."


def test_a_long_hole_is_told_by_its_ends():
    base = known(M1, returns={"M1": ["1", *[""] * 12]})
    message = only(plan_of(submitted(row(2, "M1", "6")), base), "gap_in_months").message
    assert message == "M1 would have no figure for 11 months from July 2017 to May 2018."
    assert len(months_to(MAY, 11)) == 11
