"""A history of steps, told from its beginning."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """One event, with people by their names in the tests."""

    step: str
    who: str
    acting_as: str
    on_behalf_of: str | None
    from_status: str
    to_status: str
    version: int
    text: str


@dataclass
class Now:
    """Where a history leads to."""

    authors: set[str]
    status: str = "not_started"
    text: str = ""
    version: int = 0
    submitter: str = ""
    is_opened: bool = False


def replay(history: Iterable[Told]) -> Now:
    """Each event begins where the one before ended; only saving and loading bring words."""
    now = Now(set())
    for each in history:
        assert each.from_status == now.status
        assert each.version == now.version + 1
        assert each.text == now.text or each.step in ("save", "load")
        now.status, now.text, now.version = each.to_status, each.text, each.version
        if each.step == "save":
            now.authors.add(each.who)
        if each.step == "submit":
            now.submitter = each.who
        now.is_opened = each.step == "open" or (now.is_opened and each.to_status == "submitted")
    return now
