"""The months that an indicator's control chart begins anew, and whose decision that was."""

from indicators.calculations import months
from indicators.models import Baseline, Indicator

from .changes import Change, name_of


def baselines_of(indicator: Indicator) -> tuple[Baseline, ...]:
    """Oldest first. One query."""
    return tuple(Baseline.objects.filter(indicator=indicator).select_related("by").order_by("starts"))


def baseline_change(baseline: Baseline) -> Change:
    what = f"Mean and limits begin anew in {months.label(baseline.starts)}"
    return Change(baseline.at, what, name_of(baseline.by), baseline.reason)
