"""What is known of one row when the headlines of a month are chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.calculations.control_charts import Kind
from indicators.calculations.intervals import Verdict
from indicators.calculations.terms import Arrow, Polarity, TargetStatus

# Months in a row without words, this one included.
SILENT_FROM = 3
# Of fewer figures none is called the highest.
EXTREME_FROM = 3


class Extreme(StrEnum):
    """The place of the month among 13."""

    HIGHEST = "highest"
    LOWEST = "lowest"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineFacts:
    """One indicator in one month; what is not known keeps its default.

    `figure` is as shown ("48.0%"), empty where there is none; `no_figure` says why. `signal` is None or
    COMMON where there is none, and `signal_words` a clause ("below the lower limit of 51.3%"); `target_words`
    is one ("42 below the 84 due by the end of June 2018"). `has_commentary`: words approved for this month.
    `verdict_…` and `neighbours` (their figure) are beside statistical neighbours; `restated` names the months
    whose figures changed since last month's scorecard. `silent_months` is how many months in a row, this one
    included, have no approved words; from `silent_from` on that is told. `months_known` is how many figures
    an extreme stands among. `moved` is the printed arrow on last month. `pair` is the ref this row shares its
    commentary with.
    """

    ref: str
    title: str
    figure: str = ""
    no_figure: str = ""
    polarity: Polarity = Polarity.NONE
    signal: Kind | None = None
    signal_words: str = ""
    signal_is_new: bool = False
    extreme: Extreme | None = None
    extreme_is_joint: bool = False
    months_known: int = 13
    has_commentary: bool = False
    target_status: TargetStatus | None = None
    target_words: str = ""
    verdict_now: Verdict | None = None
    verdict_before: Verdict | None = None
    neighbours: str = ""
    restated: tuple[str, ...] = ()
    silent_months: int = 0
    silent_from: int = SILENT_FROM
    moved: Arrow | None = None
    pair: str = ""

    @property
    def signals(self) -> bool:
        return self.signal not in (None, Kind.COMMON)

    @property
    def is_unexplained_extreme(self) -> bool:
        return self.extreme is not None and not self.has_commentary

    @property
    def is_bad_extreme(self) -> bool:
        bad = {Polarity.HIGHER: Extreme.LOWEST, Polarity.LOWER: Extreme.HIGHEST, Polarity.NONE: None}
        return self.extreme is not None and self.extreme == bad[self.polarity]

    @property
    def is_newly_worse(self) -> bool:
        """Where last month's verdict is not known, too: it was not known to be worse."""
        return self.verdict_now == Verdict.WORSE and self.verdict_before != Verdict.WORSE

    @property
    def is_silent(self) -> bool:
        """No figure, or no words for three months and more."""
        return not self.figure or self.silent_months >= self.silent_from

    @property
    def has_moved(self) -> bool:
        """By 10% or more."""
        return self.moved in (Arrow.UP, Arrow.DOWN)


def extreme_of(values: Sequence[Decimal | None]) -> tuple[Extreme | None, bool]:
    """Whether the last of `values` is their highest or lowest, and whether it shares that place.

    None where it is missing, fewer than three are there, or more than half are the same as it: that is the
    usual figure.
    """
    known = [each for each in values if each is not None]
    last = values[-1] if values else None
    if last is None or len(known) < EXTREME_FROM or known.count(last) * 2 > len(known):
        return None, False
    for extreme, edge in ((Extreme.HIGHEST, max(known)), (Extreme.LOWEST, min(known))):
        if last == edge:
            return extreme, known.count(edge) > 1
    return None, False
