"""Whether a commentary is required in a month, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """`kind` is asked, signal, off_trajectory, worse_than_neighbours, restated, silent or new."""

    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """By exception, required rows have reasons; where every row is written, they may have none."""

    is_required: bool
    reasons: tuple[Reason, ...] = ()


EVERY_ROW = Requirement(is_required=True)
