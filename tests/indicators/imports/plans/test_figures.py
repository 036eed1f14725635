"""Each cell against what is recorded, and each question about one cell with what its choices do."""

import pytest

from indicators.imports.layouts.submission import Layout, Where
from indicators.imports.plans.plan import ACCEPT, KEEP, LEAVE_OUT

from .one_cell import JUNE_OF, M1, P1, PAST, R1, held, one_cell
from .worlds import (
    JUNE,
    kinds,
    known,
    only,
    plan_of,
    recorded,
    row,
    submitted,
    values,
)


def test_new_unchanged_and_restated():
    base = known(M1, P1, returns={"M1": ["40", "41", ""], "P1": ["22.1", "no_denominator", ""]})
    plan = plan_of(submitted(row(2, "M1", "40", "43", "44"), row(3, "P1", "22.1%", "-", "23.4%")), base)
    assert values(plan.new) == {JUNE_OF["M1"]: "44", JUNE_OF["P1"]: "23.4"}
    assert (plan.restated, plan.unchanged, plan.left_out, plan.month) == ((), 3, 0, JUNE)
    finding = only(plan, "restatement")
    assert finding.message == "May 2018 is 41 here. A figure that was given would change."
    assert [choice.label for choice in finding.choices] == ["Change May 2018 to 43", "Keep 41"]
    changed = plan_of(
        submitted(row(2, "M1", "40", "43", "44"), row(3, "P1", "22.1%", "-", "23.4%")),
        base,
        {finding.key: ACCEPT},
    )
    assert values(changed.restated) == {("M1", "2018-05"): "43"}
    assert changed.restated[0].before == recorded("41")


def test_the_same_file_again_has_nothing_to_do():
    base = known(M1, P1, returns={"M1": ["40", "41"], "P1": ["22.6", "no_denominator"]})
    plan = plan_of(submitted(row(2, "M1", "40", "41*"), row(3, "P1", "0.226", "n/a")), base)
    assert (plan.changes_something, plan.to_decide, plan.unchanged) == (False, (), 4)
    assert {finding.severity for finding in plan.findings} == {"info"}


def test_a_withdrawn_return_is_new_over_its_row():
    plan = plan_of(submitted(row(2, "M1", "7")), known(M1, returns={"M1": [recorded(None, version=2)]}))
    assert values(plan.new) == {JUNE_OF["M1"]: "7"}
    assert plan.new[0].before == recorded(None, version=2)
    assert kinds(plan) == []


@pytest.mark.parametrize(
    ("before", "text", "changed"),
    [
        ("40", "-", "not_supplied"),
        ("not_supplied", "40", "40"),
        ("not_supplied", "-", None),
        ("40", "40.0", None),
        ("40", "", None),
        ("not_supplied", "", None),
    ],
)
def test_reasons_and_numbers_replace_each_other(before, text, changed):
    plan = plan_of(one_cell(M1, text), known(M1, returns={"M1": [before]}))
    assert kinds(plan) == (["restatement"] if changed else [])
    if changed:
        decided = plan_of(
            one_cell(M1, text), known(M1, returns={"M1": [before]}), {plan.findings[0].key: ACCEPT}
        )
        assert values(decided.restated) == {JUNE_OF["M1"]: changed}


def test_a_dash_gives_no_other_reason_but_words_do():
    base = known(P1, returns={"P1": ["not_supplied"]})
    assert kinds(plan_of(one_cell(P1, "-"), base)) == []
    assert kinds(plan_of(one_cell(P1, "no cases"), base)) == ["restatement"]


def test_a_restatement_decided_about_is_asked_again_when_something_else_is_changed():
    """The decision was about version 1 becoming 43."""
    key = "restatement|Page 1|5|N|M1|2018-06:1:43"
    assert plan_of(one_cell(M1, "43"), known(M1, returns={"M1": ["41"]}), {key: ACCEPT}).restated
    for text, before in (("44", recorded("41")), ("43", recorded("42", version=2))):
        plan = plan_of(one_cell(M1, text), known(M1, returns={"M1": [before]}), {key: ACCEPT})
        assert (plan.restated, len(plan.to_decide)) == ((), 1)


