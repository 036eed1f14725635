"""Whose row it is: unknown and doubled refs, titles, shifted rows, retired indicators, rows that differ."""

from datetime import date
from difflib import SequenceMatcher

import pytest

from indicators.calculations.months import months_to
from indicators.calculations.terms import Unit
from indicators.imports.layouts.submission import Where
from indicators.imports.plans import nearest
from indicators.imports.plans.plan import ACCEPT, LEAVE_OUT

from .worlds import JUNE, indicator, kinds, known, only, plan_of, row, submitted, values

M1, M2 = indicator(1, "M1", title="Contacts received"), indicator(2, "M2", title="Referrals accepted")
LAC16 = indicator(3, "LAC16", title="Children placed with in-house carers")
LAC6 = indicator(4, "LAC6 (val)", title="Children adopted")


def choices(finding):
    return [choice.value for choice in finding.choices]


def test_an_unknown_ref_offers_the_nearest_first():
    file = submitted(row(74, "LAC61", "168"))
    plan = plan_of(file, known(M1, M2, LAC16, LAC6))
    finding = only(plan, "unknown_ref")
    assert (finding.severity, finding.ref, finding.where) == ("error", "LAC61", Where("Page 1", 74))
    assert choices(finding) == ["read_as:LAC16", "read_as:LAC6 (val)", LEAVE_OUT]
    assert finding.message == "No indicator has this ref. Nearest: LAC16, LAC6 (val)."
    assert finding.is_open
    assert not plan.changes_something


@pytest.mark.parametrize(
    ("ref", "title", "nearest"),
    [
        ("lac 16", "", "LAC16"),
        ("X9", "Children placed with in-house carers", "LAC16"),
        ("M3", "", "M1"),
    ],
)
def test_nearness_is_by_ref_or_by_title(ref, title, nearest):
    plan = plan_of(submitted(row(2, ref, "1", title=title)), known(M1, M2, LAC16, LAC6))
    assert choices(only(plan, "unknown_ref"))[0] == f"read_as:{nearest}"


def test_a_ref_like_no_other_can_only_be_left_out():
    plan = plan_of(submitted(row(2, "ZZZZZZ", "1")), known(M1))
    assert choices(only(plan, "unknown_ref")) == [LEAVE_OUT]


@pytest.mark.parametrize(
    ("chosen", "new", "left_out"),
    [
        ("", {}, 0),
        ("read_as:LAC16", {("LAC16", "2018-06"): "168"}, 0),
        ("read_as:LAC6 (val)", {("LAC6 (val)", "2018-06"): "168"}, 0),
        (LEAVE_OUT, {}, 1),
        ("read_as:M1", {}, 0),
    ],
)
def test_what_is_decided_about_an_unknown_ref(chosen, new, left_out):
    decisions = {"unknown_ref|Page 1|74||LAC61": chosen}
    plan = plan_of(submitted(row(74, "LAC61", "168")), known(M1, M2, LAC16, LAC6), decisions)
    assert values(plan.new) == new
    assert plan.left_out == left_out
    assert bool(plan.to_decide) == (chosen in ("", "read_as:M1"))


def test_a_row_read_as_another_is_checked_again():
    file = submitted(row(2, "LAC16", "160"), row(3, "LAC61", "168"))
    plan = plan_of(file, known(LAC16, LAC6), {"unknown_ref|Page 1|3||LAC61": "read_as:LAC16"})
    assert only(plan, "duplicated_ref").where == Where("Page 1", 3)


def test_an_unknown_ref_without_figures_needs_nobody():
    plan = plan_of(submitted(row(2, "Early help", "")), known(M1))
    assert only(plan, "unknown_ref").severity == "info"
    assert not plan.to_decide


