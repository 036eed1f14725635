"""A scorecard of many rows, made fast, and what its page shows."""

import re
from datetime import date
from decimal import Decimal

from django.http import HttpResponse

from indicators import models
from indicators.calculations import months
from indicators.calculations.refs import ref_slug
from indicators.people.models import User
from tests.factories import JUNE

ADDRESS = "/scorecards/childrens-services/2018-06/"


def many(
    scorecard: models.Scorecard, count: int, *, owner: User, reporter: User, span: int = 13, last: date = JUNE
) -> list[models.Indicator]:
    """`count` indicators in four sections with a value for each of `span` months, no two alike."""
    sections = models.Section.objects.bulk_create(
        models.Section(scorecard=scorecard, name=f"Section {number}", order=10 + number)
        for number in range(4)
    )
    indicators = models.Indicator.objects.bulk_create(
        models.Indicator(
            scorecard=scorecard,
            section=sections[number * 4 // count],
            order=number,
            ref=f"R{number}",
            ref_slug=ref_slug(f"R{number}"),
            title=f"Number of children counted by measure {number}",
            unit="count",
            polarity=("higher", "lower", "none")[number % 3],
            owner=owner,
            reporter=reporter,
        )
        for number in range(count)
    )
    models.MonthlyReturn.objects.bulk_create(
        models.MonthlyReturn(indicator=indicator, month=month, value=Decimal(100 + _spread(number, place)))
        for number, indicator in enumerate(indicators)
        for place, month in enumerate(months.months_to(last, span))
    )
    return indicators


def _spread(number: int, place: int) -> int:
    """0 to 996, in an order of its own for each number: none of a thousand is like another."""
    return ((number + 3) * (place + 5) * (place + 11) + number * 7 + place * 11) % 997


def refs_of(response: HttpResponse) -> list[str]:
    """The refs shown, in their order."""
    return re.findall(r'<span class="ref">([^<]*)</span>', response.content.decode())


def row_of(response: HttpResponse, ref: str) -> str:
    """The markup of one row."""
    rows = re.findall(
        r'<tr role="row"><td role="cell" class="c-ref">.*?</tr>', response.content.decode(), re.DOTALL
    )
    (row,) = [each for each in rows if f'<span class="ref">{ref}</span>' in each]
    return str(row)


def cell_of(row: str, css: str) -> str:
    """The words of a row's cell, as one line."""
    found = re.search(rf'<t[hd][^>]*class="{css}[ "][^>]*>(.*?)</t[hd]>', row, re.DOTALL)
    assert found, css
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())
