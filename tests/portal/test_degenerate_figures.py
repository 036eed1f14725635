"""Figures that make no sense have an answer on every page that reads them, never an error."""

from datetime import date
from decimal import Decimal

import pytest

from indicators import scorecards
from indicators.actions import baselines
from indicators.models import (
    Benchmark,
    BenchmarkRelease,
    Comparator,
    Indicator,
    MonthlyReturn,
    Scorecard,
    Target,
)
from tests import factories
from tests.factories import JUNE, NOW, People

PARTS = {
    "no base": (0, 0, "zero_base"),
    "some of nothing": (5, 0, "zero_base"),
    "more than all": (18, 17, "no_proportion"),
    "less than none": (-1, 10, "negative"),
    "of less than none": (1, -10, "negative"),
    "unknown": (None, None, "no_parts"),
}
SERIES: dict[str, list[str | None]] = {
    "nothing": [],
    "all missing": [None] * 13,
    "one value": ["5"],
    "two values": ["5", None, None, "7"],
    "constant": ["5"] * 13,
    "all nought": ["0"] * 13,
    "beyond 100 and below 0": ["5", "95"] * 7,
    "negative": ["-5", "-95"] * 7,
    "large": ["999999999999", "0"] * 7,
    "last missing": [*["5", "95"] * 6, None],
    "gaps": ["5", None, "95", None] * 9 + ["5"],
    "years of gap": ["5"] * 20 + [None] * 60 + ["5", "95"] * 7,
    "more than ten years": ["5", "95", "40"] * 45,
    "long ago": ["5", "95"] * 7 + [None] * 20,
}
PAGES = (
    "/",
    "/scorecards/childrens-services/2018-06/",
    "/scorecards/childrens-services/2018-06/?view=full",
    "/scorecards/childrens-services/2018-06/headlines/",
    "/scorecards/childrens-services/2018-06/quality/",
    "/scorecards/childrens-services/2018-06/scorecard.csv",
    "/indicators/childrens-services/p1/",
    "/indicators/childrens-services/p1/figures.csv",
    "/commentary/childrens-services/2018-06/",
    "/commentary/childrens-services/2018-06/p1/",
    "/manage/indicators/childrens-services/p1/baselines/",
    "/manage/targets/childrens-services/",
)


@pytest.fixture
def england(scorecard: Scorecard) -> Comparator:
    return Comparator.objects.create(scorecard=scorecard, name="England", short_name="Eng", slug="england")


@pytest.fixture
def percentage(scorecard: Scorecard, people: People, england: Comparator) -> Indicator:
    """With a target of each month and a benchmark of 50%."""
    made = factories.indicator(
        scorecard,
        "P1",
        unit="percentage",
        multiplier=100,
        polarity="higher",
        decimals=1,
        owner=people.owner,
        reporter=people.reporter,
    )
    release = BenchmarkRelease.objects.create(
        scorecard=scorecard, label="Now", in_force_from=date(2018, 4, 1), status="in_force"
    )
    Benchmark.objects.create(release=release, indicator=made, comparator=england, value=Decimal(50))
    Target.objects.create(
        indicator=made, financial_year=2018, value=60, basis="level", direction="at_least", tolerance=5
    )
    return made


@pytest.mark.parametrize("name", PARTS)
def test_parts(percentage: Indicator, people: People, sign_in, name: str) -> None:
    numerator, denominator, reason = PARTS[name]
    factories.returns(percentage, ["48"] * 13)
    MonthlyReturn.objects.update(numerator=numerator, denominator=denominator)
    (row,) = scorecards.build(percentage.scorecard, JUNE).rows
    (verdict,) = row.verdicts
    assert (verdict.verdict, verdict.interval, verdict.reason) == (None, None, reason)
    client = sign_in(people.administrator)
    for page in PAGES:
        assert client.get(page).status_code == 200, page


@pytest.mark.parametrize("name", SERIES)
def test_series(percentage: Indicator, people: People, sign_in, name: str) -> None:
    factories.returns(percentage, SERIES[name])
    (row,) = scorecards.build(percentage.scorecard, JUNE).rows
    for lines in row.signal.lines:
        if lines.lower is not None and lines.upper is not None:
            # What a percentage cannot be is not drawn; the calculated limits decide.
            assert 0 <= lines.lower <= lines.upper <= 100
    if len([each for each in SERIES[name] if each]) < 10:
        assert (row.signal.kind, row.signal.reading.kind) == (None, None)
    client = sign_in(people.administrator)
    if len(SERIES[name]) > 12 and any(SERIES[name]):
        baselines.begin(
            indicator=percentage, starts=date(2018, 3, 1), reason="New", by=people.administrator, at=NOW
        )
    for page in PAGES:
        assert client.get(page).status_code == 200, page
