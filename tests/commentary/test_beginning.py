"""The sentence that the figures begin a commentary with, by hand, and over the whole demonstration."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from commentary import summaries
from commentary.checks import check_commentary
from commentary.summaries.beginning import beginning_words
from indicators.calculations.series import Cell
from indicators.calculations.terms import Missing, Unit
from indicators.models import ReportingMonth
from tests.factories import JUNE, MAY

JUNE_2017 = date(2017, 6, 1)


def words(
    now: str | None, last_month: str | None, last_year: str | None, unit: Unit, decimals: int, **more
) -> str:
    cells = [
        Cell(
            month, None if value is None else Decimal(value), Missing.NOT_SUPPLIED if value is None else None
        )
        for month, value in ((JUNE, now), (MAY, last_month), (JUNE_2017, last_year))
    ]
    return beginning_words(
        now=cells[0], last_month=cells[1], last_year=cells[2], unit=unit, decimals=decimals, **more
    )


def test_a_percentage_moves_in_points() -> None:
    assert words(
        "48", "67", "82", Unit.PERCENTAGE, 0, parts="77 of 159", extreme="the lowest of 13 months",
        signal="It is below the lower limit of 51.3%",
    ) == (
        "48% in June 2018 (77 of 159), down 19 percentage points from 67% in May 2018 and down 34 percentage "
        "points from 82% in June 2017. It is the lowest of 13 months. It is below the lower limit of 51.3%."
    )  # fmt: skip


def test_a_count_moves_in_per_cent() -> None:
    assert words("1433", "1554", "1357", Unit.COUNT, 0) == (
        "1,433 in June 2018, down 8% from 1,554 in May 2018 and up 6% from 1,357 in June 2017."
    )


def test_a_rate_moves_in_per_cent() -> None:
    assert words("34.50", "30.00", "34.50", Unit.RATE_PER_10000, 2) == (
        "34.50 in June 2018, up 15% from 30.00 in May 2018 and the same as in June 2017."
    )


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("0", "5 in June 2018, up from 0 in May 2018."),
        ("5", "5 in June 2018, the same as in May 2018."),
        (None, "5 in June 2018."),
    ],
)
def test_a_month_that_gives_no_per_cent(before: str | None, said: str) -> None:
    assert words("5", before, None, Unit.COUNT, 0) == said


def test_less_than_half_of_a_per_cent() -> None:
    assert words("1001", "1000", None, Unit.COUNT, 0) == (
        "1,001 in June 2018, up less than 1% from 1,000 in May 2018."
    )


def test_without_a_figure_there_is_nothing_to_say() -> None:
    assert words(None, "5", "5", Unit.COUNT, 0) == ""


def test_no_check_speaks_of_the_sentences_of_the_demonstration(db: None, capsys) -> None:
    call_command("load_demonstration")
    capsys.readouterr()
    work = summaries.month_work(ReportingMonth.objects.select_related("scorecard").get(month=JUNE))
    said = {}
    for item in work.items:
        text = summaries.beginning(item)
        facts = summaries.facts_of(work, item.with_text(text))
        assert [(each.check, each.sentence) for each in check_commentary(text, facts)] == [], text
        said[item.row.ref] = text
    assert len(said) == len(work.items) > 30
    assert all(said.values())
    assert said["EH4-QL"] == (
        "48.0% in June 2018 (77 of 159), down 19.0 percentage points from 67.0% in May 2018 and down 34.0 "
        "percentage points from 82.0% in June 2017. It is the lowest of 13 months. It is below the lower "
        "limit of 51.3%."
    )