# (indicator, cell, kind, severity, what each choice loads; None: nothing)
QUESTIONS = [
    (M1, "41*", "text_in_number", "repair", {ACCEPT: "41", LEAVE_OUT: None}),
    (M1, "1 433", "text_in_number", "repair", {ACCEPT: "1433", LEAVE_OUT: None}),
    (M1, "forty", "text_in_number", "error", {LEAVE_OUT: None}),
    (M1, "NaN", "text_in_number", "error", {LEAVE_OUT: None}),
    (M1, "1e999999", "text_in_number", "error", {LEAVE_OUT: None}),
    (M1, "22.6%", "percent_in_count", "error", {LEAVE_OUT: None}),
    (R1, "22.6%", "percent_in_count", "error", {LEAVE_OUT: None}),
    (M1, "-5", "negative", "error", {LEAVE_OUT: None}),
    (M1, "100000000", "too_large", "error", {LEAVE_OUT: None}),
    (M1, "41.5", "decimals", "repair", {ACCEPT: "42", LEAVE_OUT: None}),
    (P1, "22.64", "decimals", "repair", {ACCEPT: "22.6", LEAVE_OUT: None}),
    (P1, held("22.64957", "22.64957"), "decimals", "repair", {ACCEPT: "22.6", LEAVE_OUT: None}),
    (P1, "0.226", "percentage_scale", "repair", {ACCEPT: "22.6", KEEP: "0.2", LEAVE_OUT: None}),
    (
        P1,
        held("0.226", "0.226"),
        "percentage_scale",
        "repair",
        {ACCEPT: "22.6", KEEP: "0.2", LEAVE_OUT: None},
    ),
    (P1, "0.23%", "percentage_scale", "repair", {ACCEPT: "23", KEEP: "0.2", LEAVE_OUT: None}),
    (P1, "1", "percentage_scale", "repair", {ACCEPT: "100", KEEP: "1", LEAVE_OUT: None}),
    (P1, "2260", "percentage_scale", "repair", {ACCEPT: "22.6", LEAVE_OUT: None}),
    (P1, "226", "percentage_over_100", "error", {LEAVE_OUT: None}),
    (P1, "1E9", "text_in_number", "error", {LEAVE_OUT: None}),
]


@pytest.mark.parametrize(("one", "text", "kind", "severity", "loads"), QUESTIONS)
def test_a_question_about_a_cell_and_what_each_choice_does(one, text, kind, severity, loads):
    file, base = one_cell(one, text), known(one, returns={one.ref: PAST[one.ref]})
    plan = plan_of(file, base)
    finding = only(plan, kind)
    assert (finding.severity, finding.ref, finding.where) == (severity, one.ref, Where("Page 1", 5, "N"))
    assert finding.is_open
    assert (plan.changes_something, plan.left_out) == (False, 0)
    assert [choice.value for choice in finding.choices] == list(loads)
    for choice, value in loads.items():
        decided = plan_of(file, base, {finding.key: choice})
        assert values(decided.new) == ({} if value is None else {JUNE_OF[one.ref]: value})
        assert decided.left_out == (choice == LEAVE_OUT)
        assert not decided.to_decide


def test_small_percentages_that_are_like_their_row_are_taken_as_they_stand():
    base = known(P1, returns={"P1": ["0.4", "0.6", "0.5", ""]})
    for text, value in (("0.5", "0.5"), ("0.3%", "0.3"), ("1", "1"), ("1.0%", "1")):
        plan = plan_of(one_cell(P1, text), base)
        assert (kinds(plan), values(plan.new)) == ([], {JUNE_OF["P1"]: value})


def test_the_scale_of_a_new_row_is_told_by_its_other_cells():
    plan = plan_of(submitted(row(5, "P1", "22.1%", "23.0%", "0.226")), known(P1))
    assert only(plan, "percentage_scale").choices[0].label == "Read as 22.6%"
    assert len(plan.new) == 2
    small = plan_of(submitted(row(5, "P1", "0.4%", "0.6%", "0.5")), known(P1))
    assert len(small.new) == 3


