"""Where an indicator stands on the way to its target, line by line."""

from indicators.calculations import formats
from indicators.calculations.target_words import target_words
from indicators.calculations.terms import Basis, Unit
from indicators.calculations.trajectories import TargetPosition
from indicators.scorecards import Row
from indicators.scorecards.in_words import figure, in_target_words


def target_lines(row: Row) -> tuple[tuple[str, str], ...]:
    """Name and sentence of all that is known; empty without a target, or with one still to be set."""
    position, target = row.target_position, row.target_now
    if position is None or position.target is None:
        return ()
    words = target_words(position, unit=row.unit, decimals=row.decimals)
    now = figure(row, position.reading.compared)
    found = (
        ("Wanted", in_target_words(row, target)),
        ("Now", f"{now}, {words.distance}" if words.distance else position.reading.reason),
        ("Asked for by now", words.asked),
        ("Asked of each month", _this_month(row, position)),
        ("Year to date", words.year_to_date),
        ("Forecast", words.forecast),
        ("Needed from here", words.needed),
    )
    return tuple((name, _sentence(said)) for name, said in found if said)


def _this_month(row: Row, position: TargetPosition) -> str:
    """This month's part of a total or of a path; a level says it already."""
    part = position.asked_this_month
    if part is None or position.basis is Basis.LEVEL:
        return ""
    amount = formats.number(abs(part), max(row.decimals, 1))
    if position.basis is Basis.ANNUAL_TOTAL:
        return f"{amount}, a twelfth of the year’s {figure(row, position.target)}"
    points = " percentage points" if row.unit is Unit.PERCENTAGE else ""
    way = "up" if part > 0 else "down" if part < 0 else "no change:"
    return f"{way} {amount}{points}, a twelfth of the way"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
