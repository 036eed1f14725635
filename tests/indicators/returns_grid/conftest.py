"""Two rows of the grid, and who types into it."""

import pytest
from django.test import Client

from indicators.models import (
    Indicator,
    Scorecard,
)
from tests import factories
from tests.factories import MAY, People

from .page import SignIn


@pytest.fixture
def contacts(scorecard: Scorecard) -> Indicator:
    made = factories.indicator(scorecard, "M1", short_title="Contacts received", reporter_name="Front door")
    factories.returns(made, ["1357", *["1400"] * 10, "1554"], last=MAY)
    return made


@pytest.fixture
def share(scorecard: Scorecard) -> Indicator:
    return factories.indicator(
        scorecard, "M3", unit="percentage", decimals=1, multiplier=100, order=1, reporter_name="Assessment"
    )


@pytest.fixture
def manager(contacts: Indicator, sign_in: SignIn, people: People) -> Client:
    return sign_in(people.administrator)
