"""What the control chart of an indicator says of each of its months. Pure: a row in, readings out."""

from collections.abc import Mapping
from datetime import date

from indicators.calculations.signals import SignalReading, read_signal

from .rows import Row
from .signals import chart_of


def month_readings(row: Row) -> Mapping[date, SignalReading]:
    """For a row of all months on record, so that the last one's is the row's own; empty without a figure."""
    made = chart_of(row.cells, row.signal.starts, polarity=row.polarity)
    return {
        month: read_signal(made.chart, made.months, unit=row.unit, decimals=row.decimals, index=place)
        for place, month in enumerate(made.months)
    }
