"""Rows, hashes and markup that a process keeps: whatever a row is made from, its change is shown at once."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import caches
from django.db.models import Model

from indicators.actions.revisions import raise_revision
from indicators.models import (
    Baseline,
    Benchmark,
    BenchmarkRelease,
    Comparator,
    Indicator,
    MonthlyReturn,
    Part,
    Population,
    Scorecard,
    Section,
    Target,
)
from indicators.people.models import User
from indicators.scorecards.build import forget as forget_rows
from indicators.scorecards.seen import forget as forget_hashes
from scorecard_portal.pages import scorecard_body
from tests import factories
from tests.factories import JUNE, NOW, People

MONTH = "/scorecards/childrens-services/2018-06/"
PAGES = (
    MONTH,
    f"{MONTH}?view=full",
    f"{MONTH}headlines/",
    f"{MONTH}scorecard.csv",
    "/indicators/childrens-services/m1/",
    "/indicators/childrens-services/m1/figures.csv",
)


@pytest.fixture
def measure(scorecard: Scorecard, people: People) -> Indicator:
    """A rate of a count to a population, with a target, a benchmark, approved words and 20 months."""
    count = factories.indicator(scorecard, "M0", owner=people.owner, reporter=people.reporter)
    factories.returns(count, ["50", "52"] * 9 + ["51", "90"])
    made = factories.indicator(
        scorecard,
        unit="rate_per_10000",
        multiplier=10000,
        polarity="lower",
        decimals=1,
        owner=people.owner,
        reporter=people.reporter,
    )
    factories.returns(made, ["10", "10.4"] * 9 + ["10.2", "18"])
    Population.objects.create(
        scorecard=scorecard, name="Children", valid_from=date(2016, 1, 1), value=50000, source="ONS"
    )
    Part.objects.create(indicator=made, role=Part.NUMERATOR, other=count)
    Part.objects.create(indicator=made, role=Part.DENOMINATOR, population="Children")
    neighbours = Comparator.objects.create(
        scorecard=scorecard, name="Neighbours", short_name="Near", slug="near", kind="statistical_neighbours"
    )
    release = BenchmarkRelease.objects.create(
        scorecard=scorecard, label="First", in_force_from=date(2018, 6, 1), status=BenchmarkRelease.IN_FORCE
    )
    Benchmark.objects.create(release=release, indicator=made, comparator=neighbours, value=Decimal(8))
    Target.objects.create(
        indicator=made, financial_year=2018, value=12, basis="level", direction="at_most", tolerance=5
    )
    factories.commentary_at("approved", made)
    return made


def set_to(model: type[Model], **fields: Any) -> Callable[[Indicator], object]:
    """Of the one row there is."""
    return lambda measure: model._default_manager.update(**fields)


def of_measure(**fields: Any) -> Callable[[Indicator], object]:
    return lambda measure: Indicator.objects.filter(pk=measure.pk).update(**fields)


def of_return(ref: str, month: date, **fields: Any) -> Callable[[Indicator], object]:
    return lambda measure: MonthlyReturn.objects.filter(indicator__ref=ref, month=month).update(**fields)


CHANGES: dict[str, Callable[[Indicator], object]] = {
    "figure": of_return("M1", JUNE, value=Decimal("10.1")),
    "figure before the months shown": of_return("M1", date(2016, 12, 1), value=Decimal(99)),
    "its own parts": of_return("M1", JUNE, numerator=2, denominator=4000),
    "a part's figure": of_return("M0", JUNE, value=7),
    "a part's sign": lambda measure: Part.objects.filter(population="").update(sign=-1),
    "population": set_to(Population, value=80000),
    "population's first month": set_to(Population, valid_from=date(2018, 7, 1)),
    "polarity": of_measure(polarity="none"),
    "decimals": of_measure(decimals=0),
    "unit": of_measure(unit="percentage"),
    "multiplier": of_measure(multiplier=1000),
    "title": of_measure(title="Rate of something else"),
    "local": of_measure(local=True),
    "shared words": lambda measure: Indicator.objects.filter(ref="M0").update(shares_commentary_with=measure),
    "owner's name": lambda measure: User.objects.filter(full_name="Owner").update(full_name="Renamed"),
    "section": set_to(Section, name="Other door"),
    "target": set_to(Target, value=20),
    "target's basis": set_to(Target, basis="year_end"),
    "tolerance": set_to(Target, tolerance=90),
    "benchmark": set_to(Benchmark, value=Decimal(30)),
    "benchmark's own year": set_to(Benchmark, data_year="2012-13"),
    "release taken back": set_to(BenchmarkRelease, status=BenchmarkRelease.DRAFT),
    "release's first month": set_to(BenchmarkRelease, in_force_from=date(2018, 5, 1)),
    "comparator": set_to(Comparator, short_name="Far"),
    "baseline": lambda measure: Baseline.objects.create(
        indicator=measure,
        starts=date(2018, 1, 1),
        reason="Counted anew",
        by=User.objects.get(full_name="Owner"),
        at=NOW,
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_kept_says_what_is_made_anew(
    measure: Indicator, people: People, sign_in: Any, name: str
) -> None:
    def pages() -> list[str]:
        client = sign_in(people.viewer)
        return [re.sub(r'(?<=value=")\w{64}(?=")', "", client.get(each).content.decode()) for each in PAGES]

    before = pages()
    CHANGES[name](measure)
    raise_revision(measure.scorecard)
    kept = pages()
    for forget in (forget_rows, forget_hashes, scorecard_body.forget, caches["bodies"].clear):
        forget()
    assert kept == pages()
    assert kept != before
