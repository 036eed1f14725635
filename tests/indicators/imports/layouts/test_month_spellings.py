"""Months as people write them."""

from datetime import date

import pytest

from indicators.imports.layouts.month_spellings import spelled_month

JUNE = date(2018, 6, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Jun-18",
        "jun-18",
        " Jun-18 ",
        "June-18",
        "Jun 18",
        "Jun '18",
        "June 2018",
        "JUNE 2018",
        "Jun 2018",
        "Jun-2018",
        "Jun. 2018",
        "2018-06",
        "2018/06",
        "06/2018",
        "6/2018",
        "06-2018",
        "01/06/2018",
        "1/6/2018",
        "30/06/2018",
        "01.06.2018",
        "2018-06-01",
        "2018-06-30",
        "2018-06-01 00:00:00",
        "01/06/2018 00:00",
        "1 June 2018",
        "30-Jun-18",
    ],
)
def test_june_2018(text: str) -> None:
    assert spelled_month(text) == JUNE


def test_september_has_two_short_names() -> None:
    assert spelled_month("Sep-18") == spelled_month("Sept 2018") == date(2018, 9, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "June",
        "18",
        "2018",
        "201806",
        "06/18",
        "01/06/18",
        "06/01/2018",
        "15/06/2018",
        "31/06/2018",
        "2018-06-15",
        "18-Jun",
        "Jun-1",
        "Jab-18",
        "13/2018",
        "00/2018",
        "2018-13",
        "Jun-0018",
        "0018-06",
        "9999-06",
        "Mar 17-18",
        "June 2018 (provisional)",
        "Target 17-18",
    ],
)
def test_not_guessed(text: str) -> None:
    assert spelled_month(text) is None
