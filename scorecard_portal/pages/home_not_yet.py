"""What an owner waits for: commentary that is still with its reporters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commentary.models import Reminder
from commentary.summaries import Item, MonthWork
from indicators.calculations import dates

# More would be a list that nobody reads.
MOST_ROWS = 8


@dataclass(frozen=True, slots=True)
class NotYetRow:
    """One commentary that was asked for; `late_by` is such as "2 working days", empty before the deadline."""

    item: Item
    late_by: str
    was_reminded: bool

    @property
    def can_be_reminded(self) -> bool:
        return self.item.row.reporter_pk is not None and not self.was_reminded


@dataclass(frozen=True, slots=True)
class NotYet:
    """`not_asked` are refs of what may stay unwritten."""

    slug: str
    month: date
    rows: tuple[NotYetRow, ...]
    not_asked: tuple[str, ...]

    @property
    def by_reporter(self) -> tuple[tuple[NotYetRow, ...], ...]:
        """Where they are many, together with the others of their reporter."""
        if len(self.rows) <= MOST_ROWS:
            return ()
        found: dict[tuple[int | None, str], list[NotYetRow]] = {}
        for each in self.rows:
            row = each.item.row
            found.setdefault((row.reporter_pk, row.reporter), []).append(each)
        return tuple(map(tuple, found.values()))


def not_yet(work: MonthWork, owned: Iterable[Item], today: date) -> NotYet:
    """One query where anything is with a reporter."""
    with_reporters = [item for item in owned if item.is_with_reporter]
    reminded = _reminded(work, today) if with_reporters else frozenset()
    late_by = dates.late_by(work.commentary_due, today)
    return NotYet(
        slug=work.scorecard.slug,
        month=work.month,
        rows=tuple(
            NotYetRow(item, late_by, item.row.reporter_pk in reminded)
            for item in with_reporters
            if item.is_to_write
        ),
        not_asked=tuple(item.row.ref for item in with_reporters if not item.is_to_write),
    )


def _reminded(work: MonthWork, today: date) -> frozenset[int]:
    """The reporters who were reminded today."""
    sent = Reminder.objects.filter(
        scorecard_id=work.scorecard.pk, month=work.month, duty=Reminder.WRITE, day=today
    ).exclude(status=Reminder.FAILED)
    return frozenset(sent.values_list("user_id", flat=True))
