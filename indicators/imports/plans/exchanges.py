"""Two figures that each fit the other's row, and not their own."""

from datetime import date
from itertools import combinations
from typing import NamedTuple

from .candidates import Candidate, shown
from .remarks import Remarks, accept, leave_out

# With more of them than this, it is the column that is wrong.
_MOST = 40
_FAR = 1.5


class Limits(NamedTuple):
    """`made_of` values before it, and the limits mean ± 2.66 × mean moving range that they make."""

    made_of: int
    lower: float
    upper: float

    def is_far(self, value: float) -> bool:
        """Half as far again from the mean as the limits are, or more."""
        mean, width = (self.upper + self.lower) / 2, (self.upper - self.lower) / 2
        return abs(value - mean) > _FAR * width

    def is_outside(self, value: float) -> bool:
        # Sums of floats are a little off; a value on the limit is inside.
        slack = 1e-9 * (1 + abs(value))
        return value > self.upper + slack or value < self.lower - slack


def check_exchanged(month: date, found: list[tuple[Candidate, Limits]], remarks: Remarks) -> None:
    """Ask about each pair of a month's new figures far outside their limits that lie within each other's."""
    outside = [each for each in found if each[1].is_far(_value(each[0]))][:_MOST]
    for (one, limits), (other, others_limits) in combinations(outside, 2):
        if limits.is_outside(_value(other)) or others_limits.is_outside(_value(one)):
            continue
        chosen = _ask(one, other, month, remarks)
        one.settle(chosen)
        other.settle(chosen)


def _value(candidate: Candidate) -> float:
    return float(candidate.figure.value or 0)


def _ask(one: Candidate, other: Candidate, month: date, remarks: Remarks) -> str:
    ours, theirs = one.figure, other.figure
    this, that = shown(ours.indicator, ours.value), shown(theirs.indicator, theirs.value)
    return remarks.add(
        "error",
        "exchanged_figures",
        where=ours.where,
        ref=ours.indicator.ref,
        printed=this,
        message=f"{this} would fit {theirs.indicator.ref}, and its {that} in row {theirs.where.line} would "
        f"fit {ours.indicator.ref}. The two may have changed places.",
        effect="Neither is loaded until you say whether they are right",
        choices=(accept("Both are right"), leave_out("Leave both out")),
        about=theirs.indicator.ref,
        month=month,
    )
