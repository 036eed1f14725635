"""The workflow of one commentary. Pure: no Django, no database, no clock."""

from .diagram import document
from .rules import (
    READERS_OF_UNAPPROVED,
    SIGNERS,
    STEPS,
    UNSENT,
    WITH_REPORTER,
    WRITERS,
    Need,
    Role,
    Rule,
    Situation,
    Status,
    Step,
    StepNotAllowed,
    available,
    may_read,
    refusal,
    take,
)

__all__ = [
    "READERS_OF_UNAPPROVED",
    "SIGNERS",
    "STEPS",
    "UNSENT",
    "WITH_REPORTER",
    "WRITERS",
    "Need",
    "Role",
    "Rule",
    "Situation",
    "Status",
    "Step",
    "StepNotAllowed",
    "available",
    "document",
    "may_read",
    "refusal",
    "take",
]
