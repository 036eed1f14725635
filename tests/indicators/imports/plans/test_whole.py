"""What is said of a file as a whole: checks, printed columns, names, templates, what it lacks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from indicators.calculations.months import months_to, slug
from indicators.calculations.relations import Relation, RelationKind, Term
from indicators.calculations.terms import Unit
from indicators.imports.findings import Finding
from indicators.imports.layouts.submission import Column, Layout, Where
from indicators.imports.plans.plan import ACCEPT, LEAVE_OUT
from tests.indicators.imports import files

from .worlds import (
    JUNE,
    cell,
    first_choices,
    indicator,
    kinds,
    known,
    known_of,
    only,
    plan_of,
    read,
    row,
    submitted,
    values,
)

M1, M2 = indicator(1, "M1"), indicator(2, "M2")
P1 = indicator(3, "P1", Unit.PERCENTAGE)


class TestRelations:
    STOCK = Relation(7, RelationKind.STOCK_FLOW, "M1", None, (Term("M2", "term"),), 1, Decimal(3), "warning")
    BASE = known(M1, M2, returns={"M1": ["500", "510", ""], "M2": ["5", "10", ""]}, relations=(STOCK,))

    def test_a_stock_that_does_not_follow(self):
        plan = plan_of(submitted(row(2, "M1", "534"), row(3, "M2", "18")), self.BASE)
        finding = only(plan, "relation_stock_flow")
        assert (finding.severity, finding.ref, finding.where) == ("warning", "M1", Where("Page 1", 2, "B"))
        assert finding.message == "510 + 18 is 528. M1 is 534: difference 6, allowed 3."
        assert finding.effect == "Loaded; shown on data quality"
        assert len(plan.new) == 2
        assert not plan.to_decide

    def test_one_that_follows(self):
        plan = plan_of(submitted(row(2, "M1", "530"), row(3, "M2", "18")), self.BASE)
        assert kinds(plan) == []

    def test_months_that_the_file_leaves_alone_are_not_its_business(self):
        base = replace(
            self.BASE, recorded=known(M1, M2, returns={"M1": ["1", "999", ""], "M2": ["5", "5", ""]}).recorded
        )
        assert kinds(plan_of(submitted(row(3, "M2", "18")), base)) == ["not_in_file"]

    def test_a_changed_stock_counts_for_the_next_month_too(self):
        base = known(M1, M2, returns={"M1": ["500", "510"], "M2": ["5", "10"]}, relations=(self.STOCK,))
        file = submitted(row(2, "M1", "520", last=date(2018, 5, 1)))
        messages = [each.message for each in plan_of(file, base).findings if each.kind.startswith("rel")]
        assert messages == ["June 2018: 520 + 10 is 530. M1 is 510: difference 20, allowed 3."]

    def test_a_check_of_severity_error_asks(self):
        total = Relation(
            8,
            RelationKind.SUM,
            "",
            Decimal(100),
            (Term("M1", "term"), Term("M2", "term")),
            1,
            Decimal(0),
            "error",
        )
        base = known(M1, M2, relations=(total,))
        file = submitted(row(2, "M1", "60"), row(3, "M2", "41"))
        plan = plan_of(file, base)
        finding = only(plan, "relation_sum")
        assert (finding.severity, finding.ref, finding.printed) == ("error", "M1", "60")
        assert [(choice.value, choice.label) for choice in finding.choices] == [
            (ACCEPT, "Load it all the same"),
            (LEAVE_OUT, "Leave out these 2"),
        ]
        assert len(plan.new) == 2
        assert plan.to_decide == (finding,)
        assert not plan_of(file, base, {finding.key: ACCEPT}).to_decide
        without = plan_of(file, base, {finding.key: LEAVE_OUT})
        assert (without.new, without.left_out, without.to_decide) == ((), 2, ())
        # What was accepted is 101, not whatever comes.
        other = submitted(row(2, "M1", "60"), row(3, "M2", "50"))
        assert plan_of(other, base, {finding.key: ACCEPT}).to_decide

    RATIO = Relation(
        9,
        RelationKind.RATIO,
        "P1",
        None,
        (Term("M1", "numerator"), Term("M2", "denominator")),
        100,
        Decimal("0.05"),
        "error",
        1,
        Unit.PERCENTAGE,
    )

    def test_a_ratio_is_doubted_at_what_should_follow_and_can_be_left_out(self):
        base = known(M1, M2, P1, relations=(self.RATIO,))
        file = submitted(row(2, "M1", "517"), row(3, "M2", "526"), row(4, "P1", "98.1%"))
        finding = only(plan_of(file, base), "relation_ratio")
        assert (finding.ref, finding.where, finding.printed) == ("P1", Where("Page 1", 4, "B"), "98.1%")
        assert "98.1%" in finding.message
        assert finding.choices[1].label == "Leave out P1"
        without = plan_of(file, base, {finding.key: LEAVE_OUT})
        assert values(without.new) == {("M1", "2018-06"): "517", ("M2", "2018-06"): "526"}
        assert (without.left_out, without.to_decide) == (1, ())

    def test_of_a_figure_that_stays_it_is_told_at_the_one_that_changes_and_of_which_month(self):
        base = known(
            M1,
            M2,
            P1,
            returns={"M1": ["50", ""], "M2": ["100", ""], "P1": ["50", ""]},
            relations=(self.RATIO,),
        )
        file = submitted(row(3, "M2", "110", last=date(2018, 5, 1)), row(2, "M1", "40"))
        finding = only(plan_of(file, base), "relation_ratio")
        assert (finding.ref, finding.where, finding.printed) == ("M2", Where("Page 1", 3, "B"), "110")
        assert finding.message.startswith("May 2018: 50 ÷ 110 is 45.45%. P1 is 50.0%")


class TestPrintedColumns:
    def plan(self, base=None, data=None):
        file = read(data or files.small())
        return plan_of(file, base or known_of(file.printed))

    def test_derived_figures_that_disagree_are_never_loaded(self):
        finding = only(self.plan(), "derived_mismatch")
        assert (finding.ref, finding.where, finding.printed) == ("A2 %", Where("", 13, "S"), "-6%")
        assert (finding.severity, finding.effect) == ("warning", "Printed changes are never loaded")

    def test_words_are_counted(self):
        assert only(self.plan(), "words_not_loaded").message == "4 rows have commentary."

    @pytest.mark.parametrize(
        ("text", "kind", "severity"),
        [
            ("110", None, None),
            ("165", "benchmark_differs", "info"),
            ("166", "benchmark_moved", "warning"),
            ("54", "benchmark_moved", "warning"),
        ],
    )
    def test_benchmarks_that_moved(self, text, kind, severity):
        """A1's statistical neighbours stand at 110: half of it is 55."""
        base = known_of(read(files.small()).printed)
        plan = self.plan(base, files.with_cell(files.A1, 24, text))
        found = [each for each in plan.findings if each.kind.startswith("benchmark")]
        assert [(each.kind, each.severity, each.ref) for each in found] == (
            [(kind, severity, "A1")] if kind else []
        )
        if found:
            assert found[0].where == Where("", files.A1, "Y")
            assert "110 here" in found[0].message

    @pytest.mark.parametrize(("text", "message"), [("81.0%", "80.0%"), ("TBC", "80.0%"), ("80.0%", "")])
    def test_targets_that_differ(self, text, message):
        base = known_of(read(files.small()).printed)
        plan = self.plan(base, files.with_cell(files.A2, 28, text))
        found = [each.message for each in plan.findings if each.kind == "target_differs"]
        assert found == ([f"The target for 2018-19 is {message} here."] if message else [])


