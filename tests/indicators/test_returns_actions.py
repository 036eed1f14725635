"""Recording and restating returns: what is refused, what is kept."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.actions import returns
from indicators.actions.figures import Figures
from indicators.calculations.terms import Missing
from indicators.models import (
    Indicator,
    MonthlyReturn,
    ReportingMonth,
    ReturnRevision,
    Scorecard,
    ScorecardRevision,
)
from indicators.people.errors import Conflict, Invalid, Refused
from indicators.people.models import AuditEvent
from tests import factories
from tests.factories import JUNE, MAY, NOW, People

JULY = date(2018, 7, 1)


@pytest.fixture
def count(scorecard: Scorecard, people: People) -> Indicator:
    return factories.indicator(scorecard, owner=people.owner, reporter=people.reporter)


@pytest.fixture
def percentage(scorecard: Scorecard) -> Indicator:
    return factories.indicator(scorecard, "M3", unit="percentage", decimals=1, multiplier=100)


@pytest.fixture
def record(people: People):
    def recorded(indicator: Indicator, value: str | None, **given: Any) -> MonthlyReturn:
        parts = {name: Decimal(given.pop(name)) for name in ("numerator", "denominator") if name in given}
        figures = Figures(None if value is None else Decimal(value), given.pop("missing", None), **parts)
        usual: dict[str, Any] = {"month": JUNE, "seen_version": 0, "by": people.administrator, "at": NOW}
        return returns.record(indicator=indicator, figures=figures, **usual | given)

    return recorded


def test_first_value_is_recorded_with_its_history(count: Indicator, record, people: People) -> None:
    row = record(count, "1433")
    assert (row.value, row.version) == (Decimal(1433), 1)
    revision = ReturnRevision.objects.get()
    assert (revision.number, revision.by, revision.at) == (1, people.administrator, NOW)
    assert revision.value == 1433
    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.on_label) == (
        "recorded a return",
        people.administrator,
        "M1, June 2018",
    )
    assert ScorecardRevision.objects.get().number == 1


def test_restatement_keeps_the_old_value_and_says_why(count: Indicator, record) -> None:
    record(count, "331")
    row = record(count, "332", seen_version=1, reason="  A plan was recorded late. ")
    assert (row.value, row.version) == (332, 2)
    revisions = ReturnRevision.objects.order_by("number")
    assert [each.value for each in revisions] == [331, 332]
    assert [each.reason for each in revisions] == ["", "A plan was recorded late."]
    assert AuditEvent.objects.latest("pk").verb == "restated a return"


def test_missing_value_becomes_a_number_and_back(percentage: Indicator, record) -> None:
    record(percentage, None, missing=Missing.NOT_SUPPLIED)
    record(percentage, "22.6", seen_version=1, reason="It came")
    row = record(
        percentage, None, missing=Missing.NO_DENOMINATOR, seen_version=2, reason="Nobody was counted"
    )
    assert (row.value, row.missing, row.version) == (None, "no_denominator", 3)


def test_same_figures_again_change_nothing(count: Indicator, record) -> None:
    record(count, "5")
    record(count, "5.0", seen_version=1)
    assert ReturnRevision.objects.count() == 1
    assert AuditEvent.objects.count() == 1


def test_earlier_month_is_restated_while_a_later_one_is_open(count: Indicator, record) -> None:
    factories.returns(count, ["7", "8"])
    assert record(count, "9", month=MAY, seen_version=1, reason="Counted again").value == 9


@pytest.mark.parametrize("who", ["owner", "reporter", "viewer", "stranger", "portal_administrator"])
def test_only_administrators_of_the_scorecard_record(
    count: Indicator, record, people: People, who: str
) -> None:
    with pytest.raises(Refused, match="Only an administrator"):
        record(count, "5", by=getattr(people, who))
    assert not MonthlyReturn.objects.exists()


@pytest.mark.parametrize(
    ("month", "status", "reason"),
    [
        (JUNE, ReportingMonth.CLOSED, "June 2018 is not open, and no later month is"),
        (JUNE, ReportingMonth.PLANNED, "June 2018 is not open"),
        (JULY, ReportingMonth.OPEN, "July 2018 is not open"),
        (date(1989, 12, 1), ReportingMonth.OPEN, "from 1990 on"),
    ],
)
def test_month_that_takes_no_returns(count: Indicator, record, month: date, status: str, reason: str) -> None:
    ReportingMonth.objects.update(status=status)
    with pytest.raises(Refused, match=reason):
        record(count, "5", month=month)


def test_planned_month_before_an_open_one_takes_none(count: Indicator, record, scorecard: Scorecard) -> None:
    ReportingMonth.objects.create(scorecard=scorecard, month=MAY, status=ReportingMonth.PLANNED)
    with pytest.raises(Refused, match="May 2018 is planned"):
        record(count, "5", month=MAY)


def test_retired_indicator_takes_none(scorecard: Scorecard, record) -> None:
    retired = factories.indicator(scorecard, "OLD", active_until=MAY)
    with pytest.raises(Refused, match="OLD is not reported for June 2018"):
        record(retired, "5")


@pytest.mark.parametrize(
    ("value", "field", "reason"),
    [
        ("-1", "value", "below zero"),
        ("22.65", "value", "with 1 decimal place: write 22.7"),
        ("100.1", "value", "above 100"),
        ("1000000000", "value", "above 999,999,999"),
    ],
)
def test_percentage_that_cannot_be(
    percentage: Indicator, record, value: str, field: str, reason: str
) -> None:
    with pytest.raises(Invalid, match=reason) as refusal:
        record(percentage, value)
    assert refusal.value.field == field
    assert not MonthlyReturn.objects.exists()


def test_count_is_whole_and_has_no_parts(count: Indicator, record) -> None:
    with pytest.raises(Invalid, match="as a whole number: write 6"):
        record(count, "5.5")
    with pytest.raises(Invalid, match="A count has no number and out of"):
        record(count, "5", numerator="5", denominator="10")


def test_neither_number_nor_reason() -> None:
    with pytest.raises(Invalid, match="say why there is none"):
        Figures()
    with pytest.raises(Invalid, match="say why there is none"):
        Figures(Decimal(1), Missing.NOT_SUPPLIED)


@pytest.mark.parametrize(
    ("value", "parts", "field", "reason"),
    [
        # 77 of 159 is 48.4277 per cent.
        ("48.0", {"numerator": "77", "denominator": "159"}, "value", "77 out of 159 makes 48.4, not 48.0"),
        ("48.4", {"numerator": "77"}, "denominator", "out of how many"),
        ("48.4", {"denominator": "159"}, "numerator", "Give the number too"),
        ("48.4", {"numerator": "77", "denominator": "0"}, "denominator", "No cases to divide by"),
        ("48.4", {"numerator": "-77", "denominator": "159"}, "numerator", "from 0 to"),
        ("48.4", {"numerator": "77", "denominator": "159.00001"}, "denominator", "4 decimal places"),
    ],
)
def test_parts_that_do_not_make_the_value(
    percentage: Indicator, record, value: str, parts: dict[str, str], field: str, reason: str
) -> None:
    with pytest.raises(Invalid, match=reason) as refusal:
        record(percentage, value, **parts)
    assert refusal.value.field == field


def test_parts_that_make_the_value_are_kept(percentage: Indicator, record) -> None:
    row = record(percentage, "48.4", numerator="77", denominator="159")
    assert (row.numerator, row.denominator) == (77, 159)


def test_no_cases_may_say_nothing_of_nothing(percentage: Indicator, record) -> None:
    assert (
        record(percentage, None, missing=Missing.NO_DENOMINATOR, numerator="0", denominator="0").denominator
        == 0
    )
    with pytest.raises(Invalid, match="With 159 to divide by there is a figure"):
        record(
            percentage,
            None,
            missing=Missing.NO_DENOMINATOR,
            numerator="77",
            denominator="159",
            seen_version=1,
        )


@pytest.mark.parametrize(
    ("reason", "refusal"),
    [
        ("", "already has a figure. Say why"),
        (" \n", "Say why"),
        ("x" * 501, "it has 501"),
        ("a\x07b", "control"),
    ],
)
def test_restatement_needs_a_reason_that_can_be_kept(
    count: Indicator, record, reason: str, refusal: str
) -> None:
    record(count, "5")
    with pytest.raises(Invalid, match=refusal) as problem:
        record(count, "6", seen_version=1, reason=reason)
    assert problem.value.field == "reason"
    assert MonthlyReturn.objects.get().value == 5


@pytest.mark.parametrize("why", ["x" * 501, "a\x00b"])
def test_first_value_may_have_a_reason_that_can_be_kept(count: Indicator, record, why: str) -> None:
    with pytest.raises(Invalid, match="reason"):
        record(count, "1", reason=why)
    record(count, "1", reason=" Late ")
    assert ReturnRevision.objects.get().reason == "Late"


@pytest.mark.parametrize("seen", [0, 2])
def test_version_that_was_not_seen_conflicts(count: Indicator, record, seen: int) -> None:
    record(count, "5")
    with pytest.raises(Conflict, match="It is now 5"):
        record(count, "6", seen_version=seen, reason="Counted again")
    assert MonthlyReturn.objects.get().value == 5
    assert ReturnRevision.objects.count() == 1


def test_month_that_somebody_took_away_conflicts(count: Indicator, record) -> None:
    with pytest.raises(Conflict):
        record(count, "6", seen_version=1, reason="Counted again")


def test_somebody_writes_between_reading_and_writing(count: Indicator, record) -> None:
    """Both have read the same row, as two people do whose requests overlap."""
    record(count, "5")
    mine, theirs = MonthlyReturn.objects.get(), MonthlyReturn.objects.get()
    returns.write(indicator=count, month=JUNE, figures=Figures(Decimal(6)), current=theirs)
    with pytest.raises(Conflict):
        returns.write(indicator=count, month=JUNE, figures=Figures(Decimal(7)), current=mine)
    assert MonthlyReturn.objects.get().value == 6


def test_two_first_values_at_once(count: Indicator, record) -> None:
    record(count, "5")
    with pytest.raises(Conflict):
        returns.write(indicator=count, month=JUNE, figures=Figures(Decimal(7)), current=None)
    assert MonthlyReturn.objects.get().value == 5
