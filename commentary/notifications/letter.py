"""A mail before it is put into words: refs, titles, counts and deadlines; never commentary or figures."""

from dataclasses import dataclass


def one_line(text: str) -> str:
    """A name or title with a line break in it cannot pass for a line of the mail."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Line:
    """One commentary or figure; `path` is its page."""

    ref: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind. `lines` are the first few of `count`; `path` is the page that has them all."""

    kind: str
    heading: str
    lines: tuple[Line, ...]
    count: int
    path: str
    path_label: str

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Section:
    """One open month of one scorecard."""

    scorecard: str
    month: str
    groups: tuple[Group, ...]


_SAID = (
    ("overdue", "late"),
    ("returned", "returned to you"),
    ("asked", "with a question or an answer"),
    ("due_soon", "due soon"),
    ("to_write", "to write"),
    ("stale", "to sign again"),
    ("waiting", "to sign"),
    ("escalated", "late with others"),
    ("approved", "approved"),
)


@dataclass(frozen=True, slots=True)
class Letter:
    user_pk: int
    name: str
    email: str
    sections: tuple[Section, ...]

    @property
    def summary(self) -> str:
        """Such as "3 late, 2 to sign"."""
        counts: dict[str, int] = {}
        for section in self.sections:
            for group in section.groups:
                counts[group.kind] = counts.get(group.kind, 0) + group.count
        return ", ".join(f"{counts[kind]} {words}" for kind, words in _SAID if kind in counts)


@dataclass(frozen=True, slots=True)
class Reminding:
    """A reminder by hand. `copies` are addresses, `copied` says whose they are and why."""

    letter: Letter
    copies: tuple[str, ...]
    copied: str