class TestTemplates:
    BASE = known(indicator(1, "M1", title="Contacts"), returns={"M1": ["40", "41", ""]})

    def plan(self, text="", title="Contacts", **shown):
        months = dict(zip(("april", "may"), months_to(date(2018, 5, 1), 2), strict=True))
        each = row(
            2, "M1", text, title=title, shown={months[name]: cell(each) for name, each in shown.items()}
        )
        return plan_of(submitted(each, layout=Layout.TEMPLATE), self.BASE)

    def test_unchanged_has_nothing_to_do(self):
        plan = self.plan(april="40", may="41")
        assert (kinds(plan), plan.changes_something) == (["not_in_file"], False)

    @pytest.mark.parametrize(
        ("changed", "message"),
        [
            ({"may": "42"}, "May 2018 is 41 here."),
            ({"may": ""}, "May 2018 is 41 here."),
            ({"title": "Contacts made"}, "The title of M1 is “Contacts” here."),
        ],
    )
    def test_anything_else_that_changed_is_reported(self, changed, message):
        plan = self.plan("44", **changed)
        finding = only(plan, "template_changed")
        assert (finding.severity, finding.message) == ("warning", message)
        assert finding.effect == "This column is for reading; nothing of it is loaded"
        assert kinds(plan) == ["template_changed"]
        assert values(plan.new) == {("M1", "2018-06"): "44"}

    def test_symbols_for_no_figure_are_no_change(self):
        base = known(M1, returns={"M1": ["not_supplied", ""]})
        for text in (":", "not supplied", "", "-"):
            each = row(2, "M1", "4", shown={date(2018, 5, 1): cell(text)})
            assert kinds(plan_of(submitted(each, layout=Layout.TEMPLATE), base)) == []