@pytest.mark.parametrize(
    ("chosen", "new", "left_out"),
    [
        ("", {}, 0),
        (LEAVE_OUT, {("M1", "2018-06"): "41"}, 1),
        (ACCEPT, {("M1", "2018-06"): "42"}, 1),
    ],
)
def test_a_second_row_with_another_figure(chosen, new, left_out):
    file = submitted(row(2, "M1", "41"), row(9, "M1", "42"))
    plan = plan_of(file, known(M1), {"duplicated_ref|Page 1|9||M1|2018-06": chosen})
    finding = only(plan, "duplicated_ref")
    assert finding.message == (
        "M1 stands in row 2 already, with another figure: for June 2018 “41” there and “42” here."
    )
    assert choices(finding) == [LEAVE_OUT, ACCEPT]
    assert (values(plan.new), plan.left_out) == (new, left_out)
    assert finding.is_open == (not chosen)


def test_the_third_of_three_is_held_against_the_one_taken():
    file = submitted(row(2, "M1", "41"), row(9, "M1", "42"), row(12, "M1", "41"))
    decided = {
        "duplicated_ref|Page 1|9||M1|2018-06": ACCEPT,
        "duplicated_ref|Page 1|12||M1|2018-06": LEAVE_OUT,
    }
    plan = plan_of(file, known(M1), decided)
    assert values(plan.new) == {("M1", "2018-06"): "42"}
    assert "row 9 already" in plan.findings[1].message
    assert not plan.to_decide


def test_the_same_figure_twice_is_read_once():
    plan = plan_of(submitted(row(2, "M1", "1,433"), row(9, "M1", "1433")), known(M1))
    assert only(plan, "duplicated_ref").severity == "warning"
    assert values(plan.new) == {("M1", "2018-06"): "1433"}
    assert not plan.to_decide


def test_one_ref_on_many_lines_is_no_duplicate_when_the_months_differ():
    lines = [
        row(number, "M1", str(number), last=month) for number, month in enumerate(months_to(JUNE, 3), start=2)
    ]
    plan = plan_of(submitted(*lines), known(M1))
    assert values(plan.new) == {("M1", "2018-04"): "2", ("M1", "2018-05"): "3", ("M1", "2018-06"): "4"}
    assert "duplicated_ref" not in kinds(plan)


def test_refs_that_changed_places_are_told_by_their_titles():
    file = submitted(row(2, "M2", "10", title=M1.title), row(3, "M1", "20", title=M2.title))
    plan = plan_of(file, known(M1, M2))
    findings = [finding for finding in plan.findings if finding.kind == "title_differs"]
    assert [(each.ref, each.severity, choices(each)) for each in findings] == [
        ("M2", "error", [ACCEPT, "read_as:M1", LEAVE_OUT]),
        ("M1", "error", [ACCEPT, "read_as:M2", LEAVE_OUT]),
    ]
    assert findings[0].message == "The ref is M2, but the title is that of M1."
    assert not plan.new
    right = plan_of(file, known(M1, M2), {each.key: choices(each)[1] for each in findings})
    assert values(right.new) == {("M1", "2018-06"): "10", ("M2", "2018-06"): "20"}
    as_it_is = plan_of(file, known(M1, M2), {each.key: ACCEPT for each in findings})
    assert values(as_it_is.new) == {("M1", "2018-06"): "20", ("M2", "2018-06"): "10"}
    nothing = plan_of(file, known(M1, M2), {each.key: LEAVE_OUT for each in findings})
    assert (values(nothing.new), nothing.left_out) == ({}, 2)


@pytest.mark.parametrize("looked_up", [2_000, 0])
def test_however_many_titles_a_file_has_anothers_own_is_told(monkeypatch, looked_up):
    monkeypatch.setattr(nearest, "_TITLES_LOOKED_UP", looked_up)
    plan = plan_of(submitted(row(2, "M2", "10", title=M1.title)), known(M1, M2))
    assert only(plan, "title_differs").message == "The ref is M2, but the title is that of M1."


@pytest.mark.parametrize(("rows", "titles"), [(40, 1), (40, 40)])
def test_titles_are_looked_up_once_and_no_more_than_a_scorecard_has(monkeypatch, rows, titles):
    """To hold two texts against each other takes long, and a file may have 50,000 lines."""
    compared = []

    def compare(_, one, other, **options):
        compared.append(one)
        return SequenceMatcher(None, one, other, **options)

    monkeypatch.setattr(nearest, "SequenceMatcher", compare)
    monkeypatch.setattr(nearest, "_TITLES_LOOKED_UP", 5)
    lines = [row(at + 2, "M1", "10", title=f"Contacts {at % titles} recieved") for at in range(rows)]
    plan_of(submitted(*lines), known(M1, M2))
    assert len(set(compared)) == min(titles, 5)
    assert len(compared) == 2 * min(titles, 5)


