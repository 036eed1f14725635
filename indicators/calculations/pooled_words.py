"""Why the pooled 12 month figure is not the mean of the monthly ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.calculations import formats, series
from indicators.calculations.series import Cell
from indicators.calculations.terms import Unit

# A monthly figure, and what its denominator counts.
_NAMES = {Unit.PERCENTAGE: ("percentage", "case"), Unit.RATE_PER_10000: ("rate", "person")}


def pooled_in_words(
    cells: Sequence[Cell], *, unit: Unit, multiplier: Decimal | int | None, decimals: int
) -> str:
    """One sentence on the twelve `cells` of m11 to m0: "Pooled over 12 months it is 73.9% (363 ÷ 491), …".

    Empty for counts, and where either figure does not exist.
    """
    if unit == Unit.COUNT or not multiplier:
        return ""
    pooled = series.pooled(cells, unit, multiplier, decimals)
    mean = series.mean(cells, decimals)
    if pooled is None or mean is None:
        return ""
    both = _Both(cells, pooled, mean)
    name, counted = _NAMES[unit]
    return (
        f"Pooled over {_months(len(both.parts))} it is {formats.figure(pooled, unit, decimals)} "
        f"({both.division}), which counts every {counted} the same; the mean of {both.valued} monthly "
        f"{name}{'' if both.valued == 1 else 's'}, which counts every month the same, is "
        f"{both.ending(formats.figure(mean, unit, decimals), name)}."
    )


@dataclass(frozen=True)
class _Both:
    cells: Sequence[Cell]
    pooled: Decimal
    mean: Decimal

    @property
    def parts(self) -> list[tuple[Decimal, Decimal]]:
        """Of months that had any: 0 ÷ 0 adds nothing."""
        return [
            (cell.numerator, cell.denominator)
            for cell in self.cells
            if cell.numerator is not None
            and cell.denominator is not None
            and (cell.numerator or cell.denominator)
        ]

    @property
    def valued(self) -> int:
        return sum(cell.value is not None for cell in self.cells)

    @property
    def division(self) -> str:
        sums = (sum(column, Decimal(0)) for column in zip(*self.parts, strict=True))
        return " ÷ ".join(formats.number(each, _places(each)) for each in sums)

    def ending(self, mean: str, name: str) -> str:
        if self.pooled == self.mean:
            return f"{mean} too"
        ending = f"{mean}: {'lower' if self.mean < self.pooled else 'higher'}"
        # A month of the one that is not in the other, or a monthly figure that its parts do not make.
        other_months = any(
            (cell.value is None) != (cell.numerator is None or not cell.denominator) for cell in self.cells
        )
        if other_months:
            return f"{ending}, and not of the same months"
        shares = [Fraction(numerator) / Fraction(base) for numerator, base in self.parts if base]
        pooled = sum(Fraction(numerator) for numerator, _ in self.parts) / sum(
            Fraction(base) for _, base in self.parts
        )
        weight = pooled - sum(shares) / len(shares)
        if weight and (weight > 0) == (self.pooled > self.mean):
            return f"{ending}, because bigger months had {'higher' if weight > 0 else 'lower'} {name}s"
        return f"{ending}, because the monthly figures are rounded or not made of these parts"


def _months(count: int) -> str:
    return f"{count} month{'' if count == 1 else 's'}"


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
