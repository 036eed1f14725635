"""What a control chart says about one month, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isfinite

from indicators.calculations import formats, months
from indicators.calculations.control_charts import (
    TRIAL_BELOW,
    Assurance,
    Baseline,
    ControlChart,
    Kind,
    Rule,
)
from indicators.calculations.fired_rules import baseline_at, fired_rules
from indicators.calculations.limits import drawn_limits, drawn_line
from indicators.calculations.rule_words import Explanation, explain
from indicators.calculations.terms import Unit

# With fewer figures nothing is drawn, and nothing is called a signal.
LIMITS_FROM = 10

KIND_WORDS = {
    Kind.IMPROVEMENT: "Improvement",
    Kind.CONCERN: "Concern",
    Kind.HIGH: "Signal: high",
    Kind.LOW: "Signal: low",
    Kind.COMMON: "Usual range",
}
_ASSURANCE_WORDS = {
    Assurance.FAIL: "outside the {limits}: most months will miss it unless the usual range moves",
    Assurance.PASS: "outside the {limits}: most months will meet it unless the usual range moves",
    Assurance.HIT_AND_MISS: "inside the {limits}: some months will meet it and some will miss it, by chance",
}


@dataclass(frozen=True, slots=True)
class SignalReading:
    """One month of a chart.

    `kind` is None where the month has no figure or too few months make limits; `word` is empty then.
    `limits` is a sentence without a full stop, such as "Within its limits (52.7% to 88.2%)".
    """

    kind: Kind | None
    word: str
    explanations: tuple[Explanation, ...]
    limits: str
    trial: bool


def read_signal(
    chart: ControlChart,
    chart_months: Sequence[date],
    *,
    unit: Unit,
    decimals: int,
    index: int | None = None,
) -> SignalReading:
    """What `chart` says about the month at `index`, the last where it is None.

    `chart_months` has a month for each value. Raises ValueError where it has not, IndexError for an index
    outside the chart.
    """
    if len(chart_months) != len(chart.values):
        raise ValueError(f"{len(chart_months)} months for {len(chart.values)} values.")
    if not chart.values and index is None:
        return SignalReading(None, "", (), _too_few(), trial=True)
    at = len(chart.values) - 1 if index is None else index
    baseline = baseline_at(chart, at)
    trial = baseline.numbers < TRIAL_BELOW
    if baseline.numbers < LIMITS_FROM:
        since = chart_months[baseline.start] if baseline.start else None
        return SignalReading(None, "", (), _too_few(since), trial)
    value, signal = chart.values[at], chart.signals.get(at)
    kind = signal.kind if signal else Kind.COMMON if _is_figure(value) else None
    explanations = tuple(
        explain(each, chart, chart_months, unit=unit, decimals=decimals) for each in fired_rules(chart, at)
    )
    return SignalReading(
        kind=kind,
        word=KIND_WORDS[kind] if kind else "",
        explanations=explanations,
        limits=_limits(chart, baseline, kind, explanations, unit, decimals),
        trial=trial,
    )


def is_new(chart: ControlChart, before: ControlChart) -> bool:
    """Whether the last month's signal was not there, with its kind, in the chart made a month earlier.

    `before` is needed because a run of seven marks the six months behind it too.
    """
    return _told(chart) != Kind.COMMON and _told(chart) != _told(before)


def assurance_words(chart: ControlChart, target: Decimal | None, *, unit: Unit, decimals: int) -> str:
    """How the chart's limits stand to the `target` that it was made with, without a full stop.

    Empty where the chart has no assurance or too few months. Only for targets that each month is held to: a
    yearly total or a path has no place between monthly limits.
    """
    if target is None or chart.assurance is None or chart.baselines[-1].numbers < LIMITS_FROM:
        return ""
    limits = "trial limits" if chart.trial else "limits"
    stored = target.normalize().as_tuple().exponent
    places = max(decimals, -stored) if isinstance(stored, int) else decimals
    subject = f"The target of {formats.figure(target, unit, places)} is"
    return f"{subject} {_ASSURANCE_WORDS[chart.assurance].format(limits=limits)}"


def _told(chart: ControlChart) -> Kind:
    return chart.variation if chart.baselines[-1].numbers >= LIMITS_FROM else Kind.COMMON


def _is_figure(value: Decimal | float | None) -> bool:
    return value is not None and isfinite(value)


def _limits(
    chart: ControlChart,
    baseline: Baseline,
    kind: Kind | None,
    explanations: tuple[Explanation, ...],
    unit: Unit,
    decimals: int,
) -> str:
    if baseline.lower is None or baseline.upper is None:
        return "No limits: the figures they would be made from do not differ"
    name = "trial limits" if baseline.numbers < TRIAL_BELOW else "limits"
    drawn = drawn_limits(baseline.lower, baseline.upper, unit)
    assert drawn.lower is not None
    assert drawn.upper is not None
    lower, upper = (drawn_line(each, unit, decimals, chart.values) for each in (drawn.lower, drawn.upper))
    between = f"({lower} to {upper})"
    if kind is None:
        return f"No figure to compare with its {name} {between}"
    outside = any(each.rule == Rule.OUTSIDE for each in explanations)
    return f"{'Outside' if outside else 'Within'} its {name} {between}"


def _too_few(since: date | None = None) -> str:
    """`since` is where a baseline begins."""
    begun = f" since {months.label(since)}" if since else ""
    return f"No limits: fewer than {LIMITS_FROM} months{begun}"
