"""A history of steps told from its beginning, and what the description of the workflow lets follow."""

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


@dataclass(frozen=True)
class Described:
    """Who may do what when, from the description alone. `covers` are pairs of a person and a deputy."""

    reporter: str
    covers: frozenset[tuple[str, str]]
    names: tuple[str, ...]

    def somebody(self, number: int, step: str) -> str:
        """One of those whose step it is."""
        theirs = [name for name in self.names if self.acts(name, step)]
        return theirs[number % len(theirs)]

    def acts(self, who: str, step: str) -> tuple[str, str | None] | None:
        """In which role somebody may take a step, and for whom; None where nobody let them."""
        covered = {name for name, deputy in self.covers if deputy == who}
        writers = [
            ("reporter", None, who == self.reporter),
            ("reporter_cover", self.reporter, self.reporter in covered and who != self.reporter),
            ("administrator", None, who == "administrator"),
        ]
        signers = [
            ("owner", None, who == "owner"),
            ("owner_cover", "owner", "owner" in covered and who != "owner"),
        ]
        if step in ("save", "submit", "withdraw"):
            may = writers
        elif step == "reopen":
            may = [*signers, writers[-1]]
        else:
            may = signers
        return next(((role, whom) for role, whom, is_so in may if is_so), None)

    def foretold(
        self,
        history: Iterable[Told],
        step: str,
        who: str,
        *,
        text: str | None = None,
        reason: str = "",
        is_stale: bool = True,
    ) -> Told | None:
        """The event that the step must leave while the month is open; None where it must be refused."""
        now = replay(history)
        acting = self.acts(who, step)
        leads = {
            ("save", "not_started"): "draft", ("save", "draft"): "draft", ("save", "returned"): "returned",
            ("submit", "draft"): "submitted", ("submit", "returned"): "submitted",
            ("withdraw", "submitted"): "draft", ("open", "submitted"): "submitted",
            ("return", "submitted"): "returned", ("approve", "submitted"): "approved",
            ("confirm", "approved"): "approved", ("reopen", "approved"): "returned",
        }  # fmt: skip
        to = leads.get((step, now.status))
        refused = (
            acting is None
            or to is None
            or (step == "submit" and not now.text)
            or (step == "withdraw" and (who != now.submitter or now.is_opened))
            or (step == "open" and now.is_opened)
            or (step in ("return", "reopen") and not reason.strip())
            or (step in ("approve", "confirm") and (who in now.authors or who == self.reporter == "owner"))
            or (step == "confirm" and not is_stale)
        )
        if refused:
            return None
        assert acting is not None
        assert to is not None
        return Told(step, who, *acting, now.status, to, now.version + 1, now.text if text is None else text)