def test_a_bare_fraction_in_a_row_without_any_other_value_is_asked_about():
    assert "percentage_scale" in kinds(plan_of(one_cell(P1, "0.5"), known(P1)))
    assert values(plan_of(one_cell(P1, "0.5%"), known(P1)).new) == {JUNE_OF["P1"]: "0.5"}


def test_a_repair_that_is_a_restatement_asks_twice():
    file, base = one_cell(M1, "41*"), known(M1, returns={"M1": ["40"]})
    plan = plan_of(file, base)
    assert kinds(plan) == ["restatement", "text_in_number"]
    restatement, repair = plan.findings
    assert restatement.choices[0].label == "Change June 2018 to 41"
    for decisions, restated, left in (
        ({repair.key: ACCEPT}, {}, 0),
        ({restatement.key: ACCEPT}, {}, 0),
        ({repair.key: ACCEPT, restatement.key: ACCEPT}, {JUNE_OF["M1"]: "41"}, 0),
        ({repair.key: ACCEPT, restatement.key: LEAVE_OUT}, {}, 1),
    ):
        decided = plan_of(file, base, decisions)
        assert (values(decided.restated), decided.left_out) == (restated, left)


def test_figures_of_formulas_are_taken_as_shown_and_counted_once():
    file = submitted(row(2, "P1", held("22.6%", "22.64957"), held("0.5%", "0.4762"), held("23.0%", "23")))
    plan = plan_of(file, known(P1, returns={"P1": ["", "", ""]}))
    assert values(plan.new)["P1", "2018-04"] == "22.6"
    finding = only(plan, "rounded_to_decimals")
    assert (finding.severity, finding.choices) == ("info", ())
    assert finding.message.startswith("2 figures hold more decimals than their cells show")


class TestEmptyCells:
    def test_of_a_full_scorecard_need_a_reason(self):
        file = one_cell(P1, "", layout=Layout.SCORECARD)
        finding = only(plan_of(file, known(P1)), "no_value")
        assert [choice.label for choice in finding.choices] == [
            "No cases to divide by",
            "Not supplied",
            "Leave it out",
        ]
        for choice, new, left in (
            ("no_denominator", {JUNE_OF["P1"]: "no_denominator"}, 0),
            ("not_supplied", {JUNE_OF["P1"]: "not_supplied"}, 0),
            (LEAVE_OUT, {}, 1),
        ):
            decided = plan_of(file, known(P1), {finding.key: choice})
            assert (values(decided.new), decided.left_out) == (new, left)

    def test_a_count_has_cases(self):
        finding = only(plan_of(one_cell(M1, "", layout=Layout.SCORECARD), known(M1)), "no_value")
        assert [choice.value for choice in finding.choices] == ["not_supplied", LEAVE_OUT]

    @pytest.mark.parametrize("layout", [Layout.WIDE, Layout.LONG, Layout.TEMPLATE])
    def test_elsewhere_they_say_nothing(self, layout):
        assert kinds(plan_of(one_cell(M1, "", layout=layout), known(M1))) == ["not_in_file"]

    def test_with_a_reason(self):
        plan = plan_of(one_cell(P1, "", missing="Not supplied"), known(P1))
        assert values(plan.new) == {JUNE_OF["P1"]: "not_supplied"}
        plan = plan_of(one_cell(P1, "-", missing="not supplied"), known(P1))
        assert values(plan.new) == {JUNE_OF["P1"]: "not_supplied"}

    @pytest.mark.parametrize(("one", "words"), [(P1, "half term"), (M1, "no cases")])
    def test_with_a_reason_that_it_cannot_have(self, one, words):
        finding = only(plan_of(one_cell(one, "", missing=words), known(one)), "no_value")
        assert finding.message == f"“{words}” is no reason that {one.ref} can have."

    def test_a_figure_and_a_reason(self):
        plan = plan_of(one_cell(M1, "41", missing="not supplied"), known(M1))
        assert only(plan, "figure_and_reason").message == (
            "The row gives both “41” and the reason “not supplied”."
        )
        assert not plan.new
