"""A month's texts are read once, until something that they are held against changes."""

import pytest
from django.core.cache import caches

from commentary import summaries
from commentary.checks import check_commentary
from commentary.permissions import standing
from commentary.summaries import findings, month_work
from indicators.models import Indicator, ReportingMonth, Scorecard
from tests import factories
from tests.factories import JUNE, NOW, People

COMMON = "Planning cases have moved to the court and protection teams this month."


@pytest.fixture
def two(scorecard: Scorecard, people: People) -> list[Indicator]:
    rows = [
        factories.indicator(scorecard, ref, order=order, owner=people.owner, reporter=people.reporter)
        for order, ref in enumerate(("M1", "M2"))
    ]
    for row in rows:
        factories.returns(row, ["10", "12"] * 6 + ["11"])
    factories.commentary_at("submitted", rows[0], text=f"{COMMON} Nothing else happened.")
    return rows


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were read, in turn."""
    caches["findings"].clear()
    found: list[str] = []

    def check(text: str, facts):
        found.append(text[:8])
        return check_commentary(text, facts)

    monkeypatch.setattr(findings, "check_commentary", check)
    return found


def said_of_m1(people: People) -> list[str]:
    reporting_month = ReportingMonth.objects.select_related("scorecard").get(month=JUNE)
    work = month_work(reporting_month)
    person = standing(people.owner, reporting_month.scorecard, NOW.date())
    checks = summaries.checks_of_month(work, work.items, person)
    return [sentence for each in checks[work.items[0].row.pk].open for sentence in each.sentences]


def test_words_saved_elsewhere_are_no_reason_to_read_again(two, people: People, read: list[str]) -> None:
    said_of_m1(people)
    factories.commentary_at("draft", two[1], text="Summer holidays began early.")
    said_of_m1(people)
    assert read == ["Planning", "Summer h"]


def test_a_sentence_said_elsewhere_is(two, people: People, read: list[str]) -> None:
    before = said_of_m1(people)
    factories.commentary_at("draft", two[1], text=f"We did more. {COMMON}")
    after = said_of_m1(people)
    assert (before, after) == ([], ["This sentence also stands on M2."])
    assert read == ["Planning", "Planning", "We did m"]


def test_a_changed_figure_is(two, people: People, read: list[str]) -> None:
    said_of_m1(people)
    factories.restate(two[1], "40", by=people.administrator, reason="A late one.")
    said_of_m1(people)
    assert read == ["Planning", "Planning"]
