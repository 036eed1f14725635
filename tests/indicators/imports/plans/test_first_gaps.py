"""No figure for a new month, by what the row had before."""

import pytest

from indicators.calculations.terms import Unit

from .worlds import indicator, kinds, known, only, plan_of, row, submitted, values

M1, P1 = indicator(1, "M1"), indicator(2, "P1", Unit.PERCENTAGE)
TEN = ["20", "22"] * 5


@pytest.mark.parametrize(
    ("of", "text", "effect", "missing"),
    [
        (M1, "–", "Loaded as “not supplied”", "not_supplied"),
        (P1, "-", "Loaded as “no denominator”", "no_denominator"),
        (P1, "not supplied", "Loaded as “not supplied”", "not_supplied"),
    ],
)
def test_the_first_one_of_a_row_is_loaded_with_a_warning(of, text, effect, missing):
    plan = plan_of(submitted(row(2, of.ref, text)), known(of, returns={of.ref: [*TEN, ""]}))
    finding = only(plan, "first_gap")
    assert (finding.severity, finding.printed, finding.effect) == ("warning", text, effect)
    assert "10 months" in finding.message
    assert values(plan.new) == {(of.ref, "2018-06"): missing}


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("-", TEN[1:]),
        ("-", [*TEN, "not_supplied"]),
    ],
    ids=["too few before", "one before"],
)
def test_others_say_nothing(text, before):
    plan = plan_of(submitted(row(2, "M1", text)), known(M1, returns={"M1": [*before, ""]}))
    assert kinds(plan) == []
    assert values(plan.new) == {("M1", "2018-06"): "not_supplied"}


def test_two_rows_in_five_ask_about_the_month():
    many = [indicator(number, f"A{number}") for number in range(1, 6)]
    base = known(*many, returns={one.ref: [*TEN, ""] for one in many})
    file = submitted(*(row(one.pk, one.ref, "-" if one.pk < 4 else "21") for one in many))
    plan = plan_of(file, base)
    assert only(plan, "month_differs").message.startswith("3 of 5 rows")
    assert not plan.new
