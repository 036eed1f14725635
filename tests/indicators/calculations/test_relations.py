"""Checks between figures: what holds, what cannot be said, and how both are told. Worked by hand."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.relations import (
    Relation,
    RelationKind,
    RelationResult,
    Term,
    check_relation,
    in_words,
    sentence,
)
from indicators.calculations.terms import Unit
from tests.factories import JUNE, MAY

STOCK = Relation(
    pk=1,
    kind=RelationKind.STOCK_FLOW,
    subject="LAC1",
    total=None,
    terms=(Term("LAC2", "term"), Term("LAC3", "term", -1)),
    multiplier=1,
    tolerance=Decimal("3.0000"),
    severity="warning",
)
RATIO = Relation(
    pk=2,
    kind=RelationKind.RATIO,
    subject="LAC10 (%)",
    total=None,
    terms=(Term("LAC10-QL", "numerator"), Term("LAC1", "denominator")),
    multiplier=100,
    tolerance=Decimal("0.05"),
    severity="error",
    decimals=1,
    unit=Unit.PERCENTAGE,
)
SUM = Relation(
    pk=3,
    kind=RelationKind.SUM,
    subject="",
    total=Decimal("100.0000"),
    terms=(Term("A", "term"), Term("B", "term"), Term("C", "term")),
    multiplier=1,
    tolerance=Decimal("0.2"),
    severity="error",
    decimals=1,
    unit=Unit.PERCENTAGE,
)
PARTS = Relation(
    pk=4,
    kind=RelationKind.SUM,
    subject="EH1",
    total=None,
    terms=(Term("EH1a", "term"), Term("EH1b", "term"), Term("EH1c", "term", -1)),
    multiplier=1,
    tolerance=Decimal(0),
    severity="error",
)
BOTH = Relation(
    pk=5,
    kind=RelationKind.RATIO,
    subject="CP2-NI",
    total=None,
    terms=(
        Term("CP2", "numerator"),
        Term("CP2b", "numerator"),
        Term("All", "denominator"),
        Term("Old", "denominator", -1),
    ),
    multiplier=10_000,
    tolerance=Decimal("0.5"),
    severity="error",
    unit=Unit.RATE_PER_10000,
)


def checked(
    relation: Relation, june: Mapping[str, str], may: Mapping[str, str] | None = None
) -> RelationResult:
    """The check for June 2018 over these figures."""
    given = {JUNE: june, MAY: may or {}}

    def value(ref: str, month: date) -> Decimal | None:
        text = given.get(month, {}).get(ref)
        return None if text is None else Decimal(text)

    return check_relation(relation, value, JUNE)


class TestStockAndFlow:
    def test_what_came_and_went_explains_the_stock(self) -> None:
        result = checked(STOCK, {"LAC1": "528", "LAC2": "21", "LAC3": "17"}, {"LAC1": "524"})
        assert (result.holds, result.found, result.expected, result.difference) == (
            True,
            Decimal(528),
            Decimal(528),
            Decimal(0),
        )
        assert sentence(result) == "524 + 21 − 17 is 528. LAC1 is 528."

    @pytest.mark.parametrize(
        ("stock", "holds"), [("531", True), ("525", True), ("532", False), ("524", False)]
    )
    def test_up_to_the_tolerance_either_way(self, stock: str, holds: bool) -> None:
        assert checked(STOCK, {"LAC1": stock, "LAC2": "21", "LAC3": "17"}, {"LAC1": "524"}).holds is holds

    def test_says_by_how_much(self) -> None:
        result = checked(STOCK, {"LAC1": "534", "LAC2": "21", "LAC3": "17"}, {"LAC1": "524"})
        assert result.holds is False
        assert sentence(result) == "524 + 21 − 17 is 528. LAC1 is 534: difference 6, allowed 3."

    def test_needs_the_month_before(self) -> None:
        result = checked(STOCK, {"LAC1": "534", "LAC2": "21", "LAC3": "17"})
        assert (result.holds, result.expected, result.missing) == (None, None, ("LAC1 in May 2018",))
        assert sentence(result) == "LAC1 in May 2018 has no figure."

    def test_a_stock_that_is_not_in_yet_has_its_expected_value(self) -> None:
        result = checked(STOCK, {"LAC2": "21", "LAC3": "17"}, {"LAC1": "524"})
        assert (result.holds, result.expected, result.missing) == (None, Decimal(528), ("LAC1",))
        assert sentence(result) == "524 + 21 − 17 is 528. LAC1 has no figure."


class TestRatio:
    # 517 / 526 is 98.2889...; 98.3 is right at one place, and 98.24 and 98.33 are within 0.05 of it.
    @pytest.mark.parametrize(
        ("value", "holds"),
        [("98.3", True), ("98.24", True), ("98.33", True), ("98.1", False), ("98.2", False), ("98.4", False)],
    )
    def test_within_the_tolerance_of_the_unrounded_quotient(self, value: str, holds: bool) -> None:
        result = checked(RATIO, {"LAC10 (%)": value, "LAC10-QL": "517", "LAC1": "526"})
        assert result.holds is holds

    def test_a_half_is_within_half(self) -> None:
        # 1 / 16 is 6.25 exactly, printed 6.3.
        assert checked(RATIO, {"LAC10 (%)": "6.3", "LAC10-QL": "1", "LAC1": "16"}).holds is True

    def test_says_the_quotient_at_the_places_that_count(self) -> None:
        result = checked(RATIO, {"LAC10 (%)": "98.1", "LAC10-QL": "517", "LAC1": "526"})
        assert sentence(result) == (
            "517 ÷ 526 is 98.29%. LAC10 (%) is 98.1%: difference 0.19 percentage points, allowed 0.05."
        )

    def test_what_rounding_leaves_is_not_told(self) -> None:
        result = checked(RATIO, {"LAC10 (%)": "98.3", "LAC10-QL": "517", "LAC1": "526"})
        assert sentence(result) == "517 ÷ 526 is 98.3%. LAC10 (%) is 98.3%."

    def test_several_terms_above_and_below(self) -> None:
        # (35 + 1) / (50,000 - 120) x 10,000 is 7.217.
        june = {"CP2": "35", "CP2b": "1", "All": "50000", "Old": "120"}
        assert checked(BOTH, {**june, "CP2-NI": "7"}).holds is True
        assert sentence(checked(BOTH, {**june, "CP2-NI": "10"})) == (
            "(35 + 1) ÷ (50,000 − 120) × 10,000 is 7.2. CP2-NI is 10: difference 2.8, allowed 0.5."
        )

    def test_nothing_to_divide_by_and_no_value_is_neither_right_nor_wrong(self) -> None:
        result = checked(RATIO, {"LAC10-QL": "0", "LAC1": "0"})
        assert (result.holds, result.expected) == (None, None)
        assert sentence(result) == "0 ÷ 0 has nothing to divide by."

    def test_a_value_over_nothing_is_wrong(self) -> None:
        result = checked(RATIO, {"LAC10 (%)": "100", "LAC10-QL": "0", "LAC1": "0"})
        assert (result.holds, result.expected, result.difference) == (False, None, None)
        assert sentence(result) == (
            "0 ÷ 0 has nothing to divide by. LAC10 (%) should have no figure, and is 100.0%."
        )

    def test_names_all_that_is_missing(self) -> None:
        result = checked(RATIO, {})
        assert result.holds is None
        assert result.missing == ("LAC10 (%)", "LAC10-QL", "LAC1")
        assert sentence(result) == "LAC10 (%), LAC10-QL and LAC1 have no figure."


class TestSum:
    @pytest.mark.parametrize(
        ("third", "holds"), [("20", True), ("20.2", True), ("19.8", True), ("20.3", False), ("19.7", False)]
    )
    def test_shares_make_the_whole(self, third: str, holds: bool) -> None:
        result = checked(SUM, {"A": "50", "B": "30", "C": third})
        assert (result.holds, result.expected) == (holds, Decimal(100))
        assert result.found == Decimal(third) + 80

    def test_says_what_they_make(self) -> None:
        assert sentence(checked(SUM, {"A": "50", "B": "30", "C": "20.3"})) == (
            "50.0 + 30.0 + 20.3 is 100.3%. It should be 100%: difference 0.3 percentage points, allowed 0.2."
        )

    def test_an_indicator_instead_of_a_total(self) -> None:
        june = {"EH1a": "5", "EH1b": "4", "EH1c": "1"}
        assert checked(PARTS, {**june, "EH1": "8"}).holds is True
        wrong = checked(PARTS, {**june, "EH1": "9"})
        assert (wrong.holds, wrong.found, wrong.expected, wrong.difference) == (
            False,
            Decimal(9),
            Decimal(8),
            Decimal(1),
        )
        assert sentence(wrong) == "5 + 4 − 1 is 8. EH1 is 9: difference 1, allowed 0."

    def test_one_missing_share_and_it_cannot_be_said(self) -> None:
        result = checked(SUM, {"A": "50", "B": "30"})
        assert (result.holds, result.found, result.missing) == (None, None, ("C",))
        assert sentence(result) == "C has no figure."


def test_in_words() -> None:
    assert in_words(STOCK) == "LAC1 = LAC1 last month + LAC2 − LAC3 ± 3"
    assert in_words(RATIO) == "LAC10 (%) = LAC10-QL ÷ LAC1 × 100 ± 0.05"
    assert in_words(SUM) == "A + B + C = 100 ± 0.2"
    assert in_words(PARTS) == "EH1 = EH1a + EH1b − EH1c"
    assert in_words(BOTH) == "CP2-NI = (CP2 + CP2b) ÷ (All − Old) × 10,000 ± 0.5"


def test_refs_are_the_subject_and_its_terms() -> None:
    assert STOCK.refs == ("LAC1", "LAC2", "LAC3")
    assert SUM.refs == ("A", "B", "C")


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 1_000))
def test_a_figure_rounded_to_its_places_always_holds(number: int, out_of: int, factor: int) -> None:
    """Half of the last place is enough, whatever is divided: no division is compared inexactly."""
    tenths = (2 * number * 1000 + out_of) // (2 * out_of)
    result = checked(
        RATIO, {"LAC10 (%)": str(Decimal(tenths) / 10), "LAC10-QL": str(number), "LAC1": str(out_of)}
    )
    assert result.holds is True
    apart = Decimal(tenths + 1 + factor) / 10
    assert checked(RATIO, {"LAC10 (%)": str(apart), "LAC10-QL": str(number), "LAC1": str(out_of)}).holds is (
        20 * abs(apart * out_of - 100 * number) <= out_of
    )
