"""One table of steps, one function that takes a step.

The clock, the database and people's names stay outside: a `Situation` says all that the rules ask about.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Status(StrEnum):
    NOT_STARTED = "not_started"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


# Not handed in yet, and all that is with the reporter.
UNSENT = frozenset({Status.NOT_STARTED, Status.DRAFT})
WITH_REPORTER = UNSENT | {Status.RETURNED}


class Role(StrEnum):
    """What somebody is to one indicator on one day. A person may be several."""

    REPORTER = "reporter"
    REPORTER_COVER = "reporter_cover"
    OWNER = "owner"
    OWNER_COVER = "owner_cover"
    ADMINISTRATOR = "administrator"
    IMPORTER = "importer"


class Step(StrEnum):
    LOAD = "load"
    SAVE = "save"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    OPEN = "open"
    RETURN = "return"
    APPROVE = "approve"
    CONFIRM = "confirm"
    REOPEN = "reopen"


class Need(StrEnum):
    TEXT = "text"
    REASON = "reason"
    IS_SUBMITTER = "is_submitter"
    NOT_OPENED = "not_opened"
    NOT_AUTHOR = "not_author"
    STALE = "stale"
    UNTOUCHED = "untouched"


@dataclass(frozen=True, slots=True)
class Rule:
    """From which status a step leads to which, who may take it, what it needs besides an open month.

    `verb` is what the person does, as a refusal says it.
    """

    moves: Mapping[Status, Status]
    roles: frozenset[Role]
    needs: tuple[Need, ...] = ()
    verb: str = ""


REPORTERS = frozenset({Role.REPORTER, Role.REPORTER_COVER})
WRITERS = REPORTERS | {Role.ADMINISTRATOR}
SIGNERS = frozenset({Role.OWNER, Role.OWNER_COVER})

STEPS: Mapping[Step, Rule] = {
    Step.LOAD: Rule(
        {Status.NOT_STARTED: Status.DRAFT, Status.DRAFT: Status.DRAFT},
        frozenset({Role.IMPORTER}),
        (Need.TEXT, Need.UNTOUCHED),
        "load this commentary",
    ),
    Step.SAVE: Rule(
        {Status.NOT_STARTED: Status.DRAFT, Status.DRAFT: Status.DRAFT, Status.RETURNED: Status.RETURNED},
        WRITERS,
        (),
        "write this commentary",
    ),
    Step.SUBMIT: Rule(
        {Status.DRAFT: Status.SUBMITTED, Status.RETURNED: Status.SUBMITTED},
        WRITERS,
        (Need.TEXT,),
        "submit this commentary",
    ),
    Step.WITHDRAW: Rule(
        {Status.SUBMITTED: Status.DRAFT},
        WRITERS,
        (Need.IS_SUBMITTER, Need.NOT_OPENED),
        "withdraw this commentary",
    ),
    Step.OPEN: Rule({Status.SUBMITTED: Status.SUBMITTED}, SIGNERS, (), "open this commentary"),
    Step.RETURN: Rule({Status.SUBMITTED: Status.RETURNED}, SIGNERS, (Need.REASON,), "return this commentary"),
    Step.APPROVE: Rule(
        {Status.SUBMITTED: Status.APPROVED}, SIGNERS, (Need.NOT_AUTHOR,), "approve this commentary"
    ),
    Step.CONFIRM: Rule(
        {Status.APPROVED: Status.APPROVED},
        SIGNERS,
        (Need.NOT_AUTHOR, Need.STALE),
        "sign this commentary again",
    ),
    Step.REOPEN: Rule(
        {Status.APPROVED: Status.RETURNED},
        SIGNERS | {Role.ADMINISTRATOR},
        (Need.REASON,),
        "reopen this commentary",
    ),
}

# Draft, submitted and returned words are theirs only; approved words are everybody's.
READERS_OF_UNAPPROVED = WRITERS | SIGNERS


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a commentary stands, and what the person in front of it is to it."""

    status: Status
    roles: frozenset[Role]
    month_is_open: bool = True
    has_text: bool = False
    has_reason: bool = False
    is_author: bool = False
    is_submitter: bool = False
    is_opened: bool = False
    is_stale: bool = False
    is_touched: bool = False


