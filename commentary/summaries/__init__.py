"""Reads: where commentaries stand."""

from .actions import (
    ActionRow,
    actions_of,
    actions_read_by,
    as_rows,
    history_of_action,
    in_their_hands,
    open_actions_of,
    people_who_see,
    theirs,
    to_do,
)
from .changes import Change, Changes, since_signed
from .checked import Checked, Checks, checks_of, checks_of_month
from .evidence import Evidence, evidence
from .facts import facts_of, facts_of_month
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
from .month import Item, MonthWork, is_late, month_work
from .progress import Progress, Strip, month_strip, progress
from .queue import Place, Queue, checks_of_places, queue
from .requirements import Reason, Requirement
from .signal_words import Flag, flags
from .summary import Mark, Summary, for_indicator, for_month, history, one, stored, waiting_for_signature

__all__ = [
    "ActionRow",
    "Change",
    "Changes",
    "Checked",
    "Checks",
    "Evidence",
    "Flag",
    "Item",
    "Mark",
    "MemberQuestionRow",
    "MonthWork",
    "Place",
    "Progress",
    "Queue",
    "Reason",
    "Requirement",
    "Strip",
    "Summary",
    "actions_of",
    "actions_read_by",
    "as_question_rows",
    "as_rows",
    "checks_of",
    "checks_of_month",
    "checks_of_places",
    "evidence",
    "facts_of",
    "facts_of_month",
    "flags",
    "for_indicator",
    "for_month",
    "for_them_to_answer",
    "history",
    "history_of_action",
    "in_order",
    "in_their_hands",
    "in_their_reach",
    "is_late",
    "month_strip",
    "month_work",
    "not_answered",
    "one",
    "open_actions_of",
    "people_who_see",
    "progress",
    "questions_for_pack",
    "questions_of",
    "queue",
    "since_signed",
    "stored",
    "theirs",
    "to_do",
    "waiting_for_signature",
]
