"""What stands above the rows: the month, how far it is, and four facts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from indicators.calculations import dates, months
from indicators.models import ReportingMonth
from indicators.templatetags.figures import state_word

from .scorecard_body import Body, Piece
from .scorecard_signals import ASKED
from .scorecard_targets import TBC
from .scorecard_words import APPROVED, NOT_ASKED, NOT_NEEDED, STATES, Words

_SIGNAL_FACTS = ("concern", "improvement", "neither")


@dataclass(frozen=True, slots=True)
class Restated:
    """A figure that was changed after it was first recorded."""

    ref: str
    ref_slug: str
    month: date


@dataclass(frozen=True, slots=True)
class Facts:
    """Of all rows of the month, whatever is filtered. `signals` are counts by what the filter asks for.

    `asked` is how many commentaries the month has; `elsewhere` are the states of those that are not
    approved, with their counts in words.
    """

    signals: tuple[tuple[str, int], ...]
    without_reading: int
    off_target: tuple[str, ...]
    close: tuple[str, ...]
    to_be_set: int
    with_target: int
    approved: int
    asked: int
    elsewhere: tuple[tuple[str, str], ...]
    restated: tuple[Restated, ...]
    returned: int
    not_returned: tuple[str, ...]

    @property
    def all_signals(self) -> int:
        return sum(count for _, count in self.signals)

    @property
    def returns(self) -> int:
        return self.returned + len(self.not_returned)


def facts(body: Body, personal: Mapping[int, Words]) -> Facts:
    """`personal` are the reader's own cells: where a commentary stands is told as they may know it."""
    states = Counter(
        personal[piece.pk].state if piece.pk in personal else piece.state
        for piece in body.pieces
        if piece.leader == piece.pk
    )
    approved = states.pop(APPROVED, 0)
    states.pop(NOT_ASKED, None)
    kinds = Counter(piece.signal for piece in body.pieces)
    signals = ((key, sum(kinds[kind] for kind in ASKED[key][1])) for key in _SIGNAL_FACTS)
    return Facts(
        signals=tuple((key, count) for key, count in signals if count),
        without_reading=kinds[""],
        off_target=_refs(body.pieces, "off_target"),
        close=_refs(body.pieces, "close"),
        to_be_set=sum(piece.target == TBC for piece in body.pieces),
        with_target=sum(piece.target not in ("", TBC) for piece in body.pieces),
        approved=approved,
        asked=approved + states.total() - states[NOT_NEEDED],
        elsewhere=tuple(
            (state, f"{states[state]} {state_word(state).lower()}") for state in STATES if states[state]
        ),
        restated=tuple(
            Restated(piece.ref, piece.ref_slug, month) for piece in body.pieces for month in piece.restated
        ),
        returned=sum(piece.is_returned for piece in body.pieces),
        not_returned=tuple(piece.ref for piece in body.pieces if not piece.is_returned),
    )


def _refs(pieces: Iterable[Piece], target: str) -> tuple[str, ...]:
    return tuple(piece.ref for piece in pieces if piece.target == target)


@dataclass(frozen=True, slots=True)
class Heading:
    """The month among the others, and how far its cycle is. Empty where there is nothing to say."""

    stage: str
    due: str
    earlier: date | None
    later: date | None
    later_words: str
    is_planned: bool
    is_cycle: bool

    @property
    def marking(self) -> str:
        """The stage inside the sentence that marks a print."""
        return self.stage.removesuffix(".").lower()


class Around(Protocol):
    """Whether there are figures before the month and in the one after."""

    @property
    def has_earlier(self) -> bool: ...

    @property
    def has_later(self) -> bool: ...


def heading(around: Around, reporting_months: Sequence[ReportingMonth], month: date, today: date) -> Heading:
    """`reporting_months` are all of the scorecard."""
    by_month = {each.month: each for each in reporting_months}
    earlier, later = months.shift(month, -1), months.shift(month, 1)
    is_later_ready = _is_ready(by_month.get(later)) or around.has_later
    stage, due = _stage(by_month.get(month), today)
    return Heading(
        stage=stage,
        due=due,
        earlier=earlier if _is_ready(by_month.get(earlier)) or around.has_earlier else None,
        later=later if is_later_ready else None,
        later_words="" if is_later_ready else f"{months.label(later)} is not open yet",
        is_planned=not _is_ready(by_month.get(month)) and month in by_month,
        is_cycle=month in by_month,
    )


def _is_ready(month: ReportingMonth | None) -> bool:
    return month is not None and month.status != ReportingMonth.PLANNED


def _stage(month: ReportingMonth | None, today: date) -> tuple[str, str]:
    """Such as "In review", "Sign-off is due 13 July 2018, tomorrow"."""
    if month is None:
        return "History.", "Figures from before the portal’s first month"
    if month.status == ReportingMonth.PLANNED:
        return "Planned.", "An administrator opens it"
    if month.status == ReportingMonth.CLOSED:
        return "Closed.", ""
    steps = (
        ("Returns are coming in.", "Returns are due", month.returns_due),
        ("Commentary is being written.", "Commentary is due", month.commentary_due),
        ("In review.", "Sign-off is due", month.sign_off_due),
    )
    for stage, words, due in steps:
        if due is not None and today <= due:
            return stage, f"{words} {dates.day(due)}, {_days_to(due, today)}"
    if month.sign_off_due is None:
        return "Open.", ""
    return "In review.", f"Sign-off was due {dates.day(month.sign_off_due)}"


def _days_to(due: date, today: date) -> str:
    days = (due - today).days
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
