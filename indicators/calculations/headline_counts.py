"""How many rows were looked at for the headlines, how many of each finding, and the sentence that says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.calculations.control_charts import Kind
from indicators.calculations.headline_facts import HeadlineFacts
from indicators.calculations.terms import TargetStatus


@dataclass(frozen=True, slots=True)
class Counts:
    """Of rows, whether or not another finding of theirs is told first."""

    looked_at: int
    signals: int
    new_signals: int
    concerns: int
    improvements: int
    neutral: int
    with_target: int
    off_target: int
    newly_worse: int
    extremes: int
    restated: int
    silent: int
    moved: int
    moved_without_signal: int


def count(rows: Sequence[HeadlineFacts]) -> Counts:
    return Counts(
        looked_at=len(rows),
        signals=sum(row.signals for row in rows),
        new_signals=sum(row.signals and row.signal_is_new for row in rows),
        concerns=sum(row.signal == Kind.CONCERN for row in rows),
        improvements=sum(row.signal == Kind.IMPROVEMENT for row in rows),
        neutral=sum(row.signal in (Kind.HIGH, Kind.LOW) for row in rows),
        with_target=sum(row.target_status is not None for row in rows),
        off_target=sum(row.target_status == TargetStatus.OFF_TARGET for row in rows),
        newly_worse=sum(row.is_newly_worse for row in rows),
        extremes=sum(row.is_unexplained_extreme for row in rows),
        restated=sum(bool(row.restated) for row in rows),
        silent=sum(row.is_silent for row in rows),
        moved=sum(row.has_moved for row in rows),
        moved_without_signal=sum(row.has_moved and not row.signals for row in rows),
    )


def summary(counts: Counts) -> str:
    """Such as "11 of 58 indicators show a signal: 3 are getting worse, 3 better, and 5 changed …"."""
    if not counts.looked_at:
        return "There is no indicator to look at."
    sentences = [_signals_summary(counts)]
    if counts.with_target:
        off = f"{counts.off_target or 'None'} of the {counts.with_target} with a target"
        sentences.append(f"{off} {_are(counts.off_target)} off it.")
    if counts.extremes:
        stand = "stands" if counts.extremes == 1 else "stand"
        sentences.append(f"{counts.extremes} {stand} at a 13-month high or low without approved commentary.")
    if counts.newly_worse:
        sentences.append(f"{counts.newly_worse} {_are(counts.newly_worse)} newly worse than neighbours.")
    return " ".join(sentences)


def _signals_summary(counts: Counts) -> str:
    if not counts.signals:
        return f"None of {counts.looked_at} indicators shows a signal."
    show = "shows" if counts.signals == 1 else "show"
    parts = [
        f"{number} {words}"
        for number, words in (
            (counts.concerns, "getting worse"),
            (counts.improvements, "getting better"),
            (counts.neutral, "changed where neither way is better"),
        )
        if number
    ]
    return f"{counts.signals} of {counts.looked_at} indicators {show} a signal: {listed(parts)}."


def _are(count: int) -> str:
    return "is" if count <= 1 else "are"


def listed(names: Sequence[str]) -> str:
    """Such as "a, b and c"; there is at least one."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
