"""Reads: what a scorecard says for a month."""

from indicators.calculations.series import Cell

from .build import build
from .rows import Benchmark, Comparator, Release, Row, Scorecard, Target
from .seen import FiguresSeen, figures_seen, hash_of, hash_of_rows, seen_of

__all__ = [
    "Benchmark",
    "Cell",
    "Comparator",
    "FiguresSeen",
    "Release",
    "Row",
    "Scorecard",
    "Target",
    "build",
    "figures_seen",
    "hash_of",
    "hash_of_rows",
    "seen_of",
]
