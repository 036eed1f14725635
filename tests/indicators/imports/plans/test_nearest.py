"""Which indicator a title resembles, and how often that is looked up."""

import pytest

from indicators.imports.plans import nearest
from indicators.imports.plans.nearest import Nearest

from .worlds import indicator

CONTACTS = indicator(1, "M1", title="Number of contacts")
PLANS = indicator(2, "M2", title="Children with a plan")


def test_another_title_is_looked_up_once_for_all_rows_that_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Nearest((CONTACTS, PLANS))
    assert found.better_titled(CONTACTS, "Children with plans") == PLANS
    monkeypatch.setattr(nearest, "SequenceMatcher", None)
    assert found.better_titled(CONTACTS, "Children with plans") == PLANS


def test_a_file_of_other_titles_altogether_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "_TITLES_LOOKED_UP", 2)
    found = Nearest((CONTACTS, PLANS))
    for other in ("One", "Two"):
        assert found.better_titled(CONTACTS, other) is None
    assert found.better_titled(CONTACTS, "Children with plans") is None
