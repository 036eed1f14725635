"""What should hold between the figures of the demonstration."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from indicators.actions import relations
from indicators.models import Indicator, Scorecard
from indicators.people.models import User

from . import demonstration_files as files


def state_checks(
    scorecard: Scorecard, indicators: Mapping[str, Indicator], *, by: User, at: datetime
) -> None:
    """The checks of checks.csv, in its order."""
    for row in files.checks():
        relations.add(
            scorecard=scorecard,
            stated=relations.Stated(
                kind=row["kind"],
                subject=indicators[row["subject"]] if row["subject"] else None,
                total=Decimal(row["total"]) if row["total"] else None,
                terms=_terms(row["terms"], indicators),
                divisors=_terms(row["divisors"], indicators),
                multiplier=int(row["multiplier"]),
                tolerance=Decimal(row["tolerance"]),
                severity=row["severity"],
            ),
            reason="First month on the portal",
            by=by,
            at=at,
        )


def _terms(text: str, indicators: Mapping[str, Indicator]) -> tuple[tuple[int, Indicator], ...]:
    """Such as "EH3 - EH4 (val)": signs stand between blanks, because refs hold dashes."""
    if not text:
        return ()
    first, *others = re.split(r" ([+-]) ", text)
    signed = zip(("+", *others[::2]), (first, *others[1::2]), strict=True)
    return tuple((1 if sign == "+" else -1, indicators[ref]) for sign, ref in signed)