def test_what_the_file_lacks_for_its_month():
    retired = indicator(3, "M3", active_until=date(2018, 5, 1))
    base = known(M1, M2, retired, P1, indicator(5, "M5"), returns={"M5": ["7"]})
    plan = plan_of(submitted(row(2, "M1", "1")), base)
    finding = only(plan, "not_in_file")
    assert (finding.severity, finding.message) == ("info", "Still without a June figure: M2, P1.")


def test_what_reading_the_file_had_to_say_is_passed_on():
    said = (
        Finding(
            "info", "column_not_read", "Nothing reads this column.", column="RAG", sheet="p5", letter="AG"
        ),
        Finding("repair", "encoding_guessed", "Read as cp1252."),
        Finding("error", "row_out_of_line", "31 cells were expected.", line=9, sheet="p5"),
        Finding("repair", "shifted_row", "Said by the row itself.", line=9),
    )
    file = replace(submitted(row(2, "M1", "1"), findings=said), columns=(Column("p5", "AG", "RAG", ""),))
    plan = plan_of(file, known(M1))
    assert [(each.severity, each.kind, each.where) for each in plan.findings] == [
        ("error", "row_out_of_line", Where("p5", 9, "")),
        ("info", "column_not_read", Where("p5", 0, "AG")),
        ("info", "encoding_guessed", None),
    ]
    assert plan.findings[1].effect == "Not loaded"
    [asked] = plan.to_decide
    assert [choice.value for choice in asked.choices] == [LEAVE_OUT]


def test_findings_are_in_the_order_of_severity_and_of_the_file():
    base = known(M1, M2, P1, returns={"M1": ["5", ""], "M2": ["5", ""], "P1": ["22.0", ""]})
    file = submitted(
        row(4, "M2", "6", "x"), row(3, "M1", "7", "8*"), row(2, "X1", "1", "2"), row(5, "P1", "22.0%", "0.23")
    )
    found = [(each.severity, each.where.line) for each in plan_of(file, base).findings if each.where]
    assert found == [
        ("error", 2),
        ("error", 4),
        ("restatement", 3),
        ("restatement", 4),
        ("repair", 3),
        ("repair", 5),
    ]


class TestDecisionsAndDigest:
    BASE = known(M1, P1, returns={"M1": ["5", ""], "P1": ["22.0", ""]})
    FILE = submitted(row(2, "M1", "6", "8*"), row(3, "P1", "22.0%", "23.5%"))

    def test_unknown_decisions_count_for_nothing(self):
        strange = {"no|such|key": ACCEPT, "text_in_number|Page 1|2|C|M1": "keep", "": ""}
        assert plan_of(self.FILE, self.BASE, strange) == plan_of(self.FILE, self.BASE)

    def test_keys_are_the_same_each_time_and_each_ones_own(self):
        first, again = plan_of(self.FILE, self.BASE), plan_of(self.FILE, self.BASE)
        keys = [each.key for each in first.findings]
        assert keys == [each.key for each in again.findings]
        assert len(set(keys)) == len(keys)

    def test_the_digest_names_the_changes(self):
        decisions = first_choices(plan_of(self.FILE, self.BASE))
        plan = plan_of(self.FILE, self.BASE, decisions)
        assert (len(plan.new), len(plan.restated)) == (2, 1)
        assert plan.digest == plan_of(self.FILE, self.BASE, decisions).digest
        assert len(plan.digest) == 64
        # 5 and 5.0000 are one number; version 2 of it is not version 1.
        as_stored = known(M1, P1, returns={"M1": ["5.0000", ""], "P1": ["22.0000", ""]})
        assert plan_of(self.FILE, as_stored, decisions).digest == plan.digest

    @pytest.mark.parametrize("dropped", [0, 1])
    def test_another_decision_is_another_digest(self, dropped):
        decisions = first_choices(plan_of(self.FILE, self.BASE))
        plan = plan_of(self.FILE, self.BASE, decisions)
        decisions[list(decisions)[dropped]] = LEAVE_OUT
        assert plan_of(self.FILE, self.BASE, decisions).digest != plan.digest

    def test_another_version_of_what_is_replaced_is_another_digest(self):
        file = submitted(row(2, "M1", "6"))
        digests = {
            plan_of(file, replace(known(M1), recorded=returns)).digest
            for returns in (
                {},
                {1: {JUNE: known(M1, returns={"M1": [None]}).recorded[1][JUNE]}},
                {1: {JUNE: known(M1, returns={"M1": [None]}).recorded[1][JUNE]._replace(version=2)}},
            )
        }
        assert len(digests) == 3


def test_a_file_without_rows():
    plan = plan_of(submitted(), known(M1))
    assert (plan.month, plan.changes_something, plan.findings) == (None, False, ())
    assert slug(JUNE) == "2018-06"
