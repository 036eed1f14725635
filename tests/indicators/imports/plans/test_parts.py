"""Numerators and denominators that a file gives beside its values."""

from decimal import Decimal

import pytest

from indicators.imports.plans.plan import ACCEPT, KEEP_VALUE, LEAVE_OUT

from .one_cell import JUNE_OF, M1, P1, one_cell
from .worlds import (
    cell,
    kinds,
    known,
    only,
    plan_of,
    recorded,
    values,
)

OF_526 = (Decimal("98.3"), Decimal(517), Decimal(526))


class TestNumeratorAndDenominator:
    def entry(self, text, above, below):
        return one_cell(P1, text, numerator=cell(above), denominator=cell(below))

    def test_are_kept_with_the_value_that_follows(self):
        [figure] = plan_of(self.entry("98.3%", "517", "526"), known(P1)).new
        assert (figure.value, figure.numerator, figure.denominator) == OF_526

    def test_make_the_value_where_it_is_left_out(self):
        [figure] = plan_of(self.entry("", "517", "526"), known(P1)).new
        assert (figure.value, figure.numerator, figure.denominator) == OF_526

    @pytest.mark.parametrize(
        ("text", "above", "below", "message"),
        [
            ("98.1%", "517", "526", "517 ÷ 526 is 98.3%, not 98.1%."),
            ("98.1%", "517", "", "A numerator and a denominator come together, as plain numbers."),
            ("98.1%", "517", "many", "A numerator and a denominator come together, as plain numbers."),
            ("98.1%", "517", "0", "There is a figure, and nothing to divide by."),
            ("-", "517", "526", "There is something to divide by, and no figure."),
            (
                "98.1%",
                "517.12345",
                "526",
                "A numerator and a denominator are from 0 to 999,999,999, with at most 4 decimals.",
            ),
        ],
    )
    def test_that_disagree(self, text, above, below, message):
        file = self.entry(text, above, below)
        finding = only(plan_of(file, known(P1)), "ratio_disagrees")
        assert (finding.severity, finding.message) == ("error", message)
        assert [choice.value for choice in finding.choices] == [KEEP_VALUE, LEAVE_OUT]
        [figure] = plan_of(file, known(P1), {finding.key: KEEP_VALUE}).new
        assert (figure.numerator, figure.denominator) == (None, None)
        assert plan_of(file, known(P1), {finding.key: LEAVE_OUT}).left_out == 1

    def test_that_disagree_with_a_value_on_record_alone(self):
        plan = plan_of(self.entry("98.1%", "517", "526"), known(P1, returns={"P1": ["98.1"]}))
        assert (only(plan, "ratio_disagrees").severity, plan.to_decide, plan.unchanged) == ("warning", (), 1)

    def test_zero_of_zero_is_no_denominator(self):
        plan = plan_of(self.entry("-", "0", "0"), known(P1))
        assert values(plan.new) == {JUNE_OF["P1"]: "no_denominator"}

    def test_that_change_alone_are_a_restatement(self):
        base = known(P1, returns={"P1": [recorded("98.3", of=("516", "525"))]})
        finding = only(plan_of(self.entry("98.3%", "517", "526"), base), "restatement")
        assert finding.choices[0].label == "Change June 2018 to 98.3% (517 ÷ 526)"
        assert kinds(plan_of(one_cell(P1, "98.3%"), base)) == []

    def test_that_go_with_a_value_that_changes(self):
        base = known(P1, returns={"P1": [recorded("98.3", of=("516", "525"))]})
        finding = only(plan_of(one_cell(P1, "97%"), base), "restatement")
        assert finding.effect.endswith("Its 516 ÷ 525 goes")

    def test_a_count_has_none(self):
        plan = plan_of(one_cell(M1, "41", numerator=cell("1"), denominator=cell("2")), known(M1))
        assert only(plan, "ratio_disagrees").severity == "warning"
        assert values(plan.new) == {JUNE_OF["M1"]: "41"}
        assert plan.new[0].numerator is None

    def test_a_repair_comes_first(self):
        file = self.entry("98.3%*", "517", "526")
        plan = plan_of(file, known(P1))
        [figure] = plan_of(file, known(P1), {plan.findings[0].key: ACCEPT}).new
        assert (plan.findings[0].kind, figure.numerator) == ("text_in_number", Decimal(517))