class StepNotAllowed(Exception):
    """The step cannot be taken. `reason` is a sentence for the person.

    `forbidden` says that it is the person, not the state of the commentary, that stands in the way;
    `need` is the need that is not met, where it is one.
    """

    def __init__(self, reason: str, *, forbidden: bool = False, need: Need | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.forbidden = forbidden
        self.need = need


_WHO = {
    WRITERS: "the reporter, the reporter's deputy and the administrators",
    SIGNERS: "the owner and the owner's deputy",
    SIGNERS | {Role.ADMINISTRATOR}: "the owner, the owner's deputy and the administrators",
    frozenset({Role.IMPORTER}): "a file that is loaded",
}

_WRONG_STATUS = {
    Status.NOT_STARTED: "nobody has written it yet",
    Status.DRAFT: "it is still a draft with the reporter",
    Status.SUBMITTED: "it has been submitted and is with the owner",
    Status.RETURNED: "it was returned and is with the reporter",
    Status.APPROVED: "it has been approved",
}


def take(step: Step, situation: Situation) -> Status:
    """The status after `step`. Raises `StepNotAllowed` with the first reason that stands in the way."""
    rule = STEPS[step]
    if not rule.roles & situation.roles:
        raise StepNotAllowed(f"Only {_WHO[rule.roles]} can {rule.verb}.", forbidden=True)
    if not situation.month_is_open:
        raise StepNotAllowed(
            f"The month is not open, so you cannot {rule.verb}. "
            "An administrator can open or reopen the month."
        )
    if situation.status not in rule.moves:
        raise StepNotAllowed(f"You cannot {rule.verb} now: {_WRONG_STATUS[situation.status]}.")
    for need in rule.needs:
        _check(need, situation)
    return rule.moves[situation.status]


def available(situation: Situation) -> frozenset[Step]:
    """The steps this person could take now, given a text or a reason where one is needed."""
    return frozenset(step for step in STEPS if refusal(step, situation) is None)


def refusal(step: Step, situation: Situation) -> StepNotAllowed | None:
    """Why this person could not take the step now, whatever they write; None where they could."""
    try:
        take(step, replace(situation, has_text=True, has_reason=True))
    except StepNotAllowed as refused:
        return refused
    return None


def may_read(status: Status, roles: frozenset[Role]) -> bool:
    """Approved words are read by all who see the scorecard, others by those who work on them."""
    return status is Status.APPROVED or bool(roles & READERS_OF_UNAPPROVED)


def _check(need: Need, situation: Situation) -> None:
    match need:
        case Need.TEXT if not situation.has_text:
            raise StepNotAllowed("Write the commentary before you submit it.", need=need)
        case Need.REASON if not situation.has_reason:
            raise StepNotAllowed("Give a reason: the reporter needs it to know what to change.", need=need)
        case Need.IS_SUBMITTER if not situation.is_submitter:
            raise StepNotAllowed(
                "Only the person who submitted it can withdraw it.", forbidden=True, need=need
            )
        case Need.NOT_OPENED if situation.is_opened:
            raise StepNotAllowed(
                "The owner has opened it, so it can no longer be withdrawn. Ask them to return it.", need=need
            )
        case Need.NOT_AUTHOR if situation.is_author:
            raise StepNotAllowed(
                "You wrote some of these words, so somebody else must sign them: ask your deputy.",
                forbidden=True,
                need=need,
            )
        case Need.NOT_AUTHOR if {Role.OWNER, Role.REPORTER} <= situation.roles:
            raise StepNotAllowed(
                "You are both owner and reporter of this indicator, so your deputy must sign it.",
                forbidden=True,
                need=need,
            )
        case Need.STALE if not situation.is_stale:
            raise StepNotAllowed(
                "Nothing has changed since it was signed, so there is nothing to sign again.", need=need
            )
        case Need.UNTOUCHED if situation.is_touched:
            raise StepNotAllowed(
                "A person has written here, so a file does not replace the words.", need=need
            )
