"""Rows without a database."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.calculations import months, movements, series, significance
from indicators.calculations.series import Cell
from indicators.calculations.terms import Missing, Polarity, Unit
from indicators.scorecards import Benchmark, Comparator, Release, Row, Target
from indicators.scorecards.reference import position, read
from indicators.scorecards.signals import Earlier, row_signal

JUNE = date(2018, 6, 1)
RELEASE = Release(
    1, "Updated Nov-17, using 16-17 data", "LAIT", "2016-17", date(2017, 11, 1), date(2018, 4, 1)
)
COMPARATORS = (
    Comparator(1, "Statistical neighbours", "Neighbours", "statistical-neighbours"),
    Comparator(2, "England", "England", "england"),
    Comparator(3, "South East region", "South East", "south-east-region"),
)
# As printed in the June 2018 scorecard, June 2017 to June 2018.
EH4_QL = ("82", "64", "75", "91", "87", "74", "79", "79", "76", "74", "65", "67", "48")
LAC1 = ("526", "515", "514", "523", "517", "528", "519", "517", "518", "522", "521", "524", "534")


def row_of(
    values: Sequence[str | None],
    *,
    unit: Unit = Unit.COUNT,
    polarity: Polarity = Polarity.NONE,
    decimals: int = 0,
    benchmarks: Sequence[str | None] = (),
    target: Target | None = None,
    local: bool = False,
    **fields: Any,
) -> Row:
    """A row whose last value is June 2018's; None is a month with no cases."""
    count = max(len(values), 13)
    shown = months.months_to(JUNE, count)
    given = dict(zip(shown[count - len(values) :], values, strict=True))
    cells = tuple(
        Cell(month, None)
        if month not in given
        else Cell(month, None, Missing.NO_DENOMINATOR)
        if given[month] is None
        else Cell(month, Decimal(given[month] or 0))
        for month in shown
    )
    change_month = movements.movement(cells[-1].value, cells[-2].value)
    change_year = movements.movement(cells[-1].value, cells[-13].value)
    now = target or Target(2018)
    reading = read(now, cells, JUNE)
    compared = tuple(
        Benchmark(comparator, None if value is None else Decimal(value))
        for comparator, value in zip(COMPARATORS, benchmarks, strict=False)
    )
    plain: dict[str, Any] = {
        "pk": 1,
        "ref": "X1",
        "ref_slug": "x1",
        "title": "Number of things at the end of the month",
        "short_title": "Things",
        "outcome": "",
        "definition": "",
        "multiplier": None,
        "section_pk": 1,
        "section": "Front door",
        "owner_pk": 1,
        "owner": "Owner",
        "reporter_pk": 2,
        "reporter": "Reporter",
        "shares_with_pk": None,
        "restated": frozenset(),
        "min_12": series.minimum(cells[-12:]),
        "max_12": series.maximum(cells[-12:]),
        "mean_12": series.mean(cells[-12:], decimals),
        "pooled_12": None,
    }
    return Row(
        unit=unit,
        decimals=decimals,
        polarity=polarity,
        local=local,
        cells=cells,
        change_month=change_month,
        change_year=change_year,
        judgement_month=movements.judgement(change_month.arrow, polarity),
        judgement_year=movements.judgement(change_year.arrow, polarity),
        benchmarks=compared,
        verdicts=tuple(
            significance.verdict(
                numerator=cells[-1].numerator,
                denominator=cells[-1].denominator,
                multiplier=None,
                unit=unit,
                polarity=polarity,
                benchmark=each.value,
            )
            for each in compared
        ),
        signal=row_signal(
            1,
            cells,
            Earlier({}, {}),
            unit=unit,
            decimals=decimals,
            polarity=polarity,
            target=now.monthly,
        ),
        targets=(Target(2017), now, Target(2019)),
        target_reading=reading,
        target_position=position(reading, now, cells, JUNE),
        **plain | fields,
    )
