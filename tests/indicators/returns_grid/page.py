"""The grid of June 2018 as tests read it, and typing into it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client
from django.utils.html import strip_tags

from indicators.models import (
    Indicator,
    MonthlyReturn,
)
from tests.factories import JUNE

GRID = "/manage/returns/childrens-services/2018-06/"
NOW = datetime(2018, 7, 12, 10, 12, tzinfo=ZoneInfo("Europe/London"))
SignIn = Callable[..., Client]


def words(page: Any) -> str:
    return " ".join(strip_tags(page.content.decode()).split())


def row(page: Any, indicator: Indicator) -> str:
    """What the row of an indicator says."""
    html = page.content.decode()
    start = html.index(f'id="row-{indicator.pk}"')
    inside = html[html.index(">", start) + 1 : html.index("</tbody>", start)]
    return " ".join(strip_tags(inside).split())


def address(indicator: Indicator) -> str:
    return f"{GRID}{indicator.ref_slug}/cell/"


def save(client: Client, indicator: Indicator, seen: int = 0, **typed: str) -> Any:
    fields = {"value": "", "missing": "", "seen": str(seen)} | typed
    return client.post(address(indicator), {f"r{indicator.pk}-{name}": text for name, text in fields.items()})


def stands(indicator: Indicator) -> Any:
    found = MonthlyReturn.objects.filter(indicator=indicator, month=JUNE).first()
    return None if found is None else found.value if found.value is not None else found.missing
