"""Reads: where commentaries stand."""

from .summary import Mark, Summary, for_indicator, for_month, history, one, stored, waiting_for_signature

__all__ = [
    "Mark",
    "Summary",
    "for_indicator",
    "for_month",
    "history",
    "one",
    "stored",
    "waiting_for_signature",
]
