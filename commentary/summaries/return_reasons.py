"""The reasons that an owner gives most often when they return a commentary."""

from collections import defaultdict
from datetime import datetime

from commentary.models import CommentaryEvent
from commentary.workflow import Step
from indicators.people.models import User

# What the portal offers until somebody has reasons of their own.
FIRST_REASONS = (
    "Check the figure you quote",
    "Say what is being done, and by when",
    "Explain the signal, not the month",
)
MOST = 4
# A sentence that was written once is about one commentary; a second time it is a reason.
OFTEN = 2
LONGEST = 100
_LOOKS_BACK = 300


def frequent_reasons(user: User) -> tuple[str, ...]:
    """At most four: this person's own of more than one return, the most used and of these the latest first,
    filled up with the portal's. One query."""
    returned = CommentaryEvent.objects.filter(step=Step.RETURN, by=user).order_by("-pk")
    used: dict[str, int] = defaultdict(int)
    spelled: dict[str, str] = {}
    last: dict[str, datetime] = {}
    for reason, at in returned.values_list("reason", "at")[:_LOOKS_BACK]:
        first = normalised(reason)
        if 0 < len(first) <= LONGEST:
            key = first.casefold()
            used[key] += 1
            spelled.setdefault(key, first)
            last.setdefault(key, at)
    own = sorted((key for key in used if used[key] >= OFTEN), key=lambda key: (used[key], last[key]))
    known = {key: spelled[key] for key in reversed(own)}
    for each in FIRST_REASONS:
        known.setdefault(each.casefold(), each)
    return tuple(known.values())[:MOST]


def normalised(reason: str) -> str:
    """Its first line, without what follows on the next ones, double spaces or a full stop."""
    return " ".join(reason.split("\n", 1)[0].split()).rstrip(".").rstrip()
