"""A month's ledger as tests read it."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse

from commentary.actions import steps
from indicators.models import Indicator
from indicators.scorecards import figures_seen, hash_of
from tests.factories import JUNE, NOW
from tests.portal.scorecards import ADDRESS

LEDGER = f"{ADDRESS}restatements/"
OPENED = NOW - timedelta(days=10)
JUNE_2017 = date(2017, 6, 1)
AN_HOUR = timedelta(hours=1)
PERCENTAGE: dict[str, Any] = {"unit": "percentage", "decimals": 1, "multiplier": 100}


def lines(page: HttpResponse) -> list[tuple[str, date, str, str, str]]:
    found = [line.restatement for line in page.context["lines"]]  # type: ignore[attr-defined]
    return [(each.ref, each.month, each.before, each.after, each.change) for each in found]


def text_of(page: HttpResponse) -> str:
    """The words of the main part, as one line."""
    main = page.content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("&#x27;", "'").split())


def sign_again(indicator: Indicator, *, at: datetime) -> None:
    seen = figures_seen(indicator.scorecard, JUNE, [indicator.pk])[indicator.pk]
    assert indicator.owner is not None
    steps.confirm(
        indicator=indicator,
        month=JUNE,
        seen_version=3,
        seen_figures=hash_of(seen),
        by=indicator.owner,
        at=at,
    )
