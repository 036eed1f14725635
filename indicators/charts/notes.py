"""What is said under a chart and instead of it."""

from collections.abc import Sequence

from indicators.calculations import formats, months
from indicators.calculations.control_charts import TRIAL_BELOW
from indicators.calculations.series import Cell
from indicators.calculations.signals import KIND_WORDS, LIMITS_FROM
from indicators.calculations.terms import Unit
from indicators.scorecards import Release, Row

from .axis import HUNDRED, Axis
from .stretches import Stretch, in_words

_UNITS = {Unit.COUNT: "number", Unit.PERCENTAGE: "percentage", Unit.RATE_PER_10000: "rate per 10,000"}


def alternative(row: Row, cells: Sequence[Cell], also: Sequence[str]) -> str:
    """The chart in words, for whoever cannot see it."""
    first, last = months.label(cells[0].month), months.label(cells[-1].month)
    now = formats.figure(row.now.value, row.unit, row.decimals) or formats.missing_words(row.now.missing)
    signal = f", {_lower(KIND_WORDS[row.signal.kind])}" if row.signal.kind else ""
    lines = in_words(row.signal.lines[-1], row)
    drawn = "; ".join([*([lines] if lines else []), *also])
    return (
        f"Line chart. {row.shown_title}, {_UNITS[row.unit]} by month, {first} to {last}. "
        f"{last}: {now}{signal}.{f' Also drawn: {drawn}.' if drawn else ''} The table has every figure."
    )


def note(
    row: Row, lines: Sequence[Stretch], release: Release | None, axis: Axis, *, has_benchmarks: bool
) -> str:
    """Where the limits come from, a cut axis, the benchmarks' vintage."""
    sentences = [_limits(row, lines)]
    edge = _edge(row.unit, lines)
    if edge:
        sentences.append(f"Limits are drawn no further than {edge}; the calculated ones decide.")
    if axis.low > 0:
        sentences.append("The axis does not start at zero.")
    if has_benchmarks:
        of_year = f" for {release.data_year}" if release and release.data_year else ""
        sentences.append(f"Benchmarks are annual figures{of_year}, drawn on every month for comparison.")
    return " ".join(sentences)


def _limits(row: Row, lines: Sequence[Stretch]) -> str:
    signal = row.signal
    since = signal.starts[-1] if signal.starts else signal.since
    if since is None or not lines or signal.lines[-1].mean is None:
        begun = f", and a baseline begins in {months.label(since)}" if since and signal.starts else ""
        return f"No limits: they need {LIMITS_FROM} months with a figure{begun}."
    until = f"the figures from {months.label(since)} to {months.label(row.now.month)}"
    if signal.reading.trial:
        return f"Trial limits, made of {until}: they settle with {TRIAL_BELOW} figures."
    return f"Mean and limits are made of {until}."


def _edge(unit: Unit, lines: Sequence[Stretch]) -> str:
    """Which bound of the unit a limit is drawn on, that has room on its other side."""
    low = any(each.lower == 0 < each.mean for each in lines)
    high = unit is Unit.PERCENTAGE and any(each.upper == HUNDRED > each.mean for each in lines)
    ends = [text for text, holds in (("0", low), ("100", high)) if holds]
    return " and ".join(f"{end}{'%' if unit is Unit.PERCENTAGE else ''}" for end in ends)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
