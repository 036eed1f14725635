"""What headings mean: said once, and remembered."""

import pytest

from indicators.actions import imports
from indicators.models import (
    ColumnMeaning,
    Indicator,
    MonthlyReturn,
    Scorecard,
)
from tests import factories
from tests.factories import NOW, People
from tests.indicators.loads import confirmed, decided, stands

PARTS = {"above": "numerator", "below": "denominator"}


def parts_file(month: str, value: str, below: int) -> bytes:
    return f"ref,month,value,Above,Below\nM3,{month},{value},3,{below}\n".encode()


@pytest.fixture
def share(scorecard: Scorecard, both: object) -> Indicator:
    return factories.indicator(scorecard, "M3", unit="percentage", decimals=1, multiplier=100)


def test_columns_are_remembered(keep, share: Indicator, people: People, scorecard: Scorecard) -> None:
    pending = keep(parts_file("2018-06", "30", 10))
    assert pending.columns == {}
    pending = decided(
        pending, by=people.administrator, columns={"Above": "numerator", " BELOW ": "denominator"}
    )
    assert pending.columns == PARTS
    assert not ColumnMeaning.objects.exists()
    confirmed(pending, by=people.administrator)
    row = MonthlyReturn.objects.get(indicator=share)
    assert [row.value, row.numerator, row.denominator] == [30, 3, 10]
    meanings = ColumnMeaning.objects.filter(scorecard=scorecard, by=people.administrator, at=NOW)
    assert dict(meanings.values_list("heading", "field")) == PARTS
    # Offered for the next file, and only what that file has a heading for.
    assert keep(parts_file("2018-05", "20", 15)).columns == PARTS
    assert keep().columns == {}


def test_column_taken_back_is_remembered_no_longer(keep, share: Indicator, people: People) -> None:
    for heading, field in PARTS.items():
        ColumnMeaning.objects.create(
            scorecard=share.scorecard, heading=heading, field=field, by=people.administrator, at=NOW
        )
    pending = keep(parts_file("2018-06", "30", 10))
    pending = decided(pending, by=people.administrator, columns=dict.fromkeys(PARTS, ""))
    confirmed(pending, by=people.administrator)
    assert not ColumnMeaning.objects.exists()


def test_heading_of_one_month_is_that_month_in_one_file_only(keep, people: People) -> None:
    pending = keep(b"ref,2018-05,This month\nM1,110,120\n")
    pending = decided(pending, by=people.administrator, columns={"This month": "month:2018-06"})
    confirmed(pending, by=people.administrator)
    assert stands()["M1", "2018-06"] == 120
    assert not ColumnMeaning.objects.exists()


def test_meanings_that_do_not_fit_a_file_are_let_be(keep, people: People, scorecard: Scorecard) -> None:
    """What was said of two files must not keep out a third: here it would have two columns of figures."""
    for heading in ("notes", "remarks"):
        ColumnMeaning.objects.create(
            scorecard=scorecard, heading=heading, field="value", by=people.administrator, at=NOW
        )
    pending = keep(b"ref,month,value,Notes,Remarks\nM1,2018-06,120,none,none\n")
    assert pending.columns == {}
    assert len(imports.read(pending)[1].new) == 1
