"""Reads: where commentaries stand."""

from .changes import Change, Changes, since_signed
from .chase import Chase, LastReminder, Left, Person, chase, is_left_to_write
from .checked import Checked, Checks, checks_of, checks_of_month
from .evidence import Evidence, evidence
from .facts import facts_of, facts_of_month
from .month import Item, MonthWork, is_late, month_work
from .progress import Progress, Strip, month_strip, progress
from .queue import Place, Queue, checks_of_places, queue
from .requirements import Reason, Requirement
from .signal_words import Flag, flags
from .summary import Mark, Summary, for_indicator, for_month, history, one, stored, waiting_for_signature

__all__ = [
    "Change",
    "Changes",
    "Chase",
    "Checked",
    "Checks",
    "Evidence",
    "Flag",
    "Item",
    "LastReminder",
    "Left",
    "Mark",
    "MonthWork",
    "Person",
    "Place",
    "Progress",
    "Queue",
    "Reason",
    "Requirement",
    "Strip",
    "Summary",
    "chase",
    "checks_of",
    "checks_of_month",
    "checks_of_places",
    "evidence",
    "facts_of",
    "facts_of_month",
    "flags",
    "for_indicator",
    "for_month",
    "history",
    "is_late",
    "is_left_to_write",
    "month_strip",
    "month_work",
    "one",
    "progress",
    "queue",
    "since_signed",
    "stored",
    "waiting_for_signature",
]
