"""New values held against the limits of those before them, and months full of such."""

from itertools import pairwise

import pytest

from indicators.calculations.terms import Unit
from indicators.imports.layouts.submission import Where
from indicators.imports.plans.limits import limits_before
from indicators.imports.plans.plan import ACCEPT, LEAVE_OUT

from .worlds import (
    JUNE,
    indicator,
    kinds,
    known,
    only,
    plan_of,
    row,
    submitted,
    values,
)

M1, M2 = indicator(1, "M1"), indicator(2, "M2")
P1 = indicator(3, "P1", Unit.PERCENTAGE)


class TestLimits:
    # Ten values, 20 and 22 in turn: mean 21, every moving range 2, limits 21 ± 2.66 × 2.
    TEN = ["20", "22"] * 5

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            ("27", "27 is above the upper limit of 26.3 that the 10 figures before it make."),
            ("15", "15 is below the lower limit of 15.7 that the 10 figures before it make."),
            ("26", ""),
            ("16", ""),
        ],
    )
    def test_a_value_outside_is_loaded_with_a_warning(self, value, message):
        plan = plan_of(submitted(row(2, "M1", value)), known(M1, returns={"M1": [*self.TEN, ""]}))
        assert values(plan.new) == {("M1", "2018-06"): value}
        assert [each.message for each in plan.findings] == ([message] if message else [])
        if message:
            finding = plan.findings[0]
            assert (finding.severity, finding.effect, finding.choices) == ("warning", "Loaded", ())

    def test_nine_values_make_none(self):
        assert (
            kinds(plan_of(submitted(row(2, "M1", "99")), known(M1, returns={"M1": [*self.TEN[1:], ""]})))
            == []
        )

    def test_are_made_of_what_the_file_gives_too(self):
        plan = plan_of(submitted(row(2, "M1", *self.TEN, "27")), known(M1))
        assert only(plan, "outside_limits").where == Where("Page 1", 2, "L")

    def test_of_a_percentage_carry_its_sign(self):
        base = known(P1, returns={"P1": [*self.TEN, ""]})
        message = only(plan_of(submitted(row(2, "P1", "27.4%")), base), "outside_limits").message
        assert message.startswith("27.4% is above the upper limit of 26.3%")

    def test_a_repair_that_waits_is_held_against_them(self):
        plan = plan_of(submitted(row(2, "M1", "27*")), known(M1, returns={"M1": [*self.TEN, ""]}))
        assert kinds(plan) == ["text_in_number", "outside_limits"]

    def test_a_figure_that_repeats_the_one_before_in_a_row_that_never_did(self):
        series = [*(str(100 + number) for number in range(10)), ""]
        plan = plan_of(submitted(row(2, "M1", "109")), known(M1, returns={"M1": series}))
        finding = only(plan, "repeated_figure")
        assert finding.message == (
            "109 is exactly the figure of May 2018. No two figures in a row were the same before."
        )
        assert (finding.severity, len(plan.new)) == ("warning", 1)
        often = ["100", *series[:-1], ""]
        plan = plan_of(submitted(row(2, "M1", "109")), known(M1, returns={"M1": often}))
        assert "repeated_figure" not in kinds(plan)

    def test_two_figures_that_fit_each_others_rows(self):
        returns = {"M1": [*self.TEN, ""], "M2": [*(f"{value}0" for value in self.TEN), ""]}
        file, base = submitted(row(2, "M1", "210"), row(3, "M2", "21")), known(M1, M2, returns=returns)
        plan = plan_of(file, base)
        finding = only(plan, "exchanged_figures")
        assert finding.message == (
            "210 would fit M2, and its 21 in row 3 would fit M1. The two may have changed places."
        )
        assert not plan.new
        assert len(plan_of(file, base, {finding.key: ACCEPT}).new) == 2
        assert plan_of(file, base, {finding.key: LEAVE_OUT}).left_out == 2

    def test_agree_with_a_slow_way_of_making_them(self):
        series = [12.0, 15, 9, 30, 11, 14, 13, 13, 40, 2, 17, 19, 12, 11, 35] * 3
        for place, found in enumerate(limits_before(series)):
            before = series[max(0, place - 24) : place]
            if len(before) < 10:
                assert found is None
                continue
            mean = sum(before) / len(before)
            ranges = [abs(after - earlier) for earlier, after in pairwise(before)]
            width = 2.66 * sum(ranges) / len(ranges)
            assert found is not None
            assert (found.lower, found.upper) == pytest.approx((mean - width, mean + width))


def test_a_column_of_something_else():
    """Three of five figures are text, a percentage or far off: the other two are not trusted either."""
    many = [indicator(number, f"A{number}") for number in range(1, 6)]
    base = known(*many, returns={one.ref: [*TestLimits.TEN, ""] for one in many})
    texts = ["21", "22.6%", "Local", "99", "20"]
    file = submitted(*(row(one.pk, one.ref, text) for one, text in zip(many, texts, strict=True)))
    plan = plan_of(file, base)
    finding = only(plan, "month_differs")
    assert finding.message.startswith("3 of 5 rows have something odd in June 2018 or beside it.")
    assert (finding.severity, finding.month, plan.new) == ("error", JUNE, ())
    assert len(plan_of(file, base, {finding.key: ACCEPT}).new) == 3
    assert plan_of(file, base, {finding.key: LEAVE_OUT}).left_out == 3
