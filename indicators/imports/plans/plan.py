"""What loading a file would do."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from indicators.calculations.terms import Missing
from indicators.imports.layouts.submission import Where
from indicators.scorecards.known import KnownIndicator, Recorded

Severity = Literal["error", "restatement", "repair", "warning", "info"]

ACCEPT = "accept"
LEAVE_OUT = "leave_out"
READ_AS = "read_as:"
# A percentage as it stands; a value without its numerator and denominator; the reasons for none.
KEEP = "keep"
KEEP_VALUE = "keep_value"
NOT_SUPPLIED = Missing.NOT_SUPPLIED.value
NO_DENOMINATOR = Missing.NO_DENOMINATOR.value


class Choice(NamedTuple):
    """One way to settle a finding: "accept", "leave_out", "read_as:LAC16", and what its control says."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class PlanFinding:
    """One remark on the file. `key` is the same whenever the same file is read again.

    `printed` is the cell as it stands, `effect` what would be done. With `choices` somebody decides; the
    first is what "confirm all" takes. While one is open, nothing is loaded. `month` is the one that it is
    about, where it is about one.
    """

    key: str
    severity: Severity
    kind: str
    where: Where | None
    ref: str
    printed: str
    message: str
    effect: str
    choices: tuple[Choice, ...] = ()
    chosen: str = ""
    month: date | None = None

    @property
    def is_open(self) -> bool:
        """An error without choices is settled elsewhere: by saying what a column is."""
        return not self.chosen and (bool(self.choices) or self.severity == "error")


@dataclass(frozen=True, slots=True)
class PlannedFigure:
    """A figure to be written; `before` is the return that it replaces, None where there is no row."""

    indicator: KnownIndicator
    month: date
    where: Where
    before: Recorded | None
    value: Decimal | None
    missing: Missing | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def is_restatement(self) -> bool:
        """Whether it changes a figure that was given."""
        return self.before is not None and (self.before.value is not None or self.before.missing is not None)


class PlannedWords(NamedTuple):
    """A row's commentary, and whose of which month it would be; with `why_not` it would be nobody's."""

    where: Where
    ref: str
    text: str
    month: date
    indicator: KnownIndicator | None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """`month` is the open month that the file is for. `digest` names exactly these changes to these figures:
    whoever confirms sends the one that they saw. `words` are a whole scorecard's, loaded if asked for."""

    month: date | None
    new: tuple[PlannedFigure, ...]
    restated: tuple[PlannedFigure, ...]
    unchanged: int
    left_out: int
    findings: tuple[PlanFinding, ...]
    digest: str
    words: tuple[PlannedWords, ...] = ()

    @property
    def to_decide(self) -> tuple[PlanFinding, ...]:
        return tuple(finding for finding in self.findings if finding.is_open)

    @property
    def changes_something(self) -> bool:
        return bool(self.new or self.restated)
