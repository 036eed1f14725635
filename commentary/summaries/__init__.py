"""Reads: where commentaries stand."""

from .actions import (
    ActionRow,
    actions_read_by,
    as_rows,
    history_of_action,
    in_their_hands,
    open_actions_of,
    people_who_see,
    theirs,
    to_do,
)
from .baselines import Baseline, baselines
from .before_joining import before_joining
from .beginning import beginning
from .changes import Change, since_signed
from .chase import Chase, Left, Person, chase
from .checked import Checked, Checks, checks_of, checks_of_month
from .drafts import Drafts, Typed, drafts_of, with_own_drafts
from .evidence import Evidence, evidence
from .facts import facts_of, facts_of_month
from .last_step import who_was_first
from .member_questions import (
    MemberQuestionRow,
    as_question_rows,
    for_them_to_answer,
    in_order,
    in_their_reach,
    not_answered,
    questions_for_pack,
    questions_of,
)
from .month import Item, MonthWork, is_by_exception, is_late, month_work
from .progress import Progress, Strip, month_strip, progress
from .questions import Thread, Threads, of_item, threads_of, threads_of_month, waits_for_answer
from .queue import Group, Place, Queue, WithReporter, opened_by, places_of, queue
from .required import requirements
from .requirements import Reason, Requirement
from .return_reasons import frequent_reasons
from .signal_words import Flag, flags
from .summary import Mark, Summary, for_indicator, for_month, history, stored, waiting_for_signature

__all__ = [
    "ActionRow",
    "Baseline",
    "Change",
    "Chase",
    "Checked",
    "Checks",
    "Drafts",
    "Evidence",
    "Flag",
    "Group",
    "Item",
    "Left",
    "Mark",
    "MemberQuestionRow",
    "MonthWork",
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
    "Typed",
    "WithReporter",
    "actions_read_by",
    "as_question_rows",
    "as_rows",
    "baselines",
    "before_joining",
    "beginning",
    "chase",
    "checks_of",
    "checks_of_month",
    "drafts_of",
    "evidence",
    "facts_of",
    "facts_of_month",
    "flags",
    "for_indicator",
    "for_month",
    "for_them_to_answer",
    "frequent_reasons",
    "history",
    "history_of_action",
    "in_order",
    "in_their_hands",
    "in_their_reach",
    "is_by_exception",
    "is_late",
    "month_strip",
    "month_work",
    "not_answered",
    "of_item",
    "open_actions_of",
    "opened_by",
    "people_who_see",
    "places_of",
    "progress",
    "questions_for_pack",
    "questions_of",
    "queue",
    "requirements",
    "since_signed",
    "stored",
    "theirs",
    "threads_of",
    "threads_of_month",
    "to_do",
    "waiting_for_signature",
    "waits_for_answer",
    "who_was_first",
    "with_own_drafts",
]
