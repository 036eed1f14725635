"""One indicator with 13 months of figures, and the addresses of its pages."""

import pytest

from indicators.models import Indicator, Scorecard
from tests import factories
from tests.factories import People

DESK = "/commentary/childrens-services/2018-06/"
WRITE = f"{DESK}m1/"
REVIEW = "/review/childrens-services/2018-06/m1/"


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    made = factories.indicator(
        scorecard, short_title="Contacts", owner=people.owner, reporter=people.reporter
    )
    factories.returns(made, [str(n) for n in range(100, 113)])
    return made