def test_a_title_with_a_slip_is_a_warning():
    plan = plan_of(submitted(row(2, "M1", "10", title="Contacts recieved")), known(M1, M2))
    finding = only(plan, "title_differs")
    assert (finding.severity, finding.message) == ("warning", "M1 is titled “Contacts received” here.")
    assert values(plan.new) == {("M1", "2018-06"): "10"}


@pytest.mark.parametrize("title", ["Contacts received", "CONTACTS  received.", ""])
def test_case_blanks_and_stops_make_no_other_title(title):
    assert kinds(plan_of(submitted(row(2, "M1", "10", title=title)), known(M1, M2))) == ["not_in_file"]


@pytest.mark.parametrize(("chosen", "new", "left_out"), [("", 0, 0), (ACCEPT, 2, 0), (LEAVE_OUT, 0, 2)])
def test_a_shifted_row(chosen, new, left_out):
    file = submitted(row(42, "M1", "65", "69", is_shifted=True, standing="65 69 → -3%"))
    plan = plan_of(file, known(M1), {"shifted_row|Page 1|42||M1": chosen})
    finding = only(plan, "shifted_row")
    assert (finding.severity, finding.printed) == ("repair", "65 69 → -3%")
    assert finding.choices[0] == (ACCEPT, "Shift right by one from DoT")
    assert (len(plan.new), plan.left_out) == (new, left_out)


def test_a_shifted_row_that_says_nothing_new_needs_nobody():
    file = submitted(row(42, "M1", "65", "69", is_shifted=True))
    plan = plan_of(file, known(M1, returns={"M1": ["65", "69"]}))
    assert (only(plan, "shifted_row").severity, plan.to_decide, plan.unchanged) == ("info", (), 2)


def test_figures_of_a_retired_indicator():
    retired = indicator(1, "M1", active_until=date(2018, 4, 1))
    file = submitted(row(2, "M1", "3", "4", "5", "6"))
    plan = plan_of(file, known(retired, returns={"M1": ["3", "", "", ""]}))
    finding = only(plan, "retired_ref")
    assert finding.message == (
        "M1 is reported until April 2018 only. The file has a figure for May 2018 and 1 more."
    )
    assert choices(finding) == [LEAVE_OUT]
    assert values(plan.new) == {("M1", "2018-04"): "4"}
    decided = plan_of(file, known(retired, returns={"M1": ["3", "", "", ""]}), {finding.key: LEAVE_OUT})
    assert (decided.left_out, decided.to_decide) == (2, ())


def test_a_month_before_an_indicator_began():
    later = indicator(1, "M1", active_from=JUNE)
    plan = plan_of(submitted(row(2, "M1", "5", "6")), known(later))
    finding = only(plan, "not_active")
    assert finding.where == Where("Page 1", 2, "B")
    assert "reported from June 2018 on only" in finding.message
    assert values(plan.new) == {("M1", "2018-06"): "6"}


def test_a_dash_for_a_month_that_is_not_reported_says_nothing():
    retired = indicator(1, "M1", active_until=date(2018, 5, 1))
    plan = plan_of(submitted(row(2, "M1", "5", "-")), known(retired, returns={"M1": ["5", ""]}))
    assert (kinds(plan), plan.unchanged) == ([], 1)


def test_what_was_recorded_outside_its_time_is_not_restated():
    retired = indicator(1, "M1", active_until=date(2018, 5, 1))
    plan = plan_of(submitted(row(2, "M1", "7")), known(retired, returns={"M1": ["6"]}))
    assert (only(plan, "not_active").severity, plan.restated) == ("error", ())


