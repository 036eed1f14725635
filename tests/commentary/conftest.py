"""One indicator with 13 months of figures, and the addresses of its pages."""

from datetime import timedelta
from decimal import Decimal

import pytest

from indicators.models import Indicator, ReportingMonth, Scorecard, Target
from tests import factories
from tests.factories import NOW, People

DESK = "/commentary/childrens-services/2018-06/"
WRITE = f"{DESK}m1/"
REVIEW = "/review/childrens-services/2018-06/m1/"
USUAL = ["10", "11"] * 6 + ["10"]
HIGH = [*USUAL[:-1], "90"]


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    made = factories.indicator(
        scorecard, short_title="Contacts", owner=people.owner, reporter=people.reporter
    )
    factories.returns(made, [str(n) for n in range(100, 113)])
    return made


@pytest.fixture
def some_required(scorecard: Scorecard, people: People) -> dict[str, Indicator]:
    """Of four rows one is a signal and one misses its target; the others are as usual."""
    Scorecard.objects.update(commentary_policy=Scorecard.BY_EXCEPTION)
    ReportingMonth.history.update(history_date=NOW - timedelta(days=8))
    made = {}
    for order, (ref, values) in enumerate((("Q1", USUAL), ("S1", HIGH), ("Q2", USUAL), ("T1", USUAL))):
        made[ref] = factories.indicator(
            scorecard, ref, order=order, owner=people.owner, reporter=people.reporter
        )
        factories.returns(made[ref], values)
    Target.objects.create(
        indicator=made["T1"], financial_year=2018, value=Decimal(20), basis="level", direction="at_least"
    )
    return made
