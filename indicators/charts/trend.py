"""A row's last thirteen months with their limits: small in a table, larger beside a headline."""

from indicators.scorecards import Row

from .sparkline import Sparkline, sparkline

SHOWN = 13


def small(row: Row) -> Sparkline:
    return sparkline(
        [cell.value for cell in row.cells[-SHOWN:]],
        lines=row.signal.lines[-SHOWN:],
        kind=row.signal.kind,
        signal_from=_told(row),
    )


def large(row: Row) -> Sparkline:
    """With the target that each month is held to."""
    return sparkline(
        [cell.value for cell in row.cells[-SHOWN:]],
        lines=row.signal.lines[-SHOWN:],
        kind=row.signal.kind,
        signal_from=_told(row),
        target=row.monthly_target,
        width=216,
        height=72,
        margin=8,
        marks=(5.4, 2.9),
    )


def _told(row: Row) -> list[int]:
    """The places of the months that the last month's signal is made of."""
    months = row.signal.reading.explanations[0].months if row.signal.kind else ()
    return [place for place, cell in enumerate(row.cells[-SHOWN:]) if cell.month in months]
