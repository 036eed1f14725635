"""Reads: where commentaries stand."""

from .before_joining import OwnWords, before_joining
from .changes import Change, Changes, since_signed
from .checked import Checked, Checks, checks_of, checks_of_month
from .drafts import Drafts, Typed, drafts_of, with_own_drafts
from .evidence import Evidence, evidence
from .facts import facts_of, facts_of_month
from .month import Item, MonthWork, is_late, month_work
from .opening import opening, opening_words
from .progress import Progress, Strip, month_strip, progress
from .queue import Place, Queue, checks_of_places, queue
from .requirements import Reason, Requirement
from .signal_words import Flag, flags
from .summary import Mark, Summary, for_indicator, for_month, history, one, stored, waiting_for_signature

__all__ = [
    "Change",
    "Changes",
    "Checked",
    "Checks",
    "Drafts",
    "Evidence",
    "Flag",
    "Item",
    "Mark",
    "MonthWork",
    "OwnWords",
    "Place",
    "Progress",
    "Queue",
    "Reason",
    "Requirement",
    "Strip",
    "Summary",
    "Typed",
    "before_joining",
    "checks_of",
    "checks_of_month",
    "checks_of_places",
    "drafts_of",
    "evidence",
    "facts_of",
    "facts_of_month",
    "flags",
    "for_indicator",
    "for_month",
    "history",
    "is_late",
    "month_strip",
    "month_work",
    "one",
    "opening",
    "opening_words",
    "progress",
    "queue",
    "since_signed",
    "stored",
    "waiting_for_signature",
    "with_own_drafts",
]
