"""The sentences of the indicator page, on figures of the printed June 2018 scorecard."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.calculations import significance
from indicators.calculations.series import Cell
from indicators.calculations.terms import Basis, Direction, Polarity, Unit
from indicators.scorecards import Target
from indicators.scorecards.in_words import sentences
from tests.indicators.rows import EH4_QL, JUNE, LAC1, RELEASE, row_of


def said(row) -> list[str]:
    return [str(sentence) for sentence in sentences(row, RELEASE)]


def target(value: str, basis: Basis, direction: Direction) -> Target:
    return Target(2018, Decimal(value), basis=basis, direction=direction)


def test_percentage_against_its_comparators() -> None:
    row = row_of(
        EH4_QL,
        unit=Unit.PERCENTAGE,
        decimals=1,
        polarity=Polarity.HIGHER,
        benchmarks=("77.0", "80.1", "90.2"),
    )
    assert said(row) == [
        (
            "48.0%, down 19.0 percentage points (28%) from May 2018 "
            "and down 34.0 percentage points (41%) from June 2017."
        ),
        "Higher is better, so both are worsening.",
        # Mean 961 / 13, mean moving range 102 / 12: 73.923 ± 2.66 × 8.5.
        "Concern: 48.0% is below the lower limit of 51.3%, so chance is an unlikely explanation.",
        "It is outside its limits (51.3% to 96.5%).",
        "It is the lowest of the 13 months.",
        (
            "It is below statistical neighbours (77.0%), England (80.1%) and South East region (90.2%). "
            "Their figures are for 2016-17."
        ),
        "No verdict: the numerator and denominator are not both known.",
        "No target has been set for 2018-19.",
    ]


def test_difference_from_comparators_allows_for_chance() -> None:
    cell = Cell(JUNE, Decimal(48), None, Decimal(77), Decimal(159))
    row = row_of(EH4_QL, unit=Unit.PERCENTAGE, decimals=1, benchmarks=("77.0", "50.0", "90.2"))
    verdicts = tuple(
        significance.verdict(
            numerator=cell.numerator,
            denominator=cell.denominator,
            multiplier=100,
            unit=row.unit,
            polarity=Polarity.HIGHER,
            benchmark=each.value,
        )
        for each in row.benchmarks
    )
    # Wilson's interval of 77 / 159 is 40.8% to 56.1%.
    assert (
        "Allowing for chance it is worse than statistical neighbours and South East region, "
        "and similar to England (95% confidence interval: 40.8% to 56.1%)."
    ) in said(replace(row, verdicts=verdicts))


def test_rule_that_says_the_contrary_has_its_own_word() -> None:
    """Far below the limits, and rising there: every rule is told, each with what it means."""
    row = row_of([*["50", "51"] * 10, *"0123456"], polarity=Polarity.HIGHER)
    told = [each.split(":")[0] for each in said(row) if each.startswith(("Concern", "Improvement"))]
    assert told == ["Concern", "Improvement", "Concern"]
    assert "Improvement: Seven months in a row, each higher than the one before, from 0 to 6." in said(row)


def test_target_of_each_month_beside_the_limits() -> None:
    row = row_of(
        EH4_QL,
        unit=Unit.PERCENTAGE,
        decimals=1,
        polarity=Polarity.HIGHER,
        target=target("75", Basis.LEVEL, Direction.AT_LEAST),
    )
    assert said(row)[-1] == (
        "The target of 75.0% is inside the limits: some months will meet it and some will miss it, by chance."
    )


def test_stock_on_its_path_to_a_target() -> None:
    row = row_of(
        LAC1,
        polarity=Polarity.LOWER,
        benchmarks=("462", "478", "517"),
        target=target("460", Basis.YEAR_END, Direction.AT_MOST),
    )
    assert said(row) == [
        "534, up 2% from May 2018 and up 2% from June 2017.",
        "Both changes are within 10%: similar.",
        "Usual range: within its limits (506 to 536), so it is no signal.",
        "It is the highest of the 13 months.",
        "In 2016-17 statistical neighbours had 462, England 478 and South East region 517.",
        "A count is not judged against a bigger authority’s count: compare the rate.",
        # 522 - (522 - 460) * 3 / 12 is 506.5, shown as 507: the sentence has to add up as it is read.
        (
            "The target for 2018-19 is at most 460 by March 2019. It is 27 above the path: 507 by the end of "
            "June 2018, on a straight line from 522 in March 2018, so it is off target."
        ),
    ]


def test_flow_against_its_annual_total() -> None:
    row = row_of(
        ["2", *["10"] * 9, "9", "14", "19"], target=target("336", Basis.ANNUAL_TOTAL, Direction.AT_LEAST)
    )
    assert said(row)[-1] == (
        "The target for 2018-19 is at least 336 over the year. The year so far has 42, which is 42 below "
        "the 84 due by the end of June 2018, so it is off target."
    )


def test_level_that_is_close() -> None:
    row = row_of(
        ["84.4", *["90.0"] * 10, "92.1", "91.3"],
        unit=Unit.PERCENTAGE,
        decimals=1,
        target=target("93", Basis.LEVEL, Direction.AT_LEAST),
    )
    assert said(row)[-1] == (
        "The target for 2018-19 is at least 93.0% each month. It is 1.7 percentage points below it, "
        "so it is close to target."
    )


def test_target_without_a_starting_point_says_why_it_is_not_compared() -> None:
    row = row_of(["5", "6", "7"], target=target("20", Basis.YEAR_END, Direction.AT_LEAST))
    assert said(row)[-1] == (
        "The target for 2018-19 is at least 20 by March 2019. "
        "No figure for March 2018 to start from, so compared in March 2019 only."
    )


def test_target_to_be_confirmed() -> None:
    row = row_of(LAC1, target=Target(2018, None, is_tbc=True, basis=Basis.LEVEL))
    assert said(row)[-1] == "The target for 2018-19 is still to be set."


def test_two_judgements_that_differ_are_told_apart() -> None:
    row = row_of(["37", *["40"] * 10, "46", "41"], polarity=Polarity.LOWER)
    assert said(row)[1:3] == [
        "Lower is better, so since May 2018 it is improving.",
        "Since June 2017 it is worsening.",
    ]


def test_similar_beside_worsening() -> None:
    row = row_of(["81", *["70"] * 10, "63", "61"], polarity=Polarity.HIGHER)
    assert said(row)[1:3] == [
        "Since May 2018 it is similar: within 10%.",
        "Higher is better, so since June 2017 it is worsening.",
    ]


def test_no_judgement_without_polarity() -> None:
    assert said(row_of(LAC1))[1] == "Neither higher nor lower is better, so the change is not judged."


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (["1", "3", "5", "4"], "The 4 months run from 1 (March 2018) to 5 (May 2018)."),
        (["1", "5", "3", "5"], "It is the joint highest of the 4 months with a figure."),
        (["2", "2", "2"], "It is the same in all 3 months."),
    ],
)
def test_place_among_the_months(values: list[str], sentence: str) -> None:
    assert sentence in said(row_of(values))


def test_month_without_a_figure() -> None:
    assert said(row_of(["50", None], unit=Unit.PERCENTAGE)) == [
        "No denominator for June 2018.",
        "No limits: fewer than 10 months.",
        "No target has been set for 2018-19.",
    ]


def test_month_that_nobody_recorded() -> None:
    assert said(row_of([], unit=Unit.COUNT))[0] == "No figure for June 2018."


def test_local_measure() -> None:
    assert "It is a local measure: no other council reports it." in said(row_of(LAC1, local=True))


def test_above_one_and_below_another() -> None:
    row = row_of(["74.3", "74.3"], unit=Unit.PERCENTAGE, decimals=1, benchmarks=("76.0", None, "72.2"))
    assert (
        "It is below statistical neighbours (76.0%), and above South East region (72.2%). "
        "Their figures are for 2016-17."
    ) in said(row)
