"""Everybody's letter of the day, from what was read once for all of them."""

from collections.abc import Iterable
from datetime import date, datetime

from commentary.models import TurnedDown
from indicators.calculations import months

from .addressees import NEWS_FOR, Addressees, Month, addressees
from .duties import Reader, groups_of
from .letter import Letter, Section, one_line


def letters(*, on: date, at: datetime) -> tuple[Letter, ...]:
    """One for each active person to whom there is something to say, in the order of their keys."""
    known = addressees(on=on, at=at)
    found = (_letter(pk, known, on, at) for pk in sorted(known.users))
    return tuple(letter for letter in found if letter.sections)


def _letter(pk: int, known: Addressees, on: date, at: datetime) -> Letter:
    user = known.users[pk]
    turned_down = known.turned_down.get(pk, frozenset())
    reader = Reader(
        pk=pk,
        covered=known.covered.get(pk, frozenset()),
        turned_down=turned_down,
        since=known.last.get(pk, at - NEWS_FOR),
    )
    wanted: Iterable[Month] = () if TurnedDown.ALL in turned_down else known.months
    sections = (
        Section(one_line(month.work.scorecard.name), months.label(month.work.month), groups)
        for month in wanted
        if (groups := groups_of(reader, month, known, on))
    )
    return Letter(pk, one_line(user.full_name), user.email, tuple(sections))
