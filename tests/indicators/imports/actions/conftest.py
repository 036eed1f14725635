"""Two rows, and files for them."""

from typing import Any

import pytest

from indicators.models import (
    ImportBatch,
    Indicator,
    PendingFile,
    Scorecard,
)
from tests import factories
from tests.factories import MAY, People
from tests.indicators.loads import JUNE_FILE, kept, loaded, long_csv


@pytest.fixture
def both(scorecard: Scorecard) -> tuple[Indicator, Indicator]:
    """M1 with 110 for May, M2 without a figure."""
    first, second = factories.indicator(scorecard, "M1"), factories.indicator(scorecard, "M2")
    factories.returns(first, ["110"], last=MAY)
    return first, second


@pytest.fixture
def load(scorecard: Scorecard, both: object, people: People):
    def loading(*lines: str, **given: Any) -> ImportBatch:
        return loaded(scorecard, long_csv(*lines), by=people.administrator, **given)

    return loading


@pytest.fixture
def keep(scorecard: Scorecard, both: object, people: People):
    def keeping(data: bytes = JUNE_FILE, **given: Any) -> PendingFile:
        return kept(scorecard, data, **{"by": people.administrator, **given})

    return keeping