class TestARowThatDiffers:
    """M2's figures in the row of M1: three of three past months are others."""

    KNOWN = known(M1, M2, returns={"M1": ["10", "11", "12", ""], "M2": ["50", "51", "52", ""]})
    FILE = submitted(row(2, "M1", "50", "51", "52", "53"))

    def test_it_is_asked_about_as_a_whole(self):
        plan = plan_of(self.FILE, self.KNOWN)
        finding = only(plan, "row_differs")
        assert finding.message == (
            "3 of 3 figures of this row differ from those of M1 here. They are those of M2."
        )
        assert choices(finding) == [ACCEPT, LEAVE_OUT]
        assert "restatement" not in kinds(plan)
        assert not plan.changes_something

    def test_accepted_its_past_figures_are_restatements(self):
        plan = plan_of(self.FILE, self.KNOWN, {"row_differs|Page 1|2||M1": ACCEPT})
        assert kinds(plan).count("restatement") == 3
        assert values(plan.new) == {("M1", "2018-06"): "53"}

    def test_left_out_it_changes_nothing(self):
        plan = plan_of(self.FILE, self.KNOWN, {"row_differs|Page 1|2||M1": LEAVE_OUT})
        assert (plan.changes_something, plan.left_out, plan.to_decide) == (False, 4, ())

    def test_two_changed_figures_of_five_are_two_restatements(self):
        base = known(M1, returns={"M1": ["10", "11", "12", "13", "14", ""]})
        plan = plan_of(submitted(row(2, "M1", "10", "21", "22", "13", "14", "15")), base)
        assert "row_differs" not in kinds(plan)
        assert kinds(plan).count("restatement") == 2


def test_a_new_figure_that_is_another_months():
    base = known(M1, returns={"M1": ["10", "11", "12", ""]})
    file = submitted(row(2, "M1", "10", "11", "15", "12"))
    plan = plan_of(file, base)
    finding = only(plan, "moved_figure")
    assert finding.where == Where("Page 1", 2, "E")
    assert finding.message.startswith("12 is on record for May 2018, and the row has another figure there.")
    assert not plan.new
    assert values(
        plan_of(submitted(row(2, "M1", "10", "11", "15", "12")), base, {finding.key: ACCEPT}).new
    ) == {("M1", "2018-06"): "12"}


def test_a_month_that_repeats_another():
    many = [indicator(number, f"A{number}") for number in range(1, 9)]
    base = known(*many, returns={one.ref: [str(one.pk * 10), ""] for one in many})
    file = submitted(*(row(one.pk, one.ref, str(one.pk * 10)) for one in many))
    plan = plan_of(file, base)
    finding = only(plan, "repeated_month")
    assert finding.message == (
        "Nearly all figures for June 2018 are those of May 2018. The column may be another month's."
    )
    assert not plan.new
    assert len(plan_of(file, base, {finding.key: ACCEPT}).new) == 8
    assert plan_of(file, base, {finding.key: LEAVE_OUT}).left_out == 8


def test_a_column_that_slipped_by_a_row():
    """Each row's series is far from the others'; every figure is that of the row above."""
    many = [indicator(number, f"A{number}") for number in range(1, 11)]
    returns = {one.ref: [*(str(one.pk * 100 + month % 3) for month in range(12)), ""] for one in many}
    file = submitted(*(row(one.pk, one.ref, str((one.pk - 1) * 100 + 1)) for one in many))
    plan = plan_of(file, known(*many, returns=returns))
    finding = only(plan, "slipped_column")
    assert "10 of 10 figures for June 2018 are far from those of their rows" in finding.message
    assert "one row lower" in finding.message
    assert not plan.new
    right = submitted(*(row(one.pk, one.ref, str(one.pk * 100 + one.pk % 3)) for one in many))
    assert not plan_of(right, known(*many, returns=returns)).to_decide


def test_no_ref_at_all():
    file = submitted(row(2, "", "5"))
    assert only(plan_of(file, known(M1)), "unknown_ref").message == "This row has no ref."


def test_nothing_else_is_asked_of_a_retired_ones_cell():
    retired = indicator(1, "P1", Unit.PERCENTAGE, active_until=date(2018, 1, 1))
    assert kinds(plan_of(submitted(row(2, "P1", "0.3")), known(retired))) == ["retired_ref"]
