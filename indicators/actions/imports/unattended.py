"""A file of returns loaded with nobody there to ask."""

import hashlib
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from indicators.actions.loads.changes import Stamp
from indicators.actions.locks import held_open, one_at_a_time
from indicators.actions.reasons import checked_reason
from indicators.imports.layouts.submission import Submission
from indicators.imports.plans import make_plan
from indicators.imports.plans.plan import Plan
from indicators.imports.sources.reading import safe_name
from indicators.models import ImportBatch, Scorecard
from indicators.people.models import User
from indicators.permissions import check_administers
from indicators.scorecards.known import Known, known

from .files import stored_file
from .loading import write_plan
from .reading import read_as_before


class Unattended(NamedTuple):
    """`batch` is None where nothing was written: something is to be decided, or there is nothing to do."""

    submission: Submission
    plan: Plan
    batch: ImportBatch | None


def load_unattended(
    *, scorecard: Scorecard, file_name: str, data: bytes, reason: str, by: User | None, at: datetime
) -> Unattended:
    """Load a file in one go. Restatements are made where there is a reason; whatever else somebody would be
    asked stays open, and then nothing is written.

    What headings meant in earlier files they mean here too. `by` is None for a command in nobody's name.
    Raises BrokenFile, Refused, Conflict, and Invalid for a reason that is none.
    """
    if by is not None:
        check_administers(by, scorecard)
    reason = checked_reason(reason) if reason.strip() else ""
    sha256 = hashlib.sha256(data).hexdigest()
    submission, _ = read_as_before(scorecard, file_name=file_name, data=data, sha256=sha256)
    with transaction.atomic():
        one_at_a_time(scorecard)
        opened = held_open(scorecard.pk)
        made = _made(submission, known(scorecard, months=submission.months), reason)
        if made.to_decide or not made.changes_something:
            return Unattended(submission, made, None)
        batch = write_plan(
            made,
            scorecard=scorecard,
            file=stored_file(data, sha256),
            file_name=safe_name(file_name),
            opened=opened,
            stamp=Stamp(by, at, reason),
        )
    return Unattended(submission, made, batch)


def _made(submission: Submission, known_now: Known, reason: str) -> Plan:
    """The plan with every restatement accepted, where there is a reason for them."""
    decisions: dict[str, str] = {}
    while True:
        made = make_plan(submission, known_now, decisions=decisions)
        asked = [each for each in made.to_decide if each.severity == "restatement"]
        if not (reason and asked):
            return made
        decisions |= {each.key: each.choices[0].value for each in asked}
