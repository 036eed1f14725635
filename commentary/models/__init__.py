"""Words on indicators, and everything that happens around them."""

from .action import MAX_ACTION, Action, ActionEvent
from .commentary import (
    MAX_LENGTH,
    MAX_REASON,
    STATUSES,
    STEPS,
    CheckOverride,
    Commentary,
    CommentaryEvent,
    CommentaryQuerySet,
)
from .draft import Draft
from .mail import DIGEST_KINDS, Digest, Reminder, TurnedDown
from .opening import Opening
from .question import MAX_QUESTION, Answer, MemberQuestion, Question

__all__ = [
    "DIGEST_KINDS",
    "MAX_ACTION",
    "MAX_LENGTH",
    "MAX_QUESTION",
    "MAX_REASON",
    "STATUSES",
    "STEPS",
    "Action",
    "ActionEvent",
    "Answer",
    "CheckOverride",
    "Commentary",
    "CommentaryEvent",
    "CommentaryQuerySet",
    "Digest",
    "Draft",
    "MemberQuestion",
    "Opening",
    "Question",
    "Reminder",
    "TurnedDown",
]
