"""A row with figures up to June, what changes them, and who looks."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from indicators.actions import returns as returns_actions
from indicators.actions.figures import Figures
from indicators.models import ImportBatch, Indicator, ReportingMonth, Scorecard
from tests import factories
from tests.factories import JUNE, MAY, NOW, People

from .ledger import OPENED


@pytest.fixture(autouse=True)
def opened(scorecard: Scorecard) -> None:
    """June was opened on 2 July."""
    ReportingMonth.history.filter(month=JUNE).update(history_date=OPENED)


@pytest.fixture
def indicator(scorecard: Scorecard, people: People) -> Indicator:
    made = factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)
    factories.returns(made, [str(number) for number in range(99, 113)])
    return made


@pytest.fixture
def viewer(sign_in: Callable[..., Client], people: People) -> Client:
    return sign_in(people.viewer)


@pytest.fixture
def restate(people: People) -> Callable[..., None]:
    def restated(indicator: Indicator, value: str, **given: Any) -> None:
        usual: dict[str, Any] = {
            "month": MAY,
            "at": NOW,
            "reason": "Counted again",
            "by": people.administrator,
        }
        chosen = usual | given
        returns_actions.record(
            indicator=indicator,
            figures=Figures(Decimal(value)),
            seen_version=indicator.returns.get(month=chosen["month"]).version,
            **chosen,
        )

    return restated


@pytest.fixture
def batch(scorecard: Scorecard, people: People) -> ImportBatch:
    return ImportBatch.objects.create(
        scorecard=scorecard,
        file_name="june.csv",
        month=JUNE,
        by=people.administrator,
        at=NOW,
        summary={"returns_added": 1},
    )
