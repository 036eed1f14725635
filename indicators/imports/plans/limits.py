"""New values against the control limits of what came before them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate, pairwise

from indicators.calculations import formats, months
from indicators.calculations.control_charts import LIMIT
from indicators.calculations.terms import Unit
from indicators.scorecards.known import KnownIndicator

from .candidates import Candidate, shown
from .exchanges import Limits, check_exchanged
from .month_questions import ask_about_month
from .remarks import Remarks
from .series import Overlay

# Limits are made of the values of two years at most, and of 10 at least.
LEAST, MOST = 10, 24
# A month in which so many values lie outside, and nearly all would lie inside a row further, is asked about.
_ROWS, _OUTSIDE, _INSIDE = 8, 0.4, 0.9


def limits_before(values: Sequence[float]) -> list[Limits | None]:
    """For each value the limits of those before it; None where these are too few."""
    sums = [0.0, *accumulate(values)]
    ranges = [0.0, *accumulate(abs(after - before) for before, after in pairwise(values))]
    found: list[Limits | None] = []
    for place in range(len(values)):
        count = min(place, MOST)
        if count < LEAST:
            found.append(None)
            continue
        start = place - count
        mean = (sums[place] - sums[start]) / count
        width = LIMIT * (ranges[place - 1] - ranges[start]) / (count - 1)
        found.append(Limits(count, mean - width, mean + width))
    return found


def check_limits(overlay: Overlay, remarks: Remarks) -> None:
    """A warning for each planned value outside its limits, and one question about a column that slipped."""
    tested: dict[date, list[tuple[Candidate, Limits]]] = {}
    for pk, planned in overlay.planned.items():
        series = overlay.values(pk)
        limits = limits_before([float(value) for _, value in series])
        for (month, value), each in zip(series, limits, strict=True):
            candidate = planned.get(month)
            if each is None or candidate is None:
                continue
            if not candidate.figure.is_restatement:
                tested.setdefault(month, []).append((candidate, each))
            if each.is_outside(float(value)):
                _warn(candidate, value, each, remarks)
        _check_repeats(planned, series, remarks)
    for month, found in sorted(tested.items()):
        _check_slip(month, found, remarks)
        check_exchanged(month, found, remarks)


def _check_repeats(
    planned: Mapping[date, Candidate], series: list[tuple[date, Decimal]], remarks: Remarks
) -> None:
    """A warning for a new value that is the one before it, where no two in a row were ever the same."""
    if len(series) <= LEAST or series[-1][0] not in planned or not series[-1][1]:
        return
    same = [after for (_, before), after in pairwise(series) if before == after[1]]
    candidate = planned[series[-1][0]]
    if same != [series[-1]] or candidate.figure.is_restatement:
        return
    figure = candidate.figure
    value = shown(figure.indicator, figure.value)
    remarks.add(
        "warning",
        "repeated_figure",
        where=figure.where,
        ref=figure.indicator.ref,
        printed=value,
        message=f"{value} is exactly the figure of {months.label(series[-2][0])}. No two figures in a row "
        "were the same before.",
        effect="Loaded",
        month=figure.month,
    )


def _warn(candidate: Candidate, value: Decimal, limits: Limits, remarks: Remarks) -> None:
    figure = candidate.figure
    is_above = float(value) > limits.upper
    side, name = (limits.upper, "upper") if is_above else (limits.lower, "lower")
    of_month = f"{months.label(figure.month)}: " if figure.is_restatement else ""
    told = f"{of_month}{shown(figure.indicator, value)} is {'above' if is_above else 'below'}"
    remarks.add(
        "warning",
        "outside_limits",
        where=figure.where,
        ref=figure.indicator.ref,
        printed=shown(figure.indicator, value),
        message=f"{told} the {name} limit of {_limit(figure.indicator, side)} that the "
        f"{limits.made_of} figures before it make.",
        effect="Loaded",
        about=months.slug(figure.month),
        month=figure.month,
    )


def _limit(indicator: KnownIndicator, limit: float) -> str:
    sign = "%" if indicator.unit is Unit.PERCENTAGE else ""
    return formats.number(Decimal(repr(limit)), max(indicator.decimals, 1)) + sign


def _check_slip(month: date, found: list[tuple[Candidate, Limits]], remarks: Remarks) -> None:
    """Ask about a month whose values fit the rows above or below them, and not their own."""
    inside = _inside(found, 0)
    if len(found) < _ROWS or inside > len(found) * (1 - _OUTSIDE):
        return
    for by, words in ((1, "lower"), (-1, "higher")):
        if _inside(found, by) >= (len(found) - 1) * _INSIDE:
            _ask_slip(month, found, words, remarks)
            return


def _inside(found: list[tuple[Candidate, Limits]], by: int) -> int:
    """How many values lie inside the limits of the row that many rows up."""
    values = [float(candidate.figure.value or 0) for candidate, _ in found]
    limits = [each for _, each in found]
    pairs = zip(values[by:], limits, strict=False) if by >= 0 else zip(values, limits[-by:], strict=False)
    return sum(not each.is_outside(value) for value, each in pairs)


def _ask_slip(month: date, found: list[tuple[Candidate, Limits]], words: str, remarks: Remarks) -> None:
    outside = len(found) - _inside(found, 0)
    message = (
        f"{outside} of {len(found)} figures for {months.label(month)} are far from those of their rows, and "
        f"nearly all would fit if the column stood one row {words} than it should."
    )
    ask_about_month("slipped_column", month, [each for each, _ in found], remarks, message=message)
