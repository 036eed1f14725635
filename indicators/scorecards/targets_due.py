"""Targets that are still to be confirmed three months into their year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from indicators.calculations import months
from indicators.calculations.target_words import tbc_words
from indicators.calculations.trajectories import tbc_is_due

from .rows import Row, Scorecard, Target


@dataclass(frozen=True, slots=True)
class TargetDue:
    """`words` say what is to be done, without a full stop."""

    row: Row
    financial_year: int
    words: str


def targets_due(scorecard: Scorecard) -> tuple[TargetDue, ...]:
    """In printed order, last year's first. No query."""
    return tuple(
        TargetDue(row, target.financial_year, due_words(target, scorecard.month))
        for row in scorecard.rows
        for target in due(row.targets, scorecard.month)
    )


def due(targets: Iterable[Target], month: date) -> tuple[Target, ...]:
    """Those of `targets` that are due on the scorecard of `month`."""
    return tuple(
        target
        for target in targets
        if tbc_is_due(is_tbc=target.is_tbc, financial_year=target.financial_year, month=month)
    )


def due_words(target: Target, month: date) -> str:
    elapsed = [each for each in months.financial_year_months(target.financial_year) if each <= month]
    return tbc_words(target.financial_year, len(elapsed))
