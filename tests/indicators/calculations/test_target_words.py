"""The six rows of the real scorecard that have targets, by hand, and what degenerate ones say."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from indicators.calculations.months import shift
from indicators.calculations.target_words import TargetWords, target_words, tbc_words
from indicators.calculations.targets import read_target
from indicators.calculations.terms import Basis, Direction, TargetStatus, Unit
from indicators.calculations.trajectories import TargetPosition, path, target_position, tbc_is_due

from .printed import MONTHS, rows_in_tests

MARCH, JUNE, NEXT_MARCH = date(2018, 3, 1), date(2018, 6, 1), date(2019, 3, 1)
AT_LEAST, AT_MOST = Direction.AT_LEAST, Direction.AT_MOST
LEVEL, YEAR_END, ANNUAL_TOTAL = Basis.LEVEL, Basis.YEAR_END, Basis.ANNUAL_TOTAL
Cells = Mapping[date, Decimal | None]


def these(*values: object) -> tuple[object, ...]:
    """Decimals beside whole numbers: they compare, though their types differ."""
    return values


def of_june(ref: str) -> Cells:
    row = next(row for row in rows_in_tests() if row.ref == ref)
    return {date.fromisoformat(f"{month}-01"): value for month, value in zip(MONTHS, row.values, strict=True)}


def from_march(*values: str | None) -> Cells:
    return {shift(MARCH, n): None if value is None else Decimal(value) for n, value in enumerate(values)}


def position(
    cells: Cells,
    target: str | None,
    basis: Basis,
    direction: Direction | None,
    *,
    month: date = JUNE,
    is_tbc: bool = False,
) -> TargetPosition:
    value = None if target is None else Decimal(target)
    reading = read_target(
        cells=cells, month=month, value=value, is_tbc=is_tbc, basis=basis, direction=direction
    )
    return target_position(
        reading, cells=cells, month=month, value=value, is_tbc=is_tbc, basis=basis, direction=direction
    )


def words(at: TargetPosition, unit: Unit = Unit.COUNT) -> TargetWords:
    return target_words(at, unit=unit, decimals=1 if unit == Unit.PERCENTAGE else 0)


def test_eh1c_has_done_42_of_84_though_each_month_looks_fine() -> None:
    at = position(of_june("EH1c"), "336", ANNUAL_TOTAL, AT_LEAST)
    assert at.reading.status is TargetStatus.OFF_TARGET
    # 9 + 14 + 19 = 42; 336 ÷ 12 = 28 a month, 84 by June; 294 left in 9 months; 42 ÷ 3 × 12 = 168.
    assert these(at.asked, at.asked_this_month, at.distance, at.distance_to_target) == (84, 28, -42, -294)
    assert these(at.year_to_date, at.months_left, at.forecast, at.forecast_meets) == (42, 9, 168, False)
    assert words(at) == TargetWords(
        distance="42 below the 84 due by the end of June 2018",
        asked="84 by the end of June 2018: 3 of 12 equal shares of 336",
        year_to_date="42 from April 2018 to June 2018",
        forecast="168 over the year 2018-19, which misses the target of at least 336, "
        "if the other months are like the 3 so far: 42 ÷ 3 × 12",
        needed="To reach 336: 32.7 in each of the 9 months left",
    )


def test_lac1_is_above_its_path_from_522_to_460() -> None:
    at = position(of_june("LAC1"), "460", YEAR_END, AT_MOST)
    assert at.reading.status is TargetStatus.OFF_TARGET
    # 522 − 62 × 3/12 = 506.5; 534 − 506.5 = 27.5, shown 534 − 507. 74 down in 9 months; up 12 in 3.
    assert these(at.start, at.asked, at.distance, at.distance_to_target) == (
        522,
        Decimal("506.5"),
        Decimal("27.5"),
        74,
    )
    assert at.asked_this_month is not None
    assert round(at.asked_this_month, 3) == Decimal("-5.167")
    assert these(at.year_to_date, at.forecast, at.forecast_meets) == (None, 570, False)
    assert words(at) == TargetWords(
        distance="27 above the path to 460",
        asked="507 by the end of June 2018, on a straight line from 522 in March 2018 to 460 in March 2019",
        year_to_date="",
        forecast="570 in March 2019, which misses the target of at most 460, "
        "if it goes on as since March 2018: up 4.0 a month",
        needed="To reach 460: down 8.2 in each of the 9 months left",
    )


def test_ni147_is_close_to_its_level() -> None:
    at = position(of_june("NI147"), "93.0", LEVEL, AT_LEAST)
    assert at.reading.status is TargetStatus.CLOSE
    assert these(at.asked, at.asked_this_month, at.distance) == (93, 93, Decimal("-1.7"))
    assert (at.forecast, at.forecast_meets, at.needed) == (None, None, None)
    assert words(at, Unit.PERCENTAGE) == TargetWords(
        distance="1.7 percentage points below the target of 93.0%",
        asked="Each month is held to at least 93.0%",
        year_to_date="",
        forecast="No forecast: each month is held to the target by itself",
        needed="",
    )


def test_lac6_had_50_to_reach_and_lacks_two_months_of_its_year() -> None:
    # April and May 2017 are not in the file; 10 + 5 + 8 + 3 + 2 + 1 + 5 + 6 + 3 + 4 = 47.
    at = position(of_june("LAC6 (val)"), "50", ANNUAL_TOTAL, AT_LEAST, month=MARCH)
    assert at.reading.status is None
    assert these(at.year_to_date, at.distance, at.forecast, at.needed) == (47, None, None, None)
    assert words(at) == TargetWords(
        distance="",
        asked="50 by the end of March 2018: 12 of 12 equal shares of 50",
        year_to_date="47 from April 2017 to March 2018 (10 of 12 months)",
        forecast="No forecast: 10 of 12 months",
        needed="",
    )
    # For 2018-19 none is set: 2 + 5 + 1 since April.
    now = position(of_june("LAC6 (val)"), None, ANNUAL_TOTAL, AT_LEAST)
    assert words(now) == TargetWords(
        "",
        "",
        "8 from April 2018 to June 2018",
        "32 over the year 2018-19, if the other months are like the 3 so far: 8 ÷ 3 × 12",
        "",
    )


@pytest.mark.parametrize(
    ("ref", "target", "direction", "value", "distance"),
    [
        # March 2018 over by 29, and 5% of 112 is 5.6.
        ("LAC9 (val)", "112", AT_MOST, 141, "29 above the target of 112"),
        # March 2018 short by 18, and 5% of 190 is 9.5.
        ("LAC16", "190", AT_LEAST, 172, "18 below the target of 190"),
    ],
)
def test_two_stocks_missed_2017_18_and_are_to_be_confirmed_since(
    ref: str, target: str, direction: Direction, value: int, distance: str
) -> None:
    ended = position(of_june(ref), target, YEAR_END, direction, month=MARCH)
    assert ended.reading.status is TargetStatus.OFF_TARGET
    assert words(ended).distance == distance
    assert words(ended).asked == f"{target} by the end of March 2018"
    way = "at most" if direction is AT_MOST else "at least"
    assert words(ended).forecast == (
        f"The year 2017-18 ended with {value}, which misses the target of {way} {target}"
    )
    assert words(ended).needed == ""

    now = position(of_june(ref), None, YEAR_END, direction, is_tbc=True)
    assert (now.target, now.distance, now.reading.status) == (None, None, None)
    assert (words(now).asked, words(now).distance) == ("", "")
    assert tbc_is_due(is_tbc=True, financial_year=2018, month=JUNE)


def test_to_be_confirmed_is_due_from_june_of_its_year_on() -> None:
    def due(month: date, year: int = 2018, is_tbc: bool = True) -> bool:
        return tbc_is_due(is_tbc=is_tbc, financial_year=year, month=month)

    assert [due(shift(MARCH, by)) for by in range(5)] == [False, False, False, True, True]
    assert due(date(2019, 9, 1))
    assert not due(JUNE, 2019)
    assert not due(JUNE, is_tbc=False)


def test_the_task_in_words() -> None:
    task = "set it, or say that there will be none"
    assert tbc_words(2018, 3) == (
        f"The target for 2018-19 is still to be confirmed, 3 months into the year: {task}"
    )
    assert tbc_words(2018, 12) == f"The target for 2018-19 is still to be confirmed, the year over: {task}"


def test_a_path_to_draw() -> None:
    drawn = path(of_june("LAC1"), month=JUNE, target=Decimal(460), basis=YEAR_END)
    assert len(drawn) == 13
    assert these(drawn[0].month, drawn[0].value) == (MARCH, 522)
    assert (drawn[3].month, drawn[3].value) == (JUNE, Decimal("506.5"))
    assert these(drawn[-1].month, drawn[-1].value) == (NEXT_MARCH, 460)

    total = path({}, month=JUNE, target=Decimal(336), basis=ANNUAL_TOTAL)
    assert [each.value for each in total] == [28 * n for n in range(1, 13)]
    level = path({}, month=JUNE, target=Decimal(93), basis=LEVEL)
    assert {each.value for each in level} == {93}
    assert (level[0].month, level[-1].month) == (date(2018, 4, 1), NEXT_MARCH)
    (only,) = path({}, month=JUNE, target=Decimal(460), basis=YEAR_END)
    assert these(only.month, only.value) == (NEXT_MARCH, 460)
    assert path({}, month=JUNE, target=None, basis=YEAR_END) == ()


def test_without_last_march_the_reason_stands_for_what_is_asked() -> None:
    at = position(from_march(None, "521", "524", "534"), "460", YEAR_END, AT_MOST)
    reason = "No figure for March 2018 to start from, so compared in March 2019 only"
    assert words(at).asked == reason
    assert words(at).forecast == f"No forecast: {reason[:1].lower()}{reason[1:]}"
    assert (words(at).distance, at.asked_this_month) == ("", None)
    # What is left to do needs no beginning: 74 in 9 months.
    assert words(at).needed == "To reach 460: down 8.2 in each of the 9 months left"


@pytest.mark.parametrize("basis", [*Basis])
@pytest.mark.parametrize("direction", [AT_LEAST, AT_MOST, None])
@pytest.mark.parametrize(
    ("target", "is_tbc"), [("10", False), (None, False), (None, True), ("10", True), ("0", False)]
)
@pytest.mark.parametrize("month", [date(2018, 4, 1), JUNE, NEXT_MARCH])
@pytest.mark.parametrize("value", [None, "0", "7"])
def test_every_combination_has_words(
    basis: Basis,
    direction: Direction | None,
    target: str | None,
    is_tbc: bool,
    month: date,
    value: str | None,
) -> None:
    cells = from_march(*[value] * 13)
    said = words(position(cells, target, basis, direction, month=month, is_tbc=is_tbc))
    if target is None or is_tbc:
        assert (said.distance, said.asked, said.needed) == ("", "", "")
    if value is None:
        assert (said.distance, said.needed) == ("", "")
    for sentence in (said.distance, said.asked, said.year_to_date, said.forecast, said.needed):
        assert not sentence.endswith((".", " ", ":"))
        assert "None" not in sentence


@pytest.mark.parametrize(
    ("values", "direction", "needed"),
    [
        (["200", "100", "40"], AT_LEAST, "The year’s 336 is already reached"),
        (["200", "100", "40"], AT_MOST, "The year’s 336 is already reached"),
        (["9", "14", "19"], AT_MOST, "336 leaves room for 32.7 in each of the 9 months left"),
    ],
)
def test_what_a_total_still_needs(values: list[str], direction: Direction, needed: str) -> None:
    assert words(position(from_march("0", *values), "336", ANNUAL_TOTAL, direction)).needed == needed


def test_the_first_month_and_the_last() -> None:
    april = position(from_march("0", "28"), "336", ANNUAL_TOTAL, AT_LEAST, month=date(2018, 4, 1))
    assert words(april).distance == "level with the 28 due by the end of April 2018"
    assert words(april).year_to_date == "28 in April 2018"
    assert words(april).forecast == (
        "336 over the year 2018-19, which meets the target of at least 336, "
        "if the other months are like the first: 28 ÷ 1 × 12"
    )
    february = position(from_march("0", *["28"] * 11), "336", ANNUAL_TOTAL, AT_LEAST, month=date(2019, 2, 1))
    assert words(february).needed == "To reach 336: 28.0 in the month left"
    march = position(from_march("0", *["30"] * 12), "336", ANNUAL_TOTAL, AT_LEAST, month=NEXT_MARCH)
    assert words(march).forecast == (
        "The year 2018-19 ended with 360, which meets the target of at least 336"
    )
    assert words(march).needed == ""


def test_a_path_that_stands_still() -> None:
    at = position(from_march("460", "460", "460", "460"), "460", YEAR_END, AT_MOST)
    assert words(at).distance == "level with the path to 460"
    assert words(at).needed == "It stands at 460 already"
    assert words(at).forecast.endswith("if it goes on as since March 2018: no change")


def test_a_percentage_changes_by_percentage_points() -> None:
    at = position(from_march("60.0", "61.0", "62.0", "63.0"), "90.0", YEAR_END, AT_LEAST)
    said = words(at, Unit.PERCENTAGE)
    # The path: 60 + 30 × 3/12 = 67.5.
    assert said.distance == "4.5 percentage points below the path to 90.0%"
    assert said.forecast.endswith("if it goes on as since March 2018: up 1.0 percentage points a month")
    assert said.needed == "To reach 90.0%: up 3.0 percentage points in each of the 9 months left"
