"""Working days against GOV.UK's list of bank holidays in England and Wales."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations import dates, working_days
from indicators.calculations.working_days import DeadlineRule

# https://www.gov.uk/bank-holidays, those that fall on weekdays.
BANK_HOLIDAYS = {
    2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
}
days = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize("year", BANK_HOLIDAYS)
def test_weekdays_that_are_no_working_days_are_the_bank_holidays(year: int) -> None:
    every = (date(year, 1, 1) + timedelta(day) for day in range(365))
    free = [f"{day:%m-%d}" for day in every if day.weekday() < 5 and not working_days.is_working(day)]
    assert " ".join(free) == BANK_HOLIDAYS[year]


@pytest.mark.parametrize(
    ("month", "returns", "commentary", "sign_off"),
    [
        (date(2018, 6, 1), date(2018, 7, 5), date(2018, 7, 10), date(2018, 7, 13)),
        # 7 May 2018 was a bank holiday, and so was New Year's Day.
        (date(2018, 4, 1), date(2018, 5, 4), date(2018, 5, 10), date(2018, 5, 15)),
        (date(2018, 12, 1), date(2019, 1, 7), date(2019, 1, 10), date(2019, 1, 15)),
    ],
)
def test_deadlines_of_a_month(month: date, returns: date, commentary: date, sign_off: date) -> None:
    assert working_days.proposed(month) == (returns, commentary, sign_off)


def test_another_rule_gives_other_deadlines() -> None:
    rule = DeadlineRule(returns=1, commentary=2, sign_off=20)
    assert working_days.proposed(date(2018, 6, 1), rule) == (
        date(2018, 7, 2),
        date(2018, 7, 3),
        date(2018, 7, 27),
    )


@given(start=days, length=st.integers(-10, 400))
def test_counting_is_that_of_going_day_by_day(start: date, length: int) -> None:
    end = start + timedelta(length)
    slowly = sum(working_days.is_working(start + timedelta(day)) for day in range(1, length + 1))
    assert working_days.between(start, end) == slowly


@given(start=days, count=st.integers(1, 60))
def test_the_nth_working_day_after_is_n_working_days_away(start: date, count: int) -> None:
    day = working_days.after(start, count)
    assert working_days.is_working(day)
    assert working_days.between(start, day) == count


@pytest.mark.parametrize(
    ("due", "today", "said"),
    [
        (date(2018, 7, 13), date(2018, 7, 14), "late, due Friday 13 July"),
        (date(2018, 7, 13), date(2018, 7, 16), "1 working day late, due Friday 13 July"),
        (date(2018, 8, 24), date(2018, 8, 29), "2 working days late, due Friday 24 August"),
        (date(2018, 7, 13), date(2018, 7, 13), "due today, Friday 13 July"),
    ],
)
def test_lateness_is_said_in_working_days(due: date, today: date, said: str) -> None:
    assert dates.deadline(due, today) == said


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2018, 7, 31), "due 31 July"),
        (date(2019, 1, 4), "due 4 January 2019"),
        (date(2018, 7, 12), "due today"),
        (date(2018, 7, 11), "due 11 July, 1 working day late"),
        (date(2018, 6, 29), "due 29 June, 9 working days late"),
        (date(2017, 12, 29), "due 29 December 2017, 134 working days late"),
    ],
)
def test_when_an_action_is_due_on_thursday_12_july_2018(due: date, said: str) -> None:
    assert dates.due_day(due, date(2018, 7, 12)) == said


def test_on_the_weekend_after_it_an_action_is_late_by_no_working_day() -> None:
    assert dates.due_day(date(2018, 7, 13), date(2018, 7, 14)) == "due 13 July, late"
