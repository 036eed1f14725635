"""Whether the figures bear a statement out."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from commentary.checks.facts import Figures
from indicators.calculations import formats, months
from indicators.calculations.movements import ARROW_FROM, movement
from indicators.calculations.terms import Polarity, Unit

from .movements import Movement
from .periods import Period, Span
from .said import Way

# Over a longer time nobody means every month.
LONGEST_RUN = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of one row, and the words for them."""

    row: Figures
    before: Decimal
    now: Decimal
    words: str

    @property
    def percent(self) -> int | None:
        return movement(self.now, self.before).percent

    @property
    def changed(self) -> str:
        """Such as "down 28%", or of a percentage "up 18.6 percentage points, or 56%"."""
        return how_far(self.row, self.before, self.now)


def pair(row: Figures, period: Period) -> Pair | None:
    """What the period compares; None where a figure is missing."""
    month = row.month
    first = period.month
    if period.span is Span.WITHIN:
        month, first = period.month, months.shift(period.month, -1)
    before, now = row.at(first), row.at(month)
    if before is None or now is None:
        return None
    return Pair(row, before, now, in_words(row, before, now, months.label(first), months.label(month)))


def in_words(row: Figures, before: Decimal, now: Decimal, earlier: str, later: str) -> str:
    """Such as "it fell from 1,554 in May 2018 to 1,433 in June 2018"."""
    if now == before:
        return f"it was {row.shown(now)} in {earlier} and in {later}"
    way = "rose" if now > before else "fell"
    return f"it {way} from {row.shown(before)} in {earlier} to {row.shown(now)} in {later}"


def how_far(row: Figures, before: Decimal, now: Decimal) -> str:
    percent = movement(now, before).percent
    share = "" if percent is None else f"{abs(percent):,}%"
    if row.unit is Unit.PERCENTAGE or not share:
        points = formats.difference(now, before, row.unit, row.decimals)
        return f"{points}, or {share}" if share and now != before else points
    return formats.SAME if now == before else f"{'up' if now > before else 'down'} {share}"


def way_of(row: Figures, way: Way) -> Way | None:
    """Up or down; None where neither way is good."""
    if way not in (Way.BETTER, Way.WORSE):
        return way
    if row.polarity is Polarity.NONE:
        return None
    return Way.UP if (row.polarity is Polarity.HIGHER) == (way is Way.BETTER) else Way.DOWN


def contradicts(said: Movement, found: Pair) -> bool:
    """Whether the two figures say otherwise."""
    way = way_of(found.row, said.way)
    if way is None:
        return False
    if way is Way.SAME:
        percent = found.percent
        changed = abs(percent) >= ARROW_FROM if percent is not None else found.now != found.before
        return changed is not said.is_negated
    went = found.now > found.before if way is Way.UP else found.now < found.before
    return went is said.is_negated


def breaks_run(said: Movement, row: Figures) -> str:
    """The months' figures where they do not go the way that is said for several; empty where they do.

    Every step of a run must. Of the last months it is enough that the whole change is no small one, unless
    it is said to be steady, or they are many.
    """
    way = way_of(row, said.way)
    count = said.period.count
    if way is None or way is Way.SAME or said.is_negated or count < 2:
        return ""
    steps = count if said.period.span is Span.RUN else count - 1
    values = [row.before(back) for back in reversed(range(steps + 1))]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return ""
    up = way is Way.UP
    each = all((after >= before) if up else (after <= before) for before, after in pairwise(known))
    net = known[-1] > known[0] if up else known[-1] < known[0]
    if said.period.span is Span.RUN:
        holds = all((after > before) if up else (after < before) for before, after in pairwise(known))
    else:
        percent = movement(known[-1], known[0]).percent
        large = percent is None or abs(percent) >= ARROW_FROM or count > LONGEST_RUN
        holds = net and (each or (large and not said.is_steady))
    if holds:
        return ""
    return ", ".join(row.shown(value) for value in known)
