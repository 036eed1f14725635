"""The rules of control charts in plain words, with the months and lines concerned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.calculations import formats, months
from indicators.calculations.control_charts import ControlChart, Kind, Rule
from indicators.calculations.fired_rules import FiredRule, baseline_at
from indicators.calculations.limits import exact, line
from indicators.calculations.terms import Unit

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Explanation:
    """One rule that fired.

    `sentence` has no full stop; `clause` goes after the figure ("48.0%, below the lower limit of 51.3%");
    `short` fits a table. `months` are those that make the rule hold, oldest first.
    """

    rule: Rule
    kind: Kind
    sentence: str
    clause: str
    short: str
    months: tuple[date, ...]

    @property
    def when(self) -> str:
        """Such as "June 2018" or "December 2017 to June 2018"."""
        return " to ".join(months.label(each) for each in sorted({self.months[0], self.months[-1]}))


def explain(
    fired: FiredRule,
    chart: ControlChart,
    chart_months: Sequence[date],
    *,
    unit: Unit,
    decimals: int,
) -> Explanation:
    """`fired` is a rule of `chart`, and `chart_months` has a month for each of its values."""
    told = _Told(fired, chart, chart_months, unit, decimals)
    sentence, clause, short = {
        Rule.OUTSIDE: told.outside,
        Rule.TREND: told.trend,
        Rule.TWO_OF_THREE: told.two_of_three,
        Rule.SHIFT: told.shift,
    }[fired.rule]()
    return Explanation(
        rule=fired.rule,
        kind=fired.kind,
        sentence=_upper(sentence),
        clause=clause,
        short=short,
        months=tuple(chart_months[each] for each in fired.indexes),
    )


@dataclass(frozen=True)
class _Told:
    """Each rule as sentence, clause and short form."""

    fired: FiredRule
    chart: ControlChart
    chart_months: Sequence[date]
    unit: Unit
    decimals: int

    def outside(self) -> tuple[str, str, str]:
        name, limit = self._limit
        clause = f"{self._way} the {name} limit of {self._line(limit)}"
        return f"{self._figures[0]} is {clause}", clause, f"{self._way} {name} limit"

    def shift(self) -> tuple[str, str, str]:
        sentence = f"{self._in_a_row} {self._way} the mean of {self._line(self._mean)}"
        return sentence, sentence, f"{len(self.fired.indexes)} months {self._way} mean"

    def trend(self) -> tuple[str, str, str]:
        than, name = ("higher", "rising") if self.fired.up else ("lower", "falling")
        first, *_, last = self._figures
        sentence = f"{self._in_a_row}, each {than} than the one before, from {first} to {last}"
        return sentence, sentence, f"{len(self.fired.indexes)} months {name}"

    def two_of_three(self) -> tuple[str, str, str]:
        name, limit = self._limit
        near = self._line(self._mean + (limit - self._mean) * 2 / 3)
        of = f"{_number(len(self.fired.indexes))} of {_number(len(self.fired.among))} months"
        named = [
            f"{months.label(self.chart_months[each])} ({figure})"
            for each, figure in zip(self.fired.indexes, self._figures, strict=True)
        ]
        clause = f"{of}{self._gap} in a row {self._way} {near}, nearer to the {name} limit than to the mean"
        short = f"{len(self.fired.indexes)} of {len(self.fired.among)} months near {name} limit"
        return f"{clause}: {', '.join(named[:-1])} and {named[-1]}", clause, short

    @property
    def _way(self) -> str:
        return "above" if self.fired.up else "below"

    @property
    def _mean(self) -> float:
        mean = baseline_at(self.chart, self.fired.indexes[0]).mean
        assert mean is not None
        return mean

    @property
    def _limit(self) -> tuple[str, float]:
        baseline = baseline_at(self.chart, self.fired.indexes[0])
        assert baseline.upper is not None
        assert baseline.lower is not None
        return ("upper", baseline.upper) if self.fired.up else ("lower", baseline.lower)

    @property
    def _values(self) -> list[Decimal | float]:
        found = (self.chart.values[each] for each in self.fired.indexes)
        return [each for each in found if each is not None]

    @property
    def _figures(self) -> list[str]:
        return [formats.figure(exact(each), self.unit, self.decimals) for each in self._values]

    def _line(self, value: float) -> str:
        return line(value, self.unit, max(self.decimals, 1), self._values)

    @property
    def _in_a_row(self) -> str:
        return f"{_number(len(self.fired.indexes))} months{self._gap} in a row"

    @property
    def _gap(self) -> str:
        """A month without a figure joins its neighbours; whoever counts the months is told."""
        among = self.fired.among
        return "" if among[-1] - among[0] + 1 == len(among) else " with a figure"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
