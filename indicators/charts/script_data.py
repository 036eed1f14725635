"""A line chart for the script that draws it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from indicators.calculations import months

from .points import SHAPES, sentence

if TYPE_CHECKING:
    from .line import LineChart


def script_data(chart: LineChart) -> dict[str, Any]:
    """Plain values; a place is an index into the months."""
    return {
        "labels": [months.short_label(month) for month in chart.months],
        "months": [months.label(month) for month in chart.months],
        "values": [_place(value) for value in chart.values],
        "shapes": [SHAPES[kind] if kind else "" for kind in chart.kinds],
        "words": chart.words,
        "sentences": [
            sentence(month, words) for month, words in zip(chart.months, chart.words, strict=False)
        ],
        "title": chart.title,
        "latest": chart.latest,
        "latestLabel": chart.latest_label,
        "stretches": [
            {
                "first": each.first,
                "last": each.last,
                "mean": each.mean,
                "lower": each.lower,
                "upper": each.upper,
            }
            for each in chart.stretches
        ],
        "ends": [{"label": label, "value": value} for label, value in chart.ends],
        "endsInside": chart.ends_inside,
        "marks": [{"letter": each.letter, "place": each.place} for each in chart.marks],
        "levels": [
            {"label": each.label, "value": _place(each.value), "dash": each.dash} for each in chart.levels
        ],
        "target": chart.target
        and {
            "label": chart.target.label,
            "values": [_place(value) for value in chart.target.values],
            "dash": chart.target.dash,
        },
        "axis": {
            "title": chart.unit,
            "low": _place(chart.axis.low),
            "high": _place(chart.axis.high),
            "step": _place(chart.axis.step),
            "ticks": [{"value": _place(tick.value), "label": tick.label} for tick in chart.axis.ticks],
        },
    }


def _place(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
