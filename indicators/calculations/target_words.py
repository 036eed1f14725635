"""A target in words: how far, what is asked for now, the year to date, the forecast and how it was made."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.calculations import formats, months
from indicators.calculations.rounding import round_half_up
from indicators.calculations.terms import Basis, Direction, Unit
from indicators.calculations.trajectories import TargetPosition

_DIRECTIONS = {Direction.AT_LEAST: "at least ", Direction.AT_MOST: "at most ", None: ""}


@dataclass(frozen=True, slots=True)
class TargetWords:
    """Sentences without a full stop; each is empty where there is nothing to say.

    `distance` may follow a figure and a comma ("534, 27 above the path to 460").
    """

    distance: str
    asked: str
    year_to_date: str
    forecast: str
    needed: str


def target_words(position: TargetPosition, *, unit: Unit, decimals: int) -> TargetWords:
    """`position` in sentences; distances are between the figures as shown, so that they add up."""
    words = _Words(position, unit, decimals)
    return TargetWords(
        words.distance(), words.asked(), words.year_to_date(), words.forecast(), words.needed()
    )


def against_words(position: TargetPosition, *, unit: Unit, decimals: int) -> str:
    """Such as "27 above the path to 460", or "42 since April against the 84 due by the end of June 2018".

    The first month of a yearly total has no sum to name: "against the 28 due by the end of April 2018".
    """
    reading = position.reading
    if position.basis is Basis.ANNUAL_TOTAL and reading.compared is not None:
        so_far, asked = (formats.figure(each, unit, decimals) for each in (reading.compared, position.asked))
        due = f"against the {asked} due by the end of {months.label(position.month)}"
        return due if reading.months_elapsed == 1 else f"{so_far} since April {due}"
    return target_words(position, unit=unit, decimals=decimals).distance


def tbc_words(financial_year: int, months_elapsed: int) -> str:
    """The owner's task where a target is still to be confirmed; without a full stop."""
    year = months.financial_year_label(financial_year)
    gone = f"{months_elapsed} months into the year" if months_elapsed < 12 else "the year over"
    return f"The target for {year} is still to be confirmed, {gone}: set it, or say that there will be none"


