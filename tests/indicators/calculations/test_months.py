from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations import months

any_month = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(months.first_of)
this_century = st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(months.first_of)

JUNE = date(2018, 6, 1)


def test_names_of_one_month() -> None:
    assert months.first_of(date(2018, 6, 30)) == JUNE
    assert months.label(JUNE) == "June 2018"
    assert months.short_label(JUNE) == "Jun 18"
    assert months.slug(JUNE) == "2018-06"
    assert months.parse_slug("2018-06") == JUNE
    assert months.parse_heading("Jun-18") == JUNE
    assert months.parse_heading(" sep-17 ") == date(2017, 9, 1)


def test_thirteen_months_to_june() -> None:
    shown = months.months_to(JUNE, 13)
    assert (len(shown), shown[0], shown[-1]) == (13, date(2017, 6, 1), JUNE)
    assert months.months_to(JUNE, 0) == ()


@pytest.mark.parametrize(
    ("month", "year"),
    [(date(2018, 3, 1), 2017), (date(2018, 4, 1), 2018), (JUNE, 2018), (date(2019, 3, 1), 2018)],
)
def test_a_financial_year_starts_in_april(month: date, year: int) -> None:
    assert months.financial_year(month) == year


def test_a_financial_year_has_its_label_and_twelve_months() -> None:
    assert months.financial_year_label(2018) == "2018-19"
    assert months.financial_year_label(1999) == "1999-00"
    year = months.financial_year_months(2018)
    assert (len(year), year[0], year[-1]) == (12, date(2018, 4, 1), date(2019, 3, 1))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2018",
        "2018-13",
        "2018-00",
        "0000-01",
        "0001-01",
        "1899-12",
        "2200-01",
        "9999-12",
        "18-06",
        "2018-6",
        "2018-06-01",
        " 2018-06",
        "\u0662\u0660\u0661\u0668-\u0660\u0666",
    ],
)
def test_an_address_that_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a month: write it like 2018-06"):
        months.parse_slug(text)


@pytest.mark.parametrize(
    "text", ["", "June", "Jnu-17", "June-17", "Jun-2017", "Jun 17", "06-17", "Jun-\u0661\u0667"]
)
def test_a_heading_that_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a month: a column is headed like Jun-17"):
        months.parse_heading(text)


@given(any_month)
def test_slugs_come_back(month: date) -> None:
    assert months.parse_slug(months.slug(month)) == month


@given(this_century)
def test_headings_come_back(month: date) -> None:
    assert months.parse_heading(months.short_label(month).replace(" ", "-")) == month


@given(any_month, st.integers(-600, 600))
def test_shifting_there_and_back(month: date, by: int) -> None:
    assert months.shift(months.shift(month, by), -by) == month


@given(any_month)
def test_the_next_month_starts_the_day_after_this_one_ends(month: date) -> None:
    day = month
    while day.month == month.month:
        day += timedelta(days=1)
    assert months.shift(month, 1) == day


@given(any_month)
def test_a_month_is_in_its_own_financial_year_and_no_other(month: date) -> None:
    year = months.financial_year(month)
    assert [y for y in (year - 1, year, year + 1) if month in months.financial_year_months(y)] == [year]


@pytest.mark.parametrize("name", [months.label, months.short_label, months.slug])
def test_no_two_months_of_a_century_share_a_name(name: Callable[[date], str]) -> None:
    century = months.months_to(date(2099, 12, 1), 1200)
    assert len({name(month) for month in century}) == 1200
