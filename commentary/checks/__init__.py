"""Whether a text says what its figures say. Pure: no Django, no database, no clock."""

from .acronyms import explained_in
from .facts import Comparator, EarlierWords, Facts, Figures, OtherWords, TargetFacts, Whom
from .findings import Finding, Horizon, Promise, Severity
from .identifying import check_identifies
from .promised import promise_the_same, promised_by
from .registry import check_commentary

__all__ = [
    "Comparator",
    "EarlierWords",
    "Facts",
    "Figures",
    "Finding",
    "Horizon",
    "OtherWords",
    "Promise",
    "Severity",
    "TargetFacts",
    "Whom",
    "check_commentary",
    "check_identifies",
    "explained_in",
    "promise_the_same",
    "promised_by",
]