@dataclass(frozen=True)
class _Words:
    position: TargetPosition
    unit: Unit
    decimals: int

    def distance(self) -> str:
        at = self.position
        now, asked = at.reading.compared, at.asked
        if at.distance is None or now is None or asked is None:
            return ""
        gap = self._gap(now, asked)
        if at.basis == Basis.ANNUAL_TOTAL:
            return f"{gap} the {self._figure(asked)} due by the end of {months.label(at.month)}"
        if at.basis == Basis.YEAR_END and at.months_left:
            return f"{gap} the path to {self._figure(at.target)}"
        return f"{gap} the target of {self._figure(at.target)}"

    def asked(self) -> str:
        at = self.position
        if at.target is None:
            return ""
        if at.basis == Basis.LEVEL:
            return f"Each month is held to {self._wanted}"
        if at.asked is None:
            return at.reading.reason
        asked, end = self._figure(at.asked), f"by the end of {months.label(at.month)}"
        if at.basis == Basis.ANNUAL_TOTAL:
            gone = at.reading.months_elapsed
            return f"{asked} {end}: {gone} of 12 equal shares of {self._figure(at.target)}"
        if at.start is None:
            return f"{self._figure(at.target)} {end}"
        march = months.label(months.shift(self._next_march, -12))
        return (
            f"{asked} {end}, on a straight line from {self._figure(at.start)} in {march} "
            f"to {self._figure(at.target)} in {months.label(self._next_march)}"
        )

    def year_to_date(self) -> str:
        at = self.position
        if at.basis != Basis.ANNUAL_TOTAL:
            return ""
        reading = at.reading
        known = f"{reading.months_with_value} of {reading.months_elapsed} months"
        if at.year_to_date is None:
            return f"No figure yet this year ({known})"
        first = months.label(months.shift(at.month, 1 - reading.months_elapsed))
        so_far = self._figure(at.year_to_date)
        if reading.months_elapsed == 1:
            return f"{so_far} in {first}"
        lacking = "" if reading.months_with_value == reading.months_elapsed else f" ({known})"
        return f"{so_far} from {first} to {months.label(at.month)}{lacking}"

    def forecast(self) -> str:
        """And how it was made."""
        at = self.position
        if at.basis == Basis.LEVEL:
            return "" if at.target is None else "No forecast: each month is held to the target by itself"
        if at.forecast is None:
            # A missing target stops no forecast; a missing figure does.
            return "" if at.target is None else f"No forecast: {_lower(at.reading.reason)}"
        figure = self._figure(at.forecast)
        year = months.financial_year_label(at.financial_year)
        if not at.months_left:
            return f"The year {year} ended with {figure}{self._beside}"
        if at.basis == Basis.ANNUAL_TOTAL:
            gone = at.reading.months_elapsed
            like = f"the {gone} so far" if gone > 1 else "the first"
            sum_ = f"{self._figure(at.year_to_date)} ÷ {gone} × 12"
            return f"{figure} over the year {year}{self._beside}, if the other months are like {like}: {sum_}"
        march = months.label(months.shift(self._next_march, -12))
        return (
            f"{figure} in {months.label(self._next_march)}{self._beside}, if it goes on as since {march}: "
            f"{self._monthly_change}"
        )

    def needed(self) -> str:
        at = self.position
        if at.needed is None or at.target is None or at.distance_to_target is None:
            return ""
        wanted, left = self._figure(at.target), at.months_left
        each = f"each of the {left} months left" if left > 1 else "the month left"
        if at.basis == Basis.ANNUAL_TOTAL:
            if at.needed <= 0:
                return f"The year’s {wanted} is already reached"
            per = formats.number(at.needed, max(self.decimals, 1))
            if at.direction == Direction.AT_MOST:
                return f"{wanted} leaves room for {per} in {each}"
            return f"To reach {wanted}: {per} in {each}"
        if not at.needed:
            return f"It stands at {wanted} already"
        way = "up" if at.needed > 0 else "down"
        return f"To reach {wanted}: {way} {self._amount(abs(at.needed))} in {each}"

    @property
    def _next_march(self) -> date:
        return months.shift(self.position.month, self.position.months_left)

    @property
    def _wanted(self) -> str:
        return f"{_DIRECTIONS[self.position.direction]}{self._figure(self.position.target)}"

    @property
    def _beside(self) -> str:
        """The forecast beside the target."""
        at = self.position
        if at.forecast_meets is None:
            return ""
        return f", {'which meets' if at.forecast_meets else 'which misses'} the target of {self._wanted}"

    @property
    def _monthly_change(self) -> str:
        at = self.position
        assert at.start is not None
        assert at.reading.compared is not None
        by = (at.reading.compared - at.start) / at.reading.months_elapsed
        if not by:
            return "no change"
        return f"{'up' if by > 0 else 'down'} {self._amount(abs(by))} a month"

    def _amount(self, value: Decimal) -> str:
        """A difference, with a place more than the figures: months share it out."""
        places = max(self.decimals, 1)
        points = " percentage points" if self.unit == Unit.PERCENTAGE else ""
        return f"{formats.number(value, places)}{points}"

    def _figure(self, value: Decimal | None) -> str:
        return formats.figure(value, self.unit, self.decimals)

    def _gap(self, now: Decimal, against: Decimal) -> str:
        shown = round_half_up(now, self.decimals), round_half_up(against, self.decimals)
        words = formats.difference(*shown, self.unit, self.decimals)
        if words == formats.SAME:
            return "level with"
        way, amount = words.split(" ", 1)
        return f"{amount} {'above' if way == 'up' else 'below'}"


def _lower(text: str) -> str:
    """A reason in the middle of a sentence."""
    return text[:1].lower() + text[1:]
