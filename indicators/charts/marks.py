"""Vertical marks of a chart: where the lines begin anew, and where the definition changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from indicators.calculations import dates, months
from indicators.models import Baseline
from indicators.scorecards.baseline_history import baseline_change
from indicators.scorecards.changes import Change


@dataclass(frozen=True, slots=True)
class Happening:
    """What is marked at the start of a month, in words."""

    month: date
    what: str


@dataclass(frozen=True, slots=True)
class ChartMark:
    """A letter before the month at `place`, and what it stands for."""

    letter: str
    place: int
    month: date
    what: str


def happenings(baselines: Iterable[Baseline], changes: Iterable[Change]) -> list[Happening]:
    """Baselines at the month they begin with, changes of the definition at the month they were made in."""
    found = [
        Happening(each.starts, f"Mean and limits begin anew.{_said(baseline_change(each))}")
        for each in baselines
    ]
    found += [
        Happening(months.first_of(each.on), f"{each.what}.{_said(each)}")
        for each in changes
        if each.is_definition
    ]
    return found


def _said(change: Change) -> str:
    who = f" {change.by}, {dates.day(change.on)}" if change.by else f" {dates.day(change.on)}"
    return f"{who}: “{change.why}”" if change.why else f"{who}."


def chart_marks(happenings: Iterable[Happening], shown: Sequence[date]) -> tuple[ChartMark, ...]:
    """A letter for each month of `shown`, which are the chart's, that something happened in."""
    places = {month: place for place, month in enumerate(shown)}
    by_month: dict[date, list[str]] = {}
    for each in sorted(happenings, key=lambda happening: happening.month):
        if each.month in places:
            by_month.setdefault(each.month, []).append(each.what)
    return tuple(
        ChartMark(_letter(number), places[month], month, " ".join(said))
        for number, (month, said) in enumerate(by_month.items())
    )


def _letter(number: int) -> str:
    """A to Z, then A2 and on."""
    turn, place = divmod(number, len(ascii_uppercase))
    return ascii_uppercase[place] + (str(turn + 1) if turn else "")
