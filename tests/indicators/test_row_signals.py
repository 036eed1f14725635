"""Signals of rows: what a chart is made of, month by month, out of the database."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from indicators import scorecards
from indicators.calculations.months import months_to, shift
from indicators.calculations.series import Cell
from indicators.calculations.terms import Polarity, Unit
from indicators.models import Baseline, Indicator, Scorecard
from indicators.scorecards.signals import Earlier, Lines, RowSignal, chart_of, row_signal
from tests import factories
from tests.factories import JUNE, MAY, NOW, People

from .calculations.slow_charts import slow

NOTHING = Lines(None, None, None)
JUMP = ["20", "22"] * 13 + ["50", "52"] * 6


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    return factories.indicator(
        scorecard, owner=people.owner, reporter=people.reporter, polarity="lower", decimals=1
    )


def shown(indicator: Indicator, month: date = JUNE) -> RowSignal:
    (row,) = scorecards.build(indicator.scorecard, month).rows
    return row.signal


def begins(indicator: Indicator, people: People, starts: date) -> None:
    Baseline.objects.create(
        indicator=indicator, starts=starts, reason="Counted anew", by=people.administrator, at=NOW
    )


def test_limits_are_made_of_all_months_on_record(indicator: Indicator) -> None:
    factories.returns(indicator, JUMP)
    found = shown(indicator)
    # 13 × 42 + 6 × 102 = 1,158 over 38; moving ranges 36 of 2 and one of 28. The last 13 alone: mean 48.8.
    mean, away = 1158 / 38, 2.66 * 100 / 37
    assert found.lines[-1] == pytest.approx((mean, mean - away, mean + away))
    assert set(found.lines) == {found.lines[-1]}
    assert found.since == date(2015, 5, 1)
    assert found.kinds == ("improvement", *["concern"] * 12)


def test_and_of_no_more_than_ten_years(indicator: Indicator) -> None:
    factories.returns(indicator, ["900"] * 10 + ["50", "52"] * 60)
    found = shown(indicator)
    assert found.since == date(2008, 7, 1)
    assert found.lines[-1].mean == 51


def test_figures_older_than_that_begin_no_chart(indicator: Indicator) -> None:
    """Five years of gap behind them: however many months are shown, the chart begins with the next figure."""
    factories.returns(indicator, ["900"] * 5, last=date(2008, 5, 1))
    factories.returns(indicator, ["50", "52"] * 31)
    (wide,) = scorecards.build(indicator.scorecard, JUNE, months_shown=130).rows
    assert wide.signal.since == shown(indicator).since == date(2013, 5, 1)


def test_a_baseline_cuts_them(indicator: Indicator, people: People) -> None:
    factories.returns(indicator, JUMP)
    begins(indicator, people, date(2017, 7, 1))
    found = shown(indicator)
    assert found.starts == (date(2017, 7, 1),)
    # Before it 26 of 20 and 22, from it on 12 of 50 and 52: 2.66 × 2 either way.
    assert found.lines[0] == pytest.approx((21, 15.68, 26.32))
    assert len(set(found.lines[1:])) == 1
    assert found.lines[1] == pytest.approx((51, 45.68, 56.32))
    assert set(found.kinds) == {None}
    assert found.reading.trial


def test_one_after_the_month_shown_does_nothing_to_it(indicator: Indicator, people: People) -> None:
    factories.returns(indicator, JUMP)
    before = shown(indicator, MAY)
    begins(indicator, people, JUNE)
    assert shown(indicator, MAY) == before
    # In its own month it leaves one figure, of which nothing is said.
    june = shown(indicator)
    assert (june.kind, june.lines[-1], june.reading.limits) == (
        None,
        NOTHING,
        "No limits: fewer than 10 months since June 2018",
    )
    assert june.lines[-2].mean == pytest.approx(1106 / 37)


@pytest.mark.parametrize(
    ("count", "drawn", "trial"), [(9, 0, True), (10, 10, True), (12, 12, True), (13, 13, False)]
)
def test_short_series(indicator: Indicator, count: int, drawn: int, trial: bool) -> None:
    factories.returns(indicator, (["50", "52"] * 7)[:count])
    found = shown(indicator)
    assert len(found.kinds) == len(found.lines) == 13
    assert sum(line != NOTHING for line in found.lines) == drawn
    assert set(found.kinds) == {None}
    assert found.reading.trial is trial
    assert (found.reading.kind is None) is (drawn == 0)


def test_eight_and_a_jump_are_no_signal_yet(indicator: Indicator) -> None:
    factories.returns(indicator, [*["50", "51"] * 4, "90"])
    assert (shown(indicator).kind, shown(indicator).is_new) == (None, False)


@pytest.mark.parametrize("given", [[], [None] * 13])
def test_without_a_figure(indicator: Indicator, given: list[None]) -> None:
    factories.returns(indicator, given)
    found = shown(indicator)
    assert (found.kinds, found.lines) == ((None,) * 13, (NOTHING,) * 13)
    assert (found.since, found.is_new, found.short, found.clause) == (None, False, "", "")
    assert found.reading.limits == "No limits: fewer than 10 months"


def test_a_gap_joins_its_neighbours_with_or_without_a_reason(indicator: Indicator) -> None:
    factories.returns(indicator, ["50", "52", None, "50", "52", "50", "52", "50"], last=date(2018, 1, 1))
    factories.returns(indicator, ["50", "52", "50", "52"])
    found = shown(indicator)
    # 11 are left: 50 52 50 52 50 52 50 50 52 50 52; moving ranges nine of 2, one of 0.
    assert found.lines[-1].mean == pytest.approx(560 / 11)
    assert found.lines[-1].upper == pytest.approx(560 / 11 + 2.66 * 1.8)
    assert found.reading.trial


def test_the_last_month_missing(indicator: Indicator) -> None:
    factories.returns(indicator, [*["50", "52"] * 6, "90"], last=MAY)
    found = shown(indicator)
    assert (found.kind, found.reading.word, found.is_new) == (None, "", False)
    assert found.kinds[-2] == "concern"
    assert found.lines[-1].mean == 54
    assert found.reading.limits == "No figure to compare with its limits (40.7 to 67.3)"


def test_new_is_what_last_month_was_not(indicator: Indicator) -> None:
    """The seventh below the mean makes a shift; the eighth only goes on with it."""
    factories.returns(indicator, ["40", "80"] * 6 + ["53", "54"] * 4)
    april, may, june = (shown(indicator, month) for month in (date(2018, 4, 1), MAY, JUNE))
    assert [(each.kind, each.is_new) for each in (april, may, june)] == [
        (None, False),
        ("improvement", True),
        ("improvement", False),
    ]
    assert may.short == "7 months below mean"
    # The run is marked as far back as it goes.
    assert may.kinds[-7:] == ("improvement",) * 7


def test_a_signal_of_another_kind_is_new(indicator: Indicator) -> None:
    factories.returns(indicator, [*["50", "52"] * 10, "90", "10"])
    found = shown(indicator)
    assert (found.kinds[-2:], found.is_new) == (("concern", "improvement"), True)


def test_queries_do_not_grow_with_months_or_baselines(indicator: Indicator, people: People) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            shown(indicator)
        return len(captured)

    factories.returns(indicator, ["50"] * 13)
    few = queries()
    factories.returns(indicator, ["51"] * 60, last=date(2017, 5, 1))
    for year in (2014, 2015, 2016):
        begins(indicator, people, date(year, 1, 1))
    assert queries() == few


def test_one_row_alone_says_what_it_says_among_others(
    indicator: Indicator, scorecard: Scorecard, people: People
) -> None:
    factories.returns(indicator, JUMP)
    other = factories.indicator(scorecard, "M2", order=2)
    factories.returns(other, ["1", "9"] * 20)
    begins(indicator, people, date(2016, 1, 1))
    begins(other, people, date(2017, 1, 1))
    together = scorecards.build(scorecard, JUNE).by_pk()
    for pk in (indicator.pk, other.pk):
        alone = scorecards.build(scorecard, JUNE, only=[pk]).by_pk()
        assert alone[pk].signal == together[pk].signal


def test_more_months_shown_say_the_same_of_the_last(indicator: Indicator) -> None:
    factories.returns(indicator, JUMP)
    (wide,) = scorecards.build(indicator.scorecard, JUNE, months_shown=38).rows
    narrow = shown(indicator)
    assert wide.signal.reading == narrow.reading
    assert (wide.signal.kinds[-13:], wide.signal.lines[-13:]) == (narrow.kinds, narrow.lines)
    assert len(wide.signal.kinds) == 38


Month = tuple[str | None, float | None, float | None, float | None]
NONE: list[Month] = [(None, None, None, None)]


def expected(values: Sequence[Decimal | None], starts: Sequence[int]) -> list[Month]:
    """Kind (higher is better) and lines of each month, the slow way; nothing of fewer than ten figures."""
    found: list[Month] = []
    for start, stop in pairwise(sorted({0, len(values), *starts})):
        numbers = [Fraction(each) for each in values[start:stop] if each is not None]
        if len(numbers) < 10:
            found += NONE * (stop - start)
            continue
        mean = sum(numbers) / len(numbers)
        away = Fraction("2.66") * sum(abs(b - a) for a, b in pairwise(numbers)) / (len(numbers) - 1)
        told = iter(slow(numbers, None, screen=False))
        for each in values[start:stop]:
            _, way = (None, None) if each is None else next(told)
            kind = {"up": "improvement", "down": "concern", None: None}[way]
            # A rate is never drawn below nothing.
            found.append((kind, float(mean), float(max(mean - away, 0)), float(mean + away)))
    return found


def of_row(signal: RowSignal) -> list[Month]:
    return [(kind, *lines) for kind, lines in zip(signal.kinds, signal.lines, strict=True)]


def test_sixty_months_of_many_rows_agree_with_a_slow_version(scorecard: Scorecard, people: People) -> None:
    random = Random(7)  # noqa: S311
    rows: dict[int, tuple[list[Decimal | None], list[int]]] = {}
    for number in range(12):
        made = factories.indicator(
            scorecard, f"R{number}", unit="rate_per_10000", polarity="higher", decimals=1
        )
        level = 40
        values: list[Decimal | None] = []
        for _ in range(60):
            level += random.choice((0, 0, 0, 0, 0, 0, 0, 8, -8))
            figure = Decimal(level * 10 + random.randrange(-50, 51)) / 10
            values.append(None if random.random() < 0.05 else figure)
        factories.returns(made, [None if each is None else str(each) for each in values])
        starts = sorted(random.sample(range(1, 60), number % 3))
        for start in starts:
            begins(made, people, shift(JUNE, start - 59))
        rows[made.pk] = values, starts
    signals = 0
    for pk, row in scorecards.build(scorecard, JUNE, months_shown=60).by_pk().items():
        values, starts = rows[pk]
        # A chart begins with its first figure.
        first = next(place for place, each in enumerate(values) if each is not None)
        slowly = NONE * first + expected(values[first:], [each - first for each in starts if each > first])
        assert [each[0] for each in of_row(row.signal)] == [each[0] for each in slowly], row.ref
        for fast, slow_line in zip(of_row(row.signal), slowly, strict=True):
            assert fast[1:] == pytest.approx(slow_line[1:], abs=1e-9)
        signals += sum(kind is not None for kind in row.signal.kinds)
    assert signals > 50


tenths = st.integers(min_value=0, max_value=200).map(lambda number: Decimal(number) / 10)


@given(st.lists(st.none() | tenths, min_size=14, max_size=70), st.sets(st.integers(1, 69), max_size=2))
def test_where_the_months_shown_begin_changes_nothing(values: list[Decimal | None], begun: set[int]) -> None:
    """Some months come with the row and those before them from elsewhere: together they are one chart."""
    span = months_to(JUNE, len(values))
    starts = tuple(span[each] for each in sorted(begun) if each < len(span))
    known = Earlier(
        {1: {month: value for month, value in zip(span[:-13], values, strict=False) if value is not None}},
        {1: starts},
    )
    cells = [Cell(month, value) for month, value in zip(span[-13:], values[-13:], strict=True)]
    found = row_signal(1, cells, known, unit=Unit.RATE_PER_10000, decimals=1, polarity=Polarity.HIGHER)
    whole = chart_of(
        [Cell(month, value) for month, value in zip(span, values, strict=True)],
        starts,
        polarity=Polarity.HIGHER,
    )
    assert found.since == (whole.months[0] if whole.months else None)
    first = next((place for place, each in enumerate(values) if each is not None), len(values))
    places = sorted(each - first for each in begun if first < each < len(values))
    slowly = NONE * first + (expected(values[first:], places) if values[first:] else [])
    assert list(found.kinds) == [each[0] for each in slowly[-13:]]
    assert of_row(found)[-1][1:] == pytest.approx(slowly[-1][1:], abs=1e-9)
