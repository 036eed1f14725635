"""By when a promise is due, and whether two are the same."""

from datetime import date

import pytest

from commentary.checks import Horizon, check_identifies, promise_the_same, promised_by
from tests.factories import JUNE

WRITTEN = date(2018, 7, 9)


@pytest.mark.parametrize(
    ("horizon", "due"),
    [
        (Horizon(days=28), date(2018, 8, 6)),
        (Horizon(days=42), date(2018, 8, 20)),
        (Horizon(month=date(2018, 9, 1)), date(2018, 9, 30)),
        (Horizon(month=date(2020, 2, 1)), date(2020, 2, 29)),
        (Horizon(month=date(2018, 7, 1), day=date(2018, 7, 26)), date(2018, 7, 26)),
        (Horizon(), None),
    ],
)
def test_the_last_day_that_the_words_allow(horizon: Horizon, due: date | None) -> None:
    assert promised_by(horizon, WRITTEN) == due


def test_the_same_promise_in_other_words() -> None:
    may = "We expect the figure to rise within four weeks"
    assert promise_the_same(may, may)
    assert promise_the_same(may, "we still expect the figure to rise within four weeks")
    assert promise_the_same(may, "We expect this figure to rise within six weeks")
    assert not promise_the_same(may, "A second manager will start on 16 July")
    assert not promise_the_same("", "")


def test_words_that_identify_somebody() -> None:
    found = check_identifies("Two siblings came into care. Ring Sarah Miller about it.", JUNE)
    assert [(each.start, each.end) for each in found] == [(0, 12), (34, 46)]
    assert check_identifies("Move planning cases to the court team by 29 June.", JUNE) == []
