"""A load taken back as a whole."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.actions import imports
from indicators.actions.return_rows import RECORDED_AGAIN
from indicators.models import (
    ImportBatch,
    Indicator,
    MonthlyReturn,
    ReportingMonth,
    ReturnRevision,
    Scorecard,
)
from indicators.people.errors import Invalid, Refused
from indicators.people.models import AuditEvent
from tests import factories
from tests.factories import JUNE, NOW, People
from tests.indicators.loads import stands

JULY = date(2018, 7, 1)


@pytest.fixture
def undo(people: People):
    def undoing(batch: ImportBatch, reason: str = "The wrong file") -> ImportBatch:
        return imports.undo(batch=batch, reason=reason, by=people.administrator, at=NOW)

    return undoing


def test_undone_load_leaves_what_was_before(load, undo, people: People) -> None:
    before = stands()
    batch = load("M1,2018-05,111", "M1,2018-06,120", "M2,2018-06,31", reason="Counted again")
    assert stands() != before
    undoing = undo(batch)
    assert stands() == before
    assert (undoing.undoes, undoing.file, undoing.month, undoing.by) == (
        batch,
        None,
        JUNE,
        people.administrator,
    )
    assert undoing.summary == {"returns_withdrawn": 2, "returns_put_back": 1, "reason": "The wrong file"}
    revisions = ReturnRevision.objects.filter(batch=undoing).order_by("number", "value")
    assert {(row.number, row.value, row.missing, row.reason) for row in revisions} == {
        (2, None, "withdrawn", "The wrong file"),
        (3, Decimal(110), "", "The wrong file"),
    }
    assert AuditEvent.objects.latest("pk").verb == "undid a load of returns"


def test_file_can_be_loaded_again_after_undoing(load, undo) -> None:
    lines = ("M1,2018-05,111", "M1,2018-06,120", "M2,2018-06,31")
    batch = load(*lines, reason="Counted again")
    after = stands()
    undo(batch)
    again = load(*lines, reason="It was right")
    assert stands() == after
    assert (again.summary["returns_added"], again.summary["returns_restated"]) == (2, 1)
    undo(again)
    third = load("M1,2018-06,120", "M2,2018-06,31")
    assert set(ReturnRevision.objects.filter(batch=third).values_list("number", "reason")) == {
        (5, RECORDED_AGAIN)
    }
    undo(third)
    assert stands() == {("M1", "2018-05"): 110}


def test_value_put_back_has_its_numerator_and_denominator(keep, load, undo, scorecard: Scorecard) -> None:
    share = factories.indicator(scorecard, "M3", unit="percentage", decimals=1, multiplier=100)
    MonthlyReturn.objects.create(indicator=share, month=JUNE, value=30, numerator=3, denominator=10)
    row = MonthlyReturn.objects.get(indicator=share)
    ReturnRevision.objects.create(monthly_return=row, number=1, value=30, numerator=3, denominator=10, at=NOW)
    undo(load("M3,2018-06,40", reason="Counted again"))
    row.refresh_from_db()
    assert [row.value, row.numerator, row.denominator, row.version] == [30, 3, 10, 3]


def test_reason_is_asked_for(load, undo) -> None:
    with pytest.raises(Invalid, match="Say why"):
        undo(load("M1,2018-06,120"), reason=" ")


def test_load_is_undone_once(load, undo) -> None:
    batch = load("M1,2018-06,120")
    undo(batch)
    with pytest.raises(Refused, match="undone already"):
        undo(batch)


def test_undoing_is_not_undone(load, undo) -> None:
    undoing = undo(load("M1,2018-06,120"))
    with pytest.raises(Refused, match="load the file again"):
        undo(undoing)


@pytest.mark.parametrize("status", [ReportingMonth.CLOSED, ReportingMonth.PLANNED])
def test_month_must_be_open(load, undo, scorecard: Scorecard, status: str) -> None:
    batch = load("M1,2018-06,120")
    ReportingMonth.objects.update(status=status)
    ReportingMonth.objects.create(scorecard=scorecard, month=JULY, status=ReportingMonth.OPEN)
    with pytest.raises(Refused, match="while its month is open, and June 2018 is not"):
        undo(batch)


def test_batch_that_brought_more_than_figures(load, undo) -> None:
    batch = load("M1,2018-06,120")
    ImportBatch.objects.update(summary={"returns_added": 1, "indicators_added": 2, "changes": []})
    batch.refresh_from_db()
    with pytest.raises(Refused, match="more than figures \\(indicators added\\)"):
        undo(batch)


def test_batch_whose_figures_were_changed_since(
    load, undo, both: tuple[Indicator, Indicator], people: People
) -> None:
    batch = load("M1,2018-06,120", "M2,2018-06,31")
    factories.restate(both[0], "121", by=people.administrator)
    was = stands()
    with pytest.raises(Refused, match=r"Changed since: M1, June 2018\.$"):
        undo(batch)
    assert stands() == was


def test_ten_of_the_changed_figures_are_named(load, undo, scorecard: Scorecard, people: People) -> None:
    changed = [factories.indicator(scorecard, f"N{number:02}") for number in range(12)]
    batch = load(*(f"N{number:02},2018-06,5" for number in range(12)))
    for each in changed:
        factories.restate(each, "6", by=people.administrator)
    with pytest.raises(Refused, match="N09, June 2018; and 2 more") as refusal:
        undo(batch)
    assert "N10" not in refusal.value.reason


def test_restated_back_and_forth_is_changed_since(
    load, undo, both: tuple[Indicator, Indicator], people: People
) -> None:
    """The same value again is another person's word for it."""
    batch = load("M1,2018-06,120")
    for value in ("121", "120"):
        factories.restate(both[0], value, by=people.administrator)
    with pytest.raises(Refused, match="Changed since"):
        undo(batch)
