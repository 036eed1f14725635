"""Where a month stands: its stages, and in all and by section what is missing."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from indicators.calculations import dates, months

from .month import Item, MonthWork, is_late


@dataclass(frozen=True, slots=True)
class Stage:
    """`state` is done, now, late or to_come; `note` says the deadline or what is missing."""

    name: str
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class Strip:
    scorecard_name: str
    month_label: str
    today: date
    next_deadline: str
    stages: tuple[Stage, ...]


def month_strip(work: MonthWork, today: date) -> Strip:
    """The stages of a month, for the strip under the navigation. None with something late in it is done."""
    to_do = (
        ("Returns", work.returns_due, len(work.missing_returns)),
        ("Commentary", work.commentary_due, sum(item.is_to_write for item in work.items)),
        ("Sign-off", work.sign_off_due, sum(item.lacks_signature for item in work.items)),
    )
    stages: list[Stage] = []
    waiting = True
    for name, due, missing in to_do:
        if not missing:
            stages.append(Stage(name, "done", _due(due)))
        elif is_late(due, today):
            stages.append(Stage(name, "late", f"{missing} late, {_due(due, 'were due')}"))
        else:
            stages.append(Stage(name, "now" if waiting else "to_come", _due(due)))
            waiting = False
    current = next((stage for stage in stages if stage.state == "now"), None)
    return Strip(
        scorecard_name=work.scorecard.name,
        month_label=months.label(work.month),
        today=today,
        next_deadline=f"{current.name} {current.note}" if current else "",
        stages=tuple(stages),
    )


@dataclass(frozen=True, slots=True)
class SectionProgress:
    name: str
    indicators: int
    commentaries: int
    required: int
    written: int
    signed: int
    late: int


@dataclass(frozen=True, slots=True)
class Progress:
    """`written` counts whatever has left its reporter, `skipped` what is optional and was not sent,
    `late_optional` those of the late ones that are optional and came back."""

    sections: tuple[SectionProgress, ...]
    written: int
    signed: int
    late: int
    total: int
    required: int
    required_written: int
    skipped: int
    late_optional: int

    @property
    def optional(self) -> int:
        return self.total - self.required

    @property
    def to_be_signed(self) -> int:
        """All that is to have a signature in the end."""
        return self.total - self.skipped


def progress(work: MonthWork, today: date) -> Progress:
    """What is left to do, in all and by section. Plain counting over the month's items."""
    late = is_late(work.commentary_due, today)
    return Progress(
        sections=tuple(_section(name, items, late) for name, items in _by_section(work).items()),
        written=sum(not item.is_with_reporter for item in work.items),
        signed=sum(item.is_signed for item in work.items),
        late=sum(item.is_to_write for item in work.items) if late else 0,
        total=len(work.items),
        required=sum(item.is_required for item in work.items),
        required_written=sum(item.is_required and not item.is_with_reporter for item in work.items),
        skipped=sum(item.is_skipped for item in work.items),
        late_optional=sum(item.is_to_write and not item.is_required for item in work.items) if late else 0,
    )


def _by_section(work: MonthWork) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in work.items:
        found[item.row.section].append(item)
    return found


def _section(name: str, items: list[Item], late: bool) -> SectionProgress:
    left = sum(item.is_to_write for item in items)
    return SectionProgress(
        name=name,
        indicators=sum(len(item.family) for item in items),
        commentaries=len(items),
        required=sum(item.is_required for item in items),
        written=sum(not item.is_with_reporter for item in items),
        signed=sum(item.is_signed for item in items),
        late=left if late else 0,
    )


def _due(due: date | None, word: str = "due") -> str:
    return f"{word} {dates.near(due)}" if due else "no deadline set"
