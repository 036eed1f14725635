"""Against NHSRplotthedots 0.2.2 (the reference), and each rule by hand."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.calculations.control_charts import control_chart
from indicators.calculations.terms import Polarity

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "tests" / "data" / "control_chart_reference.csv"
REFERENCE = ROOT.parent / "shared" / "data" / "spc"

POLARITIES = {"increase": "higher", "decrease": "lower", "neutral": "none"}
KINDS = {
    "common_cause": None,
    "special_cause_improvement": "improvement",
    "special_cause_concern": "concern",
    "special_cause_neutral_high": "high",
    "special_cause_neutral_low": "low",
}
RULES = {"Above UCL": "outside", "Below LCL": "outside", "Common Cause": None}
RULES |= {f"7 Point Trend ({way}creasing)": "trend" for way in ("In", "De")}
RULES |= {f"2 in 3 {side} CL": "two_of_three" for side in ("Above", "Below")}
RULES |= {f"7 Points {side} CL": "shift" for side in ("Above", "Below")}
# The one case that was made with a fixed baseline.
LENGTHS = {"fix_after_12": 12}


def reference(path: Path) -> dict[tuple[str, str, str], list[dict[str, str]]]:
    series: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    with path.open() as lines:
        for row in csv.DictReader(lines):
            key = (row["series"], row["direction"], row["screen_outliers"])
            series.setdefault(key, []).append(row)
    return series


@pytest.mark.parametrize("number", [Decimal, float])
@pytest.mark.parametrize(
    ("path", "count"),
    [
        (SAMPLE, 80),
        (REFERENCE / "reference_cases.csv", 256),
        (REFERENCE / "reference_seed.csv", 1500),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_every_point_of_the_reference_is_reproduced(path: Path, count: int, number: type) -> None:
    if not path.exists():
        pytest.skip("../shared/data/spc is not on this machine")
    compared = 0
    for (name, direction, screened), rows in reference(path).items():
        chart = control_chart(
            [number(row["y"]) for row in rows],
            polarity=POLARITIES[direction],
            baseline_length=LENGTHS.get(name),
            screen_outliers=screened == "TRUE",
        )
        for row, point in zip(rows, chart.points, strict=True):
            place = (name, screened, row["i"])
            drawn = (point.mean, point.lower, point.upper)
            assert drawn == pytest.approx([float(row[each]) for each in ("mean", "lpl", "upl")], abs=1e-9), (
                place
            )
            assert (point.rule, point.kind) == (RULES[row["special_cause_type"]], KINDS[row["point_type"]]), (
                place
            )
            compared += 1
    assert compared == count


def rules(values: Sequence[Decimal | float | None], **options: object) -> list[str | None]:
    return [point.rule for point in control_chart(values, polarity="higher", **options).points]  # type: ignore[arg-type]


def test_lines_by_hand() -> None:
    # Mean 20 ÷ 4; moving ranges 2, 4 and 6 with mean 4: limits 5 ± 2.66 × 4.
    point = control_chart([4, 6, 2, 8], polarity="higher").points[0]
    assert point.mean == 5
    assert (point.lower, point.upper) == pytest.approx((-5.64, 15.64))


def test_the_published_example_of_screening() -> None:
    """One 10 among ones and twos: the vignette prints 1.94, −0.72, 4.6 and, unscreened, −3.06, 6.95."""
    values = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    screened = control_chart(values, polarity="higher", screen_outliers=True)
    assert screened.points[0][1:4] == pytest.approx((35 / 18, -0.7156, 4.6044), abs=1e-4)
    plain = control_chart(values, polarity="higher")
    assert plain.points[0][1:4] == pytest.approx((35 / 18, -3.0626, 6.9515), abs=1e-4)
    for chart in (screened, plain):
        assert {place: tuple(signal) for place, signal in chart.signals.items()} == {
            4: ("outside", "improvement")
        }


# Mean 450 ÷ 9, mean moving range 15 ÷ 8: limits 50 ± 4.9875, near limits 50 ± 3.325.
WAVE = [50, 51, 49, 50, 52, 48, 50, 51, 49]


def test_seven_on_one_side_are_a_shift_and_six_are_not() -> None:
    for count, rule in ((6, None), (7, "shift")):
        after = [51, 52, 51, 52, 51, 52, 51][:count]
        assert rules([*WAVE, *after], baseline_length=9)[9:] == [rule] * count


def test_a_point_on_the_mean_ends_a_row() -> None:
    after = [51, 52, 51, 50, 51, 52, 51, 52]
    assert rules([*WAVE, *after], baseline_length=9)[9:] == [None] * 8


def test_a_mean_that_binary_cannot_hold_still_ends_a_row() -> None:
    # The mean of 0.1, 0.7, 0.4 is 0.4; in floats it comes to 0.39999….
    values = [
        Decimal(text) for text in ("0.1", "0.7", "0.4", "0.5", "0.5", "0.5", "0.4", "0.5", "0.5", "0.5")
    ]
    assert rules(values, baseline_length=3) == [None] * 10


def test_seven_rising_are_a_trend_and_a_tie_ends_it() -> None:
    noisy = [10, 90, 15, 95, 12, 92]
    assert rules([*noisy, 45, 46, 47, 55, 56, 57, 58, 40])[6:] == ["trend"] * 7 + [None]
    assert rules([*noisy, 45, 46, 47, 55, 55, 57, 58, 40])[6:] == [None] * 8
    assert rules([*noisy, 45, 46, 47, 55, 56, 57, 40, 58])[6:] == [None] * 8


def test_a_turning_point_belongs_to_the_later_trend() -> None:
    noisy = [90, 10, 95, 15, 92, 12, 95, 30]
    climb = [40, 41, 42, 43, 44, 45, 46, 45, 44, 43, 42, 41, 40]
    points = control_chart([*noisy, *climb], polarity="lower").points[8:]
    assert {point.rule for point in points} == {"trend"}
    assert [point.kind for point in points] == ["concern"] * 6 + ["improvement"] * 7


def test_two_of_three_marks_the_near_points_only() -> None:
    assert rules([*WAVE, 54, 51, 54], baseline_length=9)[9:] == ["two_of_three", None, "two_of_three"]
    assert rules([*WAVE, 54, 49, 54], baseline_length=9)[9:] == [None] * 3
    assert rules([*WAVE, 54, 54, 49], baseline_length=9)[9:] == [None] * 3
    # The 49 before them is on the other side.
    assert rules([*WAVE, 54, 54, 51], baseline_length=9)[9:] == ["two_of_three", "two_of_three", None]
    # What is outside is not near.
    assert rules([*WAVE, 56, 51, 54, 49], baseline_length=9)[9:] == ["outside", None, None, None]


def test_a_point_on_its_limit_is_not_outside() -> None:
    # Mean 50, moving ranges of 2: the upper limit is 55.32.
    for last, rule in (("55.32", None), ("55.33", "outside")):
        assert rules([50, 52, 50, 48, 50, Decimal(last)], baseline_length=5)[-1] == rule


@pytest.mark.parametrize(
    ("polarity", "high", "low"),
    [("higher", "improvement", "concern"), ("lower", "concern", "improvement"), ("none", "high", "low")],
)
def test_what_a_signal_says_follows_polarity(polarity: str, high: str, low: str) -> None:
    for polarity_of_type in (polarity, Polarity(polarity)):
        chart = control_chart([*WAVE, 70, 30], polarity=polarity_of_type, baseline_length=9)
        assert [point.kind for point in chart.points[9:]] == [high, low]
        assert chart.variation == low


def test_a_polarity_of_another_name_is_refused() -> None:
    with pytest.raises(ValueError, match="up"):
        control_chart([1], polarity="up")


@pytest.mark.parametrize(
    ("target", "higher", "lower"),
    [
        (55, "fail", "pass"),
        (Decimal("54.9875"), "hit_and_miss", "hit_and_miss"),
        (50, "hit_and_miss", "hit_and_miss"),
        (45.02, "hit_and_miss", "hit_and_miss"),
        (45, "pass", "fail"),
        (None, None, None),
    ],
)
def test_assurance_is_the_target_against_the_limits(
    target: Decimal | None, higher: str | None, lower: str | None
) -> None:
    assert control_chart(WAVE, polarity="higher", target=target).assurance == higher
    assert control_chart(WAVE, polarity="lower", target=target).assurance == lower
    assert control_chart(WAVE, polarity="none", target=target).assurance is None


def test_a_new_baseline_has_its_own_lines_and_rules() -> None:
    values = [*WAVE, 80, 81, 79, 80]
    chart = control_chart(values, polarity="higher", target=60, baseline_starts=[9])
    assert [point.mean for point in chart.points] == [50] * 9 + [80] * 4
    assert not chart.signals
    assert chart.assurance == "pass"
    assert control_chart(values, polarity="higher", target=60).assurance == "hit_and_miss"
    # Six rising up to the start and one after it are no seven.
    climb = [90, 10, 95, 40, 41, 42, 43, 44, 45, 46, 90, 10, 95]
    assert "trend" in rules(climb)
    assert "trend" not in rules(climb, baseline_starts=[9])


def test_starts_in_any_order_twice_or_elsewhere() -> None:
    values = [*WAVE, *WAVE]
    assert control_chart(values, polarity="none", baseline_starts=[12, 9, 9, 0, -3, 40]).points == (
        *control_chart(WAVE, polarity="none").points,
        *control_chart(WAVE[:3], polarity="none").points,
        *control_chart(WAVE[3:], polarity="none").points,
    )


def test_a_baseline_length_counts_numbers_from_each_start() -> None:
    values = [None, 4, 6, 99, None, 10, None, 14, 99]
    chart = control_chart(values, polarity="none", baseline_starts=[4], baseline_length=2)
    assert [point.mean for point in chart.points] == [5] * 4 + [12] * 5
    assert [each.numbers for each in chart.baselines] == [3, 3]


def test_limits_are_trial_limits_below_thirteen_numbers() -> None:
    assert control_chart([1, 2] * 6, polarity="none").trial
    assert not control_chart([1, 2] * 6 + [1], polarity="none").trial
    assert control_chart([1, 2] * 6 + [None], polarity="none").trial
    # A fixed baseline is settled when enough has been seen since it began; a new one is not.
    assert not control_chart([1, 2] * 10, polarity="none", baseline_length=12).trial
    assert control_chart([1, 2] * 10, polarity="none", baseline_starts=[10]).trial


def test_a_missing_value_joins_its_neighbours() -> None:
    with_gaps = control_chart([None, 4, None, None, 6, 2, None, 8, None], polarity="higher")
    without = control_chart([4, 6, 2, 8], polarity="higher").points[0]
    assert {point[1:4] for point in with_gaps.points} == {without[1:4]}
    assert [point.value for point in with_gaps.points] == [None, 4, None, None, 6, 2, None, 8, None]
    assert with_gaps.variation == "common"


def test_signals_stand_where_their_values_do() -> None:
    values = [50, None, 52, 48, None, None, 50, None, 70, None]
    chart = control_chart(values, polarity="higher", baseline_length=4)
    assert [place for place, point in enumerate(chart.points) if point.rule] == [8]
    assert chart.points[9] == (None, *chart.points[0][1:4], None, None)
