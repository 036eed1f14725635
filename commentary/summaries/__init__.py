"""Reads: where commentaries stand."""

from .baselines import Baseline, baselines
from .changes import Change, Changes, since_signed
from .chase import Chase, LastReminder, Left, Person, chase
from .checked import Checked, Checks, checks_of, checks_of_month
from .evidence import Evidence, evidence
from .facts import facts_of, facts_of_month
from .month import Item, MonthWork, is_by_exception, is_late, month_work
from .progress import Progress, Strip, month_strip, progress
from .questions import Entry, Thread, Threads, of_item, threads_of, threads_of_month, waits_for_answer
from .queue import Group, NotYet, Place, Queue, is_flagged, opened_by, places_of, queue
from .required import requirements
from .requirements import Reason, Requirement
from .return_reasons import frequent_reasons
from .signal_words import Flag, flags
from .summary import Mark, Summary, for_indicator, for_month, history, one, stored, waiting_for_signature

__all__ = [
    "Baseline",
    "Change",
    "Changes",
    "Chase",
    "Checked",
    "Checks",
    "Entry",
    "Evidence",
    "Flag",
    "Group",
    "Item",
    "LastReminder",
    "Left",
    "Mark",
    "MonthWork",
    "NotYet",
    "Person",
    "Place",
    "Progress",
    "Queue",
    "Reason",
    "Requirement",
    "Strip",
    "Summary",
    "Thread",
    "Threads",
    "baselines",
    "chase",
    "checks_of",
    "checks_of_month",
    "evidence",
    "facts_of",
    "facts_of_month",
    "flags",
    "for_indicator",
    "for_month",
    "frequent_reasons",
    "history",
    "is_by_exception",
    "is_flagged",
    "is_late",
    "month_strip",
    "month_work",
    "of_item",
    "one",
    "opened_by",
    "places_of",
    "progress",
    "queue",
    "requirements",
    "since_signed",
    "stored",
    "threads_of",
    "threads_of_month",
    "waiting_for_signature",
    "waits_for_answer",
]
