"""What matters this month, chosen by rule: every finding is listed, the bad before the good.

A row has one headline, under the gravest of what was found; the rest of it is that headline's evidence. Two
rows that share their commentary and say the same are one headline.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indicators.calculations.control_charts import Kind
from indicators.calculations.headline_counts import Counts, count, listed
from indicators.calculations.headline_facts import HeadlineFacts
from indicators.calculations.intervals import Verdict
from indicators.calculations.terms import TargetStatus


class HeadlineKind(StrEnum):
    """Gravest first; headlines come in this order."""

    CONCERN = "concern"
    OFF_TARGET = "off_target"
    NEWLY_WORSE = "newly_worse"
    IMPROVEMENT = "improvement"
    CHANGED = "changed"
    EXTREME = "extreme"
    RESTATED = "restated"
    SILENT = "silent"


KIND_TITLES = {
    HeadlineKind.CONCERN: "Getting worse",
    HeadlineKind.OFF_TARGET: "Off target",
    HeadlineKind.NEWLY_WORSE: "Newly worse than neighbours",
    HeadlineKind.IMPROVEMENT: "Getting better",
    HeadlineKind.CHANGED: "Changed, and neither is better",
    HeadlineKind.EXTREME: "At a 13-month high or low, not yet explained",
    HeadlineKind.RESTATED: "Earlier figures restated",
    HeadlineKind.SILENT: "Without a figure, or without words for three months",
}
_SIGNALS = {
    Kind.CONCERN: HeadlineKind.CONCERN,
    Kind.IMPROVEMENT: HeadlineKind.IMPROVEMENT,
    Kind.HIGH: HeadlineKind.CHANGED,
    Kind.LOW: HeadlineKind.CHANGED,
}


class LeftOutReason(StrEnum):
    """Why a row has no headline; the first that holds."""

    STILL_WORSE = "still_worse"
    CLOSE_TO_TARGET = "close_to_target"
    EXPLAINED_EXTREME = "explained_extreme"
    MOVED = "moved"
    QUIET = "quiet"


LEFT_OUT_WORDS = {
    LeftOutReason.STILL_WORSE: "worse than neighbours, as last month",
    LeftOutReason.CLOSE_TO_TARGET: "close to target",
    LeftOutReason.EXPLAINED_EXTREME: "at a 13-month high or low, with commentary",
    LeftOutReason.MOVED: "moved by 10% or more inside the usual range",
    LeftOutReason.QUIET: "nothing to tell",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding on one row, to be linked to where it shows: chart, target, comparison, history."""

    kind: HeadlineKind
    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class Headline:
    """`evidence` begins with the finding that `sentence` tells; `also` are rows told with this one."""

    kind: HeadlineKind
    ref: str
    sentence: str
    evidence: tuple[Evidence, ...]
    is_new: bool
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    reason: LeftOutReason
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Headlines:
    """Every row looked at is in one of `headlines` (as its ref or in `also`) or in one of `left_out`."""

    headlines: tuple[Headline, ...]
    left_out: tuple[LeftOut, ...]
    counts: Counts


def choose_headlines(rows: Sequence[HeadlineFacts]) -> Headlines:
    """The headlines of one month; `rows` in printed order, which orders what is equally grave.

    Within a kind new signals come before continued ones, extremes on the bad side before others.
    """
    found = [(row, _evidence(row)) for row in rows]
    told = [(row, evidence) for row, evidence in found if evidence]
    return Headlines(
        headlines=tuple(_headline(group) for group in _groups(told)),
        left_out=_left_out([row for row, evidence in found if not evidence]),
        counts=count(rows),
    )


def _evidence(row: HeadlineFacts) -> tuple[Evidence, ...]:
    """All that was found, gravest first."""
    found: list[tuple[HeadlineKind, str]] = []
    if row.signal is not None and row.signals:
        found.append((_SIGNALS[row.signal], row.signal_words or "outside its usual range"))
    if row.target_status == TargetStatus.OFF_TARGET:
        found.append((HeadlineKind.OFF_TARGET, row.target_words or "off target"))
    if row.is_newly_worse:
        beside = f" ({row.neighbours})" if row.neighbours else ""
        then = "which it was not last month" if row.verdict_before else "not compared last month"
        found.append((HeadlineKind.NEWLY_WORSE, f"worse than neighbours{beside}, {then}"))
    if row.is_unexplained_extreme:
        joint = "equal " if row.extreme_is_joint else ""
        found.append((HeadlineKind.EXTREME, f"{joint}{row.extreme} of {row.months_known} months"))
    if row.restated:
        found.append((HeadlineKind.RESTATED, f"{listed(row.restated)} restated since last month"))
    if row.is_silent:
        words = f"no approved commentary for {row.silent_months} months"
        found.append((HeadlineKind.SILENT, words if row.figure else row.no_figure or "no figure"))
    order = [*HeadlineKind]
    return tuple(
        Evidence(kind, row.ref, text) for kind, text in sorted(found, key=lambda each: order.index(each[0]))
    )


_Told = tuple[HeadlineFacts, tuple[Evidence, ...]]


def _groups(told: list[_Told]) -> list[list[_Told]]:
    """Rows told together, in the order of the headlines."""
    refs = {row.ref for row, _ in told}
    together: dict[tuple[HeadlineKind, str], list[_Told]] = {}
    for row, evidence in told:
        shared = row.pair if row.pair in refs else row.ref
        together.setdefault((evidence[0].kind, shared), []).append((row, evidence))
    order = [*HeadlineKind]

    def grave(group: list[_Told]) -> tuple[int, bool, bool]:
        kind = group[0][1][0].kind
        bad = kind == HeadlineKind.EXTREME and any(row.is_bad_extreme for row, _ in group)
        return order.index(kind), not _is_new(group), not bad

    # Sorting keeps the printed order of equals.
    return sorted(together.values(), key=grave)


def _headline(group: list[_Told]) -> Headline:
    (row, (main, *rest)), *others = group
    figure = f"{row.figure}, " if row.figure else ""
    also = tuple(other.ref for other, _ in others)
    return Headline(
        kind=main.kind,
        ref=row.ref,
        sentence=f"{row.title}: {figure}{main.text}",
        evidence=(main, *rest, *(each for _, evidence in others for each in evidence)),
        is_new=_is_new(group),
        also=also,
    )


def _is_new(group: list[_Told]) -> bool:
    """Whether a signal is; what is not a signal is looked at afresh each month."""
    signals = [row for row, evidence in group if evidence[0].kind in _SIGNALS.values()]
    return any(row.signal_is_new for row in signals) if signals else True


def _left_out(rows: Iterable[HeadlineFacts]) -> tuple[LeftOut, ...]:
    refs: dict[LeftOutReason, list[str]] = {reason: [] for reason in LeftOutReason}
    for row in rows:
        refs[_reason(row)].append(row.ref)
    return tuple(LeftOut(reason, tuple(found)) for reason, found in refs.items() if found)


def _reason(row: HeadlineFacts) -> LeftOutReason:
    if row.verdict_now == Verdict.WORSE:
        return LeftOutReason.STILL_WORSE
    if row.target_status == TargetStatus.CLOSE:
        return LeftOutReason.CLOSE_TO_TARGET
    if row.extreme is not None:
        return LeftOutReason.EXPLAINED_EXTREME
    return LeftOutReason.MOVED if row.has_moved else LeftOutReason.QUIET
