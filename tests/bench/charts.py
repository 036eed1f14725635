"""What control charts cost beside a single plain pass over the same numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from statistics import median
from time import process_time

from indicators.calculations.control_charts import control_chart

SERIES, MONTHS = 5_000, 120
Series = list[Decimal | None]


@dataclass(frozen=True, slots=True)
class ChartCost:
    """Median CPU milliseconds for all series, and how many points each way of working called unusual."""

    milliseconds: float
    found: int


def series(count: int = SERIES, months: int = MONTHS) -> list[Series]:
    """Noise that shifts, drifts and jumps here and there; one month in forty has no figure.

    Decimals, as figures are kept; no two series are alike, so that nothing is worked out once for several.
    """
    random = Random(20180601)  # noqa: S311 - the same numbers in every run
    return [_one(random, 50 + 10 * place, months) for place in range(count)]


def chart_costs(numbers: Sequence[Series], rounds: int) -> dict[str, ChartCost]:
    """`plain` and `charts`, in turn."""
    runs: dict[str, Callable[[Series], int]] = {"plain": _plainly, "charts": _chart}
    taken: dict[str, list[float]] = {name: [] for name in runs}
    found: dict[str, int] = {}
    for _ in range(rounds):
        for name, run in runs.items():
            start = process_time()
            found[name] = sum(map(run, numbers))
            taken[name].append((process_time() - start) * 1000)
    return {name: ChartCost(median(taken[name]), found[name]) for name in runs}


def _one(random: Random, level: float, months: int) -> Series:
    shift = random.choice((0, 0, 0, 6)) * random.choice((-1, 1))
    drift = random.choice((0, 0, 0, 0.1))
    begins = random.randrange(months)
    made: Series = []
    for month in range(months):
        noise = random.gauss(0, 3) + (random.choice((-1, 1)) * 15 if random.random() < 0.01 else 0)
        at = level + noise + drift * month + (shift if month >= begins else 0)
        made.append(None if random.random() < 1 / 40 else Decimal(f"{at:.2f}"))
    return made


def _chart(values: Series) -> int:
    return len(control_chart(values, polarity="higher").signals)


def _plainly(values: Series) -> int:
    """Mean, moving ranges and limits, then each point against them: one rule of four, and no words."""
    figures: list[float] = []
    total = ranges = 0.0
    for each in values:
        if each is None:
            continue
        figure = float(each)
        total += figure
        if figures:
            ranges += abs(figure - figures[-1])
        figures.append(figure)
    mean, limit = total / len(figures), 2.66 * ranges / (len(figures) - 1)
    lower, upper = mean - limit, mean + limit
    unusual = 0
    for figure in figures:
        if not lower <= figure <= upper:
            unusual += 1
    return unusual
